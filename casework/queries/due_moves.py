"""What calendars moved of one dossier's due times, with the revision that moved each. No arithmetic of time enters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.orm import Session

from casework.models import CalendarRevision, DueMove
from casework.queries.children import Children

_moves, _calendars = DueMove.__table__.c, CalendarRevision.__table__.c
_MOVES = Children(
    _calendars.id,
    _calendars.created_at,
    _calendars.note,
    _moves.old_due_at,
    _moves.new_due_at,
    _moves.old_step_due_at,
    _moves.new_step_due_at,
)


@dataclass(frozen=True, slots=True)
class Move:
    """Due times before and after a calendar came into force; `note` names the document that made it."""

    revision: int
    at: datetime
    note: str
    old_due_at: datetime | None
    new_due_at: datetime | None
    old_step_due_at: datetime | None
    new_step_due_at: datetime | None


def moves_where(dossier: ColumnElement[int]) -> ScalarSelect[Any]:
    """The moves of a dossier as one column of a statement, for `moves_from`."""
    return _MOVES.where(_moves.dossier_id == dossier, _calendars.id == _moves.calendar_revision_id)


def moves_from(found: list[list[Any]]) -> tuple[Move, ...]:
    """What that column held, the newest first."""
    return tuple(sorted((Move(*row) for row in _MOVES.rows(found)), key=lambda one: one.revision, reverse=True))


def moves_of(session: Session, dossier_id: int) -> tuple[Move, ...]:
    """The same for one dossier alone."""
    from_rows = select(*_MOVES.columns).where(_moves.dossier_id == dossier_id, _calendars.id == _moves.calendar_revision_id)
    return tuple(Move(*row) for row in session.execute(from_rows.order_by(_calendars.id.desc())))
