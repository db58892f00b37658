"""Dossier codes: the shape follows the office's identifier, numbers of a day run from 1 without gap. No other number may enter."""

from __future__ import annotations

from datetime import date

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from casework.models import DossierCounter

OLD_SHAPE_PREFIX = "000."
OLD_SHAPE_MAXIMUM = 9999


class CodesExhausted(RuntimeError):
    """The old shape of code has only four digits a day (TT 01/2018/TT-VPCP, Điều 19)."""


def next_code(session: Session, office_code: str, on: date) -> str:
    """Take the day's next number; the row is locked until the transaction ends, so take it as late as possible."""
    number = _next_number(session, on)
    return shape(office_code, on, number)


def shape(office_code: str, on: date, number: int) -> str:
    """`H99.01` gives H99.01-YYYYMMDD-NNNNNNN (QĐ 20/2020/QĐ-TTg); `000.00.01.H99` gives the shape of TT 01/2018."""
    if not office_code.startswith(OLD_SHAPE_PREFIX):
        return f"{office_code}-{on:%Y%m%d}-{number:07d}"
    if number > OLD_SHAPE_MAXIMUM:
        raise CodesExhausted(on.isoformat())
    return f"{office_code}-{on:%y%m%d}-{number:04d}"


def _next_number(session: Session, on: date) -> int:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    table = DossierCounter.__table__
    first = insert(table).values(day=on, last=1)
    one_more = first.on_conflict_do_update(index_elements=[table.c.day], set_={"last": table.c.last + 1})
    return session.connection().execute(one_more.returning(table.c.last)).scalar_one()
