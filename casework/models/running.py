"""What the program remembers of its own running, shared by all its processes: periodic duties and landmarks. Nothing of a dossier."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base


class DutyRun(Base):
    """One periodic duty, whoever does it: done by one process at a time, under a lease that outlives no killed process."""

    __tablename__ = "duty_runs"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    done_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    leased_by: Mapped[str | None] = mapped_column(String(60))


class Landmark(Base):
    """The last time something of note went well (a backup, a rehearsed restore), with its figures."""

    __tablename__ = "landmarks"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    at: Mapped[datetime]
    data: Mapped[dict[str, Any]]
