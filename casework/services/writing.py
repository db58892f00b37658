"""Rows of several tables in one round trip. What is written, and whether, is decided by the services that call it.

A statement is put together once for each set of columns and kept: putting it together anew took most of a submission's time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Insert, Table, Update, bindparam, func, insert, select, update

# A column with the rule its value follows from the first row by; no rule: the value is handed over.
Column = tuple[str, tuple[str, str] | None]
Shape = tuple[Table, tuple[Column, ...], tuple[tuple[str, bool], ...] | None]


@dataclass(frozen=True, slots=True)
class FromFirst:
    """A value that only the database can know: it follows from a column of the row that is inserted first.

    `rule` is "itself"; "before": the column's text before `given`; "among": the object `given` with the column under its name.
    """

    column: str
    rule: str = "itself"
    given: Any = None

    def known(self, first: Mapping[str, Any]) -> Any:
        """The value, once that row is there."""
        value = first[self.column]
        if self.rule == "among":
            return {self.column: value, **self.given}
        return value + self.given if self.rule == "before" else value


@dataclass(frozen=True, slots=True)
class Row:
    """Values for a new row, or for the rows that `where` names (None there: the column is empty)."""

    table: Table
    values: Mapping[str, Any]
    where: Mapping[str, Any] | None = None

    def after(self, first: Mapping[str, Any]) -> Row:
        """The same when the first row is there."""
        known = {name: one.known(first) if isinstance(one, FromFirst) else one for name, one in self.values.items()}
        return replace(self, values=known)

    def shape(self) -> Shape:
        """What its statement depends on. A new row leaves out what stays empty: fewer values to send."""
        columns = tuple(
            (name, (one.column, one.rule) if isinstance(one, FromFirst) else None)
            for name, one in self.values.items()
            if one is not None or self.where is not None
        )
        named = None if self.where is None else tuple((name, one is None) for name, one in self.where.items())
        return self.table, columns, named

    def parameters(self, prefix: str) -> dict[str, Any]:
        """The values to send with the statement."""
        sent = {}
        for name, one in self.values.items():
            value = one.given if isinstance(one, FromFirst) else one
            if value is not None or (self.where is not None and not isinstance(one, FromFirst)):
                sent[f"{prefix}_{name}"] = value
        for name, one in (self.where or {}).items():
            if one is not None:
                sent[f"{prefix}_where_{name}"] = one
        return sent


def statement(shape: Shape, prefix: str, first: CTE | None = None) -> Insert | Update:
    """The insert or update of a row, its values named after the prefix; `first` is the row inserted first."""
    table, columns, named = shape
    values = {name: _value(table, name, rule, prefix, first) for name, rule in columns}
    if named is None:
        return insert(table).values(values)
    conditions = (
        table.c[name].is_(None) if empty else table.c[name] == bindparam(f"{prefix}_where_{name}", type_=table.c[name].type)
        for name, empty in named
    )
    return update(table).where(*conditions).values(values)


def _value(table: Table, name: str, rule: tuple[str, str] | None, prefix: str, first: CTE | None) -> ColumnElement[Any]:
    given = bindparam(f"{prefix}_{name}", type_=table.c[name].type)
    if rule is None or first is None:
        return given
    column, how = first.c[rule[0]], rule[1]
    if how == "among":
        return select(given.op("||")(func.jsonb_build_object(rule[0], column))).scalar_subquery()
    return select(column.concat(given) if how == "before" else column).scalar_subquery()


def parameters(rows: Sequence[Row]) -> dict[str, Any]:
    """The values of all rows, each under its place."""
    return {name: value for at, row in enumerate(rows) for name, value in row.parameters(f"r{at}").items()}


def write_together(connection: Connection, *rows: Row) -> None:
    """Write rows that do not read what another of them writes.

    PostgreSQL takes them as one statement, so that nothing waits for the network in between; SQLite is in the process, and one
    after another costs no trip there.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_together(tuple(one.shape() for one in rows)), parameters(rows))
        return
    for one in rows:
        connection.execute(_together((one.shape(),)), one.parameters("r0"))


@lru_cache(maxsize=256)
def _together(shapes: tuple[Shape, ...]) -> Insert | Update:
    *others, last = (statement(shape, f"r{at}") for at, shape in enumerate(shapes))
    return last.add_cte(*(one.cte(f"also_{at}") for at, one in enumerate(others)))
