"""Tracking without an account: the code shows how far a dossier has come, its access code what happened. No personal data."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import redirect, render_template, request, session, url_for

from casework.services.tracking import TooManyGuesses, Tracked, clean_code, followed, track
from portal.blueprint import blueprint
from procedures.case.clocks import clocks_of, originals_due_at
from web.access import public
from web.current import casework, now
from web.signing_in import visitor
from web.timeline import Reader, timeline_items

WHY = "whoever holds the receipt may look without an account"
# In the signed cookie of the session: which dossiers were opened with their access codes, and until when each stays open.
OPENED = "opened"
STAYS_OPEN = timedelta(minutes=15)
OPEN_AT_ONCE = 5


@blueprint.get("/tra-cuu")
@public(WHY)
def tracking() -> Any:
    """The box for code and access code; with `?ma=` how far that dossier has come, or its history while it is open."""
    code = clean_code(request.args.get("ma", ""))
    if not code:
        return _show("")
    if _is_open(code, now()):
        return _show(code, followed(casework(), code))
    return _look(code, "")


@blueprint.post("/tra-cuu")
@public(WHY)
def track_with_code() -> Any:
    """Open the dossier for whoever holds its access code; its page can then be read anew without showing it again."""
    code, access_code = clean_code(request.form.get("ma", "")), request.form.get("ma_tra_cuu", "")[:60]
    if not code:
        return _show("", problem="no_code"), 422
    return _look(code, access_code)


def _look(code: str, access_code: str) -> Any:
    try:
        found = track(casework(), code, access_code, visitor(), now())
    except TooManyGuesses:
        return _show(code, problem="wait"), 429
    if found is None:
        return _show(code, problem="wrong_pair" if access_code else "unknown"), 422 if access_code else 404
    if found.history:
        _open(code, now())
        return redirect(url_for("portal.tracking", ma=code), 303)
    return _show(code, found)


def _is_open(code: str, at: datetime) -> bool:
    return session.get(OPENED, {}).get(code, 0) > at.timestamp()


def _open(code: str, at: datetime) -> None:
    """Keep the last few that were opened: some look after the dossiers of a whole firm."""
    others = {one: until for one, until in session.get(OPENED, {}).items() if one != code and until > at.timestamp()}
    newest = sorted(others.items(), key=lambda one: one[1])[1 - OPEN_AT_ONCE :]
    session[OPENED] = dict(newest) | {code: int((at + STAYS_OPEN).timestamp())}


def _show(code: str, found: Tracked | None = None, problem: str = "") -> str:
    more: dict[str, Any] = {}
    if found and found.history:
        history = found.history
        clocks = clocks_of(history.case, history.definition, history.calendar)
        more = {
            "state": history.variant.state(history.case.state),
            "clocks": clocks,
            "originals_due_at": originals_due_at(history.case, history.variant, clocks),
            "timeline": timeline_items(history.events, history.definition, Reader.TRACKER),
        }
    return render_template("portal/tracking.html", code=code, found=found, problem=problem, **more)
