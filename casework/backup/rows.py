"""Tables as streams of canonical rows: equal on every database, hashed without regard to order, insertable anywhere.

A shape describes a table by itself, so that rows of an older schema can be read and written by a newer program.
No file, no encryption and no rule may enter.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import JSON, TypeEngine

from casework.database import Database
from casework.models import Base
from casework.models.base import PASSING, UtcDateTime

ROWS_AT_ONCE = 1000
WHOLE = 2**256
TYPES: dict[str, Any] = {
    "text": String,
    "integer": Integer,
    "boolean": Boolean,
    "number": Float,
    "json": JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"),
    "bytes": LargeBinary,
    "time": UtcDateTime,
    "date": Date,
}
OUT: dict[str, Callable[[Any], Any]] = {
    "time": lambda value: value.astimezone(UTC).isoformat(),
    "date": lambda value: value.isoformat(),
    "bytes": lambda value: b64encode(value).decode(),
}
IN: dict[str, Callable[[Any], Any]] = {
    "time": datetime.fromisoformat,
    "date": date.fromisoformat,
    "bytes": b64decode,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A table by its name and its columns, each with the name of its type (a key of TYPES)."""

    name: str
    columns: tuple[tuple[str, str], ...]

    @property
    def table(self) -> Table:
        """A description of the table that is enough to read and fill it."""
        return _described(self)


@cache
def _described(shape: Shape) -> Table:
    return Table(shape.name, MetaData(), *(Column(name, TYPES[kind]) for name, kind in shape.columns))


class Digest:
    """A hash over rows in any order: the sum of their hashes, so that no database has to sort."""

    def __init__(self) -> None:
        self.count = 0
        self._sum = 0

    def add(self, line: bytes) -> None:
        self.count += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(line).digest())) % WHOLE

    @property
    def hex(self) -> str:
        return f"{self._sum:064x}"


def shapes() -> list[Shape]:
    """Every table worth keeping, a table after those it refers to. What the database computes itself is left out."""
    return [_shape(table) for table in Base.metadata.sorted_tables if not table.info.get(PASSING)]


def _shape(table: Table) -> Shape:
    stored = (one for one in table.columns if one.computed is None)
    return Shape(table.name, tuple((one.name, _kind(one.type)) for one in stored))


def _kind(kind: TypeEngine[Any]) -> str:
    if isinstance(kind, JSON):
        return "json"
    # Boolean and Float before what they could be mistaken for.
    for name in ("time", "date", "boolean", "integer", "number", "bytes", "text"):
        if isinstance(kind, TYPES[name]):
            return name
    raise TypeError(f"no canonical form for {kind!r}")


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """A connection that sees the database as of one moment and writes nothing; others go on writing."""
    engine = database.engine
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # The moment is that of the first look.
            connection.execute(text("SELECT count(*) FROM sqlite_master"))
        yield connection


def lines_of(connection: Connection, shape: Shape, *conditions: Any) -> Iterator[bytes]:
    """The rows of a table as canonical JSON lines, without line ends; memory does not grow with the table."""
    query = select(shape.table).where(*conditions)
    out = [OUT.get(kind) for _, kind in shape.columns]
    for row in connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE}):
        values = [change(value) if change and value is not None else value for change, value in zip(out, row, strict=True)]
        yield canonical(values)


def canonical(value: Any) -> bytes:
    """JSON that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def insert_lines(connection: Connection, shape: Shape, lines: Iterable[bytes]) -> Digest:
    """Insert rows as `lines_of` made them; returns count and hash of what was read."""
    statement, digest, left = insert(shape.table), Digest(), iter(lines)
    while batch := list(islice(left, ROWS_AT_ONCE)):
        for line in batch:
            digest.add(line)
        connection.execute(statement, [_row(shape, line) for line in batch])
    return digest


def _row(shape: Shape, line: bytes) -> dict[str, Any]:
    values = json.loads(line)
    return {
        name: IN[kind](value) if kind in IN and value is not None else value
        for (name, kind), value in zip(shape.columns, values, strict=True)
    }


def digest_of(connection: Connection, shape: Shape, *conditions: Any) -> Digest:
    """Count and hash of a table as it is."""
    digest = Digest()
    for line in lines_of(connection, shape, *conditions):
        digest.add(line)
    return digest


def renumber(connection: Connection, shape: Shape) -> None:
    """Let PostgreSQL number new rows after the inserted ones; SQLite does so by itself."""
    if connection.dialect.name != "postgresql" or ("id", "integer") not in shape.columns:
        return
    sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": shape.name})
    if sequence:
        column = shape.table.c.id
        last = connection.scalar(select(column).order_by(column.desc()).limit(1))
        if last is not None:
            connection.execute(text("SELECT setval(CAST(:sequence AS regclass), :last)"), {"sequence": sequence, "last": last})
