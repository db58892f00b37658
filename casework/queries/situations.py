"""A dossier as a decision sees it: row, history, law, parameters, calendar. Loading only; deciding is `procedures.case`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework, calendar_from
from casework.models import CalendarRevision, Dossier, DossierEvent, ParameterRevision
from casework.queries.law_in_force import current_calendar, parameters_of
from procedures.case.events import Event
from procedures.case.permission import Situation
from procedures.case.replay import replay
from procedures.clock.calendar import OFFICE_TIME, Calendar
from procedures.definition import ActionKind


class DossierNotFound(LookupError):
    """No such dossier, or none that this reader may know of: the two look alike."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dossier row with its folded situation and its events, oldest first."""

    dossier: Dossier
    situation: Situation
    events: tuple[Event, ...]


def event_of(row: DossierEvent) -> Event:
    """The immutable fact of a row."""
    return Event(
        sequence=row.sequence,
        action=row.action,
        kind=ActionKind(row.kind),
        at=row.at,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        state=row.state,
        data=row.data,
    )


def events_of(session: Session, dossier_id: int) -> tuple[Event, ...]:
    query = select(DossierEvent).where(DossierEvent.dossier_id == dossier_id).order_by(DossierEvent.sequence)
    return tuple(event_of(row) for row in session.scalars(query))


def load(session: Session, casework: Casework, code: str, *, for_update: bool = False) -> Loaded:
    """Load by code; raises DossierNotFound. With `for_update` other writers wait on PostgreSQL."""
    query = select(Dossier).where(Dossier.code == code)
    dossier = session.scalars(query.with_for_update() if for_update else query).first()
    if dossier is None:
        raise DossierNotFound(code)
    return situate(session, casework, dossier)


def situate(session: Session, casework: Casework, dossier: Dossier) -> Loaded:
    """Fold a dossier that is already loaded."""
    events = events_of(session, dossier.id)
    situation = situation_of(session, casework, dossier, events)
    return Loaded(dossier, situation, events)


def situation_of(session: Session, casework: Casework, dossier: Dossier, events: Sequence[Event]) -> Situation:
    definition = casework.registry.version(dossier.slug, dossier.definition_version)
    revision = session.get(ParameterRevision, dossier.parameter_revision_id) if dossier.parameter_revision_id else None
    return Situation(
        definition=definition,
        case=replay(events),
        answers=dossier.answers,
        parameters=parameters_of(definition, revision, dossier.filed_at.astimezone(OFFICE_TIME).date()),
        calendar=calendar_of(session, dossier),
    )


def calendar_of(session: Session, dossier: Dossier) -> Calendar:
    """The current calendar while open; a closed dossier keeps the revision at its end."""
    if dossier.closed_at is not None and dossier.calendar_revision_id is not None:
        revision = session.get(CalendarRevision, dossier.calendar_revision_id)
        if revision is not None:
            return calendar_from(revision.toml)
    return current_calendar(session)
