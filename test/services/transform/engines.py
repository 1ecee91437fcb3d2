"""Runs compiled transforms on Spark: cases in, result types and rows as text out."""
from __future__ import annotations

import datetime
import decimal
import json
import sys

from datamorph_job.session import pin
from pyspark.sql import SparkSession


def text(value):
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, (bytes, bytearray)):
        return "\\x" + value.hex()
    if isinstance(value, list):
        return json.dumps([text(each) for each in value])
    return str(value)


def run(spark, shared, case):
    def read(source):
        query = "(" + source["query"] + ") as source"
        properties = {**shared, "customSchema": source["schema"]}
        frame = spark.read.jdbc(case["url"], query, properties=properties)
        return frame.toDF(*source["columns"])

    try:
        module = {}
        exec(compile(case["transform"], case["name"], "exec"), module)
        frame = module["transform"](spark, {source["name"]: read(source) for source in case["sources"]})
        rows = [[text(value) for value in row] for row in frame.collect()]
        return {"name": case["name"], "columns": frame.dtypes, "rows": rows}
    except Exception as error:  # reported per case, so that one does not hide the others
        return {"name": case["name"], "error": str(error).split("JVM stacktrace")[0][:2000]}


def main(jobs, results, jar):
    with open(jobs, encoding="utf-8") as file:
        job = json.load(file)
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.extraClassPath": jar,
        "spark.driver.extraJavaOptions": "-Duser.timezone=UTC",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    pin(spark, {})
    done = [run(spark, job["properties"], case) for case in job["cases"]]
    with open(results, "w", encoding="utf-8") as file:
        json.dump(done, file)
    spark.stop()


main(*sys.argv[1:])
