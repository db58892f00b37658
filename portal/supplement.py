"""Answering a supplement: only what was asked is open. Whether it is complete is for the office to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.gateways.uploads import UploadRefused
from casework.queries.drafts import as_typed, key_of
from casework.queries.my_dossiers import MyDossier, my_dossier
from casework.queries.supplement_drafts import TypedSupplement, kept_items, open_names, typed_for
from casework.services.acting import InvalidInputs, Stale
from casework.services.attaching import NotAsked, attach_to_supplement, remove_from_supplement
from casework.services.drafting import AnswerRefused
from casework.services.supplement_drafting import save_supplement_answer, save_supplement_page
from casework.services.supplementing import answer_supplement
from casework.services.uploading import NOT_STORED
from portal.blueprint import blueprint
from portal.forms import given_answer, posted_answers
from portal.paper_uploads import Key, parse_name, posted_uploads, zone_of
from portal.windows import Saved, saved_elsewhere, seen_on
from procedures.answers import AnswerError, RequiredComponent, required_components
from procedures.case.decide import Refused
from procedures.case.replay import Supplement
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import ActionKind, Field, Group
from web.access import citizen
from web.current import account_id, actor, casework, now
from web.form_builder import form_for
from web.words import error_message, refusal_message, upload_message


@blueprint.get("/ho-so/<code>/bo-sung")
@citizen
def supplement(code: str) -> str | Response:
    """What the office asks for, and nothing else."""
    mine = my_dossier(casework(), code, actor(), now())
    if mine.action_of(ActionKind.ANSWER_SUPPLEMENT) is None:
        flash(_("Hồ sơ không có yêu cầu bổ sung đang chờ Ông/Bà."), "info")
        return redirect(url_for("portal.dossier", code=code))
    return _show(mine, {**mine.situation.answers, **_typed(mine).answers})


@blueprint.post("/ho-so/<code>/bo-sung")
@citizen
def send_supplement(code: str) -> Any:
    """Keep the chosen files; with the send button send the whole answer, else show the page again as it was typed."""
    mine = my_dossier(casework(), code, actor(), now())
    request_open = mine.situation.case.open_supplement
    if mine.action_of(ActionKind.ANSWER_SUPPLEMENT) is None or request_open is None:
        return _too_late(code)
    items = asked_items(mine, request_open)
    typed = posted_answers(items, kept_items(mine.situation))
    elsewhere = saved_elsewhere(_saved(mine, _typed(mine)), items, typed, request.form.get("seen", ""))
    typed |= {} if elsewhere else _with_cards(items, typed, request.form.get("list_action", ""), kept_items(mine.situation))
    disputed = {one.path for one in elsewhere}
    try:
        save_supplement_page(casework(), code, {name: one for name, one in typed.items() if name not in disputed}, by=actor(), at=now())
    except Refused:  # answered from another window in this very moment
        return _too_late(code)
    refused = _take(code, asked_papers(mine, request_open))
    _remove(code)
    if elsewhere:
        return _show(my_dossier(casework(), code, actor(), now()), typed, refused, elsewhere), 409
    if refused or "send" not in request.form:
        return _show(my_dossier(casework(), code, actor(), now()), typed, refused), 422 if refused else 200
    return _send(mine, typed)


def _too_late(code: str) -> Response:
    """The back button, a second press or another window: whoever sent it must not take it for received."""
    flash(_("Cơ quan không còn chờ phần bổ sung này: nó đã được gửi, hoặc hồ sơ đã sang bước khác. Điều vừa gửi không được ghi thêm."), "warning")
    return redirect(url_for("portal.dossier", code=code))


def _send(mine: MyDossier, typed: Mapping[str, Any]) -> Any:
    code, seen = mine.dossier.code, request.form.get("version", "")
    known = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
    try:
        answer_supplement(casework(), code, typed, by=actor(), at=now(), seen=known)
    except InvalidInputs as wrong:
        return _show(my_dossier(casework(), code, actor(), now()), typed, errors=wrong.errors), 422
    except Refused as refused:
        flash(refusal_message(refused), "warning")
    except Stale:
        flash(_("Hồ sơ vừa có thay đổi. Xin xem lại rồi gửi."), "warning")
        return redirect(url_for("portal.supplement", code=code))
    else:
        flash(_("Phần bổ sung đã được gửi. Cơ quan sẽ kiểm tra và báo cho Ông/Bà."), "success")
    return redirect(url_for("portal.dossier", code=code))


@blueprint.post("/ho-so/<code>/bo-sung/luu")
@citizen
def autosave_supplement(code: str) -> Any:
    """Keep one answer: JSON {path, value} → {saved_at, version}, or 422 with what is wrong with it."""
    path, value = given_answer()
    at = now()
    try:
        version = save_supplement_answer(casework(), code, path, value, by=actor(), at=at)
    except AnswerRefused as refused:
        return {"error": error_message(refused.error)}, 422
    except Refused as refused:
        return {"error": refusal_message(refused)}, 422
    return {"saved_at": at.isoformat(), "version": version}


@blueprint.record_once
def _let_autosave_answer_401(state: Any) -> None:
    """A lost session loses its token too: sign-in is asked about first, the token by the view itself."""
    state.app.extensions["csrf"].exempt(autosave_supplement)


@blueprint.post("/ho-so/<code>/bo-sung/tep")
@citizen
def supplement_upload(code: str) -> Any:
    """Take the files of one paper from the page's script."""
    mine = my_dossier(casework(), code, actor(), now())
    request_open = mine.situation.case.open_supplement
    key = parse_name(request.form.get("component", ""))
    if mine.action_of(ActionKind.ANSWER_SUPPLEMENT) is None or request_open is None:
        abort(404)
    if key is None or key not in map(key_of, asked_papers(mine, request_open)):
        abort(404)
    uploads = posted_uploads("file")
    if not uploads:
        return {"error": upload_message(UploadRefused("nothing_chosen"))}, 400
    try:
        attach_to_supplement(casework(), code, account_id(), *key, uploads, now())
    except UploadRefused as refused:
        return {"error": upload_message(refused)}, 422
    return {"name": uploads[0].name}


