"""The duty of forgetting who had which dossier open. No dossier may be touched."""

from __future__ import annotations

from datetime import datetime

from casework.services import presence
from worker.desk import Desk


def forget_presences(desk: Desk, at: datetime) -> int:
    """Delete what counts no more; returns how many rows."""
    return presence.forget_presences(desk.casework, at)
