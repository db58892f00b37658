"""The office's calendar: what a new one would move, and bringing it into force as a revision. No working-time rule may enter."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, false, func, insert, or_, select, true, update
from sqlalchemy.orm import Session

from casework.context import Casework, calendar_from
from casework.models import CalendarRevision, Dossier, DueMove
from casework.queries.law_in_force import calendar_numbered, calendar_revision, close_the_gate, newest_calendar
from casework.queries.situations import HISTORY, events_from
from casework.services.recording import derived_columns
from procedures.case.replay import replay
from procedures.clock.calendar import OFFICE_TIME, Calendar, CalendarError, ClockRangeError
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML

# What of a dossier a calendar decides.
TIMES = ("due_at", "step_due_at", "urgent_at")
AT_ONCE = 500
MOVES, DOSSIERS = DueMove.__table__, Dossier.__table__
_due, _step = MOVES.c.new_due_at, MOVES.c.new_step_due_at
# What was just kept is brought into its rows by one statement: `urgent_at` is the earlier of the two, where there are any, and the
# step's once the dossier is finished, as `recording` has it.
PROMISE_FIRST = and_(DOSSIERS.c.finished_at.is_(None), _due <= _step)
MOVED = (
    update(DOSSIERS)
    .where(
        DOSSIERS.c.id == MOVES.c.dossier_id,
        MOVES.c.calendar_revision_id == bindparam("revision"),
        MOVES.c.dossier_id.between(bindparam("first"), bindparam("last")),
    )
    .values(due_at=_due, step_due_at=_step, urgent_at=case((PROMISE_FIRST, _due), else_=func.coalesce(_step, _due, DOSSIERS.c.urgent_at)))
)
REMINDED = update(DOSSIERS).where(DOSSIERS.c.id == bindparam("number")).values(urgent_at=bindparam("reminder"))


@dataclass(frozen=True, slots=True)
class Moved:
    """An open dossier whose due time a new calendar moves."""

    code: str
    old: datetime | None
    new: datetime | None


@dataclass(frozen=True, slots=True)
class Changed:
    """The row of an open dossier whose times a new calendar changes, by the names of TIMES."""

    id: int
    code: str
    old: dict[str, Any]
    new: dict[str, Any]

    @property
    def moves_due(self) -> bool:
        return self.old["due_at"] != self.new["due_at"]

    @property
    def moves_step(self) -> bool:
        return self.old["step_due_at"] != self.new["step_due_at"]

    @property
    def is_due(self) -> bool:
        return (self.new["due_at"] or self.new["step_due_at"]) is not None

    @property
    def moved(self) -> Moved:
        return Moved(self.code, self.old["due_at"], self.new["due_at"])

    def kept(self, revision_id: int) -> dict[str, Any]:
        """The row that keeps it; a reminder that moves is nobody's due time."""
        times = {f"{when}_{name}": of[name] for when, of in (("old", self.old), ("new", self.new)) for name in TIMES[:2]}
        return {"dossier_id": self.id, "calendar_revision_id": revision_id, **times}


def preview_calendar(casework: Casework, toml: str, at: datetime) -> list[Moved]:
    """Every open dossier whose due time this calendar would move. CalendarError when the file is wrong."""
    calendar = calendar_from(toml)
    _covers(calendar, at)
    # A cursor of the server lives in a transaction, so this read is one.
    with casework.database.engine.connect() as asked:
        touched = _touched(_current(asked, casework), calendar, at)
        moved = [one.moved for one in _recomputed(asked, casework, calendar, touched) if one.moves_due]
    return sorted(moved, key=lambda one: one.code)


def import_calendar(casework: Casework, toml: str, by: str, at: datetime, note: str = "") -> list[Moved]:
    """Bring a calendar into force for every open dossier; returns those whose due time it moved. CalendarError when the file is wrong.

    What each due time was and became is kept with the revision that moved it. Dossiers closed under the built-in
    calendar keep it: it becomes the first revision.
    """
    calendar = calendar_from(toml)
    _covers(calendar, at)
    with casework.database.unit_of_work() as session:
        close_the_gate(session)
        _keep_the_built_in(session, by, at)
        touched = _touched(_current(session, casework), calendar, at)
        revision = CalendarRevision(toml=toml, note=note[:300], by=by[:120], created_at=at)
        session.add(revision)
        session.flush()
        return _move(session, casework, calendar, touched, revision.id)


