"""What an applicant is still writing, and the files of drafts and dossiers. A submitted dossier is elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from casework.models.base import Base
from casework.models.scans import Scan


class Draft(Base):
    """A form being filled. `dossier_id` is set by the submission, once: a draft makes at most one dossier."""

    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60))
    definition_version: Mapped[str] = mapped_column(String(20))
    answers: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    expiry_told_at: Mapped[datetime | None]
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossiers.id"), unique=True)


class Attachment(Base):
    """One uploaded file, of a draft until the submission hands it to the dossier. Nothing is overwritten: `removed_at`.

    `component` is the definition's code; `item` the index in the group the component belongs to (-1: the dossier).
    `supplement` is the number of the supplement it answered (0: filed with the dossier).
    """

    __tablename__ = "attachments"
    __table_args__ = (
        Index("ix_attachments_draft", "draft_id", "component", "item"),
        Index("ix_attachments_dossier", "dossier_id", "component", "item"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    draft_id: Mapped[str | None] = mapped_column(ForeignKey("drafts.id"))
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossiers.id"))
    component: Mapped[str] = mapped_column(String(60))
    item: Mapped[int] = mapped_column(default=-1)
    supplement: Mapped[int] = mapped_column(default=0)
    file_name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    pages: Mapped[int] = mapped_column(default=1)
    sha256: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(200))
    uploaded_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    # Read only where it is asked for (`joinedload`).
    scan: Mapped[Scan | None] = relationship(
        primaryjoin=lambda: foreign(Attachment.sha256) == Scan.sha256, viewonly=True, lazy="raise"
    )
