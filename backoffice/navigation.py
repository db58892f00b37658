"""The officer's navigation: the pages a role may open. Who may open them is declared at the views."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from backoffice.blueprint import blueprint
from procedures.definition import Role
from web.access import officer
from web.current import actor

SEES_DOSSIERS = frozenset(Role) - {Role.CITIZEN, Role.SYSTEM, Role.ADMINISTRATOR}
WORKS = SEES_DOSSIERS - {Role.AUDITOR}


@blueprint.context_processor
def office_nav() -> dict[str, Any]:
    """The entries of the navigation for the roles of the one signed in."""
    if getattr(current_user, "kind", "") != "officer":
        return {}
    here = request.endpoint or ""
    return {"office_nav": [_entry(*one, here) for one in _entries() if actor().roles & one[0]]}


def _entry(roles: frozenset[Role], endpoint: str, label: str, icon: str, here: str) -> dict[str, Any]:
    return {"label": label, "url": url_for(endpoint), "icon": icon, "current": here == endpoint}


def _entries() -> tuple[tuple[frozenset[Role], str, str, str], ...]:
    return (
        (WORKS, "backoffice.worklist", _("Việc cần làm"), "check"),
        (frozenset({Role.AUDITOR}), "backoffice.journal", _("Nhật ký"), "file"),
        (SEES_DOSSIERS, "backoffice.search", _("Tìm kiếm"), "search"),
        (frozenset({Role.DIRECTOR}), "backoffice.overview", _("Tổng quan"), "clock"),
        (frozenset({Role.DIRECTOR, Role.DIVISION_HEAD, Role.AUDITOR}), "backoffice.report", _("Báo cáo"), "file"),
        (frozenset({Role.ADMINISTRATOR}), "backoffice.calendar", _("Lịch làm việc"), "clock"),
        (frozenset({Role.ADMINISTRATOR}), "backoffice.parameters", _("Tham số"), "edit"),
        (frozenset({Role.ADMINISTRATOR}), "backoffice.system", _("Tình trạng hệ thống"), "info"),
    )


@blueprint.get("")
@officer()
def start() -> Any:
    """The first page of a role."""
    endpoint = next(one[1] for one in _entries() if actor().roles & one[0])
    return redirect(url_for(endpoint))
