"""Times three ways to the same rows in one Spark session: the compiled transform, the official SQL, and PySpark written by hand. One line of JSON per query."""
from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
import threading
import time

from datamorph_job import compiled
from datamorph_job.session import pin
from pyspark.sql import SparkSession
from pyspark.sql import functions as F


def prepare(spark, generated, folder, tables):
    """The generated files in the types in which the job reads the tables: fixed text is padded."""
    for table in tables:
        made = os.path.join(folder, table["name"])
        if os.path.exists(os.path.join(made, "_SUCCESS")):
            continue
        shutil.rmtree(made, ignore_errors=True)
        frame = spark.read.parquet(os.path.join(generated, table["name"] + ".parquet"))
        frame.select(*[stored(column) for column in table["columns"]]).write.parquet(made)


def stored(column):
    value = F.col(column["name"])
    if column["spark"].startswith("char("):
        value = F.rpad(value, int(column["spark"][5:-1]), " ")
    return value.cast("string" if column["type"] == "text" else column["type"]).alias(column["name"])


def register(spark, folder, tables):
    """Tables as their standard declares them, on the same files."""
    # the files are padded already: doing it again with every read would slow down what is compared with
    spark.conf.set("spark.sql.readSideCharPadding", "false")
    for table in tables:
        columns = ", ".join(f"{column['name']} {column['spark']}" for column in table["columns"])
        spark.sql(f"CREATE TABLE {table['name']} ({columns}) USING parquet LOCATION '{os.path.join(folder, table['name'])}'")


def variants(spark, folder, query):
    """Each builds a new frame, so that building is part of the time; opening the files is not, for tables of the catalog know their columns already."""
    transform = compiled.load_transform(query["transform"])
    spec = importlib.util.spec_from_file_location(query["name"], query["hand"])
    hand = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hand)

    sources = {each["name"]: spark.read.parquet(os.path.join(folder, each["table"])).select(*each["columns"]) for each in query["sources"]}
    return {
        "compiled": lambda: transform(spark, sources),
        "sql": lambda: spark.sql(query["sql"]),
        "hand": lambda: hand.query(spark),
    }


def rows(frame, like):
    """As a multiset, in the types of another frame."""
    given = frame.toDF(*like.columns).select(*[F.col(name).cast(type).alias(name) for name, type in like.dtypes])
    return sorted(map(repr, map(tuple, given.collect())))


def seconds(build):
    began = time.perf_counter()
    build().write.format("noop").mode("overwrite").save()
    return time.perf_counter() - began


def measure(ways, rounds):
    names = list(ways)
    times = {name: [] for name in names}
    for turn in range(rounds):
        for at in range(len(names)):
            name = names[(turn + at) % len(names)]
            times[name].append(seconds(ways[name]))
    return times


def plan_of(spark, frame):
    """As it was carried out: it may change on the way."""
    frame.collect()
    formatted = spark._jvm.org.apache.spark.sql.execution.ExplainMode.fromString("formatted")
    return frame._jdf.queryExecution().explainString(formatted)


def end_with_parent():
    """Our parent holds the other end of stdin."""
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(1)), daemon=True).start()


def main(work):
    end_with_parent()
    with open(work, encoding="utf-8") as file:
        job = json.load(file)
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": "-Duser.timezone=UTC",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "4g",
        "spark.sql.files.maxPartitionBytes": "32m",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.warehouse.dir": job["warehouse"],
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    pin(spark, {})
    prepare(spark, job["generated"], job["folder"], job["tables"])
    register(spark, job["folder"], job["tables"])
    for query in job["queries"]:
        ways = variants(spark, job["folder"], query)
        try:
            # warms up each way, too
            ours = ways["compiled"]()
            wanted = rows(ours, ours)
            differ = [name for name in ("sql", "hand") if rows(ways[name](), ours) != wanted]
            result = {"rows": len(wanted), "differ": differ, "times": measure(ways, job["rounds"])}
        except Exception as error:  # reported per query, so that one does not hide the others
            result = {"error": str(error).split("JVM stacktrace")[0][:2000]}
        print(json.dumps({"name": query["name"], **result}), flush=True)
        if job["plans"]:
            for name, build in ways.items():
                print(f"=== {query['name']} {name}\n{plan_of(spark, build())}", file=sys.stderr)
    spark.stop()


main(*sys.argv[1:])
