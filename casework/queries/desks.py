"""Who sits at the desks of the office, as decisions see them. Whether one may act is decided by `procedures.case`."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Obligation, Officer
from casework.queries.officers import unit_of
from procedures.case.events import Actor
from procedures.definition import Role


@dataclass(frozen=True, slots=True)
class Seat:
    """An officer who acts, and the unit for which paper is given and taken."""

    actor: Actor
    unit: str


def seats(session: Session, casework: Casework) -> tuple[Seat, ...]:
    """Every active officer, in the order in which they came."""
    query = select(Officer).where(Officer.active.is_(True)).order_by(Officer.id)
    return tuple(Seat(actor_of(one), unit_of(casework, one)) for one in session.scalars(query))


def actor_of(officer: Officer) -> Actor:
    return Actor(
        "officer",
        officer.id,
        officer.name,
        frozenset(Role(one) for one in officer.roles),
        officer.division,
        officer.deputy,
        frozenset(officer.fields),
    )


def open_duty(session: Session, dossier_id: int) -> int | None:
    """What the applicant of a dossier still owes to report."""
    query = select(Obligation.id).where(Obligation.dossier_id == dossier_id, Obligation.fulfilled_at.is_(None))
    return session.scalars(query.order_by(Obligation.id)).first()