def _move(
    session: Session, casework: Casework, calendar: Calendar, touched: ColumnElement[bool], revision_id: int
) -> list[Moved]:
    """Give every open dossier its times by this calendar; returns those whose due time moved, by code.

    The database writes one piece while the next is read and computed, over a connection of its own: behind the gate
    both see the same. A fault in either ends the unit of work of both.
    """
    moved, written = [], None
    with casework.database.engine.connect() as asked, ThreadPoolExecutor(1) as writer:
        left = _recomputed(asked, casework, calendar, touched)
        while piece := list(islice(left, AT_ONCE)):
            if written:
                written.result()
            written = writer.submit(_write, session, piece, revision_id)
            moved += [one.moved for one in piece if one.moves_due]
        if written:
            written.result()
    return sorted(moved, key=lambda one: one.code)


def _covers(calendar: Calendar, at: datetime) -> None:
    """A calendar that has not begun could not give tomorrow's dossier a due time. Raises CalendarError."""
    try:
        calendar.minute_of(at)
    except ClockRangeError as error:
        raise CalendarError(str(error)) from error


def _keep_the_built_in(session: Session, by: str, at: datetime) -> None:
    """The first revision is what counted before there was one: `queries.situations` reads by it what was closed till then."""
    if calendar_revision(session) is None:
        session.add(CalendarRevision(toml=OFFICE_CALENDAR_TOML, note="built-in", by=by[:120], created_at=at))
        session.flush()


def _current(asked: Session | Connection, casework: Casework) -> Calendar:
    return calendar_numbered(asked, casework, *newest_calendar(asked))


def _touched(old: Calendar, new: Calendar, at: datetime) -> ColumnElement[bool]:
    """Which open dossiers the new calendar can give other times.

    What is due before the first day that differs is due then by either; only while that day is to come have all events
    happened before it, so that no pause or restart lies on a day that counts differently.
    """
    day = old.first_difference(new)
    if day is None:
        return false()
    since = datetime.combine(day, time(), OFFICE_TIME)
    return or_(*(getattr(Dossier, name) >= since for name in TIMES)) if since > at else true()


def _recomputed(
    asked: Connection, casework: Casework, calendar: Calendar, touched: ColumnElement[bool]
) -> Iterator[Changed]:
    """Every open dossier that this calendar gives other times, in the order of their filing.

    Read in one statement by a cursor of the server: the histories of a hundred thousand are never in memory together.
    """
    table = Dossier.__table__.c
    columns = (table.id, table.code, table.slug, table.definition_version, *(table[name] for name in TIMES), HISTORY)
    query = select(*columns).where(table.closed_at.is_(None), touched).order_by(table.id)
    for row in asked.execute(query.execution_options(yield_per=AT_ONCE)):
        definition = casework.registry.version(row.slug, row.definition_version)
        try:
            derived = derived_columns(replay(events_from(row.history)), definition, calendar)
        except ClockRangeError as error:
            raise CalendarError(f"{row.code}: {error}") from error
        old, new = ({name: of[name] for name in TIMES} for of in (row._mapping, derived))
        if old != new:
            yield Changed(row.id, row.code, old, new)


def _write(session: Session, changed: list[Changed], revision_id: int) -> None:
    """Old and new due times, then the new ones in the rows themselves; where there is none, the reminder. Ordered by id."""
    moves = [one.kept(revision_id) for one in changed if one.moves_due or one.moves_step]
    if moves:
        session.execute(insert(MOVES), moves)
        session.execute(MOVED, {"revision": revision_id, "first": changed[0].id, "last": changed[-1].id})
    reminders = [{"number": one.id, "reminder": one.new["urgent_at"]} for one in changed if not one.is_due]
    if reminders:
        session.execute(REMINDED, reminders)
