"""What commands share: the application they run in, times as they are typed and printed. No command may enter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from flask import Flask, current_app

from casework.context import Casework
from casework.schema import end_on_wrong_schema
from procedures.clock.calendar import OFFICE_TIME
from procedures.registry import Registry


def application() -> Flask:
    """The application itself, to be used beyond its present context."""
    return cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]  a proxy has it


def casework() -> Casework:
    """The case file, for a command that uses its database: one of a schema that does not suit ends the command."""
    known_schema(application())
    return current_app.extensions["casework"]


def known_schema(app: Flask) -> None:
    """End the command with one line unless this program may work on the schema of its database; asks once."""
    if app.extensions.get("schema is known"):
        return
    end_on_wrong_schema(app.extensions["settings"].database_url)
    app.extensions["schema is known"] = True


def registry() -> Registry:
    """The catalogue, for a command that needs no database."""
    return current_app.extensions["casework"].registry


def now() -> datetime:
    clock = current_app.extensions.get("clock")
    return clock() if clock else datetime.now(UTC)


def printed(at: datetime | None) -> str | None:
    """ISO 8601 with +07:00, to the minute."""
    return at.astimezone(OFFICE_TIME).isoformat(timespec="minutes") if at else None
