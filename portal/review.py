"""Everything at a glance before filing, then filing exactly once. What is complete is decided by the service."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.queries.drafts import OpenDraft, key_of, open_draft
from casework.services.filing import NotComplete, NotOnline
from casework.services.filing import submit as submit_draft
from portal.blueprint import blueprint
from portal.paper_uploads import title_of, zone_id
from portal.steps import address, address_of_page, steps_of
from procedures.answers import AnswerError
from web.access import citizen
from web.answer_words import sections_of
from web.current import account_id, casework, now
from web.words import error_message


@blueprint.get("/nop-ho-so/<slug>/<draft>/xem-lai")
@citizen
def review(slug: str, draft: str) -> str | Response:
    """All answers and papers, what is missing or worth another look, the fee, when and who decides."""
    opened = open_draft(casework(), draft, account_id(), now())
    if opened.draft.slug != slug:
        abort(404)
    if opened.stop:
        return redirect(address(opened, "portal.stop"))
    return render_template(
        "portal/review.html",
        opened=opened,
        sections=list(sections_of(opened.definition, opened.answers, opened.facts)),
        wrong=_by_path(opened.checked.errors),
        warnings=[error_message(one) for one in opened.checked.warnings],
        summary=_what_is_missing(opened),
        papers=[(one, title_of(one), _files_of(opened, one)) for one in opened.needed],
        steps=steps_of(opened, "review"),
    )


@blueprint.post("/nop-ho-so/<slug>/<draft>/nop")
@citizen
def submit(slug: str, draft: str) -> Response:
    """File the draft; a second press of the button leads to the same dossier."""
    try:
        code = submit_draft(casework(), draft, account_id(), now())
    except NotComplete:
        flash(_("Hồ sơ chưa nộp được vì còn chỗ thiếu. Xin xem danh sách dưới đây."), "warning")
        return redirect(url_for("portal.review", slug=slug, draft=draft))
    except NotOnline:
        return redirect(url_for("portal.begin", slug=slug))
    flash(_("Hồ sơ đã nộp. Mã hồ sơ: %(code)s.", code=code), "success")
    return redirect(url_for("portal.dossier", code=code))


def _by_path(errors: tuple[AnswerError, ...]) -> dict[str, str]:
    return {one.path: error_message(one) for one in errors}


def _what_is_missing(opened: OpenDraft) -> list[dict[str, str]]:
    """What stops the filing, each with the place to mend it."""
    found = []
    for page in opened.pages:
        wrong = opened.errors_of(page)
        if wrong:
            found.append({"label": page.title, "n": len(wrong), "url": address_of_page(opened, page)})
    infected = {key_of(one) for one in opened.infected}
    missing = [one for one in opened.missing if key_of(one) not in infected]
    return found + [
        {
            "label": title_of(one),
            "n": 0,
            "lacks": _("tệp có mã độc, cần gửi tệp khác") if key_of(one) in infected else _("chưa có tệp"),
            "url": address(opened, "portal.papers") + f"#{_zone(one)}-field",
        }
        for one in (*missing, *opened.infected)
    ]


def _zone(needed: Any) -> str:
    return zone_id(needed.component.code, -1 if needed.item_index is None else needed.item_index)


def _files_of(opened: OpenDraft, needed: Any) -> list[Any]:
    item = -1 if needed.item_index is None else needed.item_index
    return [one for one in opened.files if (one.component, one.item) == (needed.component.code, item)]
