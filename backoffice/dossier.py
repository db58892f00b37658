"""The dossier page, and what officers keep beside it: findings, notes, papers changing hands. No rule and no query may enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.dossier_clocks import clocks_shown, ledger_shown, moves_shown, promise_and_lateness
from backoffice.dossier_parts import (
    actions_shown,
    checklist_shown,
    history_shown,
    movements_shown,
    papers_shown,
    people_shown,
    related_shown,
    sections_shown,
    warnings_shown,
)
from backoffice.navigation import SEES_DOSSIERS, WORKS
from backoffice.presence import beside
from backoffice.rows import KIND_OF_PHASE
from casework.queries.dossier_page import dossier_page
from casework.services import checking, custody, notes
from casework.services.acting import InvalidInputs
from procedures.answers import AnswerError
from procedures.case.decide import Refused
from procedures.case.workbench import FINDINGS, NOTE, giving_fields
from procedures.definition import Role, Text
from web.access import officer
from web.current import actor, casework, now
from web.form_builder import form_for
from web.words import error_message, refusal_message

LARGEST_ID = 2**31 - 1


@blueprint.get("/ho-so/<code>")
@officer(*SEES_DOSSIERS)
def dossier(code: str) -> Any:
    """Papers, answers, clocks and what may be done."""
    return _page(code)


def _page(
    code: str, typed: Mapping[str, Any] | None = None, errors: Sequence[AnswerError] = (), where: str = ""
) -> Any:
    """The page, or the page again with what was typed at `where` and what is wrong with it."""
    page = dossier_page(casework(), code, actor(), now())
    typed, wrong = typed or {}, {one: errors if where == one else () for one in ("note", "give", "check")}
    papers, clocks = papers_shown(page), clocks_shown(page, now())
    state = page.situation.variant.state(page.case.state)
    others = tuple(one for one in page.units if one != page.own_unit)
    return render_template(
        "backoffice/dossier.html",
        page=page,
        dossier=page.dossier,
        beside=beside(page.dossier.id),
        state=state,
        state_kind=KIND_OF_PHASE[state.phase],
        way_back=session.get("worklist") or url_for("backoffice.worklist"),
        papers=papers,
        shown=next((one for one in papers if one["id"] == request.args.get("tep")), papers[0] if papers else None),
        checklist=checklist_shown(page),
        findings=FINDINGS,
        may_check=checking.may_check(page.situation, actor()),
        may_write=bool(actor().roles & WORKS),
        typed=typed,
        check_errors=[error_message(one) for one in wrong["check"]],
        sections=sections_shown(page),
        warnings=warnings_shown(page),
        clocks=clocks,
        promise_and_lateness=promise_and_lateness(page, clocks),
        ledger=ledger_shown(page),
        moves=moves_shown(page),
        people=people_shown(page),
        history=history_shown(page),
        related=related_shown(page),
        movements=movements_shown(page, now()),
        duties={one.code: one.label for one in page.situation.definition.obligations},
        note_form=form_for((NOTE,), typed if where == "note" else {}, wrong["note"], prefix="note-"),
        give_form=form_for(giving_fields(others), typed if where == "give" else {}, wrong["give"], prefix="give-"),
        actions=actions_shown(page),
        examiner=page.case.examined_by & {actor().id} and Role.SPECIALIST not in actor().roles,
    )


def _back(code: str, anchor: str) -> Any:
    return redirect(url_for("backoffice.dossier", code=code, _anchor=anchor))


@blueprint.post("/ho-so/<code>/ghi-chu")
@officer(*WORKS)
def add_note(code: str) -> Any:
    """Keep an internal note."""
    written = request.form.get("note-text", "")
    try:
        notes.add_note(casework(), code, written, actor(), now())
    except InvalidInputs as wrong:
        return _page(code, {"text": written}, wrong.errors, "note"), 422
    flash(_("Đã lưu ghi chú."), "success")
    return _back(code, "ghi-chu")


@blueprint.post("/ho-so/<code>/kiem-tra")
@officer(*(checking.CHECKS))
def check_papers(code: str) -> Any:
    """Keep what was found about the papers."""
    if _remark_alone():
        words = _("Có nhận xét mà chưa chọn kết quả kiểm tra. Vui lòng chọn Đạt, Còn thiếu hoặc Chưa đúng cho mục đó.")
        return _page(code, request.form, [AnswerError("", "said", {}, Text(words, words))], "check"), 422
    try:
        count = checking.save_findings(casework(), code, _findings(), actor(), now())
    except InvalidInputs as wrong:
        return _page(code, request.form, wrong.errors, "check"), 422
    except Refused as refused:
        flash(refusal_message(refused), "error")
    else:
        flash(_("Đã lưu kết quả kiểm tra (%(n)s mục thay đổi).", n=count), "success")
    return _back(code, "kiem-tra")


def _findings() -> dict[tuple[str, int], checking.Finding]:
    """What was ticked or remarked; what was left as the page showed it is not said again: a colleague may have changed it since."""
    found = {}
    for name, value in request.form.items():
        component, _colon, item = name.removeprefix("finding-").rpartition(":")
        if name.startswith("finding-") and component and item.removeprefix("-").isdecimal() and len(item) < 5:
            remark = request.form.get(f"remark-{component}:{item}", "")
            if (value, remark) != tuple(request.form.get(f"was-{one}-{component}:{item}", "") for one in ("finding", "remark")):
                found[(component, int(item))] = checking.Finding(value, remark)
    return found


def _remark_alone() -> bool:
    """Whether something was remarked about a component without a tick: it would be lost."""
    remarks = (name.removeprefix("remark-") for name, value in request.form.items() if name.startswith("remark-") and value.strip())
    return any(f"finding-{key}" not in request.form for key in remarks)


@blueprint.post("/ho-so/<code>/giao-giay")
@officer(*WORKS)
def give_papers(code: str) -> Any:
    """Hand paper over: the giver's name and time."""
    given = {name: request.form.get(f"give-{name}", "") for name in ("what", "to_unit")}
    try:
        custody.give(casework(), code, given["what"], given["to_unit"], actor(), now())
    except InvalidInputs as wrong:
        return _page(code, given, wrong.errors, "give"), 422
    flash(_("Đã ghi việc giao giấy tờ; bên nhận ký nhận trên trang này."), "success")
    return _back(code, "giay-to-giay")


@blueprint.post("/ho-so/<code>/nhan-giay/<int:movement_id>")
@officer(*WORKS)
def receive_papers(code: str, movement_id: int) -> Any:
    """Sign for paper: the receiver's name and time."""
    if movement_id > LARGEST_ID:
        abort(404)
    try:
        custody.receive(casework(), code, movement_id, actor(), now())
    except Refused as refused:
        if refused.code == "not_offered":
            abort(404)
        flash(_custody_words().get(refused.code, refusal_message(refused)), "error")
    else:
        flash(_("Đã ký nhận giấy tờ."), "success")
    return _back(code, "giay-to-giay")


def _custody_words() -> dict[str, str]:
    return {
        "already_received": _("Giấy tờ này đã có người ký nhận."),
        "not_for_your_unit": _("Giấy tờ này giao cho bộ phận khác; người của bộ phận đó ký nhận."),
    }
