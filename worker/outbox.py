"""The duty of delivering the outbox. No sentence and no decision to retry may enter."""

from __future__ import annotations

from math import inf
from time import monotonic

from casework.services.delivering import deliver_next
from worker.desk import Desk


def deliver_outbox(desk: Desk, until: float = inf) -> int:
    """Try everything that is ready, or what is begun before a moment of the monotonic clock; returns how many messages were tried."""
    given = (desk.casework, desk.channels, desk.render, desk.name, desk.clock, desk.around)
    return desk.until_done(lambda: deliver_next(*given) if monotonic() < until else None)
