"""What the office sets by its own decision, as dated revisions that are never overwritten: calendars, what they moved, parameters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base


class CalendarRevision(Base):
    """One calendar file; the latest counts for open dossiers, a closed one keeps the revision at its end."""

    __tablename__ = "calendar_revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    toml: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(String(300), default="")
    by: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]


class DueMove(Base):
    """What a calendar moved of one open dossier: the due times of the whole and of its step, old and new; never changed, never deleted."""

    __tablename__ = "due_moves"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    calendar_revision_id: Mapped[int] = mapped_column(ForeignKey("calendar_revisions.id"), primary_key=True)
    old_due_at: Mapped[datetime | None]
    new_due_at: Mapped[datetime | None]
    old_step_due_at: Mapped[datetime | None]
    new_step_due_at: Mapped[datetime | None]


class ParameterRevision(Base):
    """All parameters of all procedures at once: {"<slug>": {"<name>": value}}, with the document that made them."""

    __tablename__ = "parameter_revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    in_force_from: Mapped[date]
    document: Mapped[str] = mapped_column(String(200))
    values: Mapped[dict[str, Any]]
    by: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
