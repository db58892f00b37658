"""The duty of expiring drafts: a notice first, then they go with their files. No submitted dossier may be touched."""

from __future__ import annotations

from datetime import datetime

from casework.services.owning import own_store
from casework.services.sweeping import delete_expired_draft, tell_of_expiring_draft
from worker.desk import Desk


def tell_of_expiring_drafts(desk: Desk, at: datetime) -> int:
    """Put the notices of drafts that expire soon; returns how many."""
    return desk.until_done(lambda: tell_of_expiring_draft(desk.casework, at))


def delete_expired_drafts(desk: Desk, at: datetime) -> int:
    """Delete drafts that expired; returns how many. Raises StoreOfAnother."""
    own_store(desk.casework, at)
    return desk.until_done(lambda: delete_expired_draft(desk.casework, at))
