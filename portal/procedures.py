"""Reading about procedures before filing: the list, and one procedure in any of its versions. Nothing is filed here."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, render_template, request

from casework.queries.catalogue import (
    ShownProcedure,
    counter_is_open,
    find_procedures,
    main_line,
    shown_procedure,
    shown_procedures,
)
from portal.blueprint import blueprint
from portal.downloads import disposition
from portal.paper_uploads import sample_address
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Accepts, Component, Variant
from web.access import public
from web.current import casework, now
from web.english import language
from web.limits import percentage_cut
from web.paper_words import accepted_shapes
from web.papers import NoSuchPaper, filled_form_pdf, sample_form_pdf

LONGEST_SEARCH = 100


@blueprint.get("/thu-tuc")
@public("what the office offers is for everybody to read")
def procedures() -> str:
    """Every procedure in force; `?tim=` keeps those that say these words."""
    everything = shown_procedures(casework(), now())
    typed = "".join(sign for sign in request.args.get("tim", "")[:LONGEST_SEARCH] if sign.isprintable()).strip()
    return render_template(
        "portal/procedures.html",
        procedures=find_procedures(everything, typed),
        words=typed,
        anything=bool(everything),
    )


@blueprint.get("/thu-tuc/<slug>")
@public("what a procedure asks and promises is for everybody to read")
def procedure(slug: str) -> str:
    """One procedure; `?phien-ban=` names another version of it."""
    at = now()
    shown = shown_procedure(casework(), slug, at, request.args.get("phien-ban", "")[:20])
    if shown is None:
        abort(404)
    return render_template(
        "portal/procedure.html",
        shown=shown,
        definition=shown.definition,
        cases=[case_of(shown, one) for one in shown.definition.variants],
        papers=[paper_of(shown, one) for one in shown.definition.components],
        accepts=Accepts,
        counter_open=counter_is_open(casework(), at),
    )


@blueprint.get("/thu-tuc/<slug>/mau/<form>.pdf")
@public("a form that nobody has filled says what the law asks, to everybody")
def blank_form(slug: str, form: str) -> Response:
    """A form of the procedure with nothing filled in; `?phien-ban=` names another version of the procedure."""
    shown = shown_procedure(casework(), slug, now(), request.args.get("phien-ban", "")[:20])
    if shown is None or form not in {one.code for one in shown.definition.forms}:
        abort(404)
    response = Response(filled_form_pdf(shown.definition, form, {}, language()), mimetype="application/pdf")
    response.headers["Content-Disposition"] = disposition(f"{slug}-{form}.pdf", inline=False)
    return response


@blueprint.get("/thu-tuc/<slug>/xem-mau/<form>.pdf")
@public("a sample of fictional people shows everybody how a form is filled")
def sample_form(slug: str, form: str) -> Response:
    """A form filled with the example of the procedure; `?phien-ban=` names another version of the procedure."""
    at = now()
    shown = shown_procedure(casework(), slug, at, request.args.get("phien-ban", "")[:20])
    if shown is None:
        abort(404)
    try:
        pdf = sample_form_pdf(shown.definition, form, at.astimezone(OFFICE_TIME).date(), language())
    except NoSuchPaper:
        abort(404)
    response = Response(pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = disposition(f"mau-tham-khao-{slug}-{form}.pdf", inline=True)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def case_of(shown: ShownProcedure, variant: Variant) -> dict[str, Any]:
    """One case of a procedure: what is promised, what the law says where it says anything, and the steps."""
    legs = [one for one in variant.legs_for({}) if one.promised]
    committed = variant.committed_limit({}, shown.parameters)
    statutory = "+".join(one.statutory for one in legs) if all(one.statutory for one in legs) else ""
    return {
        "variant": variant,
        "usual": variant is shown.variant,
        "committed": committed,
        "statutory": statutory,
        "cut": percentage_cut(statutory, committed),
        "legs": [
            (one, str(shown.parameters.get(f"limit.{variant.code}.{one.code}", one.committed))) for one in variant.legs
        ],
        "steps": main_line(variant),
    }


def paper_of(shown: ShownProcedure, component: Component) -> dict[str, Any]:
    """A component with the shapes in which it is taken, in words, and the address of its sample."""
    version = "" if shown.is_current else shown.definition.version
    return {
        "component": component,
        "accepted": accepted_shapes(component),
        "sample_url": sample_address(shown.definition, component, version),
    }
