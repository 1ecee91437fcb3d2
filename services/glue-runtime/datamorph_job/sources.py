"""The sources: on one exported snapshot for every reader, and their files before and after, for truncation and rewrites do not keep to snapshots."""
from __future__ import annotations

from typing import Any

from pyspark.sql import DataFrame, SparkSession

from .database import PLAIN_SESSION, Connection, Database, identifier, literal

FETCH_ROWS = 10_000


class SourceMissing(Exception):
    """A source, or a column of it, is no longer there."""


class Snapshot:
    """A transaction kept open: while it is, others can join its snapshot."""

    def __init__(self, connection: Connection):
        self._connection = connection
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        connection.lift_limits()
        ((self.name, what_it_sees, self.server_version),) = connection.query(
            "SELECT pg_export_snapshot(), pg_current_snapshot(), current_setting('server_version')"
        )
        # ordered by its transactions, not by its name: a publisher can tell which of two was taken later
        self.described = f"{self.name}@{what_it_sees}"

    def joining(self, mode: str) -> str:
        """Statements that must be the first of a transaction (`mode` is READ ONLY or READ WRITE)."""
        return f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ {mode}; SET TRANSACTION SNAPSHOT {literal(self.name)}; {PLAIN_SESSION}"

    def close(self) -> None:
        self._connection.close()


def export(database: Database) -> Snapshot:
    return Snapshot(database.connect(autocommit=False))


def file_nodes(connection: Connection, sources: list[dict[str, Any]]) -> list[int]:
    """One number per source that changes when a table it reads is rewritten or truncated. The connection commits by itself: each look is a fresh one.

    A view or partitioned table stands for all tables it reads; 0 for what has no file at all. Raises SourceMissing.
    """
    nodes = []
    for source in sources:
        name = literal(identifier(source["schema"], source["table"]))
        ((relation, node),) = connection.query(_FILE_NODES.format(name=name))
        if relation is None:
            raise SourceMissing(f"source {source['schema']}.{source['table']} does not exist")
        nodes.append(int(node))
    return nodes


def check(connection: Connection, sources: list[dict[str, Any]]) -> None:
    """Asks for no row of each: a column that is gone, or may not be read, is found before anything is made."""
    for source in sources:
        connection.execute(f"SELECT FROM {relation(source)} WHERE false")


def frames(spark: SparkSession, database: Database, sources: list[dict[str, Any]], snapshot: Snapshot) -> dict[str, DataFrame]:
    """The sources as the transform sees them, by name. Nothing is read yet."""
    return {source["name"]: frame(spark, database, source, session_statement(snapshot)) for source in sources}


def session_statement(snapshot: Snapshot) -> str:
    """Runs first on every connection that Spark reads with."""
    return snapshot.joining("READ ONLY")


def frame(spark: SparkSession, database: Database, source: dict[str, Any], session: str) -> DataFrame:
    columns = source["columns"]
    reader = spark.read.format("jdbc").options(
        **database.properties,
        url=database.url,
        driver="org.postgresql.Driver",
        dbtable=relation(source),
        sessionInitStatement=session,
        # 0 would read in autocommit, where the snapshot ends with the statement that joined it
        fetchsize=FETCH_ROWS,
        # a pushed filter runs with PostgreSQL's semantics
        pushDownPredicate="false",
        pushDownAggregate="false",
        pushDownLimit="false",
        pushDownOffset="false",
    )
    if columns:
        reader = reader.option("customSchema", ", ".join(f"c{n} {spark_type(column['type'])}" for n, column in enumerate(columns)))
    if source["partition"] is not None:
        part = source["partition"]
        reader = reader.options(partitionColumn="part", lowerBound=part["lower"], upperBound=part["upper"], numPartitions=part["count"])
    # Spark does not escape what it quotes: it meets only names of ours, and the real ones come back by position.
    return reader.load().select(*[f"c{n}" for n in range(len(columns))]).toDF(*[column["name"] for column in columns])


def relation(source: dict[str, Any]) -> str:
    """The needed columns as a subquery, each in the one form in which both engines read it."""
    wanted = [f"{column['read']} AS c{n}" for n, column in enumerate(source["columns"])]
    if source["partition"] is not None:
        wanted.append(f"{identifier(source['partition']['column'])} AS part")
    return f"(SELECT {', '.join(wanted) or '1 AS c'} FROM {identifier(source['schema'], source['table'])}) AS source"


def spark_type(name: str) -> str:
    """Spark's name for a type of the language."""
    if name.endswith("[]"):
        return f"array<{spark_type(name[:-2])}>"
    return _SPARK_TYPES.get(name, name)


_SPARK_TYPES = {"text": "string", "uuid": "string", "json": "string", "bytes": "binary", "timestamptz": "timestamp"}

_FILE_NODES = """
WITH RECURSIVE relations(oid) AS (
  SELECT to_regclass({name})::oid
  UNION
  SELECT below.oid FROM relations r CROSS JOIN LATERAL (
    SELECT i.inhrelid AS oid FROM pg_catalog.pg_inherits i WHERE i.inhparent = r.oid
    UNION ALL
    SELECT d.refobjid FROM pg_catalog.pg_rewrite w
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
      AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> r.oid
    WHERE w.ev_class = r.oid
  ) below
), nodes AS (
  SELECT pg_catalog.pg_relation_filenode(oid::regclass)::bigint AS node FROM relations WHERE oid IS NOT NULL
)
SELECT to_regclass({name})::text,
  CASE count(node) WHEN 0 THEN 0 WHEN 1 THEN min(node)
    ELSE ('x' || substr(md5(string_agg(node::text, ',' ORDER BY node)), 1, 8))::bit(32)::bigint END
FROM nodes"""
