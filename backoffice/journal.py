"""The auditor's page: every event of every dossier, to read only. No query is written here."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from casework.queries.journal import Entry, events
from casework.queries.keyset import place_from
from procedures.definition import ActionKind, Role
from web.access import officer
from web.current import actor, casework, now
from web.filters import text, vn_datetime
from web.role_names import role_name


@blueprint.get("/nhat-ky")
@officer(Role.AUDITOR)
def journal() -> Any:
    """Who did what, when, to which dossier."""
    words = request.args.get("q", "").strip()
    page = events(casework(), actor(), words, place_from(request.args.get("trang", "")))
    return render_template(
        "backoffice/journal.html",
        words=words,
        now=now(),
        rows=[_row(one) for one in page.rows],
        previous=_link(page.previous, words),
        following=_link(page.next, words),
    )


def _link(place: Any, words: str) -> str | None:
    return url_for("backoffice.journal", trang=place, q=words or None) if place else None


def _row(one: Entry) -> dict[str, Any]:
    """One event in words; a dossier may have changed its variant since, so every variant is asked for the label."""
    definition = casework().registry.version(one.slug, one.definition_version)
    labels = {action.code: text(action.label) for variant in definition.variants for action in variant.actions}
    states = {state.code: text(state.label) for variant in definition.variants for state in variant.states}
    return {
        "url": url_for("backoffice.dossier", code=one.code),
        "code": one.code,
        "at": vn_datetime(one.at),
        "who": one.actor_name or role_name(one.actor_kind),
        "what": labels.get(one.action) or (_("Nộp hồ sơ") if one.kind == ActionKind.SUBMIT else one.action),
        "state": states.get(one.state, one.state),
        "sequence": one.sequence,
    }
