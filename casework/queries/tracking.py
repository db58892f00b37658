"""What a stranger may learn of a dossier: with its code the level of completion; whether a result was issued. No personal data leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from sqlalchemy import Row, bindparam, select

from casework.context import Casework
from casework.models import Dossier, Paper
from casework.queries.law_in_force import calendar_numbered
from casework.queries.situations import CALENDAR_ID, CALENDAR_MADE, HISTORY, events_from, with_law
from procedures.case.events import Event
from procedures.case.replay import Case, replay
from procedures.clock.calendar import Calendar
from procedures.definition import ActionKind, Definition, Text, Variant


class Level(IntEnum):
    """How far a dossier has come: the one thing its code alone tells."""

    FILED = 1
    ACCEPTED = 2
    DECIDED = 3
    CLOSED = 4


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A result paper that was issued: nothing of whom it speaks."""

    name: Text
    number: int
    symbol: str
    issued_on: date | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class History:
    """What the holder of the access code may follow; no answer and no name of the applicant is in it."""

    definition: Definition
    case: Case
    calendar: Calendar
    events: tuple[Event, ...]

    @property
    def variant(self) -> Variant:
        return self.definition.variant(self.case.variant)

    @property
    def issued(self) -> bool:
        """Whether a result came of it: work ends with a withdrawal or a stop too."""
        return any(one.kind is ActionKind.ISSUE for one in self.events)


@dataclass(frozen=True, slots=True)
class Found:
    """What is kept of a dossier that a stranger asks for: how far it is, and what opens its history."""

    code: str
    level: Level
    access_nonce: str
    history: History


_dossiers = Dossier.__table__.c
_BY_CODE = with_law(
    select(
        _dossiers.code,
        _dossiers.slug,
        _dossiers.definition_version,
        _dossiers.accepted_at,
        _dossiers.closed_at,
        _dossiers.access_nonce,
        HISTORY,
        CALENDAR_ID,
        CALENDAR_MADE,
    ).select_from(Dossier.__table__)
).where(_dossiers.code == bindparam("wanted"))


def find(casework: Casework, code: str) -> Found | None:
    """The dossier of a code, in one statement, for a service that decides what of it may be told."""
    with casework.database.asking() as connection:
        row = connection.execute(_BY_CODE, {"wanted": code}).first()
        if row is None:
            return None
        calendar = calendar_numbered(connection, casework, row.calendar_id, row.calendar_made)
    events = events_from(row.history)
    definition = casework.registry.version(row.slug, row.definition_version)
    history = History(definition, replay(events), calendar, events)
    return Found(row.code, level_of(row, history.issued), row.access_nonce, history)


def level_of(dossier: Row[Any], issued: bool) -> Level:
    """How far a dossier has come."""
    if dossier.closed_at:
        return Level.CLOSED
    if issued:
        return Level.DECIDED
    return Level.ACCEPTED if dossier.accepted_at else Level.FILED


def issued_paper(casework: Casework, code: str, number: int) -> IssuedPaper | None:
    """The result paper of a dossier with this number, if it was issued."""
    query = (
        select(Paper, Dossier)
        .join(Dossier, Paper.dossier_id == Dossier.id)
        .where(Dossier.code == code, Paper.number == number, Paper.public.is_(True), Paper.code.startswith("result:"))
    )
    with casework.database.reading() as session:
        row = session.execute(query).first()
    if row is None:
        return None
    paper, dossier = row
    definition = casework.registry.version(dossier.slug, dossier.definition_version)
    kinds = {f"result:{one.code}": one.name for one in definition.variant(dossier.variant).results}
    name = kinds.get(paper.code, definition.name)
    return IssuedPaper(name, paper.number, paper.symbol, paper.issued_on, paper.sha256)
