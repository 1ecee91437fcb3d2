"""Each case as the job runs it: read by the runner's own query, checked and executed as compiled code. Rows as bytes of UTF-8 in hexadecimal digits."""
from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor

from datamorph_job.compiled import load_transform
from datamorph_job.session import pin
from datamorph_job.sources import relation
from pyspark.sql import SparkSession

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-Duser.timezone=UTC",
}


def main(jobs, results, jar):
    with open(jobs, encoding="utf-8") as file:
        job = json.load(file)
    builder = SparkSession.builder.master("local[2]").config("spark.driver.extraClassPath", jar)
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()

    def read(source):
        frame = spark.read.jdbc(job["url"], relation(source), properties=job["properties"])
        return frame.toDF(*[column["name"] for column in source["columns"]])

    def run(case):
        try:
            transform = load_transform(case["transform"])
            frame = transform(spark, {source["name"]: read(source) for source in case["sources"]})
            rows = [[shown(value) for value in row] for row in frame.collect()]
            return {"name": case["name"], "columns": [shown(name) for name in frame.columns], "rows": rows}
        except Exception as error:  # reported per case, so that one does not hide the others
            return {"name": case["name"], "error": str(error).split("JVM stacktrace")[0][:2000]}

    with ThreadPoolExecutor(2, initializer=lambda: pin(spark, {})) as pool:
        done = list(pool.map(run, job["cases"]))
    with open(results, "w", encoding="utf-8") as file:
        json.dump(done, file)
    spark.stop()


def shown(value):
    return value.encode("utf-8").hex() if isinstance(value, str) else str(value)


main(*sys.argv[1:])
