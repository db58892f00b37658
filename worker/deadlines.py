"""The duty of telling officers what is late and what will be. Whom to tell may not be decided here."""

from __future__ import annotations

from datetime import datetime

from casework.services.deadlines import tell_of_deadlines
from worker.desk import Desk


def tell_officers(desk: Desk, at: datetime) -> int:
    """Put the notices since the last look; returns how many."""
    return tell_of_deadlines(desk.casework, at)
