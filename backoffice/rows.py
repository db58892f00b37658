"""A row of a list as the screens show it. No query and no rule may enter."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import url_for
from flask_babel import gettext as _

from backoffice.clock_words import clock_shown, unlimited
from casework.queries.worklist import Entry, Worklist
from procedures.clock.calendar import Calendar
from procedures.definition import Definition, Phase, State
from web.current import casework
from web.filters import text, vn_date
from web.role_names import role_name

KIND_OF_PHASE = {Phase.OFFICE: "office", Phase.CITIZEN: "you", Phase.OTHER_BODY: "other", Phase.CLOSED: "done"}


def rows_of(page: Worklist, at: datetime) -> list[dict[str, Any]]:
    """The rows of a page, with their words and clocks."""
    dossiers = url_for("backoffice.dossier", code="")  # an address is put together once for all rows
    return [{"url": dossiers + quote(one.code), **_row(one, page.calendar, at)} for one in page.entries]


def _row(entry: Entry, calendar: Calendar, at: datetime) -> dict[str, Any]:
    definition = casework().registry.version(entry.slug, entry.definition_version)
    state = definition.variant(entry.variant).state(entry.state)
    return {
        "code": entry.code,
        "title": entry.title,
        "procedure": text(definition.name),
        "step": text(state.label),
        "step_kind": KIND_OF_PHASE[state.phase],
        "holder": _holder(entry, state),
        "clock": _clock(entry, definition, state, calendar, at),
        "filed": vn_date(entry.filed_at),
    }


def _holder(entry: Entry, state: State) -> str:
    """With whom it is: the officer, else the desk, the applicant or nobody any more."""
    if state.phase is Phase.CLOSED:
        return _("đã kết thúc")
    if state.phase is Phase.CITIZEN:
        return role_name("citizen")
    if entry.assignee and entry.waiting_role == "specialist":
        return entry.assignee
    division = dict(casework().office.divisions).get(entry.division, "")
    if entry.waiting_role in ("specialist", "division_head") and division:
        return f"{role_name(entry.waiting_role)}, {division}"
    return role_name(entry.waiting_role)


def _clock(
    entry: Entry, definition: Definition, state: State, calendar: Calendar, at: datetime
) -> dict[str, Any] | None:
    """The clock that runs out first, the promise once it is broken; a finished dossier tells how it ended."""
    if entry.finished_at is not None and entry.due_at is not None:
        return clock_shown(calendar, entry.due_at, at, finished_at=entry.finished_at)
    if state.phase is Phase.CLOSED:
        return None
    if state.phase is Phase.CITIZEN:
        stands = _("đồng hồ dừng") if entry.accepted_at else _("đồng hồ chưa chạy")
        return {"text": stands, "kind": "paused", "used": 0, "limit": 1, "due": _answer_by(entry)}
    known = [one for one in (entry.step_due_at, entry.due_at) if one is not None]
    if not known:
        return unlimited(entry.urgent_at) if state.step and state.step.remind_after else None
    broken = entry.due_at is not None and entry.due_at < at.replace(second=0, microsecond=0)
    due_at = entry.due_at if broken and entry.due_at else min(known)
    limit = step_limit(entry, definition, state) if due_at == entry.step_due_at else ""
    return clock_shown(calendar, due_at, at, limit, promised=due_at == entry.due_at)


def _answer_by(entry: Entry) -> str | None:
    return _("Chờ người nộp đến %(date)s", date=vn_date(entry.step_due_at)) if entry.step_due_at else None


def step_limit(entry: Entry, definition: Definition, state: State) -> str:
    """The limit of the present step, as far as the definition names one."""
    if entry.accepted_at is None and state.phase is Phase.OFFICE:
        return definition.reception_limit
    return state.step.limit if state.step else ""
