"""The office's calendar: what a new one would move, and bringing it into force as a revision. No working-time rule may enter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.context import Casework, calendar_from
from casework.models import CalendarRevision, Dossier
from casework.queries.law_in_force import calendar_revision, close_the_gate
from casework.queries.situations import Loaded, situate
from casework.services.recording import derive
from procedures.case.clocks import clocks_of
from procedures.clock.calendar import Calendar, CalendarError, ClockRangeError
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML


@dataclass(frozen=True, slots=True)
class Moved:
    """An open dossier whose due time a new calendar moves."""

    code: str
    old: datetime | None
    new: datetime | None


def preview_calendar(casework: Casework, toml: str, at: datetime) -> list[Moved]:
    """Every open dossier whose due time this calendar would move. CalendarError when the file is wrong."""
    calendar = calendar_from(toml)
    _covers(calendar, at)
    with casework.database.reading() as session:
        return _moved(_open_dossiers(session, casework), calendar)


def import_calendar(casework: Casework, toml: str, by: str, at: datetime, note: str = "") -> list[Moved]:
    """Bring a calendar into force for every open dossier; returns those it moved. CalendarError when the file is wrong.

    Dossiers closed under the built-in calendar keep it: it becomes the first revision.
    """
    calendar = calendar_from(toml)
    _covers(calendar, at)
    with casework.database.unit_of_work() as session:
        close_the_gate(session)
        _keep_the_built_in(session, by, at)
        opened = _open_dossiers(session, casework)
        moved = _moved(opened, calendar)
        session.add(CalendarRevision(toml=toml, note=note[:300], by=by[:120], created_at=at))
        for one in opened:
            derive(session, one.dossier, one.situation.case, one.situation.definition, calendar)
        return moved


def _covers(calendar: Calendar, at: datetime) -> None:
    """A calendar that has not begun could not give tomorrow's dossier a due time. Raises CalendarError."""
    try:
        calendar.minute_of(at)
    except ClockRangeError as error:
        raise CalendarError(str(error)) from error


def _keep_the_built_in(session: Session, by: str, at: datetime) -> None:
    if calendar_revision(session) is not None:
        return
    built_in = CalendarRevision(toml=OFFICE_CALENDAR_TOML, note="built-in", by=by[:120], created_at=at)
    session.add(built_in)
    session.flush()
    closed = update(Dossier).where(Dossier.closed_at.is_not(None), Dossier.calendar_revision_id.is_(None))
    session.execute(closed.values(calendar_revision_id=built_in.id))


def _open_dossiers(session: Session, casework: Casework) -> list[Loaded]:
    query = select(Dossier).where(Dossier.closed_at.is_(None)).order_by(Dossier.code)
    return [situate(session, casework, one) for one in session.scalars(query)]


def _moved(opened: list[Loaded], calendar: Calendar) -> list[Moved]:
    found = []
    for one in opened:
        case, definition = one.situation.case, one.situation.definition
        old = clocks_of(case, definition, one.situation.calendar).overall.due_at
        try:
            new = clocks_of(case, definition, calendar).overall.due_at
        except ClockRangeError as error:
            raise CalendarError(f"{one.dossier.code}: {error}") from error
        if old != new:
            found.append(Moved(one.dossier.code, old, new))
    return found
