"""Who has a dossier open just now. It is worth a few minutes: no history, in no backup, and it never holds anybody up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import PASSING, Base


class Presence(Base):
    """An officer at the page of a dossier: open since `opened_at`, last heard of at `seen_at`."""

    __tablename__ = "presences"
    __table_args__ = {"info": {PASSING: True}}

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), primary_key=True)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
