"""Which step of the specification an error of data comes from. Spark runs the whole plan at once and does not say; asked for only after a failure."""
from __future__ import annotations

import sys
from typing import Any, Callable, Optional

from pyspark.sql import DataFrame, SparkSession


def first_failing(transform: Callable[..., Any], spark: SparkSession, tables: dict[str, DataFrame]) -> Optional[str]:
    """Name of the first table in transform that cannot be computed; None when each can by itself."""
    for name, frame in _named_frames(transform, spark, tables):
        try:
            frame.write.format("noop").mode("overwrite").save()
        except Exception:  # noqa: BLE001  the error itself has been caught already
            return name
    return None


def _named_frames(transform: Callable[..., Any], spark: SparkSession, tables: dict[str, DataFrame]) -> list[tuple[str, DataFrame]]:
    """The compiled function holds one variable per step, in their order."""
    variables: dict[str, Any] = {}

    def notice(frame: Any, event: str, _: Any) -> None:
        if event == "return" and frame.f_code is transform.__code__:
            variables.update(frame.f_locals)

    sys.setprofile(notice)
    try:
        transform(spark, tables)
    finally:
        sys.setprofile(None)
    return [(name, value) for name, value in variables.items() if isinstance(value, DataFrame)]
