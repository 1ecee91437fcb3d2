"""Runs compiled transforms on one Spark, two at a time. JSON lines: tables and cases in, their rows as text out."""
from __future__ import annotations

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from datamorph_job.session import pin
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

sys.path.insert(0, sys.argv[2])
from cells import text  # noqa: E402

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "4g",
    "spark.driver.extraClassPath": sys.argv[1],
    "spark.driver.extraJavaOptions": "-Duser.timezone=UTC",
}


def main():
    voice, lock = sys.stdout, threading.Lock()
    builder = SparkSession.builder.master("local[2]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    tables = {}

    def answer(message):
        with lock:
            print(json.dumps(message), file=voice, flush=True)

    def load(message):
        for table in message["tables"]:
            query = f"({table['query']}) as source"
            frame = spark.read.jdbc(message["url"], query, properties=message["properties"]).toDF(*table["columns"])
            # kept as Spark stores tables: literal rows would be folded away before an expression is compiled
            tables[table["name"]] = frame.repartition(2).cache()
            tables[table["name"]].count()

    def run(case):
        try:
            module = {}
            exec(compile(case["transform"], case["id"], "exec"), module)
            sources = {source["name"]: tables[source["table"]].select(*source["columns"]) for source in case["sources"]}
            frame = module["transform"](spark, sources)
            # as text: Python has no day after the year 9999
            columns = [(F.col("`" + name.replace("`", "``") + "`"), kind) for name, kind in frame.dtypes]
            shown = frame.select(*[column.cast("string") if kind in ("date", "timestamp") else column for column, kind in columns])
            rows = [[text(value) for value in row] for row in shown.collect()]
            answer({"id": case["id"], "types": [kind for _, kind in frame.dtypes], "rows": rows})
        except Exception as error:  # the outcome of this case
            answer({"id": case["id"], "error": str(error).split("JVM stacktrace")[0][:1500]})

    pin(spark, {})
    with ThreadPoolExecutor(2, initializer=lambda: pin(spark, {})) as pool:
        for line in sys.stdin:
            message = json.loads(line)
            if "tables" in message:
                load(message)
                answer({"loaded": True})
            else:
                pool.submit(run, message)
    spark.stop()


main()
