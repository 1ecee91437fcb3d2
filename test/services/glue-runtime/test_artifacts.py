"""Claims, hashes and arguments, against an S3 in memory."""
import hashlib
import io
import json
import unittest

from botocore.exceptions import ClientError

from datamorph_job import arguments, artifacts, manifest

RUN = "01J00000000000000000000000"


def argv(**changes: str) -> list[str]:
    given = {"--run_id": RUN, "--attempt_id": "1", "--manifest_uri": "s3://b/job.json", "--manifest_sha256": "a" * 64, "--JOB_RUN_ID": "jr_1", **changes}
    return [word for pair in given.items() for word in pair]


def asked(job_run_id: str = "jr_1", **changes: str) -> arguments.Arguments:
    return arguments.parse(argv(**{"--JOB_RUN_ID": job_run_id, **changes}))


class MemoryS3:
    """Create-only puts as S3 answers them; `lose` drops the next answer of a put that has been done."""

    def __init__(self):
        self.objects = {}
        self.conflicts = 0

    def put_object(self, Bucket, Key, Body, ContentType, IfNoneMatch=None):
        if self.conflicts > 0:
            self.conflicts -= 1
            raise ClientError({"Error": {"Code": "ConditionalRequestConflict"}}, "PutObject")
        if IfNoneMatch == "*" and Key in self.objects:
            raise ClientError({"Error": {"Code": "PreconditionFailed"}}, "PutObject")
        self.objects[Key] = Body

    def get_object(self, Bucket, Key):
        if Key not in self.objects:
            raise ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")
        return {"Body": io.BytesIO(self.objects[Key])}


class Claim(unittest.TestCase):
    def setUp(self):
        self.s3 = MemoryS3()
        self.store = artifacts.Artifacts(self.s3, "b")

    def test_the_first_job_run_holds_the_attempt(self):
        self.assertTrue(self.store.claim(asked("jr_1")))
        self.assertFalse(self.store.claim(asked("jr_2")))
        self.assertEqual(json.loads(self.s3.objects[f"runs/{RUN}/1/claim.json"]), {"jobRunId": "jr_1"})

    def test_a_put_whose_answer_was_lost_is_still_its_own(self):
        self.assertTrue(self.store.claim(asked("jr_1")))
        self.assertTrue(self.store.claim(asked("jr_1")))

    def test_another_attempt_is_another_claim(self):
        self.assertTrue(self.store.claim(asked("jr_1")))
        self.assertTrue(self.store.claim(asked("jr_2", **{"--attempt_id": "2"})))

    def test_a_conflict_is_tried_again(self):
        self.s3.conflicts = 2
        self.assertTrue(self.store.claim(asked()))


class Hashes(unittest.TestCase):
    def setUp(self):
        self.s3 = MemoryS3()
        self.store = artifacts.Artifacts(self.s3, "b")

    def put(self, key: str, body: bytes) -> dict:
        self.s3.objects[key] = body
        return {"uri": f"s3://b/{key}", "sha256": hashlib.sha256(body).hexdigest()}

    def test_bytes_that_changed_are_refused(self):
        ref = self.put("x", b"one")
        self.assertEqual(self.store.load(**ref), b"one")
        self.s3.objects["x"] = b"other"
        with self.assertRaises(artifacts.ArtifactRefused):
            self.store.load(**ref)

    def test_another_bucket_and_nothing_at_all_are_refused(self):
        for uri in ("s3://other/x", "s3://b/gone", "file:///etc/passwd"):
            with self.subTest(uri), self.assertRaises(artifacts.ArtifactRefused):
                self.store.load(uri, "a" * 64)

    def test_a_manifest_of_another_run_is_refused(self):
        ref = self.put("job.json", json.dumps({"runId": RUN, "attempt": 2}).encode())
        with self.assertRaises(manifest.ManifestRefused):
            manifest.load(self.store, asked(**{"--manifest_uri": ref["uri"], "--manifest_sha256": ref["sha256"]}))

    def test_types_that_are_more_than_a_type_are_refused(self):
        columns = [{"name": "a", "type": "integer); DROP TABLE x; --", "nullable": True}]
        ref = self.put("job.json", json.dumps({"runId": RUN, "attempt": 1, "staging": {"columns": columns}}).encode())
        with self.assertRaises(manifest.ManifestRefused):
            manifest.load(self.store, asked(**{"--manifest_uri": ref["uri"], "--manifest_sha256": ref["sha256"]}))


class ArgumentsOfGlue(unittest.TestCase):
    def test_other_arguments_are_ignored(self):
        parsed = arguments.parse(["runner.py", "--job-bookmark-option", "job-bookmark-disable", "--enable-metrics", *argv()])
        self.assertEqual((parsed.run_id, parsed.attempt, parsed.job_run_id), (RUN, 1, "jr_1"))

    def test_missing_and_malformed_ones_are_named_together(self):
        with self.assertRaisesRegex(arguments.ArgumentsRefused, "--run_id, --attempt_id"):
            arguments.parse(argv(**{"--run_id": "../..", "--attempt_id": "0"}))


if __name__ == "__main__":
    unittest.main()
