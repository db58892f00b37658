"""What waits for the officer, and the search over everything the officer may see. No query is written here."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, session

from backoffice.blueprint import blueprint
from backoffice.filtering import address, narrowing_chips, scope_chips, total_words, wanted_from_address
from backoffice.navigation import SEES_DOSSIERS, WORKS
from backoffice.rows import rows_of
from casework.queries import worklist as lists
from casework.queries.keyset import place_from
from web.access import officer
from web.current import actor, casework, now


@blueprint.get("/viec-can-lam")
@officer(*WORKS)
def worklist() -> Any:
    """The work list, late first; the filters of an address are what a dossier's way back leads to."""
    wanted = wanted_from_address()
    page = lists.waiting_for(casework(), actor(), wanted, now(), place_from(request.args.get("trang", "")))
    session["worklist"] = address(wanted)
    return render_template(
        "backoffice/worklist.html",
        page=page,
        rows=rows_of(page, now()),
        wanted=wanted,
        scopes=scope_chips(page, wanted),
        chips=narrowing_chips(page, wanted),
        total=total_words(page, wanted),
        late=page.count(wanted, lateness=lists.LATE),
        more_late=page.beyond(wanted, lateness=lists.LATE),
        link=lambda place: address(wanted, trang=place) if place else None,
    )


@blueprint.get("/tim-kiem")
@officer(*SEES_DOSSIERS)
def search() -> Any:
    """All dossiers the officer may see, closed ones too."""
    wanted = wanted_from_address(lists.ALL)
    asked = bool(wanted.words or wanted.finished_since)
    place = place_from(request.args.get("trang", ""))
    page = lists.found(casework(), actor(), wanted, now(), place) if asked else None
    return render_template(
        "backoffice/search.html",
        page=page,
        rows=rows_of(page, now()) if page else [],
        wanted=wanted,
        link=lambda place: address(wanted, "backoffice.search", trang=place) if place else None,
        export=lambda kind: address(wanted, "backoffice.listing", dang=kind),
    )
