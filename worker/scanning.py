"""The duty of having uploads looked at for malware, beside the others: no mail waits for a slow scanner. No verdict may be made here."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Thread

from casework.gateways.scanning import ScannerAway
from casework.services.scanning import UPLOADED, ask_about_stored, scan_next
from worker.desk import Desk

LOOK_EVERY_SECONDS = 1.0
REST_WITHOUT_SCANNER_SECONDS = 15.0
# What is looked at when the worker is told to stop is left to its lease after this.
LAST_LOOK_SECONDS = 10.0

log = logging.getLogger(__name__)


@contextmanager
def scanning_beside(desk: Desk) -> Iterator[None]:
    """Within the block a thread has files looked at, until the worker is told to stop; none where there is no scanner."""
    if not desk.casework.scanner:
        yield
        return
    beside = Thread(target=_scan_until_stopped, args=(desk,), name="scanning", daemon=True)
    beside.start()
    try:
        yield
    finally:
        beside.join(LAST_LOOK_SECONDS)


def _scan_until_stopped(desk: Desk) -> None:
    while not desk.stopping.is_set():
        rest = LOOK_EVERY_SECONDS
        try:
            scan_files(desk)
        except ScannerAway as away:
            log.warning("the malware scanner cannot be used: %s", away)
            rest = REST_WITHOUT_SCANNER_SECONDS
        except Exception:
            log.exception("scanning rests and tries again")
            rest = REST_WITHOUT_SCANNER_SECONDS
        desk.stopping.wait(rest)


def scan_files(desk: Desk) -> int:
    """Have everything looked at that is ready; returns how many contents. Raises ScannerAway."""
    return desk.until_done(lambda: scan_next(desk.casework, desk.name, desk.clock))


def find_unscanned_files(desk: Desk, at: datetime) -> int:
    """Ask about files that were stored while there was no scanner; returns how many."""
    found = 0
    for table in range(len(UPLOADED) if desk.casework.scanner else 0):
        last = None
        while not desk.stopping.is_set() and (batch := ask_about_stored(desk.casework, table, last, at)):
            last, found = batch[0], found + batch[1]
    return found
