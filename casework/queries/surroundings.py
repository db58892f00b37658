"""What an action may choose from: officers of the division, divisions, titles of the items. Nothing is decided here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Officer
from procedures.case.inputs import Surroundings
from procedures.case.permission import Situation
from procedures.definition import Choice, Role, Text


def surroundings_of(session: Session, casework: Casework, situation: Situation) -> Surroundings:
    """The choices for the forms of a dossier's actions."""
    return Surroundings(
        officers=specialists(session, situation.case.division),
        divisions=tuple(Choice(code, Text(name, name)) for code, name in casework.office.divisions),
        items=item_titles(situation),
        parameters=situation.parameters,
    )


def specialists(session: Session, division: str) -> tuple[Choice, ...]:
    """Active specialists of a division."""
    query = select(Officer).where(Officer.active.is_(True), Officer.division == division).order_by(Officer.name)
    found = [one for one in session.scalars(query) if Role.SPECIALIST in one.roles]
    return tuple(Choice(str(one.id), Text(one.name, one.name)) for one in found)


def item_titles(situation: Situation) -> tuple[str, ...]:
    """Titles of the things decided one by one, such as the persons of an ABTC request."""
    definition = situation.definition
    if not definition.items or definition.item_title is None:
        return ()
    items: list[dict[str, Any]] = situation.answers.get(definition.items, [])
    return tuple(definition.item_title(one) for one in items)
