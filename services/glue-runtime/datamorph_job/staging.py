"""The staging table: made from the spec's types, written by Spark, sealed with its oracle so that a late writer finds no table."""
from __future__ import annotations

from typing import Any

from pyspark.sql import DataFrame

from .database import Connection, Database, identifier, literal

BATCH_ROWS = 10_000
MOST_WRITERS = 8
PROOF_ROLE = "datamorph_proof"


class ResultRefused(Exception):
    """The transform returned other columns than the spec declares."""


def create(connection: Connection, staging: dict[str, Any]) -> None:
    """Logged, because it becomes the target. While it is written its columns are named by position, for Spark does not escape what it quotes."""
    names = provisional(staging)
    columns = [f"{name} {column['type']}{'' if column['nullable'] else ' NOT NULL'}" for name, column in zip(names, staging["columns"])]
    connection.execute(f"CREATE TABLE {identifier(staging['schema'], staging['writing'])} ({', '.join(columns)})")


def write(result: DataFrame, database: Database, staging: dict[str, Any]) -> None:
    """Appends the result. A task that fails leaves rows behind: nothing here is trusted before the seal."""
    names = [column["name"] for column in staging["columns"]]
    if result.columns != names:
        raise ResultRefused(f"the transform returned {result.columns}, the spec declares {names}")
    result.toDF(*provisional(staging)).write.format("jdbc").options(
        **database.properties,
        url=database.url,
        driver="org.postgresql.Driver",
        dbtable=identifier(staging["schema"], staging["writing"]),
        batchsize=BATCH_ROWS,
        # one connection each
        numPartitions=min(result.sparkSession.sparkContext.defaultParallelism, MOST_WRITERS),
    ).mode("append").save()


def provisional(staging: dict[str, Any]) -> list[str]:
    """Column names until the seal; none of them is a real one."""
    prefix = "c"
    while any(column["name"].startswith(prefix) for column in staging["columns"]):
        prefix += "_"
    return [f"{prefix}{n}" for n in range(len(staging["columns"]))]


def seal(connection: Connection, staging: dict[str, Any], seconds: float) -> tuple[dict[str, Any], dict[str, Any]]:
    """Staging and oracle as sealed relations. Waits, up to `seconds`, for everybody who still has a transaction open on them."""
    schema = staging["schema"]
    writing, oracle = identifier(schema, staging["writing"]), identifier(schema, staging["oracleWriting"])
    connection.begin()
    connection.execute(f"SET LOCAL lock_timeout = {max(1, int(seconds * 1000))}; LOCK TABLE {writing}, {oracle} IN ACCESS EXCLUSIVE MODE")
    renames = [f"ALTER TABLE {writing} RENAME COLUMN {now} TO {identifier(column['name'])}" for now, column in zip(provisional(staging), staging["columns"])]
    renames += [f"ALTER TABLE {writing} RENAME TO {identifier(staging['sealed'])}", f"ALTER TABLE {oracle} RENAME TO {identifier(staging['oracleSealed'])}"]
    connection.execute("; ".join(renames))
    names = (staging["sealed"], staging["oracleSealed"])
    if connection.query(f"SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = {literal(PROOF_ROLE)}"):
        for name in names:
            connection.execute(f"ALTER TABLE {identifier(schema, name)} OWNER TO {identifier(PROOF_ROLE)}")
    sealed = tuple(_relation(connection, schema, name) for name in names)
    connection.commit()
    return sealed[0], sealed[1]


def _relation(connection: Connection, schema: str, name: str) -> dict[str, Any]:
    full = identifier(schema, name)
    regclass = f"{literal(full)}::regclass"
    ((oid, node, size, rows),) = connection.query(
        f"SELECT {regclass}::oid, pg_catalog.pg_relation_filenode({regclass}), pg_catalog.pg_total_relation_size({regclass}), (SELECT count(*) FROM {full})"
    )
    return {"schema": schema, "name": name, "oid": int(oid), "filenode": int(node), "rows": int(rows), "bytes": int(size)}
