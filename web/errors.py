"""Error pages: what went wrong and what to do, without a trace of what exists. No decision may enter."""

from __future__ import annotations

import logging
from errno import EDQUOT, EFBIG, ENOSPC
from typing import Any

from flask import Flask, g, make_response, render_template, request
from flask_login import AnonymousUserMixin
from werkzeug.exceptions import HTTPException

from casework.database import UNAVAILABLE
from casework.gateways.storage import StorageUnavailable
from casework.queries.situations import DossierNotFound
from casework.services.drafting import DraftNotFound

PAGES = (400, 401, 403, 404, 405, 409, 413, 429, 500, 503)
SHOWN_AS = {401: 403, 405: 404}
FULL = frozenset({ENOSPC, EDQUOT, EFBIG})
RETRY_AFTER_SECONDS = 60

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Show a designed page for every error; JSON callers get JSON."""
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(500, _show)
    app.register_error_handler(DossierNotFound, lambda _: page(404))
    app.register_error_handler(DraftNotFound, lambda _: page(404))
    app.register_error_handler(StorageUnavailable, _unavailable)
    for error in UNAVAILABLE:
        app.register_error_handler(error, _unavailable)
    app.register_error_handler(OSError, _perhaps_full)


def _show(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error  # a redirect of the router
    if isinstance(getattr(error, "original_exception", None), UNAVAILABLE):
        return _unavailable(error)
    return page(status)


def _unavailable(error: Exception) -> Any:
    """The database or the file store is away: what was saved stays, and nothing asks the database who is signed in."""
    log.error("not available now: %s", type(error).__name__, exc_info=error)
    g._login_user = AnonymousUserMixin()
    return page(503)


def _perhaps_full(error: OSError) -> Any:
    """A disk without room for what was sent is away like a database; any other mistake of the system is one of the program."""
    if error.errno in FULL:
        return _unavailable(error)
    raise error


def page(status: int) -> Any:
    """The page of a status, or `{"error": status}` for a caller that asked for JSON; 503 says when to ask again."""
    answer = make_response(_page(status))
    if answer.status_code == 503:
        answer.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


def _page(status: int) -> Any:
    if request.accept_mimetypes.best == "application/json":
        return {"error": status}, status
    shown = SHOWN_AS.get(status, status)
    if shown not in PAGES:
        shown = 400 if status < 500 else 500
    try:
        return render_template(f"errors/{shown}.html"), status
    except UNAVAILABLE as error:  # the page says who is signed in, and the database is asked for that
        return _unavailable(error)
