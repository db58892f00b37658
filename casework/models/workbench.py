"""What officers keep beside a dossier: notes, check marks, paper changing hands. None of it moves a clock."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base


class Note(Base):
    """An internal note; the applicant never sees it."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    officer_name: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(String(4000))
    at: Mapped[datetime]


class CheckMark(Base):
    """An officer's finding on one component: "ok", "missing" or "wrong", with a remark. The latest one counts."""

    __tablename__ = "check_marks"
    __table_args__ = (UniqueConstraint("dossier_id", "component", "item"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    component: Mapped[str] = mapped_column(String(60))
    item: Mapped[int] = mapped_column(default=-1)
    finding: Mapped[str] = mapped_column(String(10))
    remark: Mapped[str] = mapped_column(String(1000), default="")
    officer_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class PaperMovement(Base):
    """Paper that changes hands: given and received with both names and times (NĐ 61/2018/NĐ-CP, Điều 18).

    `due_at` is the latest time of receiving: the same day, or the first hour of the next working day after 15:00.
    """

    __tablename__ = "paper_movements"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), index=True)
    what: Mapped[str] = mapped_column(String(500))
    from_unit: Mapped[str] = mapped_column(String(120))
    to_unit: Mapped[str] = mapped_column(String(120))
    giver_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    giver_name: Mapped[str] = mapped_column(String(120))
    given_at: Mapped[datetime]
    due_at: Mapped[datetime]
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    receiver_name: Mapped[str] = mapped_column(String(120), default="")
    received_at: Mapped[datetime | None]
