"""Runs compiled transforms over JDBC sources: cases in, rows as text or the error of each out."""
from __future__ import annotations

import datetime
import decimal
import json
import sys
from typing import Any

from datamorph_job.session import pin
from pyspark.sql import DataFrame, SparkSession

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-Duser.timezone=UTC",
}


def main(jobs: str, results: str, jar: str) -> None:
    with open(jobs, encoding="utf-8") as file:
        cases = json.load(file)
    builder = SparkSession.builder.master("local[2]").config("spark.driver.extraClassPath", jar)
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    pin(spark, {})
    done = [outcome(spark, case) for case in cases]
    with open(results, "w", encoding="utf-8") as file:
        json.dump(done, file)
    spark.stop()


def outcome(spark: SparkSession, case: dict[str, Any]) -> dict[str, Any]:
    try:
        module: dict[str, Any] = {}
        exec(compile(case["transform"], "transform.py", "exec"), module)
        frame = module["transform"](spark, {source["name"]: read(spark, case, source) for source in case["sources"]})
        return {"rows": [[plain(value) for value in row] for row in frame.collect()]}
    except Exception as error:  # of this case: the others run all the same
        return {"raised": str(error).split("JVM stacktrace")[0].strip()[:2000]}


def read(spark: SparkSession, case: dict[str, Any], source: dict[str, Any]) -> DataFrame:
    properties = {**case["properties"], "customSchema": source["schema"]}
    frame = spark.read.jdbc(case["url"], f"({source['query']}) as source", properties=properties)
    return frame.toDF(*source["columns"])


def plain(value: Any) -> Any:
    """Text that PostgreSQL reads as the value; lists stay lists."""
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
        return [plain(each) for each in value]
    return str(value)


if __name__ == "__main__":
    main(*sys.argv[1:])
