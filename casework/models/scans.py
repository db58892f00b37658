"""What a malware scanner said of uploaded bytes. Beside the files and not in them: those of a submitted dossier are never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base

WAITING = text("state = 'waiting'")
INFECTED = text("state = 'infected'")


class Scan(Base):
    """The verdict on one content, whoever uploaded it how often: the same bytes are looked at once.

    `state`: waiting, clean, infected, or gone (nobody has the file any more). `storage_key` is where the bytes can be read;
    `found` the name of what was found; `error` why the last try came to nothing.
    """

    __tablename__ = "scans"
    __table_args__ = (
        # services.scanning.claim takes the newest; queries.scans asks for the oldest
        Index("ix_scans_waiting", "asked_at", postgresql_where=WAITING, sqlite_where=WAITING),
        # queries.scans counts them
        Index("ix_scans_infected", "sha256", postgresql_where=INFECTED, sqlite_where=INFECTED),
    )

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    storage_key: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime]
    next_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    leased_by: Mapped[str | None] = mapped_column(String(60))
    scanned_at: Mapped[datetime | None]
    found: Mapped[str] = mapped_column(String(200), default="")
    error: Mapped[str | None] = mapped_column(String(200))
