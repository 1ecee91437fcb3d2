"""Which kind of trouble ended the job, from the exceptions of three worlds: Spark, JDBC, Python. Values of rows never get into a message."""
from __future__ import annotations

import re
from typing import Any, Iterator, NamedTuple, Optional

from botocore.exceptions import BotoCoreError, ClientError
from py4j.protocol import Py4JError, Py4JJavaError, Py4JNetworkError

from .arguments import ArgumentsRefused
from .artifacts import ArtifactRefused
from .compiled import CodeRefused
from .manifest import ManifestRefused
from .session import SettingsRefused
from .sources import SourceMissing
from .staging import ResultRefused


class Failure(NamedTuple):
    """`kind` is a JobFailureClass of the contracts."""

    kind: str
    message: str


class DeadlinePassed(Exception):
    """The job would have gone on for longer than its run may."""


def classify(error: BaseException, step: str) -> Failure:
    """What the report says; `step` is the part of the runner that was at work."""
    if isinstance(error, SourceMissing):
        return Failure("source-missing", str(error))
    if isinstance(error, DeadlinePassed):
        return Failure("capacity", "the deadline of the run passed")
    if isinstance(error, (ArgumentsRefused, ArtifactRefused, CodeRefused, ManifestRefused, ResultRefused, SettingsRefused)):
        return Failure("code", f"{type(error).__name__}: {error}")
    if isinstance(error, ClientError):
        return _aws(error)
    if isinstance(error, (Py4JNetworkError, ConnectionError, BotoCoreError, MemoryError)):
        return Failure("capacity", f"lost: {type(error).__name__}")
    thrown = _java_exception(error)
    if thrown is not None:
        return _java(thrown, step)
    if isinstance(error, Py4JError):
        return Failure("capacity", "lost: the JVM does not answer")
    return Failure("code", f"{type(error).__name__} in {_place(error)}")


def _aws(error: ClientError) -> Failure:
    code = str(error.response.get("Error", {}).get("Code", ""))
    denied = re.search(r"Denied|Unauthorized|ResourceNotFound|InvalidAccessKey|Signature|ExpiredToken|NoSuchBucket", code)
    return Failure("access" if denied else "capacity", f"{error.operation_name}: {code}")


def _java(thrown: Any, step: str) -> Failure:
    causes = list(_causes(thrown))
    for cause in causes:
        sql = _sql_state(cause)
        if sql is not None:
            return _postgres(cause, sql, step)
    for cause in causes:
        name, code = cause.getClass().getName(), _error_class(cause)
        refused = _REFUSED.search(cause.getMessage() or "") if name == "java.lang.RuntimeException" or code == "USER_RAISED_EXCEPTION" else None
        if refused is not None:
            return Failure("data", refused[1])
        if _DATA_CODES.search(code) or _DATA_CLASSES.search(name):
            return Failure("data", f"{code or name.rsplit('.', 1)[-1]}: a value does not fit where the specification puts it")
        if _CAPACITY_CLASSES.search(name) or _LOST.search(cause.getMessage() or ""):
            return Failure("capacity", f"lost: {name}")
    last = causes[-1]
    # Spark's messages of analysis name columns and types of the plan; those of running tasks may quote rows.
    text = f": {_first_line(last.getMessage())}" if "AnalysisException" in last.getClass().getName() else ""
    return Failure("code", f"{last.getClass().getName()}{text}")


def _postgres(thrown: Any, state: str, step: str) -> Failure:
    said = thrown.getServerErrorMessage() if thrown.getClass().getName() == "org.postgresql.util.PSQLException" else None
    if said is not None and said.getRoutine() == "ImportSnapshot":
        return Failure("capacity", "the snapshot was gone before all readers had joined it")
    if state.startswith(("22", "23")):
        where = [f"{what} {value}" for what, value in (("column", _of(said, "Column")), ("constraint", _of(said, "Constraint"))) if value]
        return Failure("data", f"PostgreSQL {state} {_CONDITIONS.get(state, 'a value is not allowed')}{': ' if where else ''}{', '.join(where)}")
    kind = next((kind for prefix, kind in _STATES.items() if state.startswith(prefix)), "code")
    if state in ("42P01", "42703", "42704") and step in ("sources", "read"):
        kind = "source-missing"
    return Failure(kind, f"PostgreSQL {state}: {_first_line(_of(said, 'Message') or '')}")


# What restarting mends is capacity; what a person must grant is access.
_STATES = {
    "08": "capacity", "40": "capacity", "53": "capacity", "54": "capacity", "55P03": "capacity", "57": "capacity", "58": "capacity",
    "28": "access", "3D000": "access", "3F000": "access", "42501": "access", "25006": "access",
}  # fmt: skip
_CONDITIONS = {
    "22003": "a number is out of range",
    "22001": "a text is too long",
    "22007": "a date or time is none, lies outside of the years 1 to 9999, or from 5 to 14 October 1582",
    "22008": "a date or time is out of range",
    "22012": "division by zero",
    "22P02": "a text is no value of its type",
    "23502": "NULL in a column that may not be NULL",
    "23505": "a key occurs twice",
    "23514": "a check constraint is violated",
}
# What compiled code raises by itself is a constant of the plan: it names a step, and holds no value of a row.
_REFUSED = re.compile(r"\bdata: ([^\n]{1,300})")
_DATA_CODES = re.compile(r"OVERFLOW|DIVIDE_BY_ZERO|OUT_OF_RANGE|CAST_INVALID_INPUT|INVALID_ARRAY_INDEX|CANNOT_PARSE|INVALID_FRACTION|PRECISION|NULL_MAP_KEY")
_DATA_CLASSES = re.compile(r"ArithmeticException|NumberFormatException|DateTimeException|ArrayIndexOutOfBoundsException$")
_CAPACITY_CLASSES = re.compile(r"OutOfMemoryError|FetchFailed|ExecutorLost|java\.io\.IOException|SocketException|StackOverflowError")
_LOST = re.compile(r"ExecutorLostFailure|Total size of serialized results|cancelled|SparkContext was shut down|No space left", re.IGNORECASE)


def _java_exception(error: BaseException) -> Optional[Any]:
    if isinstance(error, Py4JJavaError):
        return error.java_exception
    return getattr(error, "_origin", None)  # PySpark's own exceptions keep the one they were made from


def _causes(thrown: Any) -> Iterator[Any]:
    """The exception, its causes, and for JDBC batches the exception behind."""
    for _ in range(20):
        if thrown is None:
            return
        yield thrown
        following = thrown.getNextException() if _is_sql(thrown) else None
        thrown = following if following is not None else thrown.getCause()


def _is_sql(thrown: Any) -> bool:
    return bool(re.search(r"^org\.postgresql\.|^java\.sql\.", thrown.getClass().getName()))


def _sql_state(thrown: Any) -> Optional[str]:
    # of a batch the exception behind says more
    return thrown.getSQLState() if _is_sql(thrown) and thrown.getClass().getName() != "java.sql.BatchUpdateException" else None


def _error_class(thrown: Any) -> str:
    if not thrown.getClass().getName().startswith("org.apache.spark"):
        return ""
    try:
        return thrown.getErrorClass() or ""
    except Py4JError:  # not every exception of Spark has one
        return ""


def _of(said: Any, field: str) -> str:
    return "" if said is None else getattr(said, f"get{field}")() or ""


def _first_line(text: Optional[str]) -> str:
    return (text or "").split("\n", 1)[0][:500]


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "unknown" if trace is None else f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
