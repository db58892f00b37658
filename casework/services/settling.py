"""Notices of the demonstration's past are settled without being sent. Nothing of a real office may pass here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from casework.context import Casework
from casework.models import OutboxMessage
from casework.models.outbox import SENT, WAITING


def settle_unsent(casework: Casework, before: datetime, rendered: bytes) -> int:
    """Mark what waits since before an instant as sent at its creation, with `rendered` in place of the letter.

    Returns how many were marked.
    """
    waiting = (
        update(OutboxMessage)
        .where(OutboxMessage.state == WAITING, OutboxMessage.created_at < before)
        .values(state=SENT, sent_at=OutboxMessage.created_at, rendered=rendered)
        .execution_options(synchronize_session=False)
    )
    with casework.database.unit_of_work() as session:
        return int(session.execute(waiting).rowcount)  # type: ignore[attr-defined]  # an UPDATE answers with a cursor
