"""How long an errand waits after a try that came to nothing: the same for messages and for scans. What an errand is, they know themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, or_

from casework.models import OutboxMessage, Scan

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)


def retry_after(attempt: int) -> timedelta:
    """How long to wait after the n-th try, counted from 1."""
    return RETRY_AFTER[min(attempt, len(RETRY_AFTER)) - 1]


def is_ready(errand: type[OutboxMessage | Scan], at: datetime) -> ColumnElement[bool]:
    """Never tried, or its wait is over, or it waits twice as long as it was ever put off after so many tries: no clock that was wrong
    holds it, and two machines a little apart agree."""
    tries = enumerate(RETRY_AFTER, 1)
    beyond = [(errand.attempts == number, errand.next_at > at + 2 * wait) for number, wait in tries]
    return or_(
        errand.attempts == 0,
        errand.next_at <= at,
        case(*beyond, else_=errand.next_at > at + 2 * RETRY_AFTER[-1]),
    )
