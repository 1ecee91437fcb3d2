"""What Glue was asked to run: the arguments of one job run."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Sequence

RUN_ID = re.compile(r"^[0-7][0-9A-HJKMNP-TV-Z]{25}$")
SHA256 = re.compile(r"^[0-9a-f]{64}$")
S3_URI = re.compile(r"^s3://([^/]+)/(.+)$")


class ArgumentsRefused(Exception):
    """The job was started with arguments that cannot be a run of ours."""


@dataclass(frozen=True)
class Arguments:
    run_id: str
    attempt: int
    job_run_id: str
    manifest_uri: str
    manifest_sha256: str

    @property
    def scope(self) -> str:
        """Key prefix of everything that belongs to this attempt."""
        return f"runs/{self.run_id}/{self.attempt}"


def parse(argv: Sequence[str]) -> Arguments:
    """Arguments as Glue passes them, `--name value` or `--name=value`. Ours must all be there; Glue's many others are ignored."""
    given = _pairs(argv)
    wrong = [name for name, pattern in _OURS.items() if not re.fullmatch(pattern, given.get(name, ""))]
    if wrong:
        raise ArgumentsRefused(f"missing or malformed: {', '.join('--' + name for name in wrong)}")
    return Arguments(
        run_id=given["run_id"],
        attempt=int(given["attempt_id"]),
        job_run_id=given["job_run_id"],
        manifest_uri=given["manifest_uri"],
        manifest_sha256=given["manifest_sha256"],
    )


_OURS = {
    "run_id": RUN_ID,
    "attempt_id": r"[1-9][0-9]?",
    "job_run_id": r"[\w.:-]{1,255}",
    "manifest_uri": S3_URI,
    "manifest_sha256": SHA256,
}


def _pairs(argv: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    name = None
    for word in argv:
        if word.startswith("--"):
            name, _, value = word[2:].partition("=")
            name = name.lower()  # Glue itself says --JOB_RUN_ID
            pairs[name] = value
        elif name is not None:
            pairs[name] = word
            name = None
    return pairs
