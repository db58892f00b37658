"""Entering and leaving: a session begins empty at either door, so nobody is citizen and officer at once. No password may enter."""

from __future__ import annotations

from typing import Any

from flask import current_app, request, session
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from flask_wtf import FlaskForm

from web.preferences import safe_next

# Why a page of either door is open to anybody.
AT_THE_DOOR = "nobody is signed in yet at the door"


def enter(user: Any) -> None:
    """Begin a session for a user; whatever the browser brought along is forgotten, so it cannot be fixed beforehand."""
    session.clear()
    session.permanent = True
    login_user(user)


def leave() -> None:
    """End the session of this browser."""
    logout_user()
    session.clear()


def where_to(wanted: str | None, default: str) -> str:
    """The page to go to, in the language of this request: `wanted` when it is a page of ours, else `default`."""
    target = safe_next(wanted or "", default)
    root = request.script_root
    return target if target == root or target.startswith(f"{root}/") else root + target


def refuse(form: FlaskForm, field: str, message: str) -> None:
    """Say at a field, and so in the summary, what a service found wrong."""
    form[field].errors = [*form[field].errors, message]


def session_end() -> dict[str, int]:
    """How long a session lasts without being used, for the warning before its end."""
    return {"session_seconds": int(current_app.permanent_session_lifetime.total_seconds())}


def visitor() -> str:
    """The network address of who asks."""
    return request.remote_addr or ""


def too_many() -> str:
    """What to do after too many wrong attempts."""
    return _("Đã thử nhiều lần. Vui lòng đợi ít phút rồi thử lại.")
