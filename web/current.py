"""What the current request works with: the casework, the time, the one who acts. No decision may enter."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import current_app
from flask_login import current_user

from casework.context import Casework
from procedures.case.events import Actor


def casework() -> Casework:
    """The casework made by the composition root."""
    return current_app.extensions["casework"]


def now() -> datetime:
    """The present instant; views hand it to services, which never read a clock."""
    clock = current_app.extensions.get("clock")
    return clock() if clock else datetime.now(UTC)


def actor() -> Actor:
    """The signed-in actor of this request."""
    return current_user.actor


def account_id() -> int:
    """The signed-in citizen's account."""
    return current_user.account_id
