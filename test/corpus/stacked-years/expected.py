"""Rows of datamorph_out.all_sales.

- sales: the rows of sales_2023, sales_2024 and sales_2025; city, channel and voided
  NULL where there is no such column.
- kept: the rows of sales where not voided is true.
- datamorph_out.all_sales: sale_id, city, amount and channel of kept; it replaces what
  is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    sales_2023 = sources["sales_2023"]
    sales_2024 = sources["sales_2024"]
    sales_2025 = sources["sales_2025"]

    sales = (
        sales_2023.withColumns(
            {
                "sale_id": F.col("sale_id").cast("bigint"),
                "amount": F.col("amount").cast("decimal(14,4)"),
            }
        )
        .unionByName(
            sales_2024.withColumn("amount", F.col("amount").cast("decimal(14,4)")),
            allowMissingColumns=True,
        )
        .unionByName(
            sales_2025.withColumns(
                {
                    "sale_id": F.col("sale_id").cast("bigint"),
                    "amount": F.col("amount").cast("decimal(14,4)"),
                }
            ),
            allowMissingColumns=True,
        )
    )

    kept = sales.filter(~F.col("voided").eqNullSafe(True))

    return kept.select("sale_id", "city", "amount", "channel")
