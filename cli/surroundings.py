"""What commands share: the application they run in, times as they are typed and printed. No command may enter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from flask import Flask, current_app

from casework.context import Casework
from procedures.clock.calendar import OFFICE_TIME


def application() -> Flask:
    """The application itself, to be used beyond its present context."""
    return cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]  a proxy has it


def casework() -> Casework:
    return current_app.extensions["casework"]


def now() -> datetime:
    clock = current_app.extensions.get("clock")
    return clock() if clock else datetime.now(UTC)


def printed(at: datetime | None) -> str | None:
    """ISO 8601 with +07:00, to the minute."""
    return at.astimezone(OFFICE_TIME).isoformat(timespec="minutes") if at else None
