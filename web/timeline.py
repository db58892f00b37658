"""The history of a dossier in plain language: what happened, who did it, when. Nothing is decided and nobody authorised here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from procedures.case.events import Event
from procedures.definition import ActionKind, Definition, Phase, Role, Variant
from web.filters import text as law_text
from web.filters import vn_date, vn_datetime


class Reader(StrEnum):
    """For whom the history is told. A tracker (access code, no account) reads no names and nothing anybody typed."""

    CITIZEN = "citizen"
    OFFICER = "officer"
    TRACKER = "tracker"


HIDDEN_FROM_PUBLIC = frozenset({ActionKind.REROUTE, ActionKind.DECLINE_MOVE, ActionKind.PAPER_MOVED})
WAITING_FOR_APPLICANT = frozenset({ActionKind.REQUEST_SUPPLEMENT, ActionKind.STILL_INCOMPLETE})
ELSEWHERE = frozenset({ActionKind.CONSULT, ActionKind.SEND})
UNFORTUNATE = frozenset({ActionKind.REFUSE_RECEPTION, ActionKind.STOP})
SIGNED = frozenset({ActionKind.APPROVE, ActionKind.REFUSE})
IN_THE_OFFICE = SIGNED | {ActionKind.ASSIGN, ActionKind.MOVE, ActionKind.PROPOSE, ActionKind.ENDORSE, ActionKind.RETURN}


def timeline_items(
    events: Sequence[Event], definition: Definition, reader: Reader = Reader.CITIZEN
) -> list[dict[str, Any]]:
    """Items for the `timeline` macro, newest first; the newest is marked `now`. `events` are oldest first."""
    variant = definition.variant(events[0].data["variant"])
    items: list[dict[str, Any]] = []
    for event in events:
        if event.kind is ActionKind.REROUTE:
            variant = definition.variant(event.data["variant"])
        if reader is Reader.OFFICER or event.kind not in HIDDEN_FROM_PUBLIC:
            items.append(_item(event, variant, reader))
    items.reverse()
    return [{**item, "now": index == 0} for index, item in enumerate(items)]


def _item(event: Event, variant: Variant, reader: Reader) -> dict[str, Any]:
    return {
        "at": vn_datetime(event.at),
        "iso": event.at.isoformat(),
        "title": _officer_title(event, variant) if reader is Reader.OFFICER else _public_title(event, variant),
        "who": _who(event, variant, reader),
        "text": _detail(event, variant, reader),
        "kind": _kind(event),
    }


def title_of(event: Event) -> str:
    """What happened, as one says it to the applicant."""
    title = _TITLES.get(event.kind)
    return title() if title else _("Hồ sơ chuyển bước")


def _public_title(event: Event, variant: Variant) -> str:
    """An endorsement elsewhere than at the head's desk only moves the dossier: the new step says more than the act."""
    action = next((one for one in variant.actions if one.code == event.action), None)
    if event.kind is ActionKind.ENDORSE and action and Role.DIVISION_HEAD not in action.by:
        return law_text(variant.state(event.state).label)
    return title_of(event)


def _officer_title(event: Event, variant: Variant) -> str:
    if event.kind is ActionKind.SUBMIT:
        return _("Nộp hồ sơ")
    label = next((one.label for one in variant.actions if one.code == event.action), None)
    return law_text(label) if label else title_of(event)


def _who(event: Event, variant: Variant, reader: Reader) -> str:
    if reader is Reader.OFFICER:
        return event.actor_name
    if event.actor_kind == "citizen":
        return _("Ông/Bà") if reader is Reader.CITIZEN else _("Người nộp")
    return _unit(event, variant)


def _unit(event: Event, variant: Variant) -> str:
    """The unit whose desk the dossier stood on when the officer acted; where it stood with the applicant, the officer's own."""
    action = next((one for one in variant.actions if one.code == event.action), None)
    if action is None:
        return ""
    units = [variant.state(code).step for code in action.frm]
    if any(step and step.role is Role.CITIZEN for step in units):
        units = [one.step for one in variant.states if one.step and one.step.role in action.by]
    return next((law_text(step.unit) for step in units if step and step.role is not Role.CITIZEN), "")


def _detail(event: Event, variant: Variant, reader: Reader) -> str:
    parts = [_promise(event), _bodies(event, variant), _decision(event), _state_after(event, variant)]
    if reader is not Reader.TRACKER:
        parts.append(_reason(event, reader))
    return " ".join(part for part in parts if part)


def _promise(event: Event) -> str:
    if event.kind is ActionKind.SUBMIT and event.data.get("estimate"):
        return _("Dự kiến có kết quả trước %(at)s.", at=_moment(event.data["estimate"]))
    if event.data.get("promise"):
        return _("Hẹn trả kết quả trước %(at)s.", at=_moment(event.data["promise"]))
    if event.kind in WAITING_FOR_APPLICANT and event.data.get("answer_by"):
        return _("Xin gửi trước %(at)s.", at=_moment(event.data["answer_by"]))
    return ""


