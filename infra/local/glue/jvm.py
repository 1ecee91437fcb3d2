"""Starts Spark's JVM without spark-submit: no launcher JVM, classes from an archive, the zone of UTC."""
from __future__ import annotations

import os
import struct
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Optional

import pyspark

JARS = Path(pyspark.__file__).parent / "jars"
# What Spark's own launcher opens for a Java with modules.
OPENED = (
    "java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent java.util.concurrent.atomic "
    "jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar"
).split()
CONF = {
    "spark.master": "local[2]",
    "spark.app.name": "datamorph",
    "spark.submit.deployMode": "client",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.default.parallelism": "2",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.session.timeZone": "UTC",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.speculation": "false",
}


def start(java: str, jdbc_jar: str, temporary: str, archive: Optional[str] = None, archive_at_exit: Optional[str] = None) -> subprocess.Popen:
    """A JVM that this process's PySpark attaches to. It ends when its stdin does. Raises RuntimeError with what it said when it does not come up."""
    said = tempfile.NamedTemporaryFile("w+", dir=temporary, prefix="jvm-", suffix=".log", delete=False)
    address = Path(temporary, f"gateway-{os.getpid()}")
    address.unlink(missing_ok=True)
    command = [java, *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPENED), "-Djdk.reflect.useDirectMethodHandle=false", "-Xmx2g"]
    command += ["-Duser.timezone=UTC", "-Dfile.encoding=UTF-8", f"-Djava.io.tmpdir={temporary}", f"-Dderby.stream.error.file={os.devnull}", "-XX:-UsePerfData"]
    if archive_at_exit is not None:
        command += [f"-XX:ArchiveClassesAtExit={archive_at_exit}"]
    elif archive is not None:
        command += [f"-XX:SharedArchiveFile={archive}", "-Xshare:auto", "-Xlog:disable"]
    # The archive is only used with the very class path that it was made with.
    command += ["-cp", ":".join([jdbc_jar, *sorted(str(jar) for jar in JARS.glob("*.jar"))])]
    command += [f"-D{name}={value}" for name, value in {**CONF, "spark.local.dir": temporary}.items()]
    command += ["org.apache.spark.api.python.PythonGatewayServer"]
    environment = {**os.environ, "_PYSPARK_DRIVER_CONN_INFO_PATH": str(address), "SPARK_LOCAL_IP": "127.0.0.1", "TZ": "UTC"}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=said, stderr=said, env=environment, cwd=temporary)
    while not (address.exists() and address.stat().st_size > 8):
        if process.poll() is not None:
            raise RuntimeError(f"java ended with {process.returncode}: {Path(said.name).read_text()[-2000:]}")
        time.sleep(0.005)
    _attach(address)
    return process


def _attach(address: Path) -> None:
    content = address.read_bytes()
    port, length = struct.unpack("!ii", content[:8])
    os.environ["PYSPARK_GATEWAY_PORT"] = str(port)
    os.environ["PYSPARK_GATEWAY_SECRET"] = content[8 : 8 + length].decode()
    address.unlink()
