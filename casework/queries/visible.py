"""Which dossiers an officer or an applicant may know of. Fetching and authorising are one call; the rest is "not found"."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Account, Dossier, DossierEvent
from casework.queries.situations import WHOLE, DossierNotFound, Loaded, load_where, load_with
from casework.queries.surroundings import COLLEAGUES, OF_ITS_DIVISION, surroundings
from procedures.case.events import Actor
from procedures.case.inputs import Surroundings
from procedures.definition import ActionKind, Role
from procedures.standard import AT_COMMITTEE

WHOLE_OFFICE = frozenset({Role.RECEPTION, Role.DIRECTOR, Role.CLERK, Role.ACCOUNTANT, Role.AUDITOR})
_account = Account.__table__.c
_TO_ACT_ON = WHOLE.add_columns(
    OF_ITS_DIVISION.label("colleagues"),
    _account.email.label("email"),
    _account.phone.label("phone"),
    _account.language.label("language"),
).outerjoin(Account.__table__, _account.id == Dossier.__table__.c.account_id)
OF_A_DIVISION = frozenset({Role.SPECIALIST, Role.DIVISION_HEAD})


@dataclass(frozen=True, slots=True)
class ToActOn:
    """A dossier under its lock, with what its actions choose from and where its applicant is told."""

    loaded: Loaded
    around: Surroundings
    email: str | None
    phone: str | None
    language: str | None


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
        to_it = DossierEvent.kind == str(ActionKind.SEND), DossierEvent.state == AT_COMMITTEE
        sent = select(DossierEvent.dossier_id).where(*to_it)
        allowed.append(Dossier.id.in_(sent))
    return or_(*allowed) if allowed else false()


def visible_dossier(
    session: Session, casework: Casework, code: str, actor: Actor, *, for_update: bool = False
) -> Loaded:
    """Load a dossier this actor may see; raises DossierNotFound for an unknown one and for another's alike."""
    return load_where(session, casework, code, visible_to(actor), for_update=for_update)


def visible_number(casework: Casework, code: str, actor: Actor) -> int:
    """The number of a dossier this actor may see, and nothing else of it; raises DossierNotFound."""
    query = select(Dossier.__table__.c.id).where(Dossier.__table__.c.code == code, visible_to(actor))
    with casework.database.asking() as connection:
        found = connection.execute(query).scalar()
    if found is None:
        raise DossierNotFound(code)
    return found


def to_act_on(session: Session, casework: Casework, code: str, actor: Actor) -> ToActOn:
    """`visible_dossier` for an action, with all it needs, in one statement; raises DossierNotFound."""
    loaded, row = load_with(session, casework, _TO_ACT_ON, code, visible_to(actor), for_update=True)
    around = surroundings(casework, loaded.situation, COLLEAGUES.rows(row.colleagues))
    return ToActOn(loaded, around, row.email, row.phone, row.language)
