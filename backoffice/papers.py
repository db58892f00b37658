"""The office's own papers: drafts edited in the portal or in a word processor, and what was issued. No rule and no query may enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.files import DOCX, PDF, sent
from backoffice.navigation import SEES_DOSSIERS
from backoffice.paper_names import paper_row, version_rows
from backoffice.presence import beside
from casework.gateways.uploads import UploadRefused
from casework.queries.papers import PaperPage, paper_page, papers_page
from casework.services.acting import InvalidInputs
from casework.services.paper_drafts import DraftMoved, draft_docx, draft_pdf, form_values, save_draft, upload_draft
from casework.services.uploading import Upload
from procedures.answers import AnswerError
from procedures.case.decide import Refused
from procedures.case.workbench import DRAFT_FIELDS
from procedures.definition import Role
from web.access import officer
from web.current import actor, casework, now
from web.form_builder import form_for, raw_answers
from web.words import refusal_message, upload_message

EDITORS = frozenset({Role.SPECIALIST, Role.DIVISION_HEAD, Role.DIRECTOR})


@blueprint.get("/ho-so/<code>/van-ban")
@officer(*SEES_DOSSIERS)
def papers(code: str) -> Any:
    """Drafts and issued papers of a dossier."""
    loaded, found = papers_page(casework(), code, actor())
    rows = [paper_row(one, loaded, editable) for one, editable in found]
    return render_template("backoffice/papers.html", dossier=loaded.dossier, rows=rows)


@blueprint.get("/ho-so/<code>/van-ban/<paper_id>")
@officer(*SEES_DOSSIERS)
def draft(code: str, paper_id: str) -> Any:
    """A paper with its versions; who is in charge edits it here."""
    page = paper_page(casework(), code, paper_id, actor())
    return _page(page, form_values(page.versions[0].content) if page.versions else {})


@blueprint.post("/ho-so/<code>/van-ban/<paper_id>")
@officer(*EDITORS)
def save_paper(code: str, paper_id: str) -> Any:
    """Keep what was written as a further version."""
    raw = raw_answers(DRAFT_FIELDS, request.form)
    try:
        number = save_draft(casework(), code, paper_id, raw, actor(), now(), _seen())
    except InvalidInputs as wrong:
        return _page(paper_page(casework(), code, paper_id, actor()), raw, wrong.errors), 422
    except DraftMoved:
        return _page(paper_page(casework(), code, paper_id, actor()), raw, seen=_seen()), 409
    except Refused as refused:
        return _refused(code, paper_id, refused)
    return _saved(code, paper_id, number)


@blueprint.post("/ho-so/<code>/van-ban/<paper_id>/tai-len")
@officer(*EDITORS)
def upload_paper(code: str, paper_id: str) -> Any:
    """Take a DOCX back as a further version."""
    given, comment = request.files.get("file"), request.form.get("comment-upload", "")
    upload = Upload(given.filename or "", given.read()) if given else Upload("", b"")
    page = paper_page(casework(), code, paper_id, actor())
    values = form_values(page.versions[0].content) if page.versions else {}
    try:
        if not upload.name:
            raise UploadRefused("nothing_chosen")
        number = upload_draft(casework(), code, paper_id, upload, comment, actor(), now(), _seen())
    except UploadRefused as refused:
        return _page(page, values, file_errors=[upload_message(refused)]), 422
    except InvalidInputs as wrong:
        return _page(page, values, wrong.errors), 422
    except DraftMoved:
        return _page(page, values, seen=_seen()), 409
    except Refused as refused:
        return _refused(code, paper_id, refused)
    return _saved(code, paper_id, number)


@blueprint.get("/ho-so/<code>/van-ban/<paper_id>/ban-<int:number>.docx")
@officer(*SEES_DOSSIERS)
def paper_docx(code: str, paper_id: str, number: int) -> Any:
    """A version for the word processor."""
    page = _with_versions(code, paper_id)
    return sent(draft_docx(casework(), page.paper, page.version(number)), f"{code}-v{number}.docx", DOCX)


@blueprint.get("/ho-so/<code>/van-ban/<paper_id>/ban-<int:number>.pdf")
@officer(*SEES_DOSSIERS)
def paper_preview(code: str, paper_id: str, number: int) -> Any:
    """A version as it would look on paper."""
    page = _with_versions(code, paper_id)
    return sent(draft_pdf(casework(), page.paper, page.version(number)), f"{code}-v{number}.pdf", PDF)


def _with_versions(code: str, paper_id: str) -> PaperPage:
    page = paper_page(casework(), code, paper_id, actor())
    if not page.versions:
        abort(404)
    return page


def _seen() -> int:
    given = request.form.get("seen", "")
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        abort(400)
    return int(given)


def _page(
    page: PaperPage,
    values: Mapping[str, Any],
    errors: Sequence[AnswerError] = (),
    *,
    file_errors: Sequence[str] = (),
    seen: int | None = None,
) -> str:
    """The paper; after a conflict with what others changed since `seen`."""
    built = form_for(DRAFT_FIELDS, values, errors)
    return render_template(
        "backoffice/draft.html",
        page=page,
        dossier=page.loaded.dossier,
        beside=beside(page.loaded.dossier.id),
        row=paper_row(page.paper, page.loaded, page.editable),
        built=built,
        summary=[*built.errors, *((one, "file") for one in file_errors)],
        file_errors=file_errors,
        versions=version_rows(page),
        since=[one for one in version_rows(page) if seen is not None and one["number"] > seen],
    )


def _saved(code: str, paper_id: str, number: int) -> Any:
    flash(_("Đã lưu bản %(n)s.", n=number), "success")
    return redirect(url_for("backoffice.draft", code=code, paper_id=paper_id))


def _refused(code: str, paper_id: str, refused: Refused) -> Any:
    flash(refusal_message(refused), "error")
    return redirect(url_for("backoffice.draft", code=code, paper_id=paper_id))
