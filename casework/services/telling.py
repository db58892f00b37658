"""Putting what must be told into the outbox, in the transaction of the change itself. Nothing is sent or worded here."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from casework.models import Account, Dossier, OutboxMessage


def tell(session: Session, dossier: Dossier, kind: str, params: dict[str, Any], occasion: str, at: datetime) -> None:
    """Tell the applicant of a dossier by e-mail, and by SMS when a verified phone is all we have."""
    account = session.get(Account, dossier.account_id) if dossier.account_id else None
    if account is None:
        return
    channel, recipient = _address_of(account)
    if recipient:
        put(
            session,
            kind,
            channel,
            recipient,
            account.language,
            params,
            f"{dossier.code}:{occasion}:{kind}",
            at,
            dossier_id=dossier.id,
        )


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
    session.add(
        OutboxMessage(
            id=uuid4().hex,
            dossier_id=dossier_id,
            kind=kind,
            channel=channel,
            recipient=recipient,
            language=language,
            params=params,
            dedupe=dedupe,
            state="waiting",
            attempts=0,
            next_at=at,
            created_at=at,
        )
    )


def _address_of(account: Account) -> tuple[str, str]:
    if account.email:
        return "email", account.email
    return "sms", account.phone or ""
