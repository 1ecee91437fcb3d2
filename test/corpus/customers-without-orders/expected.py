"""Rows of datamorph_out.silent_customers.

- silent: the rows of customers that have no row of orders where customer_id of
  customers equals customer_id of orders.
- contacts: the rows of silent, equal ones once.
- datamorph_out.silent_customers: country and email of contacts; it replaces what is
  there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    customers = sources["customers"]
    orders = sources["orders"]

    silent = (
        customers.alias("left")
        .join(
            orders.alias("right"),
            F.col("left.customer_id") == F.col("right.customer_id"),
            "left_anti",
        )
        .select("left.country", "left.email")
    )

    contacts = silent.distinct()

    return contacts
