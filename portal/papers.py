"""The papers of a draft: what the answers require, handed in one by one, previewed, replaced, removed. Rules of files are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from casework.gateways.uploads import UploadRefused
from casework.queries.drafts import OpenDraft, file_of_draft, key_of, open_draft
from casework.services.attaching import NotAsked, attach_papers, attach_to_draft, remove_from_draft
from portal.blueprint import blueprint
from portal.downloads import download, preview
from portal.paper_uploads import Key, field_name, parse_name, posted_uploads, zone_id, zone_of
from portal.steps import address, steps_of
from web import errors
from web.access import citizen
from web.current import account_id, casework, now
from web.english import language
from web.papers import filled_form_pdf
from web.words import upload_message


@blueprint.get("/nop-ho-so/<slug>/<draft>/giay-to")
@citizen
def papers(slug: str, draft: str) -> str | Response:
    """The papers this draft needs; `?thay=` names a file that the next one replaces."""
    opened = _open(slug, draft)
    if opened.stop:
        return redirect(address(opened, "portal.stop"))
    return _show(opened, {}, request.args.get("thay", "")[:32])


@blueprint.post("/nop-ho-so/<slug>/<draft>/giay-to")
@citizen
def save_papers(slug: str, draft: str) -> Any:
    """Take the chosen files, replace or remove one, then go on to the review."""
    opened = _open(slug, draft)
    refused = _take(opened)
    if "remove" in request.form:
        remove_from_draft(casework(), draft, account_id(), request.form["remove"][:32], now())
        return redirect(address(opened, "portal.papers"))
    if "replace" in request.form and not refused:
        return redirect(_replace(opened, request.form["replace"][:32]))
    if refused:
        return _show(_open(slug, draft), refused), 422
    return redirect(address(opened, "portal.review" if request.form.get("then") == "review" else "portal.papers"))


@blueprint.post("/nop-ho-so/<slug>/<draft>/giay-to/tep")
@citizen
def upload(slug: str, draft: str) -> Any:
    """Take the files of one paper from the page's script: {name} or an error; several photos become one PDF."""
    opened = _open(slug, draft)
    key = parse_name(request.form.get("component", ""))
    if key is None or key not in _asked(opened):
        abort(404)
    uploads = posted_uploads("file")
    if not uploads:
        return {"error": upload_message(UploadRefused("nothing_chosen"))}, 400
    try:
        attach_to_draft(casework(), draft, account_id(), *key, uploads, now())
    except UploadRefused as refused:
        return {"error": upload_message(refused)}, 422
    _remove_replaced(opened, request.args.get("thay", "")[:32], key)
    return {"name": uploads[0].name}


@blueprint.get("/nop-ho-so/<slug>/<draft>/tep/<attachment>")
@citizen
def draft_file(slug: str, draft: str, attachment: str) -> Response:
    """A file of a draft, for its owner."""
    row = file_of_draft(casework(), draft, account_id(), attachment)
    return download(row.storage_key, row.file_name, row.content_type)


@blueprint.get("/nop-ho-so/<slug>/<draft>/tep/<attachment>/anh-nho")
@citizen
def draft_thumbnail(slug: str, draft: str, attachment: str) -> Response:
    """A small picture of a photo in a draft."""
    row = file_of_draft(casework(), draft, account_id(), attachment)
    return preview(row.storage_key, row.kind)


@blueprint.get("/nop-ho-so/<slug>/<draft>/mau/<form>.pdf")
@citizen
def filled_form(slug: str, draft: str, form: str) -> Response:
    """A form of the law filled from the answers, to be signed."""
    opened = _open(slug, draft)
    if form not in {one.code for one in opened.definition.forms}:
        abort(404)
    pdf = filled_form_pdf(opened.definition, form, opened.checked.answers, language())
    return Response(
        pdf,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{form}.pdf"', "X-Content-Type-Options": "nosniff"},
    )


def _open(slug: str, draft: str) -> OpenDraft:
    opened = open_draft(casework(), draft, account_id(), now())
    if opened.draft.slug != slug:
        abort(404)
    return opened


def _asked(opened: OpenDraft) -> set[Key]:
    return {key_of(one) for one in opened.needed}


def _take(opened: OpenDraft) -> dict[Key, str]:
    """Attach what was chosen in every field; a refused file is told at its paper and the others are kept."""
    chosen = ((key, posted_uploads(field_name(*key))) for key in sorted(_asked(opened)))
    attached = attach_papers(casework(), opened.draft.id, account_id(), (one for one in chosen if one[1]), now())
    for key in attached.kept:
        _remove_replaced(opened, request.args.get("thay", "")[:32], key)
    return {key: upload_message(wrong) for key, wrong in attached.refused.items()}


def _remove_replaced(opened: OpenDraft, attachment: str, key: Key) -> None:
    """The file that was to be replaced goes once the new one of the same paper is there."""
    if any(one.id == attachment and (one.component, one.item) == key for one in opened.files):
        remove_from_draft(casework(), opened.draft.id, account_id(), attachment, now())


def _replace(opened: OpenDraft, attachment: str) -> str:
    """Where to go on: a file chosen in the same post has taken the place already, else the place to choose one."""
    row = next((one for one in opened.files if one.id == attachment), None)
    if row is None:
        raise NotAsked(attachment)
    if any(one.filename for one in request.files.getlist(f"paper:{row.component}:{row.item}")):
        remove_from_draft(casework(), opened.draft.id, account_id(), attachment, now())
        return address(opened, "portal.papers")
    return address(opened, "portal.papers", thay=attachment) + f"#{zone_id(row.component, row.item)}-field"


def _show(opened: OpenDraft, refused: Mapping[Key, str], replacing: str = "") -> str:
    addresses = {one.id: _addresses(opened, one) for one in opened.files}
    zones = [zone_of(one, opened.files, addresses, refused, opened.definition, replacing) for one in opened.needed]
    more = {"thay": replacing} if any(one.id == replacing for one in opened.files) else {}
    return render_template(
        "portal/papers.html",
        opened=opened,
        zones=zones,
        steps=steps_of(opened, "papers"),
        upload_url=address(opened, "portal.upload", **more),
        post_url=address(opened, "portal.save_papers", **more),
        summary=[(f"{zone['title']}: {error}", zone["id"]) for zone in zones for error in zone["errors"]],
        max_mb=casework().uploads.max_bytes // (1024 * 1024),
    )


def _addresses(opened: OpenDraft, row: Any) -> dict[str, str]:
    found = {"url": address(opened, "portal.draft_file", attachment=row.id)}
    if row.kind in ("jpeg", "png", "webp"):
        found["thumbnail_url"] = address(opened, "portal.draft_thumbnail", attachment=row.id)
    return found


@blueprint.errorhandler(NotAsked)
def not_asked(_error: NotAsked) -> Any:
    """A paper nobody asked for looks like a page that does not exist."""
    return errors.page(404)
