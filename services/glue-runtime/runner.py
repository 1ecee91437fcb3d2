"""The fixed job: runs what one run compiled, and its oracle beside it, on one snapshot; seals both results and reports. The same file on AWS Glue and locally."""
from __future__ import annotations

import contextlib
import sys
import threading
from typing import Callable, Optional, Sequence

from pyspark.sql import SparkSession

from datamorph_job import arguments, artifacts, database, manifest, oracle, session, sources, staging, steps
from datamorph_job.failure import DeadlinePassed, classify
from datamorph_job.report import Report


class JobFailed(Exception):
    """The end of a job run that has reported why."""


def main(argv: Sequence[str], open_session: Callable[[], SparkSession] = session.opened) -> Optional[str]:
    """One job run. URI of its report; None when another job run holds the attempt. Raises JobFailed, so that Glue says FAILED."""
    asked = arguments.parse(argv)
    store = artifacts.beside(asked.manifest_uri)
    # First of all: a second run of the attempt must touch nothing.
    if not store.claim(asked):
        return None
    report = Report(asked)
    try:
        perform(asked, store, open_session, report)
    except BaseException as error:
        failure = classify(error, report.step)
        if report.spec_step is not None:
            failure = failure._replace(message=f"{failure.message}, in the step {report.spec_step}")
        store.write_report(asked, report.document(failure))
        # without its cause, whose text may quote rows
        raise JobFailed(f"{failure.kind}: {failure.message} (in {report.step})") from None
    return store.write_report(asked, report.document())


def perform(asked: arguments.Arguments, store: artifacts.Artifacts, open_session: Callable[[], SparkSession], report: Report) -> None:
    with report.part("load"):
        job = manifest.load(store, asked)
    with report.part("session"):
        spark = open_session()
        session.pin(spark, job.manifest["settings"])
        report.settings = session.read_back(spark, job.manifest["settings"])
        report.versions = session.versions(spark)
    with contextlib.ExitStack() as opened:
        with report.part("sources"):
            warehouse = database.opened(spark._jvm, job.manifest["secret"])
            control = warehouse.connect()
            opened.callback(control.close)
            control.lift_limits()
            before = sources.file_nodes(control, job.sources)
            sources.check(control, job.sources)
        with report.part("snapshot"):
            staging.create(control, job.staging)
            snapshot = sources.export(warehouse)
            opened.callback(snapshot.close)
            report.snapshot = snapshot.described
            report.versions.update(postgres=snapshot.server_version, jdbc=warehouse.driver_version())
        proof = compute(asked, job, spark, warehouse, snapshot, report)
        after = sources.file_nodes(control, job.sources)
        with report.part("seal"):
            report.staging, report.oracle, report.versions["sealedOwner"] = staging.seal(control, job.staging, job.seconds_left())
    report.checks = proof.checks
    report.census = proof.census
    report.sources = [
        {"name": source["name"], "table": database.table_name(source["schema"], source["table"]), "rows": rows, "filenodeBefore": was, "filenodeAfter": now}
        for source, rows, was, now in zip(job.sources, proof.source_rows, before, after)
    ]


def compute(
    asked: arguments.Arguments, job: manifest.Job, spark: SparkSession, warehouse: database.Database, snapshot: sources.Snapshot, report: Report
) -> oracle.Oracle:
    """Spark's result into staging and the oracle's into its table, side by side. Whichever fails first ends the other."""
    context = spark.sparkContext
    context.setJobGroup(asked.job_run_id, f"run {asked.run_id}, attempt {asked.attempt}", interruptOnCancel=True)
    late = threading.Event()

    def stop_spark() -> None:
        context.cancelJobGroup(asked.job_run_id)

    def give_up() -> None:
        late.set()
        stop_spark()
        proof.cancel()

    proof = oracle.Oracle(job, warehouse, snapshot, on_failure=stop_spark)
    deadline = threading.Timer(max(0.0, job.seconds_left()), give_up)
    deadline.daemon = True
    deadline.start()
    try:
        with report.part("read"):
            tables = sources.frames(spark, warehouse, job.sources, snapshot)
        with report.part("transform"):
            result = job.transform(spark, tables)
        with report.part("write"):
            staging.write(result, warehouse, job.staging)
        with report.part("wait"):
            proof.result()
    except BaseException as error:
        failed_first = proof.error
        proof.cancel()
        if late.is_set():
            raise DeadlinePassed from None
        if failed_first is not None:
            report.step = "oracle"
            raise failed_first from None
        if report.step == "write" and classify(error, report.step).kind == "data":
            report.spec_step = steps.first_failing(job.transform, spark, tables)
        raise error
    finally:
        deadline.cancel()
        report.milliseconds["oracle"] = proof.milliseconds
    return proof


if __name__ == "__main__":
    main(sys.argv[1:])
