"""What an applicant owes after the result, such as a report. Falling due is compared, never stored."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base


class Obligation(Base):
    """One thing owed: `party` is the tax code or account the duty lies on, `due_on` a local date."""

    __tablename__ = "obligations"
    __table_args__ = (UniqueConstraint("dossier_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    slug: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(60))
    party: Mapped[str] = mapped_column(String(60), index=True)
    due_on: Mapped[date]
    fulfilled_at: Mapped[datetime | None]
    reference: Mapped[str] = mapped_column(String(200), default="")
