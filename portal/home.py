"""The front page: what one can do here, where a dossier stands, how the office keeps its word, who helps. No form is filled here."""

from __future__ import annotations

from flask import render_template

from casework.queries.catalogue import counter_is_open, shown_procedures
from casework.queries.public_figures import on_time_this_month
from portal.blueprint import blueprint
from web.access import public
from web.current import casework, now


@blueprint.get("/")
@public("the front page of a public service")
def home() -> str:
    """The front page."""
    at = now()
    return render_template(
        "portal/home.html",
        procedures=shown_procedures(casework(), at),
        on_time=on_time_this_month(casework(), at),
        counter_open=counter_is_open(casework(), at),
    )
