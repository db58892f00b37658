"""Taking an action on a dossier: a page of its own that says what will happen. No rule and no query may enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.navigation import WORKS
from backoffice.presence import beside
from casework.gateways.storage import StorageUnavailable
from casework.gateways.uploads import UploadRefused
from casework.queries.dossier_page import ActionForm, action_form
from casework.services.acting import InvalidInputs, Stale, act
from casework.services.paperwork import NumberTaken
from casework.services.uploading import NOT_STORED, Upload
from procedures.answers import AnswerError
from procedures.case.decide import Refused
from procedures.definition import ActionKind, Field, Kind, Text
from web.access import officer
from web.answer_words import value_in_words
from web.current import actor, casework, now
from web.filters import text, vn_datetime
from web.form_builder import form_for, raw_answers
from web.timeline import Reader, timeline_items
from web.words import refusal_message, upload_message

# Files of these two reach the applicant with the result; those of the others stay in the office.
FILES_FOR_APPLICANT = frozenset({ActionKind.RECEIVE_BACK, ActionKind.ISSUE})
TAKES_FILES = FILES_FOR_APPLICANT | {ActionKind.RECORD_OPINION, ActionKind.SEND, ActionKind.RECEIVE_ORIGINALS}
LEAVES_MY_SIGHT = frozenset({ActionKind.MOVE, ActionKind.DECLINE_MOVE})
ASKS_FOR_PAPERS = frozenset({ActionKind.REQUEST_SUPPLEMENT, ActionKind.STILL_INCOMPLETE})


@blueprint.get("/ho-so/<code>/<action>")
@officer(*WORKS)
def action(code: str, action: str) -> Any:
    """What the action asks and what it will do."""
    form = _form(code, action)
    if form.why_not:
        flash(refusal_message(Refused(form.why_not)), "error")
        return redirect(url_for("backoffice.dossier", code=code))
    return _page(form, form.suggested)


@blueprint.post("/ho-so/<code>/<action>")
@officer(*WORKS)
def take_action(code: str, action: str) -> Any:
    """Take it, or say at its place why not; nothing typed is lost."""
    seen = _seen()
    try:
        done = act(casework(), code, action, _typed_now, by=actor(), at=now(), seen=seen, files=_files(code, action))
    except (Stale, InvalidInputs, NumberTaken, UploadRefused, StorageUnavailable, Refused) as why:
        return _not_done(_form(code, action), why, seen)
    flash(_("Đã ghi: %(what)s.", what=text(done.action.label)), "success")
    if done.action.kind in LEAVES_MY_SIGHT:
        return redirect(url_for("backoffice.worklist"))
    return redirect(url_for("backoffice.dossier", code=code))


def _typed_now(fields: Sequence[Field]) -> Mapping[str, Any]:
    return raw_answers(fields, request.form)


def _not_done(form: ActionForm, why: Exception, seen: int) -> Any:
    raw = _typed_now(form.fields)
    match why:
        case Stale():
            return _stale(form, raw, seen), 409
        case InvalidInputs():
            return _page(form, raw, why.errors), 422
        case NumberTaken():
            return _page(form, raw, (_number_taken(why),)), 422
        case UploadRefused():
            return _page(form, raw, file_errors=[upload_message(why)]), 422
        case StorageUnavailable():
            return _page(form, raw, (_said("", upload_message(UploadRefused(NOT_STORED))),)), 503
        case Refused():
            return _page(form, raw, (_said(why.path, refusal_message(why)),)), 422
    raise why


def _form(code: str, action_code: str) -> ActionForm:
    """The form; 404 for an action the process does not have, 403 for one that belongs to another role."""
    form = action_form(casework(), code, action_code, actor(), now())
    if form is None:
        abort(404)
    if not actor().roles & set(form.action.by):
        abort(403)
    return form


def _seen() -> int:
    """The last event on the page the officer saw."""
    given = request.form.get("seen", "")
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        abort(400)
    return int(given)


def _files(code: str, action: str) -> list[Upload]:
    """What was attached; the form is looked at only then, because it may not be one that takes files."""
    given = [one for one in request.files.getlist("files") if one.filename]
    if not given or _form(code, action).action.kind not in TAKES_FILES:
        return []
    return [Upload(one.filename or "", one.read()) for one in given]


def _page(
    form: ActionForm,
    answers: Mapping[str, Any],
    errors: Sequence[AnswerError] = (),
    *,
    file_errors: Sequence[str] = (),
    since: Sequence[Any] = (),
) -> str:
    built = form_for(form.fields, answers, errors)
    return render_template(
        "backoffice/action.html",
        form=form,
        action=form.action,
        dossier=form.loaded.dossier,
        beside=beside(form.loaded.dossier.id),
        built=built,
        summary=[*built.errors, *((one, "files") for one in file_errors)],
        file_errors=file_errors,
        takes_files=form.action.kind in TAKES_FILES,
        foretold=_foretold(form),
        infected=[one.file_name for one in form.infected],
        since=since,
    )


def _stale(form: ActionForm, raw: Mapping[str, Any], seen: int) -> str:
    """What others did meanwhile, above the form as it was typed; without the form when the action is over."""
    count = sum(one.sequence > seen for one in form.loaded.events)
    since = timeline_items(form.loaded.events, form.loaded.situation.definition, Reader.OFFICER)[: max(count, 1)]
    if not form.why_not:
        return _page(form, raw, since=since)
    typed = [{"label": text(one.label), "value": _typed(one, raw.get(one.name, ""))} for one in form.fields]
    return render_template(
        "backoffice/action_gone.html",
        action=form.action,
        dossier=form.loaded.dossier,
        since=since,
        typed=[one for one in typed if one["value"]],
        why_not=refusal_message(Refused(form.why_not)),
    )


def _typed(one: Field, value: Any) -> str:
    """What was typed, as it was: it may be wrong."""
    return value_in_words(one, value) if one.kind in (Kind.CHOICE, Kind.CHOICES) else str(value)


def _foretold(form: ActionForm) -> str:
    """What the action would do to the clock in this very case, and who will see its files."""
    if form.promise is not None:
        return _("Tiếp nhận bây giờ thì hẹn trả kết quả trước %(when)s.", when=vn_datetime(form.promise))
    if form.action.kind in ASKS_FOR_PAPERS and form.loaded.situation.case.accepted_at is not None:
        if form.restarts:
            return _("Khi nhận đủ phần bổ sung, thời hạn tính lại từ đầu.")
        return _("Khi nhận đủ phần bổ sung, đồng hồ chạy tiếp phần thời hạn còn lại.")
    if form.action.kind in FILES_FOR_APPLICANT:
        return _("Tệp kèm theo (nếu có) là bản chụp kết quả: người nộp tải được sau khi phát hành.")
    return ""


def _number_taken(taken: NumberTaken) -> AnswerError:
    words = _("Số %(number)s đã có trong sổ năm %(year)s. Vui lòng kiểm tra sổ và nhập số khác.")
    return _said(taken.path, words % {"number": taken.number, "year": taken.year})


def _said(path: str, message: str) -> AnswerError:
    """A message already in the reader's words, shown at its input."""
    return AnswerError(path, "said", {}, Text(message, message))
