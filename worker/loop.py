"""The worker's day: the outbox every moment, the sweep from time to time, until it is told to stop. No duty's work may enter."""

from __future__ import annotations

import logging
from datetime import datetime
from time import monotonic

from worker.desk import Desk
from worker.drafts import delete_expired_drafts, tell_of_expiring_drafts
from worker.files import delete_removed_attachments, delete_unnamed_files
from worker.lapsing import end_lapsed_dossiers
from worker.outbox import deliver_outbox

LOOK_EVERY_SECONDS = 1.0
SWEEP_EVERY_SECONDS = 600.0
REST_AFTER_A_PROBLEM_SECONDS = 5.0
SWEEPS = {
    "expiring_drafts_told": tell_of_expiring_drafts,
    "expired_drafts_deleted": delete_expired_drafts,
    "lapsed_dossiers_ended": end_lapsed_dossiers,
    "removed_attachments_deleted": delete_removed_attachments,
    "unnamed_files_deleted": delete_unnamed_files,
}

log = logging.getLogger(__name__)


def sweep(desk: Desk, at: datetime) -> dict[str, int]:
    """Do every sweeping duty as of a time; a second sweep at the same time finds nothing left to do."""
    return {name: duty(desk, at) for name, duty in SWEEPS.items() if not desk.stopping.is_set()}


def work(desk: Desk) -> None:
    """Work until `desk.stopping` is set; a problem of the database or the storage is logged and tried again."""
    sweep_from = monotonic()
    while not desk.stopping.is_set():
        try:
            deliver_outbox(desk)
            if monotonic() >= sweep_from:
                sweep(desk, desk.clock())
                sweep_from = monotonic() + SWEEP_EVERY_SECONDS
        except Exception:
            log.exception("the worker rests and tries again")
            desk.stopping.wait(REST_AFTER_A_PROBLEM_SECONDS)
        desk.stopping.wait(LOOK_EVERY_SECONDS)
