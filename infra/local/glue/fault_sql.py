"""What can go wrong with a written table, as SQL on it. Each raises when there was nothing to spoil, so that no test passes for the wrong reason."""
from __future__ import annotations

import threading
import time
from typing import Any


def apply(connection: Any, staging: dict[str, Any], fault: dict[str, Any]) -> None:
    """Spoils the table that the job has written."""
    table = _table(staging)
    changed = connection.query(f"WITH spoilt AS ({FAULTS[fault['is']](connection, table, staging, fault)} RETURNING 1) SELECT count(*) FROM spoilt")
    if changed[0][0] == "0":
        raise RuntimeError(f"the fault {fault['is']} found nothing to spoil")


def leave_open(connection: Any, staging: dict[str, Any], milliseconds: int) -> None:
    """A writer that comes late: its row is written, its transaction is still open, and it commits after a while."""
    connection.execute(f"INSERT INTO {_table(staging)} SELECT * FROM {_table(staging)} LIMIT 1")

    def finish() -> None:
        time.sleep(milliseconds / 1000)
        connection.commit()
        connection.close()

    threading.Thread(target=finish, daemon=True).start()


def _table(staging: dict[str, Any]) -> str:
    from datamorph_job.database import identifier

    return identifier(staging["schema"], staging["writing"])


def _column(staging: dict[str, Any], fault: dict[str, Any], wanted: str = "") -> tuple[str, str]:
    """Column of the table as it is written, and its type: the one that the fault names, else the last that fits."""
    from datamorph_job.staging import provisional

    fitting = [
        (now, column["type"])
        for now, column in zip(provisional(staging), staging["columns"])
        if fault.get("column", column["name"]) == column["name"] and wanted in column["type"]
    ]
    if not fitting:
        raise RuntimeError(f"the fault {fault['is']} found no column")
    return fitting[-1]


def _changed_cell(connection: Any, table: str, staging: dict[str, Any], fault: dict[str, Any]) -> str:
    column, kind = _column(staging, fault)
    return f"UPDATE {table} SET {column} = {_other(column, kind)} WHERE ctid = (SELECT ctid FROM {table} WHERE {column} IS NOT NULL LIMIT 1)"


def _other(column: str, kind: str) -> str:
    if kind.startswith(("int", "bigint", "smallint", "numeric", "double", "real", "date")):
        return f"{column} + 1"
    if kind.startswith("timestamp"):
        return f"{column} + interval '1 second'"
    return f"NOT {column}" if kind == "boolean" else f"{column}::text || 'x'"


def _swapped_cells(connection: Any, table: str, staging: dict[str, Any], fault: dict[str, Any]) -> str:
    column, _ = _column(staging, fault)
    pair = connection.query(
        f"SELECT a.ctid, b.ctid FROM (SELECT ctid, {column} FROM {table} LIMIT 1) a JOIN {table} b ON a.{column}::text IS DISTINCT FROM b.{column}::text LIMIT 1"
    )
    if not pair:
        raise RuntimeError(f"the fault {fault['is']} found no two different values")
    one, other = pair[0]
    return (
        f"UPDATE {table} t SET {column} = o.{column} FROM {table} o WHERE (t.ctid = '{one}' AND o.ctid = '{other}') OR (t.ctid = '{other}' AND o.ctid = '{one}')"
    )


def _float_cell(connection: Any, table: str, staging: dict[str, Any], fault: dict[str, Any]) -> str:
    column, _ = _column(staging, fault, "double")
    some = f"(SELECT ctid FROM {table} WHERE {column} IS NOT NULL LIMIT 1)"
    return f"UPDATE {table} SET {column} = {column} + 1e-6 * greatest(abs({column}), 1) WHERE ctid = {some}"


FAULTS: dict[str, Any] = {
    "lost-row": lambda _c, table, _s, _f: f"DELETE FROM {table} WHERE ctid = (SELECT ctid FROM {table} LIMIT 1)",
    "doubled-row": lambda _c, table, _s, _f: f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1",
    "truncated": lambda _c, table, _s, _f: f"DELETE FROM {table} WHERE ctid IN (SELECT ctid FROM {table} OFFSET (SELECT count(*) / 2 FROM {table}))",
    "changed-cell": _changed_cell,
    "swapped-cells": _swapped_cells,
    "float-cell": _float_cell,
}
