"""Which dossiers an officer or an applicant may know of. Fetching and authorising are one call; the rest is "not found"."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Dossier, DossierEvent
from casework.queries.situations import Loaded, load_where
from procedures.case.events import Actor
from procedures.definition import ActionKind, Role

WHOLE_OFFICE = frozenset({Role.RECEPTION, Role.DIRECTOR, Role.CLERK, Role.ACCOUNTANT, Role.AUDITOR})
OF_A_DIVISION = frozenset({Role.SPECIALIST, Role.DIVISION_HEAD})


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on dossiers that this actor may see."""
    if actor.kind == "citizen":
        return Dossier.account_id == actor.id
    if actor.roles & WHOLE_OFFICE:
        return true()
    allowed: list[ColumnElement[bool]] = []
    if actor.roles & OF_A_DIVISION:
        allowed.append(Dossier.division == actor.division)
    if Role.COMMITTEE in actor.roles:
        sent = select(DossierEvent.dossier_id).where(DossierEvent.kind == str(ActionKind.SEND))
        allowed.append(Dossier.id.in_(sent))
    return or_(*allowed) if allowed else false()


def visible_dossier(
    session: Session, casework: Casework, code: str, actor: Actor, *, for_update: bool = False
) -> Loaded:
    """Load a dossier this actor may see; raises DossierNotFound for an unknown one and for another's alike."""
    return load_where(session, casework, code, visible_to(actor), for_update=for_update)
