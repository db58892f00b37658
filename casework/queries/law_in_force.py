"""Which calendar and which parameters count now. Nothing of a dossier may enter."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import calendar_from
from casework.models import CalendarRevision, ParameterRevision
from procedures.clock.calendar import Calendar
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from procedures.definition import Definition


def calendar_revision(session: Session) -> CalendarRevision | None:
    """The latest calendar revision; None means the built-in calendar."""
    return session.scalars(select(CalendarRevision).order_by(CalendarRevision.id.desc()).limit(1)).first()


def current_calendar(session: Session) -> Calendar:
    revision = calendar_revision(session)
    return calendar_from(revision.toml if revision else OFFICE_CALENDAR_TOML)


def parameter_revision(session: Session, on: date) -> ParameterRevision | None:
    """The revision in force on a local date: the newest of those that have begun."""
    query = (
        select(ParameterRevision)
        .where(ParameterRevision.in_force_from <= on)
        .order_by(ParameterRevision.in_force_from.desc(), ParameterRevision.id.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def parameters_of(definition: Definition, revision: ParameterRevision | None, on: date) -> dict[str, Any]:
    """The definition's defaults with the office's values of a revision laid over them, and the date asked about."""
    values = revision.values.get(definition.slug, {}) if revision else {}
    return definition.merged_parameters(values) | {"on": on}
