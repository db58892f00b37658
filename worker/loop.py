"""The worker's day: the outbox every moment, each duty once in its period, until it is told to stop. No duty's work may enter."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from time import monotonic

from casework.periods import PERIODS
from casework.schema import SchemaRefused, refusal
from casework.services.turns import due_duties, end_turn, take_turn
from casework.tracing import new_id, under
from worker.deadlines import tell_officers, tell_officers_of_promises
from worker.desk import Desk
from worker.drafts import delete_expired_drafts, tell_of_expiring_drafts
from worker.files import delete_removed_attachments, delete_unnamed_files
from worker.lapsing import end_lapsed_dossiers
from worker.memory import forget_guesses, forget_presences
from worker.outbox import deliver_outbox
from worker.scanning import find_unscanned_files, scanning_beside

LOOK_EVERY_SECONDS = 1.0
LOOK_FOR_DUTIES_EVERY_SECONDS = 15.0
REST_AFTER_A_PROBLEM_SECONDS = 5.0
DUTIES: dict[str, Callable[[Desk, datetime], int]] = {
    "expiring_drafts_told": tell_of_expiring_drafts,
    "expired_drafts_deleted": delete_expired_drafts,
    "lapsed_dossiers_ended": end_lapsed_dossiers,
    "deadlines_told": tell_officers,
    "promises_told": tell_officers_of_promises,
    "removed_attachments_deleted": delete_removed_attachments,
    "presences_forgotten": forget_presences,
    "guesses_forgotten": forget_guesses,
    "unnamed_files_deleted": delete_unnamed_files,
    "unscanned_files_found": find_unscanned_files,
}

log = logging.getLogger(__name__)


def sweep(desk: Desk, at: datetime) -> dict[str, int]:
    """Do every duty as of a time, whoever did it when; a second sweep at the same time finds nothing left to do."""
    return {name: duty(desk, at) for name, duty in DUTIES.items() if not desk.stopping.is_set()}


def do_duties(desk: Desk, names: Iterable[str], *, due_or_not: bool = False) -> dict[str, int]:
    """Do those of the duties that nobody else does now; returns how much each found to do. One that fails stops no other."""
    return {
        name: found
        for name in names
        if not desk.stopping.is_set() and (found := _do(desk, name, due_or_not)) is not None
    }


def _do(desk: Desk, name: str, due_or_not: bool) -> int | None:
    turn = take_turn(desk.casework, name, desk.name, desk.clock(), due_or_not=due_or_not)
    if turn is None:
        return None
    found, well = None, False
    with under(new_id()):
        try:
            found = DUTIES[name](desk, turn.at)
            well = not desk.stopping.is_set()
        except Exception:
            log.exception("%s: not done, tried again after a rest", name)
        finally:
            end_turn(desk.casework, turn, well=well)
        if found:
            log.info("%s: %d", name, found)
    return found


def sweep_now(desk: Desk) -> dict[str, int]:
    """Do every duty now, due or not, and remember that it was done."""
    return do_duties(desk, PERIODS, due_or_not=True)


def work(desk: Desk) -> None:
    """Work until `desk.stopping` is set; a problem of the database or the storage is logged and tried again.

    Raises SchemaRefused when the database was moved, or migrated by a program beside which this one may not run.
    """
    with scanning_beside(desk):
        _work(desk)


def _work(desk: Desk) -> None:
    duties_from = monotonic()
    while not desk.stopping.is_set():
        try:
            if monotonic() >= duties_from:
                _refuse_wrong_schema(desk)
            # A mail server that keeps silent takes many seconds for each message: no duty waits for the last one.
            deliver_outbox(desk, monotonic() + LOOK_FOR_DUTIES_EVERY_SECONDS)
            if monotonic() >= duties_from:
                do_duties(desk, due_duties(desk.casework, desk.clock()))
                duties_from = monotonic() + LOOK_FOR_DUTIES_EVERY_SECONDS
        except SchemaRefused:
            desk.stopping.set()
            raise
        except Exception:
            log.exception("the worker rests and tries again")
            desk.stopping.wait(REST_AFTER_A_PROBLEM_SECONDS)
        desk.stopping.wait(LOOK_EVERY_SECONDS)


def _refuse_wrong_schema(desk: Desk) -> None:
    with desk.casework.database.asking() as connection:
        if refused := refusal(connection, moved=True):
            raise SchemaRefused(refused)
