"""Artifacts in S3: documents pinned by hash, the claim of an attempt, the report. The only file that speaks to S3."""
from __future__ import annotations

import functools
import hashlib
import json
from typing import Any

import boto3
from botocore.exceptions import ClientError

from .arguments import S3_URI, Arguments


class ArtifactRefused(Exception):
    """An artifact is missing, or is not what the hash says."""


class Artifacts:
    """The bucket of one manifest."""

    def __init__(self, s3: Any, bucket: str):
        self._s3 = s3
        self._bucket = bucket

    def load(self, uri: str, sha256: str) -> bytes:
        """Bytes of the object, from this bucket only. Raises ArtifactRefused when they do not match the hash."""
        bucket, key = _split(uri)
        if bucket != self._bucket:
            raise ArtifactRefused(f"{uri} lies outside the bucket of the manifest")
        try:
            body = self._s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        except ClientError as error:
            if _code(error) in ("NoSuchKey", "404"):
                raise ArtifactRefused(f"{uri} does not exist") from None
            raise
        if hashlib.sha256(body).hexdigest() != sha256:
            raise ArtifactRefused(f"{uri} is not what its sha256 says")
        return body

    def claim(self, arguments: Arguments) -> bool:
        """Whether this job run holds the attempt. Starting a job is not idempotent: of several runs of one attempt the first one here goes on."""
        key = f"{arguments.scope}/claim.json"
        body = json.dumps({"jobRunId": arguments.job_run_id}).encode()
        for _ in range(_CONFLICTS):
            try:
                self._s3.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType="application/json", IfNoneMatch="*")
                return True
            except ClientError as error:
                if _code(error) in ("PreconditionFailed", "412"):
                    # Ours when an earlier answer was lost on the way and the client has put again.
                    held = json.loads(self._s3.get_object(Bucket=self._bucket, Key=key)["Body"].read())
                    return held.get("jobRunId") == arguments.job_run_id
                if _code(error) not in ("ConditionalRequestConflict", "409"):
                    raise
        raise ArtifactRefused(f"{key}: {_CONFLICTS} conflicting puts in a row")

    def write_report(self, arguments: Arguments, report: dict[str, Any]) -> str:
        """Writes the report under the hash of its bytes; its URI."""
        body = json.dumps(report, sort_keys=True, separators=(",", ":")).encode()
        key = f"{arguments.scope}/JobReport/{arguments.job_run_id}/{hashlib.sha256(body).hexdigest()}.json"
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType="application/json")
        return f"s3://{self._bucket}/{key}"


def beside(manifest_uri: str) -> Artifacts:
    """The artifacts that lie in the same bucket as the manifest."""
    return Artifacts(client("s3"), _split(manifest_uri)[0])


@functools.lru_cache(maxsize=None)
def client(service: str) -> Any:
    """One client per service and process: making one costs more than a call."""
    return boto3.client(service)


_CONFLICTS = 5


def _split(uri: str) -> tuple[str, str]:
    match = S3_URI.fullmatch(uri)
    if match is None:
        raise ArtifactRefused("an artifact is named by no S3 URI")
    return match.group(1), match.group(2)


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
