"""Tracking without an account: the code shows how far a dossier has come, its access code what happened. No personal data."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from casework.services.tracking import TooManyGuesses, Tracked, clean_code, track
from portal.blueprint import blueprint
from procedures.case.clocks import clocks_of
from web.access import public
from web.current import casework, now
from web.timeline import Reader, timeline_items

WHY = "whoever holds the receipt may look without an account"


@blueprint.get("/tra-cuu")
@public(WHY)
def tracking() -> Any:
    """The box for code and access code; with `?ma=` how far that dossier has come."""
    code = clean_code(request.args.get("ma", ""))
    return _look(code, "") if code else _show("")


@blueprint.post("/tra-cuu")
@public(WHY)
def track_with_code() -> Any:
    """The history of the dossier for whoever holds its access code."""
    code, access_code = clean_code(request.form.get("ma", "")), request.form.get("ma_tra_cuu", "")[:60]
    if not code:
        return _show("", problem="no_code"), 422
    return _look(code, access_code)


def _look(code: str, access_code: str) -> Any:
    try:
        found = track(casework(), code, access_code, request.remote_addr or "", now())
    except TooManyGuesses:
        return _show(code, problem="wait"), 429
    if found is None:
        return _show(code, problem="wrong_pair" if access_code else "unknown"), 422 if access_code else 404
    return _show(code, found)


def _show(code: str, found: Tracked | None = None, problem: str = "") -> str:
    more: dict[str, Any] = {}
    if found and found.loaded:
        situation = found.loaded.situation
        more = {
            "state": situation.variant.state(situation.case.state),
            "clocks": clocks_of(situation.case, situation.definition, situation.calendar),
            "definition": situation.definition,
            "timeline": timeline_items(found.loaded.events, situation.definition, Reader.TRACKER),
        }
    return render_template("portal/tracking.html", code=code, found=found, problem=problem, **more)
