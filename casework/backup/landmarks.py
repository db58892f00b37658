"""The last good backup and the last good rehearsal, remembered in the live database. Their age is judged elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from casework.context import Casework
from casework.models import Landmark

BACKUP, REHEARSAL = "backup", "rehearsal"


def reached(casework: Casework, name: str, at: datetime, data: dict[str, Any]) -> None:
    """Remember that something of note went well."""
    with casework.database.unit_of_work() as session:
        session.merge(Landmark(name=name, at=at, data=data))


def last(casework: Casework, name: str) -> Landmark | None:
    """The last time it went well."""
    with casework.database.reading() as session:
        return session.get(Landmark, name)
