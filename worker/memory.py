"""The duties of forgetting what counts only for a while: who had which dossier open, who guessed wrong. No dossier may be touched."""

from __future__ import annotations

from datetime import datetime

from casework.services import presence, slowing
from worker.desk import Desk


def forget_presences(desk: Desk, at: datetime) -> int:
    """Delete what counts no more; returns how many rows."""
    return presence.forget_presences(desk.casework, at)


def forget_guesses(desk: Desk, at: datetime) -> int:
    """Delete failed attempts that count no more; returns how many keys."""
    return slowing.forget_guesses(desk.casework, at)
