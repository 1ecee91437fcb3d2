"""Rows of datamorph_out.contacts.

- filled: customers with email as lower(trim(coalesce(email, 'unknown@example.com'))),
  phone as coalesce(phone, 'N/A'), domain as substring(email, position('@', email) + 1),
  signup_month as date_trunc('month', signed_up as date) and region as 'home' when
  country = 'AT   ', 'near' when country = 'DE   ', else 'far'.
- valid: the rows of filled where ((email is like '%_@_%._%') and not contains(email, '
  ')) and ((domain <> 'test.com') or domain is NULL).
- datamorph_out.contacts: customer_id, customer_name, email, phone, domain, signup_month
  and region of valid, one row per customer_id; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    customers = sources["customers"]

    filled = customers.withColumns(
        {
            "email": F.lower(F.trim(F.coalesce("email", F.lit("unknown@example.com")))),
            "phone": F.coalesce("phone", F.lit("N/A")),
            "domain": F.substr("email", F.instr("email", "@") + 1),
            "signup_month": F.trunc(F.col("signed_up").cast("date"), "month"),
            "region": (
                F.when(F.col("country") == "AT   ", "home")
                .when(F.col("country") == "DE   ", "near")
                .otherwise("far")
            ),
        }
    ).drop("country")

    valid = filled.filter(
        F.col("email").like("%_@_%._%")
        & ~F.col("email").contains(" ")
        & ((F.col("domain") != "test.com") | F.col("domain").isNull())
    )

    return valid.select(
        "customer_id",
        "customer_name",
        "email",
        "phone",
        "domain",
        "signup_month",
        "region",
    )
