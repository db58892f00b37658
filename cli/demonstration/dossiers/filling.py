"""What officers write into the forms of their actions: the usual words, dates and numbers. What happens is decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from random import Random
from typing import Any, Protocol

from casework.queries.situations import Loaded
from cli.demonstration.dossiers.hours import local_date
from procedures.case.replay import ItemOutcome
from procedures.case.results import planned_papers
from procedures.definition import Action, ActionKind, Field, Kind, Outcome

CHAIRMEN = ("Lê Văn Chủ Tịch Ví Dụ", "Nguyễn Thị Phó Chủ Tịch Mẫu")
SUMMARIES = (
    "Hồ sơ đủ thành phần, kê khai thống nhất giữa các giấy tờ; đủ điều kiện theo quy định.",
    "Đã đối chiếu từng giấy tờ với thông tin kê khai, không có điểm chưa rõ; đề nghị giải quyết.",
    "Các cơ quan được hỏi không có ý kiến khác; hồ sơ đủ điều kiện, đề nghị chấp thuận.",
)
CONDITIONS = ("Nguyên vẹn", "Nguyên vẹn, có 01 bản sao kèm theo", "Nguyên vẹn, mép hơi cũ")
BODY_SIGNS = {
    "tax": "CT-VD",
    "customs": "HQ-VD",
    "insurance": "BHXH-VD",
    "police": "CAT-VD",
    "provincial_police": "CAT-VD",
    "department": "SVHTT-VD",
    "locality": "UBND-VD",
    "mofa": "BNG-VD",
    "mps": "BCA-VD",
}
REASONS = {
    ActionKind.MOVE: "Nội dung chính thuộc nhiệm vụ của phòng nhận.",
    ActionKind.RETURN: "Làm rõ phần tóm tắt thẩm định và thống nhất cách ghi ngày tháng trong dự thảo.",
    ActionKind.RECALL: "Đã thu hồi văn bản gửi đi theo đề nghị của người nộp.",
    ActionKind.STOP: "Đã hết thời hạn chờ bổ sung mà không nhận được giấy tờ.",
    ActionKind.DECLINE_MOVE: "Không thuộc nhiệm vụ được giao của phòng.",
}


class Matter(Protocol):
    """What filling a form needs to know of a dossier of the demonstration."""

    office: Any
    account: Any
    rng: Random
    handler: int | None

    @property
    def now(self) -> datetime: ...


def filled(matter: Matter, loaded: Loaded, action: Action, fields: Sequence[Field]) -> dict[str, Any]:
    """Every field that must be filled, and those that an official would not leave empty."""
    today = local_date(matter.now)
    values = {one.name: _value(matter, loaded, action, one, today) for one in fields}
    return {name: value for name, value in values.items() if value is not None} | _numbers(
        matter, loaded, action, fields, today
    )


def _value(matter: Matter, loaded: Loaded, action: Action, field: Field, today: date) -> Any:
    said = _said(matter, loaded, action, field)
    if said is not None:
        return said
    if not field.required:
        return None
    match field.kind:
        case Kind.DATE:
            return today.isoformat()
        case Kind.CHOICE:
            return field.choices[0].value
        case Kind.CHOICES:
            return [field.choices[0].value]
        case Kind.INTEGER:
            return str(matter.rng.randint(1, 4))
        case _:
            return "Theo hồ sơ"


def _said(matter: Matter, loaded: Loaded, action: Action, field: Field) -> Any:
    rng, case = matter.rng, loaded.situation.case
    name = field.name.rsplit("_", 1)[0] if field.name[-1].isdigit() else field.name
    match name:
        case "officer":
            return _handler(matter, field)
        case "bodies":
            always = [one.code for one in loaded.situation.variant.bodies if one.always]
            return always or [one.value for one in field.choices[:2]]
        case "outcome":
            return _proposed(loaded, field).outcome
        case "summary":
            return rng.choice(SUMMARIES)
        case "condition":
            return rng.choice(CONDITIONS)
        case "reason":
            usual = REASONS.get(action.kind, "Theo đề nghị của người nộp.") if field.required else None
            return _proposed(loaded, field).reason or usual
        case "signer":
            return CHAIRMEN[0 if rng.random() < 0.7 else 1] if action.code == "receive_decision" else _director(matter)
        case "giver" | "receiver":
            return matter.account.name
        case "reference" if action.kind is ActionKind.RECORD_OPINION:
            return f"{rng.randint(40, 900)}/{BODY_SIGNS.get(case.awaited[0].body, 'CQ-VD')}"
        case "reference":
            return f"{rng.randint(20, 300)}/TTr-UBND"
        case "answer_reference":
            return f"{rng.randint(100, 2000)}/VPCP-QHQT"
        case "letter_reference":
            return f"{rng.randint(20, 400)}/SNgV-LS"
        case "postal_code":
            return f"EB{rng.randint(0, 10**9 - 1):09d}VN"
        case "receipt_number":
            return f"{rng.randint(1, 99_999):07d}"
    return None


def _handler(matter: Matter, field: Field) -> str:
    choices = [one.value for one in field.choices]
    return choices[matter.handler % len(choices)] if matter.handler is not None else matter.rng.choice(choices)


def _director(matter: Matter) -> str:
    found = [one.actor.name for one in matter.office.desks.seats if "director" in one.actor.roles]
    return found[0] if found else "Giám đốc Sở"


def _proposed(loaded: Loaded, field: Field) -> ItemOutcome:
    """What was proposed for the item of a field stands, unless a story says otherwise."""
    _, _, key = field.name.partition("_")
    return loaded.situation.case.proposed.get(key, ItemOutcome(Outcome.GRANTED))


def _numbers(matter: Matter, loaded: Loaded, action: Action, fields: Sequence[Field], today: date) -> dict[str, str]:
    asked = [one.name for one in fields if one.name == "refusal_number" or one.name.split("_")[0] == "number"]
    return {name: str(matter.office.books.next(_book(loaded, action, name), today)) for name in asked}


def _book(loaded: Loaded, action: Action, name: str) -> str:
    """A submission or a list when something is sent; a result's own book when something is decided."""
    situation = loaded.situation
    if action.kind is ActionKind.SEND:
        return "submission" if situation.case.proposed else "dispatch"
    case = situation.case
    outcomes = case.decided or case.proposed
    plans = planned_papers(situation.definition, situation.variant, outcomes, situation.parameters, case.decided_here)
    book = next((one.result.book for one in plans if one.number_input == name), None)
    return book or situation.variant.results[0].book
