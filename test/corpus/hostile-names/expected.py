"""Rows of 'Out put'.'t''x'.

- for: each row of class with each row of F''' where select of class equals left of
  F'''; rows without a partner are left out; each row of class meets at most one.
- '); drop table x; --: for with {}%s\\ as a.b`c || '\\''; --' and sum as line\nbreak *
  2.
- *: per a.b`c the first row of '); drop table x; -- by select, Ünïcode $$, {}%s\\ and
  sum.
- 'Out put'.'t''x': select, {}%s\\, sum and Ünïcode $$ of *, one row per select; it
  replaces what is there.
"""

from pyspark.sql import Window
from pyspark.sql import functions as F


def transform(spark, sources):
    class_2 = sources["class"]
    f = sources['F"""']

    for_2 = (
        class_2.alias("left")
        .join(f.alias("right"), F.col("left.select") == F.col("right.left"), "inner")
        .select(
            "left.*",
            F.col("right.`x'y\"z\\`").alias("line\nbreak"),
            "right.`Ünïcode $$`",
        )
    )

    drop_table_x = for_2.withColumns(
        {
            "{}%s\\": F.concat("`a.b``c`", F.lit("\\'\"; --")),
            "sum": F.col("`line\nbreak`") * 2,
        }
    ).drop("line\nbreak")

    frame_order = Window.partitionBy("`a.b``c`").orderBy(
        F.col("select").asc_nulls_last(),
        F.col("`Ünïcode $$`").asc_nulls_last(),
        F.col("`{}%s\\`").asc_nulls_last(),
        F.col("sum").asc_nulls_last(),
    )
    frame = (
        drop_table_x.withColumn("place", F.row_number().over(frame_order))
        .filter(F.col("place") == 1)
        .drop("place")
    )

    return frame.select("select", "`{}%s\\`", "sum", "`Ünïcode $$`")
