"""Papers the office writes: drafts with versions, then numbered and issued ones. Uploaded papers of applicants are attachments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from casework.models.base import Base
from casework.models.scans import Scan


class Paper(Base):
    """One paper of a dossier: a draft until it has a number. A number is unique per body, book and year.

    `code` is the kind (submission, consultation:<body>, result:<code>, receipt, supplement_slip, refusal_slip);
    `item` is the item decided (-1: the dossier). `public` papers may be downloaded by the applicant.
    """

    __tablename__ = "papers"
    __table_args__ = (
        UniqueConstraint("body", "book", "year", "number", name="uq_papers_number"),
        UniqueConstraint("dossier_id", "code", "item", "round", name="uq_papers_kind"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    item: Mapped[int] = mapped_column(default=-1)
    round: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[str | None] = mapped_column(String(20))
    book: Mapped[str | None] = mapped_column(String(40))
    year: Mapped[int | None]
    number: Mapped[int | None]
    symbol: Mapped[str] = mapped_column(String(40), default="")
    issued_on: Mapped[date | None]
    signer: Mapped[str] = mapped_column(String(120), default="")
    public: Mapped[bool] = mapped_column(default=False)
    storage_key: Mapped[str | None] = mapped_column(String(200))
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    content_type: Mapped[str] = mapped_column(String(100), default="application/pdf")
    created_at: Mapped[datetime]


class PaperVersion(Base):
    """One version of a draft: the letter's data, the DOCX that came back if any, who, when, with what comment."""

    __tablename__ = "paper_versions"
    __table_args__ = (UniqueConstraint("paper_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[str] = mapped_column(ForeignKey("papers.id"))
    version: Mapped[int]
    content: Mapped[dict[str, Any]]
    storage_key: Mapped[str | None] = mapped_column(String(200))
    sha256: Mapped[str | None] = mapped_column(String(64))
    comment: Mapped[str] = mapped_column(String(2000), default="")
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    officer_name: Mapped[str] = mapped_column(String(120), default="")
    at: Mapped[datetime]
    # Read only where it is asked for (`joinedload`).
    scan: Mapped[Scan | None] = relationship(
        primaryjoin=lambda: foreign(PaperVersion.sha256) == Scan.sha256, viewonly=True, lazy="raise"
    )
