"""Dossier codes: the shape follows the office's identifier, numbers of a day run from 1 without gap. No other number may enter."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update
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
    taken = session.scalar(
        update(DossierCounter)
        .where(DossierCounter.day == on)
        .values(last=DossierCounter.last + 1)
        .returning(DossierCounter.last)
    )
    if taken is not None:
        return taken
    from_one = _first_of_the_day(session, on)
    return from_one if from_one else _next_number(session, on)


def _first_of_the_day(session: Session, on: date) -> int:
    """1 when this transaction opened the day, 0 when another one did meanwhile."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    done = session.execute(
        insert(DossierCounter).values(day=on, last=1).on_conflict_do_nothing().returning(DossierCounter.last)
    ).first()
    return 1 if done else 0
