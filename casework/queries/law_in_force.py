"""Which calendar and which parameters count now. Nothing of a dossier may enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import Session

from casework.context import Casework, calendar_from
from casework.models import CalendarRevision, DossierCounter, ParameterRevision
from procedures.clock.calendar import Calendar
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from procedures.definition import Definition
from procedures.reporting import Report

LARGEST_NUMBER = 2**31 - 1
_calendars = CalendarRevision.__table__.c
FIRST_CALENDAR = select(func.min(_calendars.id)).scalar_subquery()
NEWEST_CALENDAR = select(func.max(_calendars.id)).scalar_subquery()
NEWEST_CALENDAR_MADE = select(_calendars.created_at).where(_calendars.id == NEWEST_CALENDAR).scalar_subquery()
_parameters = ParameterRevision.__table__.c
NEWEST_PARAMETERS = select(func.max(_parameters.id)).scalar_subquery()
NEWEST_PARAMETERS_MADE = select(_parameters.created_at).where(_parameters.id == NEWEST_PARAMETERS).scalar_subquery()

# On PostgreSQL a statement that waits for a row goes on with the other tables as they were before. Who writes what follows from the
# calendar asks for this column in its first statement: it marks a table (no row), and `close_the_gate` waits for all such writers and
# lets none begin until a new calendar is committed. On SQLite writers are one at a time anyway.
_counters = DossierCounter.__table__.c
GATE = select(_counters.last).where(_counters.day == date(1, 1, 1)).with_for_update(read=True).scalar_subquery().label("gate")


class HasValues(Protocol):
    """A parameter revision, or what is remembered of one."""

    @property
    def values(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Pinned:
    """What is remembered of a parameter revision: it is never changed."""

    id: int
    values: Mapping[str, Any]


def calendar_revision(session: Session) -> CalendarRevision | None:
    """The latest calendar revision; None means the built-in calendar."""
    return session.scalars(select(CalendarRevision).order_by(CalendarRevision.id.desc()).limit(1)).first()


def close_the_gate(session: Session) -> None:
    """Let nobody write what follows from the calendar until this unit of work ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"LOCK TABLE {DossierCounter.__tablename__} IN EXCLUSIVE MODE"))


def calendar_to_write_by(session: Session) -> Calendar:
    """The current calendar for one who has not yet read anything else by `GATE`."""
    session.execute(select(GATE))
    return current_calendar(session)


def current_calendar(session: Session) -> Calendar:
    revision = calendar_revision(session)
    return calendar_from(revision.toml if revision else OFFICE_CALENDAR_TOML)


def newest_calendar(asked: Session | Connection) -> tuple[int | None, datetime | None]:
    """Number and time of making of the current calendar revision, as `calendar_numbered` takes them."""
    row = asked.execute(select(NEWEST_CALENDAR, NEWEST_CALENDAR_MADE)).one()
    return row[0], row[1]


def calendar_numbered(
    asked: Session | Connection, casework: Casework, number: int | None, made_at: datetime | None
) -> Calendar:
    """The calendar of a revision (None: the built-in one), which is read once in a process.

    A number may come again after a restore, so the time of making is part of what it is remembered by.
    """
    if number is None:
        return calendar_from(OFFICE_CALENDAR_TOML)
    key = ("calendar", number, made_at)
    if key not in casework.revisions:
        toml = asked.execute(select(_calendars.toml).where(_calendars.id == number)).scalar_one()
        casework.revisions[key] = calendar_from(toml)
    return casework.revisions[key]


def parameters_numbered(
    asked: Session | Connection, casework: Casework, number: int | None, made_at: datetime | None
) -> Pinned | None:
    """The parameter revision of a number, which is read once in a process; None where no number is given."""
    if number is None:
        return None
    key = ("parameters", number, made_at)
    if key not in casework.revisions:
        table = ParameterRevision.__table__.c
        values = asked.execute(select(table["values"]).where(table.id == number)).scalar_one()
        casework.revisions[key] = Pinned(number, values)
    return casework.revisions[key]


def parameter_revision(session: Session, on: date, *, seen: int = LARGEST_NUMBER) -> ParameterRevision | None:
    """The revision in force on a local date: the newest of those that have begun; those after the number `seen` do not count."""
    query = (
        select(ParameterRevision)
        .where(ParameterRevision.in_force_from <= on, ParameterRevision.id <= seen)
        .order_by(ParameterRevision.in_force_from.desc(), ParameterRevision.id.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def newest_parameters(session: Session, *, seen: int = LARGEST_NUMBER) -> ParameterRevision | None:
    """What the office wrote last, whether it is in force yet or not."""
    query = select(ParameterRevision).where(ParameterRevision.id <= seen).order_by(ParameterRevision.id.desc()).limit(1)
    return session.scalars(query).first()


def parameter_revisions(session: Session) -> list[ParameterRevision]:
    """Every revision, in the order of their beginning."""
    query = select(ParameterRevision).order_by(ParameterRevision.in_force_from, ParameterRevision.id)
    return list(session.scalars(query))


def parameters_of(definition: Definition | Report, revision: HasValues | None, on: date) -> dict[str, Any]:
    """The definition's defaults with the office's values of a revision laid over them, and the date asked about."""
    values = revision.values.get(definition.slug, {}) if revision else {}
    return definition.merged_parameters(values) | {"on": on}
