"""The office's calendar: what a new one would move, and bringing it into force as a revision. No working-time rule may enter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from casework.context import Casework, calendar_from
from casework.models import CalendarRevision, Dossier
from casework.queries.law_in_force import calendar_revision, close_the_gate
from casework.queries.situations import HISTORY, events_from
from casework.services.recording import derived_columns
from procedures.case.replay import replay
from procedures.clock.calendar import Calendar, CalendarError, ClockRangeError
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML

# What of a dossier a calendar decides.
TIMES = ("due_at", "step_due_at", "urgent_at")
AT_ONCE = 500


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
    # A cursor of the server lives in a transaction, so this read is one.
    with casework.database.engine.connect() as asked:
        return _moved([moves for moves, _ in _recomputed(asked, casework, calendar)])


def import_calendar(casework: Casework, toml: str, by: str, at: datetime, note: str = "") -> list[Moved]:
    """Bring a calendar into force for every open dossier; returns those it moved. CalendarError when the file is wrong.

    Dossiers closed under the built-in calendar keep it: it becomes the first revision.
    """
    calendar = calendar_from(toml)
    _covers(calendar, at)
    with casework.database.unit_of_work() as session:
        close_the_gate(session)
        _keep_the_built_in(session, by, at)
        changed = list(_recomputed(session, casework, calendar))
        session.add(CalendarRevision(toml=toml, note=note[:300], by=by[:120], created_at=at))
        if changed:
            session.execute(update(Dossier), [columns for _, columns in changed])
        return _moved([moves for moves, _ in changed])


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


def _recomputed(
    session: Session | Connection, casework: Casework, calendar: Calendar
) -> Iterator[tuple[Moved, dict[str, Any]]]:
    """Every open dossier that this calendar gives other times, by code: its due time old and new, and its row's columns.

    Read in one statement by a cursor of the server: the histories of a hundred thousand are never in memory together.
    """
    table = Dossier.__table__.c
    columns = (table.id, table.code, table.slug, table.definition_version, *(table[name] for name in TIMES), HISTORY)
    query = select(*columns).where(table.closed_at.is_(None)).order_by(table.code)
    for row in session.execute(query.execution_options(yield_per=AT_ONCE)):
        definition = casework.registry.version(row.slug, row.definition_version)
        try:
            derived = derived_columns(replay(events_from(row.history)), definition, calendar)
        except ClockRangeError as error:
            raise CalendarError(f"{row.code}: {error}") from error
        new = {name: derived[name] for name in TIMES}
        if any(getattr(row, name) != new[name] for name in TIMES):
            yield Moved(row.code, row.due_at, new["due_at"]), {"id": row.id, **new}


def _moved(changed: list[Moved]) -> list[Moved]:
    return [one for one in changed if one.old != one.new]
