"""My dossiers: the list, one dossier from filing to result, its papers, withdrawing. Supplements are elsewhere."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.models import Attachment, Paper
from casework.queries.drafts import drafts_of
from casework.queries.my_dossiers import (
    MyDossier,
    dossiers_of,
    my_dossier,
    my_file,
    my_paper,
    obligation_words,
)
from casework.services.acting import InvalidInputs, Stale, act
from portal.blueprint import blueprint
from portal.downloads import disposition, download
from portal.paper_uploads import title_of
from procedures.answers import RequiredComponent
from procedures.case.decide import Refused
from procedures.definition import ActionKind, Component
from web.access import citizen
from web.answer_words import sections_of
from web.current import account_id, actor, casework, now
from web.papers import NoSuchPaper, receipt_pdf_for, refusal_slip_pdf, supplement_slip_pdf
from web.timeline import timeline_items
from web.words import error_message, refusal_message

SLIPS = {"phieu-bo-sung": supplement_slip_pdf, "phieu-tu-choi": refusal_slip_pdf}


@blueprint.get("/ho-so")
@citizen
def mine() -> str:
    """Drafts to go on with, then dossiers, newest first."""
    before = request.args.get("truoc", "")
    rows, older = dossiers_of(
        casework(), account_id(), int(before) if before.isdecimal() and len(before) < 12 else None
    )
    drafts = () if before else drafts_of(casework(), account_id(), now())
    return render_template("portal/mine.html", dossiers=rows, older=older, newest=not before, drafts=drafts)


@blueprint.get("/ho-so/<code>")
@citizen
def dossier(code: str) -> str:
    """Who holds the ball, what was promised, what happened, what came of it."""
    at = now()
    mine = my_dossier(casework(), code, actor(), at)
    definition, facts = mine.definition, mine.situation.facts(at)
    return render_template(
        "portal/dossier.html",
        mine=mine,
        timeline=timeline_items(mine.events, definition),
        sections=list(sections_of(definition, mine.situation.answers, facts)),
        files=files_of(mine),
        duties=obligation_words(definition),
        slips=slips_of(mine),
        supplement=mine.action_of(ActionKind.ANSWER_SUPPLEMENT),
        withdraw=mine.action_of(ActionKind.WITHDRAW),
    )


def files_of(mine: MyDossier) -> list[tuple[Attachment, str]]:
    """What the office has of the applicant, in the law's order, each with the paper and the person or thing it is of."""
    order = {one.code: (index, one) for index, one in enumerate(mine.definition.components)}
    unsent = {one.id for one in mine.unsent}
    found = [one for one in mine.files if one.component in order and one.id not in unsent]
    found.sort(key=lambda one: (order[one.component][0], one.item, one.uploaded_at))
    return [(one, _title(mine, order[one.component][1], one.item)) for one in found]


def _title(mine: MyDossier, component: Component, item: int) -> str:
    own = component.each == mine.definition.items and 0 <= item < len(mine.item_titles)
    title = mine.item_titles[item] if own else None
    return title_of(RequiredComponent(component, None if item < 0 else item, title, True))


@blueprint.get("/ho-so/<code>/giay-tiep-nhan.pdf")
@citizen
def receipt(code: str) -> Response:
    """The receipt with the promised time, once the dossier was accepted."""
    mine = my_dossier(casework(), code, actor(), now())
    if mine.situation.case.accepted_at is None:
        abort(404)
    return _pdf(receipt_pdf_for(casework(), mine.dossier.code), f"giay-tiep-nhan-{mine.dossier.code}.pdf")


@blueprint.get("/ho-so/<code>/<any('phieu-bo-sung', 'phieu-tu-choi'):kind>.pdf")
@citizen
def slip(code: str, kind: str) -> Response:
    """The slip that asks for a supplement, or the one that refuses reception."""
    mine = my_dossier(casework(), code, actor(), now())
    make = SLIPS[kind]
    try:
        return _pdf(make(casework(), mine.dossier.code), f"{kind}-{mine.dossier.code}.pdf")
    except NoSuchPaper:
        abort(404)


