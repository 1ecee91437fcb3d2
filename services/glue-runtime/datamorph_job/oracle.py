"""The oracle: PostgreSQL's own answer, made beside the Spark job on the snapshot that the job reads."""
from __future__ import annotations

import json
import threading
import time
from typing import Any, Callable, Optional

from .database import Connection, Database, identifier
from .manifest import Job, ManifestRefused
from .sources import Snapshot


class Oracle:
    """One thread with a transaction of its own, from the start on. `on_failure` is called from that thread, so that the job need not go on for nothing."""

    def __init__(self, job: Job, database: Database, snapshot: Snapshot, on_failure: Callable[[], None]):
        self.error: Optional[BaseException] = None
        self.milliseconds = 0.0
        self.source_rows: list[int] = []
        self.checks: list[dict[str, Any]] = []
        self.census: Optional[list[dict[str, Any]]] = None
        self._connection = database.connect(autocommit=False)
        self._cancelled = False
        self._thread = threading.Thread(target=self._make, args=(job, snapshot, on_failure), name="oracle", daemon=True)
        self._thread.start()

    def result(self) -> None:
        """Waits for it, and raises what went wrong."""
        self._thread.join()
        if self.error is not None:
            raise self.error

    def cancel(self) -> None:
        """Ends it wherever it is."""
        self._cancelled = True
        self._connection.cancel()
        self._thread.join(timeout=10)

    def _make(self, job: Job, snapshot: Snapshot, on_failure: Callable[[], None]) -> None:
        began = time.perf_counter()
        try:
            self._measure(job, snapshot)
        except BaseException as error:  # whoever waits raises it
            self.error = error
            if not self._cancelled:
                on_failure()
        finally:
            self._connection.close()
            self.milliseconds = (time.perf_counter() - began) * 1000

    def _measure(self, job: Job, snapshot: Snapshot) -> None:
        connection, staging = self._connection, job.staging
        connection.execute(snapshot.joining("READ WRITE"))
        connection.execute(f"SET LOCAL statement_timeout = {max(1, int(job.seconds_left() * 1000))}")
        connection.execute(f"CREATE TABLE {identifier(staging['schema'], staging['oracleWriting'])} AS\n{job.oracle}")
        for source in job.sources:
            ((rows,),) = connection.query(f"SELECT count(*) FROM {identifier(source['schema'], source['table'])}")
            self.source_rows.append(int(rows))
        for check in job.manifest["checks"]:
            if "sql" not in check:
                raise ManifestRefused(f"the check of {check['join']} has no SQL")
            ((violations,),) = connection.query(check["sql"])
            self.checks.append({"join": check["join"], "expect": check["expect"], "violations": int(violations)})
        if "census" in job.manifest:
            self.census = _counted(connection, job.manifest["census"])
        connection.commit()


def _counted(connection: Connection, census: dict[str, Any]) -> list[dict[str, Any]]:
    """What may fail, with how often it did and the keys of some rows."""
    rows = connection.query(census["sql"])
    if [int(number) for number, _, _ in rows] != list(range(len(census["failures"]))):
        raise ManifestRefused("the census does not count what it names")
    return [
        {**failure, "violations": int(violations), "examples": json.loads(examples) if examples is not None else []}
        for failure, (_, violations, examples) in zip(census["failures"], rows)
    ]
