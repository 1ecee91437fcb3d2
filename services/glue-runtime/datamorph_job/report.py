"""The JobReport of one job run, filled while it goes: a run that fails reports what it had measured."""
from __future__ import annotations

import time
from contextlib import contextmanager
from typing import Any, Iterator, Optional

from .arguments import Arguments
from .failure import Failure


class Report:
    def __init__(self, arguments: Arguments):
        self._arguments = arguments
        self._began = time.perf_counter()
        self.step = "start"
        """Step of the specification that a failure is traced to."""
        self.spec_step: Optional[str] = None
        self.snapshot: Optional[str] = None
        self.sources: list[dict[str, Any]] = []
        self.staging: Optional[dict[str, Any]] = None
        self.oracle: Optional[dict[str, Any]] = None
        self.checks: list[dict[str, Any]] = []
        self.census: Optional[list[dict[str, Any]]] = None
        self.settings: dict[str, str] = {}
        self.versions: dict[str, str] = {}
        self.milliseconds: dict[str, float] = {}

    @contextmanager
    def part(self, step: str) -> Iterator[None]:
        """Times a part; when it raises, `step` names it."""
        self.step = step
        began = time.perf_counter()
        try:
            yield
        finally:
            self.milliseconds[step] = (time.perf_counter() - began) * 1000

    def document(self, failure: Optional[Failure] = None) -> dict[str, Any]:
        """The report as the contract has it."""
        times = {**self.milliseconds, "total": (time.perf_counter() - self._began) * 1000}
        return {
            "runId": self._arguments.run_id,
            "attempt": self._arguments.attempt,
            "jobRunId": self._arguments.job_run_id,
            "outcome": "succeeded" if failure is None else "failed",
            "failure": None if failure is None else {"class": failure.kind, "message": failure.message[:4000], "step": self.step},
            "snapshot": self.snapshot,
            "sources": self.sources,
            "staging": self.staging,
            "oracle": self.oracle,
            "checks": self.checks,
            **({} if self.census is None else {"census": self.census}),
            "settings": self.settings,
            "versions": self.versions,
            "milliseconds": {step: round(value, 1) for step, value in times.items()},
        }