def supplement_as_typed(code: str) -> str:
    """The page with what was posted to it, unsaved: its token had ended with a session."""
    mine = my_dossier(casework(), code, actor(), now())
    asked = mine.situation.case.open_supplement
    if asked is None:
        abort(404)
    items = asked_items(mine, asked)
    flash(_("Phiên đã được nối lại. Ông/Bà xem lại rồi bấm gửi lần nữa."), "warning")
    return _show(mine, {**mine.situation.answers, **posted_answers(items, kept_items(mine.situation))})


def _typed(mine: MyDossier) -> TypedSupplement:
    asked = mine.situation.case.open_supplement
    return typed_for(casework(), mine.dossier.id, asked) if asked else TypedSupplement({}, None, 0)


def _saved(mine: MyDossier, typed: TypedSupplement) -> Saved:
    """What is kept of the answer: what was filed, and over it what was typed since it was asked."""
    return Saved(typed.revision, {**mine.situation.answers, **typed.answers}, mine.definition, now().astimezone(OFFICE_TIME).date())


def asked_items(mine: MyDossier, asked: Supplement) -> list[Field | Group]:
    """The questions and groups the office asked about, in the order of the form."""
    names = open_names(asked)
    return [item for page in mine.definition.pages for item in page.items if item.name in names]


def asked_papers(mine: MyDossier, asked: Supplement) -> list[RequiredComponent]:
    """The papers the office asked for, one for each item where they belong to items."""
    codes = {one.removeprefix("paper:") for one in asked.items if one.startswith("paper:")}
    shown = [
        one for one in required_components(mine.definition, mine.situation.facts(now())) if one.component.code in codes
    ]
    known = {one.component.code for one in shown}
    others = [one for one in mine.definition.components if one.code in codes - known]
    return [*shown, *(RequiredComponent(one, None, None, True) for one in others)]


def _take(code: str, papers: Sequence[RequiredComponent]) -> dict[Key, str]:
    refused: dict[Key, str] = {}
    away = False
    for key in map(key_of, papers):
        uploads = posted_uploads(f"paper:{key[0]}:{key[1]}")
        try:
            if uploads and away:  # each try waits for the store, and a page has many papers
                raise UploadRefused(NOT_STORED)
            if uploads:
                attach_to_supplement(casework(), code, account_id(), *key, uploads, now())
        except UploadRefused as wrong:
            refused[key] = upload_message(wrong)
            away = away or wrong.code == NOT_STORED
    return refused


def _remove(code: str) -> None:
    for name in ("remove", "replace"):
        if name in request.form:
            try:
                remove_from_supplement(casework(), code, account_id(), request.form[name][:32], now())
            except NotAsked:
                abort(404)


def _with_cards(items: Sequence[Field | Group], typed: Mapping[str, Any], wish: str, kept: Mapping[str, int]) -> dict[str, Any]:
    """The group with a card more or less; the first ones, as many as `kept` says, are not taken away."""
    name, _sep, rest = wish.partition(":")
    what, _sep, number = rest.partition(":")
    group = next((one for one in items if isinstance(one, Group) and one.name == name), None)
    cards = list(typed.get(name) or [])
    index = int(number) if number.isdecimal() and len(number) < 4 else 0
    if group is None or (what != "add" and index >= len(cards)):
        return {}
    if what == "remove" and index < kept.get(name, 0):
        return {}
    if what == "remove":
        return {name: cards[:index] + cards[index + 1 :]}
    if len(cards) >= group.max_items:
        return {}
    return {name: [*cards, dict(cards[index]) if what == "copy" else {}]}


def _show(
    mine: MyDossier,
    answers: Mapping[str, Any],
    refused: Mapping[Key, str] | None = None,
    errors: Sequence[AnswerError] = (),
) -> str:
    asked = mine.situation.case.open_supplement
    if asked is None:
        abort(404)
    items, at, kept = asked_items(mine, asked), now(), _typed(mine)
    whole = {**mine.situation.facts(at), **as_typed(mine.definition, answers, at.astimezone(OFFICE_TIME).date())}
    missing = {one.path.removeprefix("paper:"): error_message(one) for one in errors if one.path.startswith("paper:")}
    papers = asked_papers(mine, asked)
    at_papers = {key_of(one): missing[one.component.code] for one in papers if one.component.code in missing}
    sent = [one for one in mine.files if one.supplement == asked.number and one.id not in asked.sent]
    addresses = {
        one.id: {"url": url_for("portal.dossier_file", code=mine.dossier.code, attachment=one.id)} for one in sent
    }
    zones = [zone_of(one, sent, addresses, {**at_papers, **(refused or {})}, mine.definition) for one in papers]
    form = form_for(items, whole, [one for one in errors if not one.path.startswith("paper:")])
    summary = [*form.errors, *((f"{zone['title']}: {error}", zone["id"]) for zone in zones for error in zone["errors"])]
    return render_template(
        "portal/supplement.html",
        mine=mine,
        asked=asked,
        saved_at=kept.saved_at,
        seen=seen_on(_saved(mine, kept), items),
        form=form,
        kept=kept_items(mine.situation),
        zones=zones,
        summary=summary,
        max_mb=casework().uploads.max_bytes // (1024 * 1024),
    )
