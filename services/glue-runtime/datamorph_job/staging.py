"""The staging table: made from the spec's types, written by Spark, sealed with its oracle so that a late writer finds no table and no later one can write."""
from __future__ import annotations

from typing import Any

from pyspark.sql import DataFrame

from .database import Connection, Database, identifier, literal

BATCH_ROWS = 10_000
MOST_WRITERS = 8
PROOF_ROLE = "datamorph_proof"
# The publisher looks for it, and takes it away when the table becomes the target.
SEAL = "datamorph_sealed"


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


def seal(connection: Connection, staging: dict[str, Any], seconds: float) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Staging and oracle as sealed relations, and who owns them. Waits, up to `seconds`, for everybody who still has a transaction open on them."""
    schema = staging["schema"]
    writing, oracle = identifier(schema, staging["writing"]), identifier(schema, staging["oracleWriting"])
    connection.begin()
    connection.execute(f"SET LOCAL lock_timeout = {max(1, int(seconds * 1000))}; LOCK TABLE {writing}, {oracle} IN ACCESS EXCLUSIVE MODE")
    # A subtransaction gets its number only now, when no writer is left: a row with a later number was written after the seal.
    connection.execute("SAVEPOINT sealed")
    renames = [f"ALTER TABLE {writing} RENAME COLUMN {now} TO {identifier(column['name'])}" for now, column in zip(provisional(staging), staging["columns"])]
    renames += [f"ALTER TABLE {writing} RENAME TO {identifier(staging['sealed'])}", f"ALTER TABLE {oracle} RENAME TO {identifier(staging['oracleSealed'])}"]
    connection.execute("; ".join(renames))
    names = (staging["sealed"], staging["oracleSealed"])
    for name in names:
        connection.execute(_refuse_writes(identifier(schema, name)))
    owner = _hand_over(connection, schema, names)
    connection.execute("RELEASE SAVEPOINT sealed")
    sealed = tuple(_relation(connection, schema, name) for name in names)
    connection.commit()
    return sealed[0], sealed[1], owner


def _refuse_writes(table: str) -> str:
    """From now on whoever writes or truncates it gets an error. The system's own function raises one for every call that is not for a row of an UPDATE,
    so there is no function that its owner could change. Always: also for sessions that replicate."""
    return (
        f"CREATE TRIGGER {SEAL} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT "
        f"EXECUTE FUNCTION pg_catalog.suppress_redundant_updates_trigger(); ALTER TABLE {table} ENABLE ALWAYS TRIGGER {SEAL}"
    )


def _hand_over(connection: Connection, schema: str, names: tuple[str, str]) -> str:
    """To the role of the proof, where it exists and PostgreSQL lets this login give it a table; whoever owns them then."""
    if not connection.query(_MAY_HAND_OVER.format(role=literal(PROOF_ROLE), schema=literal(schema))):
        return f"the job's login ({PROOF_ROLE} is not there, or may not be given tables)"
    for name in names:
        connection.execute(f"ALTER TABLE {identifier(schema, name)} OWNER TO {identifier(PROOF_ROLE)}")
    return PROOF_ROLE


# A login that is not a superuser must be able to become the new owner, who must be allowed to create in the schema. SET is told apart since PostgreSQL 16.
_MAY_HAND_OVER = """
SELECT 1 FROM pg_catalog.pg_roles r CROSS JOIN pg_catalog.pg_namespace n
WHERE r.rolname = {role} AND n.nspname = {schema} AND pg_catalog.has_schema_privilege(r.oid, n.oid, 'CREATE')
  AND pg_catalog.pg_has_role(current_user, r.oid, CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)"""


def _relation(connection: Connection, schema: str, name: str) -> dict[str, Any]:
    full = identifier(schema, name)
    regclass = f"{literal(full)}::regclass"
    ((oid, node, size, rows),) = connection.query(
        f"SELECT {regclass}::oid, pg_catalog.pg_relation_filenode({regclass}), pg_catalog.pg_total_relation_size({regclass}), (SELECT count(*) FROM {full})"
    )
    return {"schema": schema, "name": name, "oid": int(oid), "filenode": int(node), "rows": int(rows), "bytes": int(size)}
