"""A dossier as a decision sees it: row, history, law, parameters, calendar. Loading only; deciding is `procedures.case`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, True_, bindparam, case, func, select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import CalendarRevision, Dossier, DossierEvent, ParameterRevision
from casework.queries.children import Children
from casework.queries.law_in_force import (
    FIRST_CALENDAR,
    GATE,
    NEWEST_CALENDAR,
    NEWEST_PARAMETERS,
    NEWEST_PARAMETERS_MADE,
    Pinned,
    calendar_numbered,
    parameters_numbered,
    parameters_of,
)
from procedures.case.events import Event
from procedures.case.permission import Situation
from procedures.case.replay import replay
from procedures.clock.calendar import OFFICE_TIME, Calendar
from procedures.definition import ActionKind, Definition

_KINDS = {str(one): one for one in ActionKind}
_dossiers = Dossier.__table__
_calendars = CalendarRevision.__table__.alias("calendar")
_pinned = ParameterRevision.__table__.alias("pinned")
_event = DossierEvent.__table__.c
EVENTS = Children(
    _event.sequence,
    _event.action,
    _event.kind,
    _event.at,
    _event.actor_kind,
    _event.actor_id,
    _event.actor_name,
    _event.state,
    _event.data,
)


class DossierNotFound(LookupError):
    """No such dossier, or none that this reader may know of: the two look alike."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dossier row with its folded situation and its events, oldest first."""

    dossier: Dossier
    situation: Situation
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """By which calendar and which pinned parameters a dossier is read; what follows is read by the newest ones."""

    calendar: Calendar
    pinned: Pinned | None
    newest: Pinned | None

    def parameters_of(self, definition: Definition, filed_on: date) -> dict[str, Any]:
        """The values of the day a dossier was filed on, and what the office wrote last of those that follow."""
        newest = self.newest.values.get(definition.slug, {}) if self.newest else {}
        return parameters_of(definition, self.pinned, filed_on) | definition.following(newest)


# The current calendar while a dossier is open; a closed one keeps the revision at its end, the first one if there was none yet.
COUNTS_BY = case(
    (_dossiers.c.closed_at.is_not(None), func.coalesce(_dossiers.c.calendar_revision_id, FIRST_CALENDAR)),
    else_=NEWEST_CALENDAR,
)
HISTORY = EVENTS.where(_event.dossier_id == _dossiers.c.id).label("history")
CALENDAR_ID, CALENDAR_MADE = _calendars.c.id.label("calendar_id"), _calendars.c.created_at.label("calendar_made")
PARAMETERS = (
    _pinned.c.id.label("pinned_id"),
    _pinned.c.created_at.label("pinned_made"),
    NEWEST_PARAMETERS.label("newest_id"),
    NEWEST_PARAMETERS_MADE.label("newest_made"),
)


def with_law(query: Select[Any]) -> Select[Any]:
    """The statement with the revisions that count for a dossier joined to it."""
    query = query.outerjoin(_calendars, _calendars.c.id == COUNTS_BY)
    return query.outerjoin(_pinned, _pinned.c.id == _dossiers.c.parameter_revision_id)


WHOLE = with_law(
    select(Dossier, HISTORY, CALENDAR_ID, CALENDAR_MADE, *PARAMETERS).select_from(Dossier)
)
OF_ONE = with_law(select(HISTORY, CALENDAR_ID, CALENDAR_MADE, *PARAMETERS).select_from(_dossiers))


def events_from(history: list[list[Any]]) -> tuple[Event, ...]:
    """The immutable facts of a JSON column, oldest first."""
    rows = sorted(EVENTS.rows(history))
    return tuple(Event(row[0], row[1], _KINDS[row[2]], *row[3:]) for row in rows)


def load(session: Session, casework: Casework, code: str, *, for_update: bool = False) -> Loaded:
    """Load by code; raises DossierNotFound. With `for_update` other writers wait on PostgreSQL."""
    return load_where(session, casework, code, for_update=for_update)


def load_where(
    session: Session, casework: Casework, code: str, *conditions: ColumnElement[bool], for_update: bool = False
) -> Loaded:
    """The dossier of a code that meets the conditions, in one statement; raises DossierNotFound."""
    return load_with(session, casework, WHOLE, code, *conditions, for_update=for_update)[0]


def load_with(
    session: Session,
    casework: Casework,
    whole: Select[Any],
    code: str,
    *conditions: ColumnElement[bool],
    for_update: bool = False,
) -> tuple[Loaded, Row[Any]]:
    """The same with `WHOLE` and further columns, which are in the row beside it."""
    query, further = _by_code(whole, for_update), [one for one in conditions if not isinstance(one, True_)]
    row = session.execute(query.where(*further) if further else query, {"wanted": code}).first()
    if row is None:
        raise DossierNotFound(code)
    dossier: Dossier = row[0]
    loaded = _loaded(dossier, events_from(row.history), casework, law_of(session, casework, row))
    if loaded.events[-1].sequence != dossier.version:
        # It was locked: the row is as the other writer left it, the events are as they were when the question was put.
        loaded = situate(session, casework, dossier)
    return loaded, row


@lru_cache(maxsize=16)
def _by_code(whole: Select[Any], for_update: bool) -> Select[Any]:
    """The statement for one dossier, put together once."""
    query = whole.where(Dossier.code == bindparam("wanted"))
    return query.add_columns(GATE).with_for_update(of=Dossier) if for_update else query


def situate(session: Session, casework: Casework, dossier: Dossier) -> Loaded:
    """Fold a dossier that is already loaded."""
    row = session.execute(OF_ONE.where(_dossiers.c.id == dossier.id)).one()
    return _loaded(dossier, events_from(row.history), casework, law_of(session, casework, row))


def law_of(session: Session, casework: Casework, row: Any) -> Law:
    """The revisions that `with_law` and `PARAMETERS` found."""
    return Law(
        calendar_numbered(session, casework, row.calendar_id, row.calendar_made),
        parameters_numbered(session, casework, row.pinned_id, row.pinned_made),
        parameters_numbered(session, casework, row.newest_id, row.newest_made),
    )


def _loaded(dossier: Dossier, events: Sequence[Event], casework: Casework, law: Law) -> Loaded:
    definition = casework.registry.version(dossier.slug, dossier.definition_version)
    situation = Situation(
        definition=definition,
        case=replay(events),
        answers=dossier.answers,
        parameters=law.parameters_of(definition, dossier.filed_at.astimezone(OFFICE_TIME).date()),
        calendar=law.calendar,
    )
    return Loaded(dossier, situation, tuple(events))
