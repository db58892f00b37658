"""Who has a dossier open at an instant. What anybody may do there does not depend on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select

from casework.context import Casework
from casework.models import Officer, Presence

# A page says every minute that it is still open; without scripts only its opening says so.
LASTS = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Present:
    """An officer who has the dossier open, since when and when last heard of."""

    officer_id: int
    name: str
    since: datetime
    seen_at: datetime


def lasts(at: datetime) -> ColumnElement[bool]:
    """Heard of lately. Later than now was written by a clock that was ahead, and is not believed for long."""
    return Presence.seen_at.between(at - LASTS, at + LASTS)


def present_at(casework: Casework, dossier_id: int, at: datetime) -> tuple[Present, ...]:
    """Everybody who has it open, the first to come first."""
    mine = Presence.__table__.c
    query = (
        select(mine.officer_id, Officer.__table__.c.name, mine.opened_at, mine.seen_at)
        .join(Officer.__table__, Officer.__table__.c.id == mine.officer_id)
        .where(mine.dossier_id == dossier_id, lasts(at))
        .order_by(mine.opened_at, mine.officer_id)
    )
    with casework.database.asking() as connection:
        return tuple(Present(*row) for row in connection.execute(query))
