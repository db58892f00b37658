"""A form sent after its session ended: what was typed waits in the page until one has signed in. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import NotFound

from casework.queries.situations import DossierNotFound
from casework.services.drafting import DraftNotFound
from portal.accounts import MY_DOSSIERS
from portal.blueprint import blueprint
from portal.forms import form_page_as_typed
from portal.supplement import supplement_as_typed
from web import errors
from web.access import declared_access

# Pages that can be shown again with what was posted to them; the token of the session that ended proves nothing any more.
AS_TYPED: dict[str, Callable[..., str]] = {
    "portal.save_form_page": form_page_as_typed,
    "portal.send_supplement": supplement_as_typed,
}
AT_ITS_OWN_ADDRESS = frozenset({*AS_TYPED, "portal.save_papers"})


@blueprint.errorhandler(CSRFError)
def without_its_token(error: CSRFError) -> Any:
    """Nobody signed in: sign in first, the answers wait. Signed in again: the page as it was typed, to be sent once more."""
    access = declared_access(request.endpoint or "")
    if access is None or access.kind != "citizen" or request.accept_mimetypes.best == "application/json":
        return errors.page(400)
    if not current_user.is_authenticated:
        return _sign_in_first(), 400
    if request.endpoint not in AS_TYPED or current_user.kind != "citizen":
        return errors.page(400)
    try:
        page = AS_TYPED[request.endpoint](**(request.view_args or {}))
    except (DraftNotFound, DossierNotFound, NotFound):
        return errors.page(400)
    return page, 400


def _sign_in_first() -> str:
    back = request.path if request.endpoint in AT_ITS_OWN_ADDRESS else MY_DOSSIERS
    kept = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    return render_template(
        "portal/session_ended.html",
        kept=kept if request.endpoint in AS_TYPED else [],
        send_again_url=request.script_root + request.path,
        back=back,
        lost_files=bool(request.files),
    )
