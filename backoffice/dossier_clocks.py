"""The clocks of a dossier in words: the promise, the whole, the step, each body asked, the ledger, what a calendar moved. No arithmetic enters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from backoffice.clock_words import clock_shown, unlimited
from casework.queries.dossier_page import DossierPage
from procedures.case.ledger import Clock
from procedures.definition import Phase
from web.filters import text, vn_date, vn_datetime


def clocks_shown(page: DossierPage, at: datetime) -> list[dict[str, Any]]:
    """The clocks that run, stand or ran, the whole limit first: arguments of the clock macro."""
    clocks, case = page.clocks, page.case
    state = page.situation.variant.state(case.state)
    shown = [_overall(page, at)]
    if clocks.reception.due_at:
        shown.append(
            _running(page, clocks.reception, at, _("Kiểm tra tiếp nhận"), page.situation.definition.reception_limit)
        )
    elif clocks.step.due_at and state.phase is not Phase.CLOSED:
        limit = state.step.limit if state.step and state.phase is not Phase.CITIZEN else ""
        shown.append(_running(page, clocks.step, at, _("Bước này: %(step)s", step=text(state.label)), limit))
    elif clocks.reminder and not case.awaited:
        shown.append({**unlimited(clocks.reminder), "label": _("Bước này: %(step)s", step=text(state.label))})
    shown += [_body(page, one, at) for one in case.consultations]
    return [one for one in shown if one]


def promise_and_lateness(page: DossierPage, clocks: list[dict[str, Any]]) -> str:
    """What the band at the top says of time: the promise, and each clock that is late, for its colour alone tells nobody."""
    if page.case.finished_at:
        return ""
    due_at = page.clocks.overall.due_at
    promise = [_("Hẹn trả kết quả %(when)s.", when=vn_datetime(due_at))] if due_at else []
    return " ".join([*promise, *(f"{one['label']}: {one['text']}." for one in clocks if one["kind"] == "late")])


def _overall(page: DossierPage, at: datetime) -> dict[str, Any] | None:
    clock, case, label = page.clocks.overall, page.case, _("Toàn bộ thời hạn")
    if clock.status == "paused":
        since = _("từ %(when)s", when=vn_datetime(clock.paused.at)) if clock.paused else ""
        return {"label": label, "text": _("đồng hồ dừng"), "kind": "paused", "used": 0, "limit": 1, "due": since}
    if clock.due_at is None:
        return None
    shown = clock_shown(page.situation.calendar, clock.due_at, at, case.limit, finished_at=case.finished_at)
    return {**shown, "label": label}


def _running(page: DossierPage, clock: Clock, at: datetime, label: str, limit: str) -> dict[str, Any]:
    return {**clock_shown(page.situation.calendar, clock.due_at or at, at, limit), "label": label}


def _body(page: DossierPage, asked: Any, at: datetime) -> dict[str, Any]:
    """One body: how long it still has, or what it answered."""
    body = next((one for one in page.situation.variant.bodies if one.code == asked.body), None)
    label = text(body.name) if body else asked.body
    if not asked.opinion:
        shown = clock_shown(page.situation.calendar, asked.due_at, at, body.limit if body else "")
        return {**shown, "label": label + (f" ({_('đã gia hạn')})" if asked.extended else "")}
    facts = (asked.reference, vn_date(asked.received_on) if asked.received_on else "")
    answered = {"used": 1, "limit": 1, "due": ", ".join(one for one in facts if one) or None}
    return {"label": label, "text": opinion_words().get(asked.opinion, asked.opinion), "kind": "done", **answered}


def opinion_words() -> dict[str, str]:
    """What a body said, in a few words."""
    return {
        "agree": _("đồng ý"),
        "disagree": _("không đồng ý"),
        "silent": _("không trả lời trong hạn"),
        "extension": _("đề nghị gia hạn"),
    }


def ledger_shown(page: DossierPage) -> list[dict[str, str]]:
    """Every entry that moved the whole clock, with its reason and its legal basis."""
    words = {
        "start": _("Bắt đầu"),
        "pause": _("Dừng"),
        "resume": _("Chạy tiếp"),
        "restart": _("Tính lại từ đầu"),
        "extend": _("Gia hạn"),
        "stop": _("Kết thúc"),
    }
    labels = {one.code: text(one.label) for one in page.situation.variant.actions}
    return [
        {
            "at": vn_datetime(one.at),
            "effect": words[one.effect] + (f" {one.days} " + _("ngày") if one.days else ""),
            "reason": labels.get(one.reason, one.reason),
            "basis": one.basis,
            "who": one.actor_name,
        }
        for one in page.case.ledger
    ]


def moves_shown(page: DossierPage) -> list[dict[str, Any]]:
    """What a new calendar moved, the newest first: a sentence for each due time, and why."""
    shown = []
    for one in page.moves:
        pairs = (
            (_("Hạn trả kết quả chuyển từ %(old)s sang %(new)s theo lịch làm việc số %(n)s."), one.old_due_at, one.new_due_at),
            (_("Hạn của bước chuyển từ %(old)s sang %(new)s theo lịch làm việc số %(n)s."), one.old_step_due_at, one.new_step_due_at),
        )
        said = [words % {"old": _when(old), "new": _when(new), "n": one.revision} for words, old, new in pairs if old != new]
        shown.append({"said": said, "note": one.note, "at": vn_datetime(one.at)})
    return shown


def _when(due_at: datetime | None) -> str:
    return vn_datetime(due_at) or _("chưa có hạn")
