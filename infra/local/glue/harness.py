"""Faults on request, wrapped around the runner's own functions from outside: the product has no hook. A job run without faults passes through untouched."""
from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager
from typing import Any, Callable, Iterator, Optional

import fault_sql

_current = threading.local()


class Job:
    """One job run as the harness sees it: its faults, and the connections it has opened."""

    def __init__(self, faults: list[dict[str, Any]]):
        self._faults = {fault["is"]: fault for fault in faults}
        self.database: Any = None
        self.connections: list[Any] = []

    def fault(self, name: str) -> Optional[dict[str, Any]]:
        return self._faults.get(name)

    def asked_sql(self) -> list[dict[str, Any]]:
        return [fault for name, fault in self._faults.items() if name in fault_sql.FAULTS]

    def cut_off(self) -> None:
        """As if the job's process were gone: whatever it does next fails. Connections that are busy end their statement first."""
        for connection in list(self.connections):
            threading.Thread(target=lambda one=connection: (one.cancel(), one.close()), daemon=True).start()


@contextmanager
def job(faults: list[dict[str, Any]]) -> Iterator[Job]:
    """The job run of this thread."""
    _current.job = Job(faults)
    try:
        yield _current.job
    finally:
        _current.job = None


def install() -> None:
    """Once per process, after the runner can be imported."""
    from datamorph_job import database, sources, staging

    _wrap(database.Database, "connect", _connect)
    _wrap(sources, "session_statement", _session_statement)
    _wrap(staging, "write", _write)
    _wrap(staging, "seal", _seal)


def _wrap(owner: Any, name: str, wrapper: Callable[..., Any]) -> None:
    original = getattr(owner, name)

    def wrapped(*args: Any, **named: Any) -> Any:
        current = getattr(_current, "job", None)
        return original(*args, **named) if current is None else wrapper(current, original, *args, **named)

    setattr(owner, name, wrapped)


def _connect(current: Job, original: Callable[..., Any], database: Any, *args: Any, **named: Any) -> Any:
    connection = original(database, *args, **named)
    current.database = database
    current.connections.append(connection)
    return connection


def _session_statement(current: Job, original: Callable[..., str], snapshot: Any) -> str:
    """What Spark's readers say first: without the snapshot, or with a wait after it, so that others can write between the partitions' reads."""
    from datamorph_job.database import PLAIN_SESSION

    statement = PLAIN_SESSION if current.fault("no-snapshot") else original(snapshot)
    pause = current.fault("paused-reads")
    return statement if pause is None else f"{statement}; SELECT pg_sleep({pause['milliseconds'] / 1000} * (0.2 + 0.8 * random()))"


def _write(current: Job, original: Callable[..., None], *args: Any) -> None:
    kill = current.fault("killed-spark")
    if kill is not None:
        java = args[0].sparkSession._jvm.java.lang.ProcessHandle.current().pid()
        threading.Timer(kill["milliseconds"] / 1000, os.kill, (java, signal.SIGKILL)).start()
    pause = current.fault("slow-write")
    if pause is not None:
        time.sleep(pause["milliseconds"] / 1000)
    original(*args)


def _seal(current: Job, original: Callable[..., Any], connection: Any, staging: dict[str, Any], seconds: float) -> Any:
    """Between the job's last write and the seal."""
    for fault in current.asked_sql():
        before = current.database.connect()
        try:
            fault_sql.apply(before, staging, fault)
        finally:
            before.close()
    straggler = current.fault("straggler")
    if straggler is not None:
        fault_sql.leave_open(current.database.connect(autocommit=False), staging, straggler["milliseconds"])
    return original(connection, staging, seconds)
