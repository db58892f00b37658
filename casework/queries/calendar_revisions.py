"""The calendars the office brought into force, and the one that counts now as a file. Nothing is moved here."""

from __future__ import annotations

from sqlalchemy import select

from casework.context import Casework
from casework.models import CalendarRevision
from casework.queries.law_in_force import calendar_revision
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML


def calendar_revisions(casework: Casework) -> tuple[CalendarRevision, ...]:
    """Every revision, the newest first; none while the built-in calendar counts."""
    with casework.database.reading() as session:
        return tuple(session.scalars(select(CalendarRevision).order_by(CalendarRevision.id.desc())))


def calendar_file(casework: Casework) -> str:
    """The calendar that counts now."""
    with casework.database.reading() as session:
        revision = calendar_revision(session)
    return revision.toml if revision else OFFICE_CALENDAR_TOML
