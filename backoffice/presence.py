"""Colleagues who have the same dossier open: said on its pages, and told again each minute by those pages. No rule may enter."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.navigation import SEES_DOSSIERS
from casework.queries.presences import Present
from casework.queries.visible import visible_number
from casework.services.presence import look_in
from web.access import officer
from web.current import actor, casework, now
from web.filters import vn_time
from web.sessions import asked_by_the_page


@blueprint.post("/ho-so/<code>/dang-mo")
@officer(*SEES_DOSSIERS)
def still_open(code: str) -> Any:
    """A page that is still open says so; the answer says who else is there."""
    asked_by_the_page()
    return {"said": beside(visible_number(casework(), code, actor()))}


def beside(dossier_id: int) -> str:
    """Who else has the dossier open, in a sentence each; from now on this officer has it open too."""
    if current_app.extensions.get("unattended"):
        return ""
    return " ".join(_said(one) for one in look_in(casework(), dossier_id, actor(), now()))


def _said(one: Present) -> str:
    return _("%(name)s đang mở hồ sơ này từ %(time)s.", name=one.name, time=vn_time(one.since))
