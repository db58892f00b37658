"""What an installation needs beside its dossiers: people who run it, workers that live, a clock that agrees. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select

from casework.context import Casework
from casework.models import DutyRun, Officer
from procedures.definition import Role


@dataclass(frozen=True, slots=True)
class Installation:
    """`roles` counts active officers by role; `worked_at` is when a worker last took or did a duty; `database_at` is the database's
    own clock, None where the database has none but this machine's."""

    roles: Mapping[str, int]
    worked_at: datetime | None
    database_at: datetime | None


def installation(casework: Casework) -> Installation:
    """In a fixed number of statements."""
    with casework.database.reading() as session:
        roles: dict[str, int] = {}
        for held in session.scalars(select(Officer.roles).where(Officer.active.is_(True))):
            for one in held:
                roles[one] = roles.get(one, 0) + 1
        worked = session.scalar(select(func.max(DutyRun.done_at)))
        own_clock = session.get_bind().dialect.name == "postgresql"
        database_at = session.scalar(select(func.clock_timestamp())) if own_clock else None
        return Installation(roles, worked, database_at.astimezone(UTC) if database_at else None)


def has_administrator(found: Installation) -> bool:
    """Whether anybody may enter what the office decides."""
    return found.roles.get(str(Role.ADMINISTRATOR), 0) > 0
