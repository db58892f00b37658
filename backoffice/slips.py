"""The counter's papers of a dossier, printed at the office: receipt, supplement slip, refusal slip. What they say may not enter."""

from __future__ import annotations

from typing import Any

from flask import Response, abort
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from casework.queries.papers import papers_page
from casework.queries.situations import Loaded
from procedures.definition import ActionKind, Role
from web.access import officer
from web.current import actor, casework
from web.papers import NoSuchPaper, receipt_pdf_for, refusal_slip_pdf, supplement_slip_pdf

# Who meets the person at the counter, or answers for the dossier before them.
PRINTS = frozenset({Role.RECEPTION, Role.SPECIALIST, Role.DIVISION_HEAD, Role.CLERK})
RECEIPT, SUPPLEMENT, REFUSAL = "giay-tiep-nhan", "phieu-bo-sung", "phieu-tu-choi"
MAKE = {RECEIPT: receipt_pdf_for, SUPPLEMENT: supplement_slip_pdf, REFUSAL: refusal_slip_pdf}
MADE_BY = {
    RECEIPT: frozenset({ActionKind.ACCEPT, ActionKind.RECEIVE_ORIGINALS}),
    SUPPLEMENT: frozenset({ActionKind.REQUEST_SUPPLEMENT, ActionKind.STILL_INCOMPLETE}),
    REFUSAL: frozenset({ActionKind.REFUSE_RECEPTION}),
}


@blueprint.get("/ho-so/<code>/<any('giay-tiep-nhan', 'phieu-bo-sung', 'phieu-tu-choi'):kind>.pdf")
@officer(*PRINTS)
def slip(code: str, kind: str) -> Response:
    """A paper to hand over the counter; not found before the dossier has come to it."""
    loaded, _papers = papers_page(casework(), code, actor())
    try:
        content = MAKE[kind](casework(), loaded.dossier.code)
    except NoSuchPaper:
        abort(404)
    headers = {
        "Content-Disposition": f'attachment; filename="{kind}-{loaded.dossier.code}.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Response(content, mimetype="application/pdf", headers=headers)


@blueprint.context_processor
def counter_papers() -> dict[str, Any]:
    """The dossier page asks for the links of its slips."""
    return {"slips_of": slips_of}


def slips_of(loaded: Loaded) -> list[tuple[str, str]]:
    """The counter's papers this dossier has, with the words of their links; none for who does not print them."""
    if not actor().roles & PRINTS:
        return []
    words = {
        RECEIPT: _("Tải giấy tiếp nhận"),
        SUPPLEMENT: _("Tải phiếu yêu cầu bổ sung"),
        REFUSAL: _("Tải phiếu từ chối tiếp nhận"),
    }
    happened = {one.kind for one in loaded.events}
    return [(kind, words[kind]) for kind, makers in MADE_BY.items() if makers & happened]
