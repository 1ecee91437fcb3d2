"""job.json as the runner uses it: loaded by hash, held against the arguments, with the compiled code it names."""
from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Callable

from . import compiled
from .arguments import Arguments
from .artifacts import Artifacts


class ManifestRefused(Exception):
    """The manifest is for another run, or asks for something the runner does not do."""


@dataclass(frozen=True)
class Job:
    manifest: dict[str, Any]
    """transform(spark, sources) -> DataFrame"""
    transform: Callable[..., Any]
    """One SELECT."""
    oracle: str

    @property
    def sources(self) -> list[dict[str, Any]]:
        return self.manifest["sources"]

    @property
    def staging(self) -> dict[str, Any]:
        return self.manifest["staging"]

    def seconds_left(self) -> float:
        """Until the deadline; negative after it."""
        deadline = datetime.fromisoformat(self.manifest["deadlineAt"].replace("Z", "+00:00"))
        return (deadline - datetime.now(timezone.utc)).total_seconds()


def load(artifacts: Artifacts, arguments: Arguments) -> Job:
    """Refuses whatever does not match its hash, its run, or the allow-list."""
    manifest = json.loads(artifacts.load(arguments.manifest_uri, arguments.manifest_sha256))
    if (manifest["runId"], manifest["attempt"]) != (arguments.run_id, arguments.attempt):
        raise ManifestRefused("the manifest belongs to another run or attempt")
    _refuse_odd_types(manifest)
    transform = compiled.load_transform(artifacts.load(**manifest["transform"]).decode())
    oracle = artifacts.load(**manifest["oracle"]).decode().strip().rstrip(";")
    return Job(manifest, transform, oracle)


# Types stand in CREATE TABLE as they are; everything else of ours is quoted.
_PLAIN_TYPE = re.compile(r"[A-Za-z][A-Za-z0-9_ ]*(\([0-9]+(, ?[0-9]+)?\))?( with(out)? time zone)?(\[\])?")


def _refuse_odd_types(manifest: dict[str, Any]) -> None:
    odd = [column["name"] for column in manifest["staging"]["columns"] if not _PLAIN_TYPE.fullmatch(column["type"])]
    if odd:
        raise ManifestRefused(f"no plain type: column {', '.join(odd)}")