def _moment(iso: str) -> str:
    return vn_datetime(datetime.fromisoformat(iso))


def _bodies(event: Event, variant: Variant) -> str:
    names = {one.code: law_text(one.name) for one in variant.bodies}
    if event.kind is ActionKind.CONSULT:
        return ", ".join(names.get(code, code) for code in event.data.get("bodies", ())) + "."
    if event.kind is ActionKind.RECORD_OPINION:
        return names.get(event.data.get("body", ""), "") + "."
    return ""


def _decision(event: Event) -> str:
    if event.kind is ActionKind.ISSUE and event.data.get("issued_on"):
        return _("Văn bản ký ngày %(on)s.", on=vn_date(datetime.fromisoformat(event.data["issued_on"]).date()))
    return ""


def _state_after(event: Event, variant: Variant) -> str:
    """The end of a dossier in the law's own words."""
    state = next((one for one in variant.states if one.code == event.state), None)
    return law_text(state.sentence) if state and state.phase is Phase.CLOSED else ""


def _reason(event: Event, reader: Reader) -> str:
    reason = event.data.get("reason", "")
    if not reason:
        return ""
    told = event.kind in WAITING_FOR_APPLICANT | UNFORTUNATE | {ActionKind.WITHDRAW, ActionKind.RECALL}
    return _("Lý do: %(reason)s", reason=reason) if told or reader is Reader.OFFICER else ""


def _kind(event: Event) -> str:
    if event.kind in WAITING_FOR_APPLICANT:
        return "you"
    if event.kind in ELSEWHERE:
        return "other"
    if event.kind in UNFORTUNATE:
        return "late"
    return "office" if event.kind in IN_THE_OFFICE else "done"


# Asked one by one: a page that translated all of them for each of its entries spent a third of its time on it.
_TITLES: dict[ActionKind, Callable[[], str]] = {
    ActionKind.SUBMIT: lambda: _("Hồ sơ được nộp"),
    ActionKind.ACCEPT: lambda: _("Hồ sơ được tiếp nhận, có hẹn trả kết quả"),
    ActionKind.RECEIVE_ORIGINALS: lambda: _("Bản chính được tiếp nhận, có hẹn trả kết quả"),
    ActionKind.REFUSE_RECEPTION: lambda: _("Hồ sơ không được tiếp nhận"),
    ActionKind.REQUEST_SUPPLEMENT: lambda: _("Cơ quan đề nghị bổ sung"),
    ActionKind.ANSWER_SUPPLEMENT: lambda: _("Phần bổ sung được gửi"),
    ActionKind.CONFIRM_COMPLETE: lambda: _("Phần bổ sung đã đủ, hồ sơ được giải quyết tiếp"),
    ActionKind.STILL_INCOMPLETE: lambda: _("Phần bổ sung chưa đủ"),
    ActionKind.ASSIGN: lambda: _("Hồ sơ được giao cho cán bộ thụ lý"),
    ActionKind.MOVE: lambda: _("Hồ sơ chuyển đến phòng khác của Sở"),
    ActionKind.DECLINE_MOVE: lambda: _("Hồ sơ trở lại phòng trước"),
    ActionKind.CONSULT: lambda: _("Cơ quan gửi lấy ý kiến"),
    ActionKind.RECORD_OPINION: lambda: _("Một cơ quan được hỏi đã có ý kiến"),
    ActionKind.CLOSE_CONSULTATION: lambda: _("Việc lấy ý kiến đã xong"),
    ActionKind.REROUTE: lambda: _("Hồ sơ được chuyển sang đúng thủ tục"),
    ActionKind.PROPOSE: lambda: _("Cán bộ đã thẩm định và đề xuất"),
    ActionKind.RETURN: lambda: _("Hồ sơ được trả lại để hoàn thiện dự thảo"),
    ActionKind.ENDORSE: lambda: _("Trưởng phòng đã duyệt đề xuất"),
    ActionKind.APPROVE: lambda: _("Lãnh đạo Sở đã ký"),
    # What the letter says is told with the letter, once it is issued.
    ActionKind.REFUSE: lambda: _("Lãnh đạo Sở đã ký văn bản trả lời"),
    ActionKind.SEND: lambda: _("Hồ sơ được gửi đến cơ quan quyết định"),
    ActionKind.RECEIVE_BACK: lambda: _("Cơ quan quyết định đã trả lời"),
    ActionKind.ISSUE: lambda: _("Đã có kết quả"),
    ActionKind.HAND_OVER: lambda: _("Kết quả đã được trả"),
    ActionKind.RECORD_PAYMENT: lambda: _("Lệ phí đã được thu"),
    ActionKind.PAPER_MOVED: lambda: _("Giấy tờ được giao nhận"),
    ActionKind.WITHDRAW: lambda: _("Hồ sơ được đề nghị rút"),
    ActionKind.RECALL: lambda: _("Tờ trình được thu hồi, hồ sơ kết thúc"),
    ActionKind.STOP: lambda: _("Hồ sơ dừng giải quyết"),
}
