"""What an action may choose from: officers of the division, divisions, titles of the items. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Dossier, Officer
from casework.queries.children import Children
from procedures.case.inputs import Surroundings
from procedures.case.permission import Situation
from procedures.definition import Choice, Role, Text

_officer = Officer.__table__.c
COLLEAGUES = Children(_officer.name, _officer.id, _officer.roles)
# Beside a dossier: who is active in its division, as `specialists_among` reads it.
OF_ITS_DIVISION = COLLEAGUES.where(_officer.active.is_(True), _officer.division == Dossier.__table__.c.division)


def surroundings_of(session: Session, casework: Casework, situation: Situation) -> Surroundings:
    """The choices for the forms of a dossier's actions."""
    return surroundings(casework, situation, _colleagues(session, situation.case.division))


def surroundings(casework: Casework, situation: Situation, colleagues: Iterable[Any]) -> Surroundings:
    """The same from rows of `COLLEAGUES` that were read with the dossier."""
    return Surroundings(
        officers=specialists_among(colleagues),
        divisions=tuple(Choice(code, Text(name, name)) for code, name in casework.office.divisions),
        items=item_titles(situation),
        parameters=situation.parameters,
    )


def specialists(session: Session, division: str) -> tuple[Choice, ...]:
    """Active specialists of a division."""
    return specialists_among(_colleagues(session, division))


def _colleagues(session: Session, division: str) -> Iterable[Any]:
    query = select(*COLLEAGUES.columns).where(_officer.active.is_(True), _officer.division == division)
    return session.execute(query)


def specialists_among(colleagues: Iterable[Any]) -> tuple[Choice, ...]:
    """The specialists of the division, by name."""
    found = sorted((name, number) for name, number, roles in colleagues if Role.SPECIALIST in roles)
    return tuple(Choice(str(number), Text(name, name)) for name, number in found)


def item_titles(situation: Situation) -> tuple[str, ...]:
    """Titles of the things decided one by one, such as the persons of an ABTC request."""
    definition = situation.definition
    if not definition.items or definition.item_title is None:
        return ()
    items: list[dict[str, Any]] = situation.answers.get(definition.items, [])
    return tuple(definition.item_title(one) for one in items)
