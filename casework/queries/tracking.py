"""What a stranger may learn of a dossier: with its code the level of completion; whether a result was issued. No personal data leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from sqlalchemy import select

from casework.context import Casework
from casework.models import Dossier, Paper
from casework.queries.situations import Loaded, situate
from procedures.definition import Text


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


def find(casework: Casework, code: str) -> Loaded | None:
    """The dossier of a code, for a service that decides what of it may be told."""
    with casework.database.reading() as session:
        dossier = session.scalars(select(Dossier).where(Dossier.code == code)).first()
        return situate(session, casework, dossier) if dossier else None


def level_of(dossier: Dossier) -> Level:
    """How far a dossier has come."""
    if dossier.closed_at:
        return Level.CLOSED
    if dossier.finished_at:
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
