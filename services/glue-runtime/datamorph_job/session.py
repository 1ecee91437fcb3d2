"""The Spark session and what it is pinned to. A setting left to its default is a setting that the next Glue version may change."""
from __future__ import annotations

import platform
from typing import Any

from pyspark.sql import SparkSession

PINNED = {
    # what would wrap, saturate or turn NULL raises
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "false",
    "spark.sql.ansi.enforceReservedKeywords": "false",
    "spark.sql.caseSensitive": "false",
    "spark.sql.decimalOperations.allowPrecisionLoss": "true",
    "spark.sql.legacy.timeParserPolicy": "CORRECTED",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.storeAssignmentPolicy": "ANSI",
    "spark.sql.timestampType": "TIMESTAMP_LTZ",
}
# Only a new context takes these. The zone of the JVMs is the job definition's: it is set when they start.
AT_START = {
    "spark.speculation": "false",  # a second copy of a writing task writes its rows twice
    "spark.ui.enabled": "false",
}


class SettingsRefused(Exception):
    """The session cannot be what the job was compiled for."""


def opened() -> SparkSession:
    """The session of this process, as Glue starts it."""
    builder = SparkSession.builder.appName("datamorph")
    for name, value in AT_START.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def pin(spark: SparkSession, wanted: dict[str, str]) -> None:
    """Sets what the language was verified with and what the manifest adds. Raises SettingsRefused for a manifest that contradicts the first."""
    against = [name for name, value in wanted.items() if PINNED.get(name, value) != value]
    if against:
        raise SettingsRefused(f"the manifest contradicts pinned settings: {', '.join(against)}")
    # An expression takes its ANSI mode when it is made, and from the thread's active session, not from the one of its table.
    spark._jvm.org.apache.spark.sql.SparkSession.setActiveSession(spark._jsparkSession)
    for name, value in {**wanted, **PINNED}.items():
        if spark.conf.get(name, None) != value:
            spark.conf.set(name, value)
    # Errors of tasks quote values of rows, and logs must not.
    spark.sparkContext.setLogLevel("FATAL")
    zone = spark._jvm.java.util.TimeZone
    if zone.getDefault().getID() not in ("UTC", "Etc/UTC"):
        # timestamps pass through the JVM's zone when they are read and written
        zone.setDefault(zone.getTimeZone("UTC"))


def read_back(spark: SparkSession, wanted: dict[str, str]) -> dict[str, str]:
    """The settings as new expressions find them."""
    found = spark._jvm.org.apache.spark.sql.internal.SQLConf.get()
    settings = {name: found.getConfString(name) for name in sorted({*wanted, *PINNED})}
    return {**settings, "jvm.user.timezone": spark._jvm.java.util.TimeZone.getDefault().getID()}


def versions(spark: SparkSession) -> dict[str, str]:
    java = spark._jvm.java.lang.System.getProperty("java.version")
    return {"spark": spark.version, "python": platform.python_version(), "java": java}
