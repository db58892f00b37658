"""Error pages: what went wrong and what to do, without a trace of what exists. No decision may enter."""

from __future__ import annotations

from typing import Any

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException

from casework.queries.situations import DossierNotFound
from casework.services.drafting import DraftNotFound

PAGES = (400, 401, 403, 404, 405, 409, 413, 429, 500, 503)
SHOWN_AS = {401: 403, 405: 404}


def register(app: Flask) -> None:
    """Show a designed page for every error; JSON callers get JSON."""
    for status in PAGES:
        app.register_error_handler(status, _show)
    app.register_error_handler(DossierNotFound, lambda _: page(404))
    app.register_error_handler(DraftNotFound, lambda _: page(404))


def _show(error: Any) -> Any:
    status = error.code if isinstance(error, HTTPException) and error.code else 500
    return page(status)


def page(status: int) -> Any:
    """The page of a status, or `{"error": status}` for a caller that asked for JSON."""
    if request.accept_mimetypes.best == "application/json":
        return {"error": status}, status
    return render_template(f"errors/{SHOWN_AS.get(status, status)}.html"), status
