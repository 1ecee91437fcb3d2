"""Rows of datamorph_out.visit_sessions.

- gaps: the rows of views with is_new as coalesce(datediff('minute', the viewed_at of
  the row before per visitor by viewed_at, viewed_at) > 30, true).
- numbered: the rows of gaps with session as the number of rows where is_new per visitor
  by viewed_at, up to the row.
- sessions: one row of numbered per visitor and session, with started_at as the least
  viewed_at, views as the number of rows, landing_page as the first page in the order of
  viewed_at, then page and last_page as the page of the greatest viewed_at.
- datamorph_out.visit_sessions: visitor, session, started_at, views, landing_page and
  last_page of sessions, one row per visitor and session; it replaces what is there.
"""

from pyspark.sql import Window
from pyspark.sql import functions as F


def transform(spark, sources):
    views = sources["views"]

    per_visitor_by_viewed_at = Window.partitionBy("visitor").orderBy(
        F.col("viewed_at").asc_nulls_last(), F.col("view_id").asc_nulls_last()
    )
    gaps = views.withColumn(
        "is_new",
        F.coalesce(
            (
                (
                    F.unix_timestamp(F.date_trunc("minute", "viewed_at"))
                    - F.unix_timestamp(
                        F.date_trunc(
                            "minute", F.lag("viewed_at").over(per_visitor_by_viewed_at)
                        )
                    )
                )
                / 60
            ).cast("bigint")
            > 30,
            F.lit(True),
        ),
    )

    per_visitor_by_viewed_at_so_far = (
        Window.partitionBy("visitor")
        .orderBy(F.col("viewed_at").asc_nulls_last(), F.col("view_id").asc_nulls_last())
        .rowsBetween(Window.unboundedPreceding, Window.currentRow)
    )
    numbered = gaps.withColumn(
        "session", F.count_if(F.col("is_new")).over(per_visitor_by_viewed_at_so_far)
    )

    sessions = numbered.groupBy("visitor", "session").agg(
        F.min("viewed_at").alias("started_at"),
        F.count("*").alias("views"),
        F.min_by(
            "page", F.when(F.col("page").isNotNull(), F.struct("viewed_at", "page"))
        ).alias("landing_page"),
        F.max_by("page", F.struct("viewed_at", "page")).alias("last_page"),
    )

    return sessions