def _pdf(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": disposition(name, inline=False), "X-Content-Type-Options": "nosniff"}
    return Response(content, mimetype="application/pdf", headers=headers)


def slips_of(mine: MyDossier) -> list[tuple[str, str]]:
    """The slips this dossier has, with the words of their buttons."""
    kinds = {one.kind for one in mine.events}
    found = []
    if ActionKind.REQUEST_SUPPLEMENT in kinds:
        found.append(("phieu-bo-sung", _("Tải phiếu yêu cầu bổ sung")))
    if ActionKind.REFUSE_RECEPTION in kinds:
        found.append(("phieu-tu-choi", _("Tải phiếu từ chối tiếp nhận")))
    return found


@blueprint.get("/ho-so/<code>/tep/<attachment>")
@citizen
def dossier_file(code: str, attachment: str) -> Response:
    """A file the applicant handed in, or a scan that came with the result."""
    row = my_file(casework(), code, actor(), attachment)
    return download(row.storage_key, row.file_name, row.content_type)


@blueprint.get("/ho-so/<code>/ket-qua/<paper>")
@citizen
def result(code: str, paper: str) -> Response:
    """A paper of the office; taking a result is its handing over, where the procedure lets the applicant confirm it."""
    row = my_paper(casework(), code, actor(), paper)
    response = download(str(row.storage_key), file_name_of(row, code), row.content_type, attached=True)
    if row.code.startswith("result:") and request.method == "GET":  # who only asks how large it is has not taken it
        _handed_over(code)
    return response


def file_name_of(paper: Paper, code: str) -> str:
    """As "12-SNgV-LS_H99.01-20261014-0000001.pdf"."""
    number = "-".join(part for part in (str(paper.number or ""), paper.symbol.replace("/", "-")) if part)
    return f"{number or paper.code.replace(':', '-')}_{code}.pdf"


def _handed_over(code: str) -> None:
    mine = my_dossier(casework(), code, actor(), now())
    action = mine.action_of(ActionKind.HAND_OVER)
    if action is None:
        return
    try:
        act(casework(), code, action.code, {}, by=actor(), at=now(), seen=mine.dossier.version)
    except (Stale, Refused):
        return  # somebody else has just handed it over


@blueprint.get("/ho-so/<code>/rut")
@citizen
def withdraw(code: str) -> str | Response:
    """What withdrawing means, and why."""
    mine = my_dossier(casework(), code, actor(), now())
    action = mine.action_of(ActionKind.WITHDRAW)
    if action is None:
        flash(_("Hồ sơ này không còn rút được."), "info")
        return redirect(url_for("portal.dossier", code=code))
    return _ask_why(mine)


@blueprint.post("/ho-so/<code>/rut")
@citizen
def withdraw_now(code: str) -> Any:
    """Withdraw, or ask for it once a submission has left the office."""
    mine = my_dossier(casework(), code, actor(), now())
    action, seen = mine.action_of(ActionKind.WITHDRAW), request.form.get("version", "")
    try:
        if action is None or not seen.isdecimal() or len(seen) > 9:
            raise Refused("not_in_this_state")
        act(casework(), code, action.code, request.form, by=actor(), at=now(), seen=int(seen))
    except InvalidInputs as wrong:
        return _ask_why(mine, request.form.get("reason", ""), [error_message(one) for one in wrong.errors]), 422
    except Refused as refused:
        flash(refusal_message(refused), "warning")
    except Stale:
        flash(_("Hồ sơ vừa có thay đổi. Xin xem lại trước khi rút."), "warning")
    else:
        flash(_("Đề nghị rút hồ sơ đã được ghi nhận."), "success")
    return redirect(url_for("portal.dossier", code=code))


def _ask_why(mine: MyDossier, reason: str = "", errors: list[str] | None = None) -> str:
    action = mine.action_of(ActionKind.WITHDRAW)
    return render_template("portal/withdraw.html", mine=mine, action=action, reason=reason, errors=errors or [])
