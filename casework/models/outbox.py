"""What must be told to somebody: rows of the same transaction as the change they tell about. Rendered words are stored, not made here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base

WAITING, SENT, FAILED, DROPPED = "waiting", "sent", "failed", "dropped"


class OutboxMessage(Base):
    """One message. `id` makes the Message-ID; `rendered` is what is sent and resent, identical. `state`:
    waiting, sent, failed, or dropped by an administrator for the reason in `note`. `dedupe` makes a notice happen once.
    `request_id` is the request that caused it: the same in the log, in the worker and in the mail's header."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_ready", "state", "next_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossiers.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(10))
    recipient: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    params: Mapped[dict[str, Any]]
    dedupe: Mapped[str] = mapped_column(String(120), unique=True)
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    leased_by: Mapped[str | None] = mapped_column(String(60))
    rendered: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(500))
    note: Mapped[str | None] = mapped_column(String(500))
    request_id: Mapped[str | None] = mapped_column(String(64))
