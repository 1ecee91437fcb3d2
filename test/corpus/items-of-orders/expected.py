"""Rows of datamorph_out.order_items.

- lines: per row of orders one row for each element of items, with it as item and its
  place as line.
- tagged: per row of lines one row for each element of tags, with it as tag; where there
  is none, the row once.
- datamorph_out.order_items: order_id, line, item and tag of tagged; it replaces what is
  there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]

    json_opening = r'[\[{](?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+"|'
    json_closing = r")*+[\]}]"
    json_element = (
        r'[^"\[\]{},\s]++|"(?:[^"\\]++|\\.)*+"|'
        + json_opening * 32
        + "(?!)"
        + json_closing * 32
    )
    json_array = r"^\s*\[(?:[\s,]++|" + json_element + r")*+\]\s*$"
    lines = orders.select(
        "order_id",
        "tags",
        F.posexplode(
            F.when(
                F.col("items").rlike(json_array),
                F.regexp_extract_all(
                    F.regexp_extract("items", r"(?s)^\s*\[(.*)\]\s*$", 1),
                    F.lit(json_element),
                    F.lit(0),
                ),
            ).when(
                F.col("items").startswith("["),
                F.raise_error(
                    "data: a JSON array of lines is nested more than 32 deep"
                ),
            )
        ).alias("line", "item"),
    ).select(
        "order_id",
        "tags",
        F.when(F.col("item") != "null", F.col("item")).alias("item"),
        (F.col("line") + 1).alias("line"),
    )

    tagged = lines.select(
        "order_id", "item", "line", F.explode_outer("tags").alias("tag")
    )

    return tagged.select("order_id", "line", "item", "tag")
