"""Values as a database takes them in bulk: text for PostgreSQL's COPY, tuples for SQLite. No table may be named here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

NULL = "\\N"

Row = Sequence[Any]


def as_copied(rows: Iterable[Row]) -> bytes:
    """Rows as lines of COPY's text format."""
    return "".join("\t".join(map(_copied, row)) + "\n" for row in rows).encode()


def _copied(value: Any) -> str:
    return NULL if value is None else _COPIED[type(value)](value)


def _copied_text(value: str) -> str:
    """What COPY's text format gives a meaning of its own (PostgreSQL, "COPY", text format) is escaped."""
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


_COPIED: dict[type, Callable[[Any], str]] = {
    str: _copied_text,
    int: str,
    bool: lambda value: "t" if value else "f",
    datetime: lambda value: value.astimezone(UTC).isoformat(),
    date: date.isoformat,
    dict: lambda value: _copied_text(json.dumps(value, ensure_ascii=False)),
    list: lambda value: _copied_text(json.dumps(value, ensure_ascii=False)),
    bytes: lambda value: "\\\\x" + value.hex(),
}


def as_bound(rows: Iterable[Row]) -> list[tuple[Any, ...]]:
    """Rows as SQLite's driver binds them, in the shapes in which SQLAlchemy writes them."""
    return [tuple(map(_bound, row)) for row in rows]


def _bound(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, dict | list) else value
