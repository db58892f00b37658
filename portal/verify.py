"""Checking a result: whether this office issued a paper with this number, and whether a file is that very paper. No personal data."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import render_template, request

from casework.services.tracking import TooManyGuesses, clean_code
from casework.services.tracking import verify as issued_result
from portal.blueprint import blueprint
from web.access import public
from web.current import casework, now
from web.signing_in import visitor

WHY = "whoever is shown a result may ask whether it is real"


@blueprint.get("/xac-minh")
@public(WHY)
def verify() -> str:
    """The form; `?ma=` and `?so=` fill it from the QR of a result."""
    return _show(clean_code(request.args.get("ma", "")), clean_code(request.args.get("so", "")))


@blueprint.post("/xac-minh")
@public(WHY)
def verify_now() -> Any:
    """Say whether such a result was issued, and compare the file if one was given."""
    code, number = clean_code(request.form.get("ma", "")), clean_code(request.form.get("so", ""))
    if not code or not number:
        return _show(code, number, problem="incomplete"), 422
    try:
        found = issued_result(casework(), code, number, visitor(), now())
    except TooManyGuesses:
        return _show(code, number, problem="wait"), 429
    if found is None:
        return _show(code, number, problem="not_issued"), 404
    return _show(code, number, found=found, same=_same(found.sha256))


def _same(sha256: str | None) -> bool | None:
    """Whether the file given is the paper that was issued; None when none was given."""
    given = request.files.get("tep")
    if given is None or not given.filename:
        return None
    digest = hashlib.sha256()
    while chunk := given.stream.read(1024 * 1024):
        digest.update(chunk)
    return digest.hexdigest() == sha256


def _show(code: str, number: str, **more: Any) -> str:
    return render_template("portal/verify.html", code=code, number=number, **more)
