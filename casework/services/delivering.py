"""Sending what the outbox holds: claimed under a lease, rendered once, sent and resent identically. No sentence may enter."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.utils import formataddr
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.gateways.mail import MailPermanent, RenderedMessage, send
from casework.gateways.sms import SmsPermanent, send_sms
from casework.models import OutboxMessage
from casework.models.outbox import FAILED, SENT, WAITING
from casework.services.retrying import is_ready, retry_after
from casework.tracing import new_id, under

# Longer than the sum of all time limits of one SMTP dialogue, so that a slow sender is not taken for a dead one.
LEASE = timedelta(minutes=5)
ATTEMPTS_AT_MOST = 12
# A lease further ahead than this program sets was written by a clock that was wrong, or is wrong now: it holds no message. It may be
# twice as long as ours, so that two machines a little apart do not take each other's.
LONGEST_LEASE = 2 * LEASE

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be worded: nothing but facts. `channel` is email or sms."""

    id: str
    kind: str
    channel: str
    recipient: str
    language: str
    params: Mapping[str, Any]
    created_at: datetime
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A worded letter; a text to a phone has no subject."""

    text: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Channels:
    """Where mail and texts are handed over (see the gateways)."""

    mail_url: str
    sms_url: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter this worker holds under its lease, with what was rendered by an earlier try, if any."""

    letter: Letter
    worker: str
    attempt: int
    rendered: bytes | None


Render = Callable[[Letter], Words]
# What goes on around a delivery, such as measuring it.
Around = Callable[[Letter], AbstractContextManager[None]]


def deliver_next(
    casework: Casework,
    channels: Channels,
    render: Render,
    worker: str,
    clock: Callable[[], datetime],
    around: Around = lambda _: nullcontext(),
) -> str | None:
    """Try to deliver the message that has waited longest; returns its id, or None when nothing is ready.

    The rendering is kept before the first try and sent as kept ever after. A worker that dies holds the message
    until its lease ends and then another takes it: at most the message in flight arrives twice, with one Message-ID.
    """
    claimed = claim(casework, worker, clock())
    if claimed is None:
        return None
    with under(claimed.letter.request_id or new_id()), around(claimed.letter):
        _deliver(casework, channels, render, claimed, clock)
    return claimed.letter.id


def _deliver(
    casework: Casework, channels: Channels, render: Render, claimed: Claimed, clock: Callable[[], datetime]
) -> None:
    try:
        rendered = claimed.rendered or keep_rendering(casework, claimed, _render(casework, claimed.letter, render))
        _hand_over(channels, claimed.letter, rendered)
    except (MailPermanent, SmsPermanent) as refused:
        settle(casework, claimed, FAILED, str(refused), clock())
        log.warning("outbox %s (%s): refused for good", claimed.letter.id, claimed.letter.kind)
    except Exception as problem:  # whatever goes wrong with one message, the others must go out
        # What the other side said may hold an address: it goes to the row alone.
        kind = type(problem).__name__
        log.warning("outbox %s (%s): try %d: %s", claimed.letter.id, claimed.letter.kind, claimed.attempt, kind)
        given_up = claimed.attempt >= ATTEMPTS_AT_MOST
        settle(casework, claimed, FAILED if given_up else WAITING, f"{type(problem).__name__}: {problem}", clock())
    else:
        settle(casework, claimed, SENT, "", clock())
        log.info("outbox %s (%s): sent", claimed.letter.id, claimed.letter.kind)


def claim(casework: Casework, worker: str, at: datetime, lease: timedelta = LEASE) -> Claimed | None:
    """Take the ready message that has waited longest, for the length of the lease."""
    ready = (
        select(OutboxMessage.id)
        .where(
            OutboxMessage.state == WAITING,
            is_ready(OutboxMessage, at),
            or_(
                OutboxMessage.lease_until.is_(None),
                OutboxMessage.lease_until <= at,
                OutboxMessage.lease_until > at + LONGEST_LEASE,
            ),
        )
        .order_by(OutboxMessage.next_at, OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(OutboxMessage)
        .where(OutboxMessage.id == ready.scalar_subquery())
        .values(lease_until=at + lease, leased_by=worker[:60], attempts=OutboxMessage.attempts + 1)
        .returning(OutboxMessage)
        .execution_options(synchronize_session=False)
    )
    with casework.database.unit_of_work() as session:
        row = session.scalars(taken).first()
        return _claimed(row, worker) if row else None


def keep_rendering(casework: Casework, claimed: Claimed, rendered: bytes) -> bytes:
    """Keep what will be sent, in a transaction of its own before the first try; what another try kept wins."""
    with casework.database.unit_of_work() as session:
        row = _locked(session, claimed.letter.id)
        row.rendered = row.rendered or rendered
        return row.rendered


def settle(casework: Casework, claimed: Claimed, state: str, error: str, at: datetime) -> None:
    """Note what came of a try. What was sent is sent, whoever holds the lease by now; only the holder may postpone."""
    with casework.database.unit_of_work() as session:
        row = _locked(session, claimed.letter.id)
        if row.state == SENT or (state != SENT and row.leased_by != claimed.worker):
            return
        row.state, row.error = state, error[:500] or None
        row.lease_until = row.leased_by = None
        if state == SENT:
            row.sent_at = at
        if state == WAITING:
            row.next_at = at + retry_after(claimed.attempt)
        elif row.dossier_id is None:
            # Codes and links to reset a password have done their work: no copy stays readable.
            row.params, row.rendered = {}, None


def _claimed(row: OutboxMessage, worker: str) -> Claimed:
    letter = Letter(row.id, row.kind, row.channel, row.recipient, row.language, row.params, row.created_at, row.request_id)
    return Claimed(letter, worker[:60], row.attempts, row.rendered)


def _locked(session: Session, message_id: str) -> OutboxMessage:
    return session.scalars(select(OutboxMessage).where(OutboxMessage.id == message_id).with_for_update()).one()


def _render(casework: Casework, letter: Letter, render: Render) -> bytes:
    """The whole message as data; the gateway makes the same bytes of the same data."""
    words = render(letter)
    office = casework.office
    domain = office.email.rpartition("@")[2]
    whole = {
        "message_id": f"<{letter.id}@{domain}>",
        "date": letter.created_at.isoformat(),
        "sender": formataddr((office.name, office.email)),
        "to": letter.recipient,
        **asdict(words),
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()


def _hand_over(channels: Channels, letter: Letter, rendered: bytes) -> None:
    whole = json.loads(rendered)
    if letter.channel == "sms":
        send_sms(channels.sms_url, whole["to"], whole["text"], letter.id)
        return
    date = datetime.fromisoformat(whole["date"])
    send(channels.mail_url, RenderedMessage(**{**whole, "date": date, "request_id": letter.request_id}))
