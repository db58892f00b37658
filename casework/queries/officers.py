"""Officers as other people's screens name them. Passwords and second factors are elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Officer
from procedures.definition import Role


@dataclass(frozen=True, slots=True)
class KnownOfficers:
    """Officers by id (id, name, division, unit, roles), and the other units that officers belong to."""

    by_id: Mapping[int, Row[Any]]
    units: tuple[str, ...]


def officers_among(session: Session, ids: Iterable[int]) -> KnownOfficers:
    """The officers of these ids, and the units of all active ones, in one statement."""
    table = Officer.__table__.c
    elsewhere = and_(table.active.is_(True), table.unit != "")
    query = select(table.id, table.name, table.division, table.unit, table.roles, elsewhere.label("elsewhere"))
    rows = session.execute(query.where(or_(table.id.in_(sorted(set(ids))), elsewhere))).all()
    return KnownOfficers({row.id: row for row in rows}, tuple(sorted({row.unit for row in rows if row.elsewhere})))


def units(session: Session, casework: Casework) -> tuple[str, ...]:
    """Where papers may be handed to: the counter, the divisions, and other units that officers belong to."""
    return units_from(casework, officers_among(session, ()).units)


def units_from(casework: Casework, others: Iterable[str]) -> tuple[str, ...]:
    """The same from the units that `officers_among` found."""
    own = (casework.office.counter, *(name for _, name in casework.office.divisions))
    return tuple(dict.fromkeys((*own, *others)))


def unit_of(casework: Casework, officer: Officer | Row[Any]) -> str:
    """For whom an officer gives and takes papers: another unit such as the provincial centre, a division, the counter."""
    if officer.unit:
        return officer.unit
    named = dict(casework.office.divisions).get(officer.division)
    return named or (casework.office.counter if Role.RECEPTION in officer.roles else casework.office.name)
