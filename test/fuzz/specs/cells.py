"""Values that Spark hands to Python, as text of one spelling per type."""
from __future__ import annotations

import datetime
import decimal


def text(value):
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).hex()
    if isinstance(value, (list, tuple)):
        return "{" + ",".join("NULL" if item is None else '"' + text(item).replace("\\", "\\\\").replace('"', '\\"') + '"' for item in value) + "}"
    return str(value)
