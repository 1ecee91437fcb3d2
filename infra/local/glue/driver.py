"""The warm driver: one process with one Spark, in which job runs of the local Glue endpoint go side by side. JSON lines on stdin and stdout.

in:  {"is":"run","id","arguments":{"--name":"value"},"faults":[…]}  {"is":"stop","id"}
out: {"is":"started","jvm":pid}  {"is":"ready"}  {"is":"warm","milliseconds"}  {"is":"ended","id","message"} (null: it succeeded)
The end of stdin ends the process, and with it the JVM.
"""
from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, Callable, TextIO

import jvm


def main() -> None:
    options = _options()
    voice = Voice()
    began = time.perf_counter()
    Path(options.temporary).mkdir(parents=True, exist_ok=True)
    runs = Runs()
    threading.Thread(target=_listen, args=(runs,), daemon=True).start()
    process = jvm.start(options.java, options.jdbc_jar, options.temporary, archive=options.archive)
    voice.say({"is": "started", "jvm": process.pid})
    threading.Thread(target=_end_with, args=(process,), daemon=True).start()
    spark = _session(options)
    runs.open(spark, voice)
    voice.say({"is": "ready"})
    _warm_up(spark, runs, options.warm_rounds)
    voice.say({"is": "warm", "milliseconds": round((time.perf_counter() - began) * 1000)})
    process.wait()
    time.sleep(1)  # the watching thread ends this process first


class Voice:
    """The protocol has stdout for itself: what Python and its children print goes to stderr."""

    def __init__(self) -> None:
        self._out: TextIO = os.fdopen(os.dup(1), "w", encoding="utf-8")
        self._lock = threading.Lock()
        os.dup2(2, 1)

    def say(self, message: dict[str, Any]) -> None:
        with self._lock:
            self._out.write(json.dumps(message) + "\n")
            self._out.flush()


class Runs:
    """Job runs in this process, one thread each."""

    def __init__(self) -> None:
        self._running: dict[str, Any] = {}
        self.begun = False

    def open(self, spark: Any, voice: Voice) -> None:
        self._spark, self._voice = spark, voice

    def begin(self, message: dict[str, Any]) -> None:
        self.begun = True
        threading.Thread(target=self._run, args=(message["id"], message["arguments"], message.get("faults", [])), daemon=True).start()

    def _run(self, job_run_id: str, arguments: dict[str, str], faults: list[dict[str, Any]]) -> None:
        import harness
        import runner

        argv = [word for pair in {**arguments, "--JOB_RUN_ID": job_run_id}.items() for word in pair]
        failure = None
        with harness.job(faults) as job:
            self._running[job_run_id] = job
            try:
                runner.main(argv, self._spark.newSession)
            except BaseException as error:  # noqa: BLE001  the end of the job run, whatever it was
                failure = f"{type(error).__name__}: {error}"
            finally:
                self._running.pop(job_run_id, None)
        self._voice.say({"is": "ended", "id": job_run_id, "message": failure})

    def stop(self, job_run_id: str) -> None:
        job = self._running.get(job_run_id)
        if job is not None:
            self._spark.sparkContext.cancelJobGroup(job_run_id)
            job.cut_off()


def _session(options: argparse.Namespace) -> Any:
    from pyspark.sql import SparkSession  # attaches to the JVM that was just started

    spark = SparkSession.builder.getOrCreate()
    sys.path.insert(0, options.runner)
    import harness
    from datamorph_job import artifacts

    harness.install()
    for service in ("s3", "secretsmanager"):
        artifacts.client(service)
    return spark


def _warm_up(spark: Any, runs: Runs, rounds: int) -> None:
    """As long as nobody waits: a job that comes meanwhile warms Spark as well."""
    from warm_up import warm_up

    time.sleep(0.05)  # a job that waited for `ready` is here by then
    try:
        warm_up(spark, rounds, lambda: runs.begun)
    except Exception as error:  # noqa: BLE001  a job may still work, only later
        print(f"warm-up failed: {type(error).__name__}: {error}", file=sys.stderr, flush=True)


def _listen(runs: Runs) -> None:
    """From the first moment on, for the end of stdin may come before Spark is up. Job runs are sent after `ready`."""
    actions: dict[str, Callable[[Any], None]] = {"run": runs.begin, "stop": lambda message: runs.stop(message["id"])}
    for line in sys.stdin:
        message = json.loads(line)
        actions[message["is"]](message)
    # A JVM that is just starting does not notice our end: its gateway would wait for ever.
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _end_with(process: Any) -> None:
    """Without its JVM a driver is of no use, and on Glue it would be gone as well."""
    code = process.wait()
    print(f"java ended with {code}", file=sys.stderr, flush=True)
    os._exit(1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for name in ("--java", "--jdbc-jar", "--temporary", "--runner"):
        parser.add_argument(name, required=True)
    parser.add_argument("--archive")
    parser.add_argument("--warm-rounds", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
