"""The director's page: six figures, each a list; what will be late; where the open dossiers are. No rule and no query may enter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.filtering import address, phase_labels, procedure_name
from backoffice.rows import KIND_OF_PHASE, rows_of
from casework.queries.public_figures import OnTime, on_time_this_month
from casework.queries.worklist import ALL, LATE, SOON, Wanted, Worklist, waiting_for
from procedures.definition import Phase, Role
from web.access import officer
from web.current import actor, casework, now
from web.filters import vn_number

EVERYTHING = Wanted(scope=ALL)
FIRST = 8


@blueprint.get("/tong-quan")
@officer(Role.DIRECTOR)
def overview() -> Any:
    """How the office stands now."""
    soon = waiting_for(casework(), actor(), Wanted(scope=ALL, lateness=SOON), now(), size=FIRST, exact=True)
    return render_template(
        "backoffice/overview.html",
        figures=[*_open_figures(soon), _on_time(on_time_this_month(casework(), now()))],
        rows=rows_of(soon, now()),
        more=address(Wanted(scope=ALL, lateness=SOON)) if soon.next else None,
        by_procedure=_bars(soon, "slug", ((one, procedure_name(one)) for one in casework().registry.slugs())),
        by_phase=_bars(soon, "phase", ((str(one), label) for one, label in phase_labels())),
    )


def _open_figures(page: Worklist) -> list[dict[str, Any]]:
    wanted = (
        (_("đang mở"), Wanted(scope=ALL), None),
        (_("quá hạn trả hoặc quá hạn bước"), Wanted(scope=ALL, lateness=LATE), "late"),
        (_("đến hạn trong một ngày làm việc"), Wanted(scope=ALL, lateness=SOON), "you"),
        (_("chờ người nộp"), Wanted(scope=ALL, phase=str(Phase.CITIZEN)), "you"),
        (_("chờ cơ quan khác"), Wanted(scope=ALL, phase=str(Phase.OTHER_BODY)), None),
    )
    return [
        {"value": vn_number(page.count(one)), "label": label, "url": address(one), "note": None, "kind": kind}
        for label, one, kind in wanted
    ]


def _on_time(month: OnTime) -> dict[str, Any]:
    percent = f"{vn_number(month.percent)} %" if month.percent is not None else "–"
    note = (
        _("%(done)s trên %(all)s hồ sơ", done=month.on_time, all=month.finished)
        if month.finished
        else _("chưa có hồ sơ xong")
    )
    link = address(Wanted(scope=ALL, finished_since=month.since), "backoffice.search")
    return {"value": percent, "label": _("đúng hạn tháng này"), "url": link, "note": note, "kind": "done"}


def _bars(page: Worklist, name: str, choices: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "value": page.count(EVERYTHING, **{name: value}),
            "url": address(Wanted(scope=ALL, **{name: value})),
            "kind": KIND_OF_PHASE[Phase(value)] if name == "phase" else "office",
            "text": None,
        }
        for value, label in choices
    ]
