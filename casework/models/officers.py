"""Officers and their second factor. Citizens' accounts are elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base


class Officer(Base):
    """One officer. `roles` are codes of `procedures.definition.Role`; `deputy` marks a deputy head or deputy director.

    `fields` are the procedures a deputy director signs for; `unit` is the office or another unit such as the
    provincial centre; `recovery` holds hashes of unused recovery codes; `totp_last_step` makes a code single use.
    """

    __tablename__ = "officers"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[str] = mapped_column(String(120))
    roles: Mapped[list[Any]]
    division: Mapped[str] = mapped_column(String(40), default="")
    unit: Mapped[str] = mapped_column(String(120), default="")
    deputy: Mapped[bool] = mapped_column(default=False)
    fields: Mapped[list[Any]] = mapped_column(default=list)
    email: Mapped[str | None] = mapped_column(String(254))
    password_hash: Mapped[str] = mapped_column(String(300))
    totp_secret: Mapped[str] = mapped_column(String(64))
    totp_last_step: Mapped[int] = mapped_column(default=0)
    recovery: Mapped[list[Any]] = mapped_column(default=list)
    active: Mapped[bool] = mapped_column(default=True)
    session_epoch: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
