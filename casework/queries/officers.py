"""Officers as other people's screens name them. Passwords and second factors are elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Officer
from procedures.definition import Role


def names_of(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """The names of officers by id; an unknown id is left out."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = session.execute(select(Officer.id, Officer.name).where(Officer.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def units(session: Session, casework: Casework) -> tuple[str, ...]:
    """Where papers may be handed to: the counter, the divisions, and other units that officers belong to."""
    others = select(Officer.unit).where(Officer.active.is_(True), Officer.unit != "").distinct().order_by(Officer.unit)
    own = (casework.office.counter, *(name for _, name in casework.office.divisions))
    return tuple(dict.fromkeys((*own, *session.scalars(others))))


def unit_of(casework: Casework, officer: Officer) -> str:
    """For whom an officer gives and takes papers: another unit such as the provincial centre, a division, the counter."""
    if officer.unit:
        return officer.unit
    named = dict(casework.office.divisions).get(officer.division)
    return named or (casework.office.counter if Role.RECEPTION in officer.roles else casework.office.name)
