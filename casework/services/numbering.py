"""Dossier codes: the shape follows the office's identifier, numbers of a day run from 1 without gap. No other number may enter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, bindparam, cast, func, select, true
from sqlalchemy.dialects import postgresql, sqlite

from casework.models import DossierCounter
from casework.services.writing import Row, Shape, parameters, statement, write_together

OLD_SHAPE_PREFIX = "000."
OLD_SHAPE_MAXIMUM = 9999
_counters = DossierCounter.__table__


class CodesExhausted(RuntimeError):
    """The old shape of code has only four digits a day (TT 01/2018/TT-VPCP, Điều 19)."""


def insert_numbered(connection: Connection, office_code: str, on: date, first: Row, others: Sequence[Row]) -> dict[str, Any]:
    """Insert a dossier under the day's next code, with the rows that name it; returns its `id` and `code`.

    The row that counts the day's codes stays locked until the transaction ends, so this comes last. On PostgreSQL it is one
    statement: nothing waits for the network while the row is locked.
    """
    before, digits = prefix(office_code, on)
    if connection.dialect.name == "postgresql":
        query = _all_at_once(first.shape(), tuple(one.shape() for one in others))
        named = {f"new_{name}": value for name, value in parameters([first]).items()} | parameters(others)
        row = connection.execute(query, named | {"day": on, "before": before, "digits": digits}).one()
        shape(office_code, on, row.last)
        return {"id": row.id, "code": row.code}
    code = shape(office_code, on, connection.execute(_NEXT_ON_SQLITE, {"day": on}).scalar_one())
    new = statement(Row(first.table, dict(first.values) | {"code": code}).shape(), "r0").returning(first.table.c.id)
    number = connection.execute(new, first.parameters("r0") | {"r0_code": code}).scalar_one()
    given = {"id": number, "code": code}
    write_together(connection, *(one.after(given) for one in others))
    return given


def prefix(office_code: str, on: date) -> tuple[str, int]:
    """What stands before the number, and the digits of the number."""
    if office_code.startswith(OLD_SHAPE_PREFIX):
        return f"{office_code}-{on:%y%m%d}-", 4
    return f"{office_code}-{on:%Y%m%d}-", 7


def shape(office_code: str, on: date, number: int) -> str:
    """`H99.01` gives H99.01-YYYYMMDD-NNNNNNN (QĐ 20/2020/QĐ-TTg); `000.00.01.H99` gives the shape of TT 01/2018."""
    before, digits = prefix(office_code, on)
    if office_code.startswith(OLD_SHAPE_PREFIX) and number > OLD_SHAPE_MAXIMUM:
        raise CodesExhausted(on.isoformat())
    return f"{before}{number:0{digits}d}"


def _one_more(dialect: Any) -> Any:
    """The day's next number; its row is locked from here on."""
    first = dialect.insert(_counters).values(day=bindparam("day", type_=_counters.c.day.type), last=1)
    one_more = first.on_conflict_do_update(index_elements=[_counters.c.day], set_={"last": _counters.c.last + 1})
    return one_more.returning(_counters.c.last)


_NEXT_ON_SQLITE = _one_more(sqlite)


@lru_cache(maxsize=256)
def _all_at_once(first: Shape, others: tuple[Shape, ...]) -> Select[Any]:
    """The number, the dossier and what names it, as one statement."""
    number = _one_more(postgresql).cte("number")
    values = statement(first, "new_r0")
    written = values.values(code=select(_code(number.c.last)).scalar_subquery())
    new = written.returning(first[0].c.id, first[0].c.code).cte("new")
    also = (statement(one, f"r{at}", new).cte(f"also_{at}") for at, one in enumerate(others))
    return select(new.c.id, new.c.code, number.c.last).select_from(new.join(number, true())).add_cte(*also)


def _code(number: ColumnElement[int]) -> ColumnElement[str]:
    """`shape` in the database's words; a number that has outgrown its digits keeps them all."""
    text, digits = cast(number, String), bindparam("digits")
    padded = func.lpad(text, func.greatest(digits, func.length(text)), "0")
    return bindparam("before", type_=String).concat(padded)
