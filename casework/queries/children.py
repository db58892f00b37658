"""Rows of other tables as one JSON column of a statement: a page and its children in one round trip. No condition may enter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ColumnElement, Date, ScalarSelect, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from casework.models.base import UtcDateTime


class RowsAsJson(FunctionElement[Any]):
    """Every row of a subquery as a list of its columns, all of them in one list; their order is nobody's promise."""

    name = "rows_as_json"
    type = JSON()
    inherit_cache = True


@compiles(RowsAsJson, "postgresql")
def _on_postgresql(element: RowsAsJson, compiler: Any, **options: Any) -> str:
    columns = ", ".join(compiler.process(one, **options) for one in element.clauses)
    return f"coalesce(json_agg(json_build_array({columns})), '[]')"


@compiles(RowsAsJson, "sqlite")
def _on_sqlite(element: RowsAsJson, compiler: Any, **options: Any) -> str:
    columns = (_written(compiler.process(one, **options), one) for one in element.clauses)
    return f"json_group_array(json_array({', '.join(columns)}))"


def _written(column: str, of: ColumnElement[Any]) -> str:
    """SQLite keeps JSON as text; told so, it nests it instead of quoting it."""
    return f"json({column})" if isinstance(of.type, JSON) else column


class Children:
    """The columns that are read of the rows of one table, and how their values come back from JSON."""

    def __init__(self, *columns: Any) -> None:
        self.columns = tuple(one.__clause_element__() if hasattr(one, "__clause_element__") else one for one in columns)
        self.names = tuple(one.key for one in self.columns)
        self._decoders = tuple((at, how) for at, one in enumerate(self.columns) if (how := _decoder(one.type)))

    def where(self, *conditions: ColumnElement[bool]) -> ScalarSelect[Any]:
        """The rows that meet the conditions, which may name columns of the statement around."""
        return select(RowsAsJson(*self.columns)).where(*conditions).scalar_subquery()

    def rows(self, found: list[list[Any]]) -> list[list[Any]]:
        """The rows with Python's values, in no order."""
        for row in found:
            for at, decode in self._decoders:
                if row[at] is not None:
                    row[at] = decode(row[at])
        return found

    def named(self, found: list[list[Any]]) -> list[dict[str, Any]]:
        """The rows as dictionaries by the names of the columns."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows(found)]


def columns_of(model: Any) -> tuple[Any, ...]:
    """Every column of a table, to make its rows whole again."""
    return tuple(model.__table__.columns)


def _decoder(kind: Any) -> Callable[[Any], Any] | None:
    if isinstance(kind, UtcDateTime):
        return instant
    if isinstance(kind, Date):
        return date.fromisoformat
    return bool if isinstance(kind, Boolean) else None


def instant(written: str) -> datetime:
    """An instant as either database writes it into JSON; SQLite leaves out the zone, which is always UTC."""
    at = datetime.fromisoformat(written)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)

