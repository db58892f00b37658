"""Text size and contrast, kept in cookies so that they work without an account and without scripts. No other setting may enter."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, request
from werkzeug.wrappers import Response

from web.access import public

blueprint = Blueprint("web", __name__)
TEXT_SIZES = ("1", "2", "3")
CONTRASTS = ("normal", "high")
A_YEAR = 365 * 24 * 3600


@blueprint.post("/tuy-chon-hien-thi")
@public("how a page looks is anybody's to choose")
def preferences() -> Response:
    """Keep the choice and go back to the page it was made on."""
    response = redirect(safe_next(request.form.get("next", "")))
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    for name, allowed in (("text", TEXT_SIZES), ("contrast", CONTRASTS)):
        if request.form.get(name) in allowed:
            response.set_cookie(name, request.form[name], max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


def safe_next(target: str, default: str = "/") -> str:
    """A path on this site, or the default: nobody is sent elsewhere."""
    return target if _is_a_path_here(target) else request.script_root + default if default == "/" else default


def _is_a_path_here(target: str) -> bool:
    """One slash and then nothing a browser reads as a host: it drops tabs and line breaks, and takes a backslash for a slash."""
    if not target.startswith("/") or target.startswith("//") or "\\" in target or not target.isprintable():
        return False
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc
