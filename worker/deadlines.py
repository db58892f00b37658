"""The duty of telling officers what is late and what will be. Whom to tell may not be decided here."""

from __future__ import annotations

from datetime import datetime

from casework.services.deadlines import tell_of_deadlines, tell_of_promises
from worker.desk import Desk


def tell_officers(desk: Desk, at: datetime) -> int:
    """Put the notices since the last look; returns how many."""
    return tell_of_deadlines(desk.casework, at)


def tell_officers_of_promises(desk: Desk, at: datetime) -> int:
    """Put the notices of promises that are about to be broken, or were, since the last look; returns how many."""
    return tell_of_promises(desk.casework, at)
