"""Drafts of the office's papers: each change is a further version, written in the portal or brought back as DOCX."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.files import Folder, store_file
from casework.gateways.docx import DocxUnreadable, docx_letter_parts, letter_docx
from casework.gateways.papers import letter_pdf
from casework.gateways.uploads import UploadRefused, inspect_upload
from casework.models import Paper, PaperVersion
from casework.queries.papers import PaperNotFound, may_edit
from casework.queries.scans import let_out
from casework.queries.visible import visible_dossier
from casework.services.acting import InvalidInputs
from casework.services.letter_reading import content_of
from casework.services.paperwork import add_version, letter_data
from casework.services.scanning import ask_scan
from casework.services.uploading import Upload
from procedures.answers import validate_fields
from procedures.case.decide import Refused
from procedures.case.events import Actor
from procedures.case.workbench import COMMENT, DRAFT_FIELDS
from procedures.clock.calendar import OFFICE_TIME

BY_LINES = ("legal_bases", "paragraphs", "closing", "recipients")


class DraftMoved(RuntimeError):
    """Somebody saved a version since the page was made; `newest` is its number."""

    def __init__(self, newest: int) -> None:
        super().__init__("the draft has a newer version")
        self.newest = newest


def form_values(content: Mapping[str, Any]) -> dict[str, str]:
    """What the built-in form shows of a content."""
    addressee = content.get("addressee", "")
    lines = {name: "\n".join(content.get(name, ())) for name in BY_LINES}
    return {
        "subject": content.get("subject", ""),
        "addressee": addressee if isinstance(addressee, str) else "\n".join(addressee),
        **lines,
    }


def save_draft(
    casework: Casework, code: str, paper_id: str, raw: Mapping[str, Any], by: Actor, at: datetime, seen: int
) -> int:
    """Keep what was written in the form as a further version; returns its number.

    Raises DossierNotFound, PaperNotFound, Refused, InvalidInputs or DraftMoved.
    """
    checked = validate_fields(DRAFT_FIELDS, raw, at.astimezone(OFFICE_TIME).date())
    if checked.errors:
        raise InvalidInputs(checked.errors)
    with casework.database.unit_of_work() as session:
        paper, newest = _own_draft(session, casework, code, paper_id, by, seen)
        content = _with_form(newest.content, checked.answers)
        return add_version(session, paper, content, checked.answers.get("comment", ""), by, at).version


def upload_draft(
    casework: Casework, code: str, paper_id: str, upload: Upload, comment: str, by: Actor, at: datetime, seen: int
) -> int:
    """Keep a DOCX as a further version, its text as the content; returns its number.

    Raises as `save_draft`, or UploadRefused.
    """
    checked = validate_fields((COMMENT,), {"comment": comment}, at.astimezone(OFFICE_TIME).date())
    if checked.errors:
        raise InvalidInputs(checked.errors)
    limits = casework.uploads
    found = inspect_upload(upload.data, upload.name, max_bytes=limits.max_bytes, allowed=frozenset({"docx"}))
    try:
        written = docx_letter_parts(upload.data)
    except DocxUnreadable as unreadable:
        raise UploadRefused("broken_docx") from unreadable
    stored = store_file(casework, Folder.DRAFTS, f"{uuid4().hex}.docx", upload.data, found.content_type)
    with casework.database.unit_of_work() as session:
        paper, newest = _own_draft(session, casework, code, paper_id, by, seen)
        content = content_of(written, newest.content, letter_data(casework, paper, newest.content))
        said = checked.answers.get("comment", "")
        kept = {"storage_key": stored.key, "sha256": stored.sha256}
        ask_scan(session, casework, [(stored.sha256, stored.key)], at)
        return add_version(session, paper, content, said, by, at, **kept).version


def draft_docx(casework: Casework, paper: Paper, version: PaperVersion) -> bytes:
    """The draft as DOCX: the file that came back, else one set from the content. Raises FileWithheld."""
    if version.storage_key:
        let_out(casework, version)
        return casework.storage.read(version.storage_key)
    return letter_docx(letter_data(casework, paper, version.content, version.at))


def draft_pdf(casework: Casework, paper: Paper, version: PaperVersion) -> bytes:
    """How a version looks on paper; one that is to have a number carries the mark of a draft."""
    return letter_pdf(letter_data(casework, paper, version.content, version.at))


def _own_draft(
    session: Session, casework: Casework, code: str, paper_id: str, by: Actor, seen: int
) -> tuple[Paper, PaperVersion]:
    """The draft and its newest version, if this officer may edit it and saw that version."""
    loaded = visible_dossier(session, casework, code, by, for_update=True)
    paper = session.get(Paper, paper_id)
    if paper is None or paper.dossier_id != loaded.dossier.id:
        raise PaperNotFound(paper_id)
    query = select(PaperVersion).where(PaperVersion.paper_id == paper_id).order_by(PaperVersion.version.desc()).limit(1)
    newest = session.scalars(query).first()
    if newest is None or not may_edit(loaded.situation, paper, by):
        raise Refused("not_your_role")
    if newest.version != seen:
        raise DraftMoved(newest.version)
    return paper, newest


def _with_form(content: Mapping[str, Any], written: Mapping[str, str]) -> dict[str, Any]:
    """The content with what the form says; what the form does not show stays."""
    lines = {name: _lines(written.get(name, "")) for name in ("addressee", *BY_LINES)}
    addressee = lines.pop("addressee")
    return {
        **content,
        **lines,
        "subject": written["subject"],
        "addressee": addressee[0] if len(addressee) == 1 else addressee,
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
