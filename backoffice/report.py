"""The report of results on a page: a period and the 13 columns of form 06a. No figure is counted here."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.filtering import procedure_name
from casework.queries import report as reports
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Role
from procedures.reporting import HEADS, Row, total
from web.access import officer
from web.current import casework, now
from web.filters import text

READS = frozenset({Role.DIRECTOR, Role.DIVISION_HEAD, Role.AUDITOR})


@blueprint.get("/bao-cao")
@officer(*READS)
def report() -> Any:
    """The quarter of today unless the address names a period."""
    today = now().astimezone(OFFICE_TIME).date()
    since = _day("tu-ngay") or date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    until = _day("den-ngay") or today
    problem = _("Ngày đầu kỳ phải trước hoặc trùng ngày cuối kỳ.") if since > until else ""
    readings = reports.readings_on(casework(), min(until, today))
    rows = [] if problem else reports.report(casework(), since, until, now(), reports.rules_from(readings))
    return render_template(
        "backoffice/report.html",
        heads=[text(one) for one in HEADS],
        since=since,
        until=until,
        problem=problem,
        rows=[_shown(str(number), procedure_name(one.slug), one) for number, one in enumerate(rows, 1)],
        sums=_shown("", _("Tổng số"), total(rows)),
        readings=readings,
    )


def _shown(number: str, name: str, row: Row) -> dict[str, Any]:
    return {"number": number, "name": name, "figures": row.figures()}


def _day(name: str) -> date | None:
    """A date people can mean; near the ends of time there is no midnight in Asia/Ho_Chi_Minh."""
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2099 else None
