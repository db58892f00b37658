"""Files and papers of a dossier on their way to an officer who may see it. Nothing is shown inline that could run."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Response, abort

from backoffice.blueprint import blueprint
from backoffice.navigation import SEES_DOSSIERS
from casework.gateways.uploads import CONTENT_TYPES
from casework.queries.papers import PaperNotFound, attachment, paper_page
from casework.services.paper_drafts import draft_pdf
from web.access import officer
from web.current import actor, casework
from web.errors import page as error_page

SHOWN_INLINE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
PDF = "application/pdf"
DOCX = CONTENT_TYPES["docx"]
CHUNK = 256 * 1024
# The browser's own reader of PDFs styles itself; our pages may frame the file, nobody else's.
POLICY = "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"

blueprint.register_error_handler(PaperNotFound, lambda _error: error_page(404))


@blueprint.get("/ho-so/<code>/tep/<file_id>")
@officer(*SEES_DOSSIERS)
def file(code: str, file_id: str) -> Any:
    """One uploaded file."""
    found = attachment(casework(), code, file_id, actor())
    return sent_from_store(found.storage_key, found.file_name, found.content_type)


@blueprint.get("/ho-so/<code>/van-ban/<paper_id>/ban-in")
@officer(*SEES_DOSSIERS)
def paper(code: str, paper_id: str) -> Any:
    """A paper as it was issued; a draft as it would look, marked as one."""
    found = paper_page(casework(), code, paper_id, actor())
    name = f"{code}-{paper_id[:8]}.pdf"
    if found.paper.storage_key:
        return sent_from_store(found.paper.storage_key, name, found.paper.content_type)
    if not found.versions:
        abort(404)
    return sent(draft_pdf(casework(), found.paper, found.versions[0]), name, PDF)


def sent_from_store(key: str, file_name: str, content_type: str) -> Response:
    """A stored file, streamed."""
    stream = casework().storage.open(key)
    response = Response(iter(lambda: stream.read(CHUNK), b""), mimetype=content_type)
    response.call_on_close(stream.close)
    return _named(response, file_name, content_type)


def sent(data: bytes, file_name: str, content_type: str) -> Response:
    """A file made for this request."""
    return _named(Response(data, mimetype=content_type), file_name, content_type)


def _named(response: Response, file_name: str, content_type: str) -> Response:
    how = "inline" if content_type in SHOWN_INLINE else "attachment"
    response.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(file_name, safe='')}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    return response
