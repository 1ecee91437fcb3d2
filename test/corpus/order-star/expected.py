"""Rows of datamorph_out.lines_in_full.

- sellable: the rows of products where not blocked is true.
- lines_in_full with customers: every row of lines, with each row of customers where
  customer_id of lines equals customer_id of customers, or with nothing; each row of
  lines meets at most one.
- lines_in_full with sellable: the rows of lines_in_full with customers that have a row
  of sellable where product_id % 20 of lines_in_full with customers equals product_id of
  sellable; each row of lines_in_full with customers meets at most one.
- lines_in_full with products: every row of lines_in_full with sellable, with each row
  of products where product_id % 20 of lines_in_full with sellable equals product_id of
  products, or with nothing; each row of lines_in_full with sellable meets at most one.
- lines_in_full: every row of lines_in_full with products, with each row of regions
  where region_id of lines_in_full with products equals region_id of regions, or with
  nothing; each row of lines_in_full with products meets at most one; has_region says
  whether there is a partner.
- datamorph_out.lines_in_full: line_id, customer, product, region, has_region and amount
  of lines_in_full, one row per line_id; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    lines = sources["lines"]
    customers = sources["customers"]
    products = sources["products"]
    regions = sources["regions"]

    sellable = products.filter(~F.col("blocked").eqNullSafe(True))

    lines_in_full_with_customers = (
        lines.alias("left")
        .join(
            customers.alias("right"),
            F.col("left.customer_id") == F.col("right.customer_id"),
            "left",
        )
        .select(
            "left.line_id",
            "left.product_id",
            "left.amount",
            F.col("right.name").alias("customer"),
            "right.region_id",
        )
    )

    lines_in_full_with_sellable = (
        lines_in_full_with_customers.alias("left")
        .join(
            sellable.alias("right"),
            F.col("left.product_id") % 20 == F.col("right.product_id"),
            "left_semi",
        )
        .select("left.*")
    )

    lines_in_full_with_products = (
        lines_in_full_with_sellable.alias("left")
        .join(
            products.alias("right"),
            F.col("left.product_id") % 20 == F.col("right.product_id"),
            "left",
        )
        .select(
            "left.line_id",
            "left.amount",
            "left.customer",
            "left.region_id",
            F.col("right.name").alias("product"),
        )
    )

    lines_in_full = (
        lines_in_full_with_products.alias("left")
        .join(
            regions.withColumn("is_there", F.lit(True)).alias("right"),
            F.col("left.region_id") == F.col("right.region_id"),
            "left",
        )
        .select(
            "left.line_id",
            "left.amount",
            "left.customer",
            "left.product",
            F.col("right.name").alias("region"),
            F.col("right.is_there").isNotNull().alias("has_region"),
        )
    )

    return lines_in_full.select(
        "line_id", "customer", "product", "region", "has_region", "amount"
    )
