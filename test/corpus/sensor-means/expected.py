"""Rows of datamorph_out.sensor_means.

- good: the rows of readings where (quality is between 1 and 3) and value is not NULL.
- scaled: of good the columns sensor, hour as date_trunc('hour', taken), scaled as
  (value * weight) / 2 and level as value as decimal(10,2).
- means: one row of scaled per sensor and hour, with mean as the average of scaled, peak
  as the greatest level and readings as the number of rows.
- datamorph_out.sensor_means: sensor, hour, mean, peak and readings as int of means, one
  row per sensor and hour; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    readings = sources["readings"]

    good = readings.filter(F.col("quality").between(1, 3) & F.col("value").isNotNull())

    scaled = good.select(
        "sensor",
        F.date_trunc("hour", "taken").alias("hour"),
        (F.col("value") * F.col("weight").cast("double") / 2.0).alias("scaled"),
        F.when(
            F.abs(F.round(F.col("value"), 2)) < 1e8,
            F.col("value").cast("decimal(10,2)"),
        ).alias("level"),
    )

    means = scaled.groupBy("sensor", "hour").agg(
        F.avg("scaled").alias("mean"),
        F.max("level").alias("peak"),
        F.count("*").alias("readings"),
    )

    return means.select(
        "sensor",
        "hour",
        "mean",
        "peak",
        F.col("readings").cast("int").alias("readings"),
    )
