"""Recording a report that came on paper: what an applicant owed after a result. Nothing else of a dossier may enter."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from casework.services.duties import DutyNotFound, ReportMissing, report
from procedures.definition import Role
from web.access import officer
from web.current import actor, casework, now

RECORDERS = (Role.RECEPTION, Role.SPECIALIST, Role.DIVISION_HEAD, Role.CLERK)
LARGEST_ID = 2**31 - 1


@blueprint.post("/ho-so/<code>/bao-cao/<int:duty>")
@officer(*RECORDERS)
def record_report(code: str, duty: int) -> Any:
    """Keep the reference of the report the office received."""
    if duty > LARGEST_ID:
        abort(404)
    try:
        report(casework(), code, duty, by=actor(), at=now(), reference=request.form.get("reference", ""))
    except ReportMissing:
        flash(_("Chưa ghi số, ngày của báo cáo; Ông/Bà nhập rồi ghi lại."), "error")
    except DutyNotFound:
        abort(404)
    else:
        flash(_("Đã ghi nhận báo cáo."), "success")
    return redirect(url_for("backoffice.dossier", code=code, _anchor="nghia-vu"))
