"""PostgreSQL through the JDBC driver that Spark reads with: one driver for everything, and nothing more to install."""
from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from .artifacts import client

Row = tuple[Any, ...]

# Text of a value must not depend on who connects; names of ours are always qualified, so nothing of the user's can stand in for a built-in function.
PLAIN_SESSION = (
    "SET search_path = pg_catalog, pg_temp; SET timezone = 'UTC'; SET datestyle = 'ISO, MDY'; SET intervalstyle = 'postgres'; "
    "SET bytea_output = 'hex'; SET extra_float_digits = 1"
)


def identifier(*parts: str) -> str:
    """Quoted name; the only place that quotes one."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)


def table_name(schema: str, table: str) -> str:
    """schema.table for people and contracts; a part that is no plain identifier is quoted."""
    return ".".join(part if re.fullmatch(r"[a-z_][a-z0-9_$]*", part) else identifier(part) for part in (schema, table))


def literal(text: str) -> str:
    """Quoted text; the only place that quotes one."""
    escaped = text.replace("\\", "\\\\").replace("'", "''")
    return f" E'{escaped}'" if "\\" in text else f"'{escaped}'"


class Connection:
    """One connection. SQL errors arrive as Py4JJavaError with the driver's SQLException in it."""

    def __init__(self, jdbc: Any, autocommit: bool):
        self._jdbc = jdbc
        self._running: Any = None
        jdbc.setAutoCommit(autocommit)

    def execute(self, sql: str) -> None:
        """One or several statements; results are dropped."""
        statement = self._running = self._jdbc.createStatement()
        try:
            statement.execute(sql)
        finally:
            self._running = None
            statement.close()

    def query(self, sql: str) -> list[Row]:
        """All rows of one SELECT, values as text or None."""
        statement = self._running = self._jdbc.createStatement()
        try:
            result = statement.executeQuery(sql)
            width = range(1, result.getMetaData().getColumnCount() + 1)
            rows = []
            while result.next():
                rows.append(tuple(result.getString(column) for column in width))
            return rows
        finally:
            self._running = None
            statement.close()

    def lift_limits(self) -> None:
        """The server's own limits on idleness and time would end it in the middle; the deadline is ours to keep."""
        self.query(f"SELECT set_config(name, '0', false) FROM pg_catalog.pg_settings WHERE name IN ({_LIMITS})")

    def cancel(self) -> None:
        """Ends what another thread runs here."""
        running = self._running
        if running is not None:
            running.cancel()

    def begin(self) -> None:
        """From here on nothing is committed but by commit()."""
        self._jdbc.setAutoCommit(False)

    def commit(self) -> None:
        self._jdbc.commit()

    def close(self) -> None:
        """An open transaction is rolled back."""
        self._jdbc.close()


class Database:
    """The database that a secret names: {host, port, dbname, username, password, ssl?}."""

    def __init__(self, jvm: Any, secret: dict[str, Any]):
        host = str(secret["host"])
        self.url = f"jdbc:postgresql://{f'[{host}]' if ':' in host else host}:{int(secret.get('port', 5432))}/{quote(str(secret['dbname']), safe='')}"
        self.properties = {
            "user": str(secret["username"]),
            "password": str(secret["password"]),
            "ApplicationName": "datamorph",
            "tcpKeepAlive": "true",
            "reWriteBatchedInserts": "true",
            # uuid, json and enum columns take text only when the driver leaves its type open
            "stringtype": "unspecified",
            **_ssl(secret.get("ssl"), host),
        }
        self._jvm = jvm
        # The driver may come with the job and not with Spark: then only the context class loader knows it, and DriverManager does not.
        self._driver = jvm.java.lang.Thread.currentThread().getContextClassLoader().loadClass(DRIVER).newInstance()

    def connect(self, autocommit: bool = True) -> Connection:
        properties = self._jvm.java.util.Properties()
        for name, value in self.properties.items():
            properties.setProperty(name, value)
        return Connection(self._driver.connect(self.url, properties), autocommit)

    def driver_version(self) -> str:
        return f"{self._driver.getMajorVersion()}.{self._driver.getMinorVersion()}"


DRIVER = "org.postgresql.Driver"
# not every version has all of them
_LIMITS = "'idle_in_transaction_session_timeout', 'idle_session_timeout', 'transaction_timeout', 'statement_timeout'"


def opened(jvm: Any, secret_name: str) -> Database:
    """Reads the secret; the connection comes with the first use."""
    return Database(jvm, json.loads(client("secretsmanager").get_secret_value(SecretId=secret_name)["SecretString"]))


def _ssl(said: Any, host: str) -> dict[str, str]:
    """off, require or verify. Unsaid: plain to this machine, verified to every other; against the authorities that this machine's Java trusts."""
    if said is None:
        said = "off" if re.fullmatch(r"localhost|127\.[0-9.]+|::1", host) else "verify"
    if said in (False, "off", "disable"):
        return {"sslmode": "disable"}
    if said == "require":
        return {"sslmode": "require"}
    return {"sslmode": "verify-full", "sslfactory": "org.postgresql.ssl.DefaultJavaSSLFactory"}
