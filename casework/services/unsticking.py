"""What an administrator does with a message that was given up: let it be tried again, or drop it with a reason. Sends nothing."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import OutboxMessage
from casework.models.outbox import DROPPED, FAILED, WAITING
from procedures.case.events import Actor
from procedures.clock.calendar import OFFICE_TIME

LONGEST_REASON = 300

log = logging.getLogger(__name__)


class MessageNotFailed(LookupError):
    """There is no such message, or it is not given up: somebody else was here before."""


class NothingLeftToSend(ValueError):
    """The code or link of the message was wiped; its receiver asks for a new one."""


class ReasonMissing(ValueError):
    """A message is not dropped without a reason."""


def retry(casework: Casework, message_id: str, by: Actor, at: datetime) -> None:
    """Let a message be tried from the beginning, now. What was rendered stays, so that it is the same message."""
    with casework.database.unit_of_work() as session:
        row = _failed(session, message_id)
        if row.dossier_id is None and row.rendered is None:
            raise NothingLeftToSend(message_id)
        row.state, row.attempts, row.next_at = WAITING, 0, at
        row.note = _signed("retry", by, at)
    log.info("outbox %s (%s): tried again by officer %s", row.id, row.kind, by.id)


def drop(casework: Casework, message_id: str, reason: str, by: Actor, at: datetime) -> None:
    """Never send a message; who decided it and why stays with it."""
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing
    with casework.database.unit_of_work() as session:
        row = _failed(session, message_id)
        row.state, row.note = DROPPED, f"{_signed('drop', by, at)}: {reason}"
    log.info("outbox %s (%s): dropped by officer %s", row.id, row.kind, by.id)


def _failed(session: Session, message_id: str) -> OutboxMessage:
    query = select(OutboxMessage).where(OutboxMessage.id == message_id, OutboxMessage.state == FAILED)
    row = session.scalars(query.with_for_update()).first()
    if row is None:
        raise MessageNotFailed(message_id)
    return row


def _signed(what: str, by: Actor, at: datetime) -> str:
    return f"{what}, {by.name[:100]} (#{by.id}), {at.astimezone(OFFICE_TIME).isoformat(timespec='minutes')}"
