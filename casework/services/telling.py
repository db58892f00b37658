"""Putting what must be told into the outbox, in the transaction of the change itself. Nothing is sent or worded here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy.orm import Session

from casework.models import Account, OutboxMessage
from casework.models.outbox import WAITING
from casework.tracing import current_id


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where somebody is told, and in which language."""

    email: str | None
    phone: str | None
    language: str

    @property
    def address(self) -> tuple[str, str]:
        """By e-mail, and by SMS when a verified phone is all we have."""
        return ("email", self.email) if self.email else ("sms", self.phone or "")


def addressee_of(session: Session, account_id: int | None) -> Addressee | None:
    """Whom to tell of a dossier of this account; nobody where there is none."""
    account = session.get(Account, account_id) if account_id else None
    return Addressee(account.email, account.phone, account.language) if account else None


def notice(
    whom: Addressee | None, kind: str, params: dict[str, Any], occasion: str, at: datetime, dossier_id: Any, code: str
) -> dict[str, Any] | None:
    """The row that tells the applicant of a dossier; None when there is nobody to tell."""
    channel, recipient = whom.address if whom else ("", "")
    if whom is None or not recipient:
        return None
    dedupe = f"{code}:{occasion}:{kind}"
    return message(kind, channel, recipient, whom.language, params, dedupe, at, dossier_id=dossier_id)


def put(
    session: Session,
    kind: str,
    channel: str,
    recipient: str,
    language: str,
    params: dict[str, Any],
    dedupe: str,
    at: datetime,
    *,
    dossier_id: int | None = None,
) -> None:
    """Add one message; `dedupe` names the occasion, so that the same notice cannot be put twice."""
    values = message(kind, channel, recipient, language, params, dedupe, at, dossier_id=dossier_id)
    session.add(OutboxMessage(**values))


def message(
    kind: str,
    channel: str,
    recipient: str,
    language: str,
    params: dict[str, Any],
    dedupe: str,
    at: datetime,
    *,
    dossier_id: Any = None,
) -> dict[str, Any]:
    """The columns of a message that waits to be sent."""
    return {
        "id": message_id(at),
        "dossier_id": dossier_id,
        "kind": kind,
        "channel": channel,
        "recipient": recipient,
        "language": language,
        "params": params,
        "dedupe": dedupe,
        "state": WAITING,
        "attempts": 0,
        "next_at": at,
        "created_at": at,
        "request_id": current_id() or None,
    }


def message_id(at: datetime) -> str:
    """32 hexadecimal digits that begin with the milliseconds of the time, as a UUID of version 7 does (RFC 9562).

    The newest stand together at the end of the index, so that many notices at once touch a few of its pages and not one page each.
    """
    return f"{int(at.timestamp() * 1000):012x}{token_hex(10)}"
