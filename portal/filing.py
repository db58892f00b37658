"""Beginning to file: drafts to go on with come before a new one. What a form asks is elsewhere."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from casework.queries.catalogue import ShownProcedure, shown_procedure
from casework.queries.drafts import drafts_of, submitted_as
from casework.services.drafting import DraftNotFound, TooManyDrafts, begin_draft, discard_draft
from portal.blueprint import blueprint
from procedures.definition import Definition
from web import errors
from web.access import citizen
from web.current import account_id, casework, now

ASKED_BY_SCRIPTS = frozenset({"portal.autosave", "portal.upload"})


@blueprint.get("/nop-ho-so/<slug>")
@citizen
def begin(slug: str) -> str | Response:
    """Drafts of this procedure, then the way to a new one."""
    shown = _to_file(slug)
    if casework().office.intake != "local":
        return render_template("portal/begin_elsewhere.html", shown=shown)
    if shown.guide:
        return redirect(url_for("portal.procedure", slug=slug))
    drafts = drafts_of(casework(), account_id(), now(), slug)
    return render_template("portal/begin.html", shown=shown, drafts=drafts, may_file=_may_file(shown))


@blueprint.post("/nop-ho-so/<slug>")
@citizen
def begin_new(slug: str) -> Response:
    """Begin a draft with what the account already knows."""
    shown = _to_file(slug)
    if shown.guide or casework().office.intake != "local" or not _may_file(shown):
        return redirect(url_for("portal.begin", slug=slug))
    known = _known(shown.definition)
    try:
        draft_id = begin_draft(casework(), account_id(), slug, known, now())
    except TooManyDrafts:
        flash(_("Ông/Bà đang có quá nhiều tờ khai dở. Vui lòng bỏ bớt trước khi bắt đầu tờ khai mới."), "warning")
        return redirect(url_for("portal.begin", slug=slug))
    return redirect(url_for("portal.form_page", slug=slug, draft=draft_id, page=shown.definition.pages[0].name))


@blueprint.get("/nop-ho-so/ban-nhap/<draft>/bo")
@citizen
def ask_to_discard(draft: str) -> str:
    """What would be thrown away: nothing brings it back, and on a phone the button lies under the thumb."""
    mine = next((one for one in drafts_of(casework(), account_id(), now()) if one.draft.id == draft), None)
    if mine is None:
        raise DraftNotFound(draft)
    return render_template("portal/discard.html", mine=mine)


@blueprint.post("/nop-ho-so/ban-nhap/<draft>/bo")
@citizen
def discard(draft: str) -> Response:
    """Throw a draft away."""
    discard_draft(casework(), draft, account_id(), now())
    flash(_("Tờ khai dở đã được bỏ."), "success")
    return redirect(url_for("portal.mine"))


@blueprint.errorhandler(DraftNotFound)
def no_such_draft(error: DraftNotFound) -> Any:
    """Whoever comes back to a draft that became a dossier, by the back button or a second tab, is led to the dossier."""
    code = submitted_as(casework(), str(error), account_id()) if current_user.is_authenticated else None
    if code is None:
        return errors.page(404)
    if request.endpoint in ASKED_BY_SCRIPTS:
        return {"error": _("Tờ khai này đã được nộp từ cửa sổ khác (mã hồ sơ %(code)s); thay đổi này không được ghi.", code=code)}, 422
    if request.method == "POST":
        flash(_("Tờ khai này đã được nộp từ cửa sổ khác. Điều vừa gửi không được ghi vào hồ sơ."), "warning")
    else:
        flash(_("Tờ khai này đã được nộp. Đây là hồ sơ của Ông/Bà."), "info")
    return redirect(url_for("portal.dossier", code=code))


def _to_file(slug: str) -> ShownProcedure:
    shown = shown_procedure(casework(), slug, now())
    if shown is None:
        abort(404)
    return shown


def _may_file(shown: ShownProcedure) -> bool:
    return current_user.account.kind in shown.definition.audience


def _known(definition: Definition) -> dict[str, Any]:
    """What the account can answer: questions say which of its columns they ask for."""
    asked = [one for page in definition.pages for one in page.items if getattr(one, "from_account", "")]
    values = {one.name: getattr(current_user.account, one.from_account, None) for one in asked}
    return {name: value for name, value in values.items() if value}
