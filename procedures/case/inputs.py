"""What each kind of action asks of the one who acts, as the same fields the forms are made of. No widget may enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from procedures.case.replay import Case
from procedures.case.results import ONE_EACH
from procedures.definition import Action, ActionKind, Choice, DateRule, Definition, Field, Group, Kind, Outcome, Text


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the law does not know and an action may choose from: officers and divisions of the office."""

    officers: tuple[Choice, ...] = ()
    divisions: tuple[Choice, ...] = ()
    items: tuple[str, ...] = field(default=())
    parameters: Mapping[str, Any] = field(default_factory=dict)


def _field(name: str, kind: Kind, vi: str, en: str, **more: Any) -> Field:
    return Field(name, kind, Text(vi, en), **more)


REASON = _field("reason", Kind.LONG_TEXT, "Lý do", "Reason", max_length=2000)
NOTE = _field("note", Kind.LONG_TEXT, "Ý kiến", "Remark", max_length=2000, required=False)
NUMBER = _field("number", Kind.INTEGER, "Số văn bản", "Document number", minimum=1, maximum=99_999)
ISSUED_ON = _field("issued_on", Kind.DATE, "Ngày văn bản", "Date of the document", date_rule=DateRule.NOT_FUTURE)
SIGNER = _field("signer", Kind.TEXT, "Người ký", "Signed by", max_length=120)
OPINIONS = (
    Choice("agree", Text("Đồng ý", "Agrees")),
    Choice("disagree", Text("Không đồng ý", "Disagrees")),
    Choice("silent", Text("Không trả lời trong hạn", "Did not answer in time")),
    Choice("extension", Text("Đề nghị gia hạn", "Asks for an extension")),
)
OUTCOMES = (
    Choice(Outcome.GRANTED, Text("Đồng ý", "Grant")),
    Choice(Outcome.REFUSED, Text("Không đồng ý", "Refuse")),
)


def inputs_for(action: Action, definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    """The fields of an action's form, its own `inputs` last."""
    asked = _OF_KIND.get(action.kind)
    return (*(asked(definition, case, around) if asked else ()), *action.inputs)


def supplement_choices(definition: Definition) -> tuple[Choice, ...]:
    """What a supplement may ask for: components ("paper:<code>") and questions or groups ("answer:<name>")."""
    papers = [Choice(f"paper:{one.code}", one.name) for one in definition.components]
    answers = [Choice(f"answer:{item.name}", item.label) for page in definition.pages for item in page.items]
    return (*papers, *answers)


def _supplement(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    return (
        _field(
            "items",
            Kind.CHOICES,
            "Nội dung cần bổ sung",
            "What has to be supplied",
            choices=supplement_choices(definition),
        ),
        REASON,
    )


def outcome_fields(definition: Definition, around: Surroundings, known: Mapping[str, Any]) -> tuple[Field, ...]:
    """One outcome and one reason for each item decided on its own, or for the dossier as a whole."""
    keys = [(f"_{index}", title) for index, title in enumerate(around.items)] if definition.items else [("", "")]
    fields: list[Field] = []
    for key, title in keys:
        tail_vi, tail_en = (f": {title}", f": {title}") if title else ("", "")
        fields.append(_field(f"outcome{key}", Kind.CHOICE, f"Kết quả{tail_vi}", f"Outcome{tail_en}", choices=OUTCOMES))
        fields.append(
            _field(
                f"reason{key}", Kind.LONG_TEXT, f"Lý do{tail_vi}", f"Reason{tail_en}", max_length=2000, required=False
            )
        )
    return tuple(fields)


def _propose(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    summary = _field("summary", Kind.LONG_TEXT, "Tóm tắt thẩm định", "Summary of the examination", max_length=4000)
    return (summary, *outcome_fields(definition, around, case.proposed))


def _receive_back(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    outcomes = outcome_fields(definition, around, case.proposed)
    return (*outcomes, *number_fields(definition, case, around), ISSUED_ON, SIGNER)


def number_fields(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    """Numbers of the result papers: one each, or one and a second for the refused (procedures.case.results)."""
    variant = definition.variant(case.variant)
    if not variant.results:
        return ()
    if definition.items and around.parameters.get("papers_by") == ONE_EACH:
        return tuple(
            replace(NUMBER, name=f"number_{index}", label=Text(f"Số văn bản: {title}", f"Number: {title}"))
            for index, title in enumerate(around.items)
        )
    if not definition.items:
        return (NUMBER,)
    label = Text("Số văn bản từ chối (nếu có cả hai loại)", "Number of the refusal letter (when there are both)")
    return (NUMBER, replace(NUMBER, name="refusal_number", label=label, required=False))


def _issue(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    """The registry numbers what the office signs; what another body decided came back with its number."""
    if case.decision or not definition.variant(case.variant).results:
        return ()
    return (*number_fields(definition, case, around), ISSUED_ON)


def _assign(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    return (_field("officer", Kind.CHOICE, "Người thụ lý", "Handled by", choices=around.officers), NOTE)


def _move(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    others = tuple(one for one in around.divisions if one.value != case.division)
    return (_field("division", Kind.CHOICE, "Phòng nhận", "Receiving division", choices=others), REASON)


def _consult(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    asked = {one.body for one in case.consultations}
    bodies = definition.variant(case.variant).bodies
    choices = tuple(Choice(body.code, body.name) for body in bodies if body.code not in asked)
    return (_field("bodies", Kind.CHOICES, "Cơ quan lấy ý kiến", "Bodies to consult", choices=choices),)


def _opinion(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    bodies = {body.code: body.name for body in definition.variant(case.variant).bodies}
    awaited = tuple(Choice(one.body, bodies[one.body]) for one in case.awaited)
    return (
        _field("body", Kind.CHOICE, "Cơ quan trả lời", "Answering body", choices=awaited),
        _field("opinion", Kind.CHOICE, "Ý kiến", "Opinion", choices=OPINIONS),
        _field(
            "reference",
            Kind.TEXT,
            "Số, ký hiệu văn bản trả lời",
            "Reference of the answer",
            required=False,
            max_length=60,
        ),
        _field("received_on", Kind.DATE, "Ngày nhận", "Received on", date_rule=DateRule.NOT_FUTURE),
        _field("note", Kind.LONG_TEXT, "Nội dung", "Content", required=False, max_length=2000),
    )


def _reroute(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    others = tuple(Choice(one.code, one.name) for one in definition.variants if one.code != case.variant)
    return (_field("variant", Kind.CHOICE, "Thủ tục đúng", "The right procedure", choices=others), REASON)


def _hand_over(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    return (_field("receiver", Kind.TEXT, "Người nhận kết quả", "Received by", max_length=120, required=False),)


def _originals(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    fields: list[Field] = []
    for index, title in enumerate(around.items):
        fields.append(
            _field(f"pages_{index}", Kind.INTEGER, f"Số trang: {title}", f"Pages: {title}", minimum=1, maximum=5000)
        )
        fields.append(
            _field(f"condition_{index}", Kind.TEXT, f"Tình trạng: {title}", f"Condition: {title}", max_length=200)
        )
    giver = _field("giver", Kind.TEXT, "Người giao", "Handed in by", max_length=120)
    return (*fields, giver)


def _payment(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    return (
        _field("receipt_number", Kind.TEXT, "Số biên lai", "Receipt number", max_length=30),
        _field(
            "method",
            Kind.CHOICE,
            "Cách nộp",
            "Paid by",
            choices=(
                Choice("cash", Text("Tiền mặt", "Cash")),
                Choice("transfer", Text("Chuyển khoản", "Bank transfer")),
            ),
        ),
    )


def _paper_moved(definition: Definition, case: Case, around: Surroundings) -> tuple[Field, ...]:
    return (
        _field("what", Kind.TEXT, "Giấy tờ", "Papers", max_length=500),
        _field("giver", Kind.TEXT, "Bên giao", "Given by", max_length=120),
        _field("receiver", Kind.TEXT, "Bên nhận", "Received by", max_length=120),
    )


_OF_KIND = {
    ActionKind.ACCEPT: lambda *_: (NOTE,),
    ActionKind.REFUSE_RECEPTION: lambda *_: (REASON,),
    ActionKind.REQUEST_SUPPLEMENT: _supplement,
    ActionKind.STILL_INCOMPLETE: _supplement,
    ActionKind.CONFIRM_COMPLETE: lambda *_: (NOTE,),
    ActionKind.ASSIGN: _assign,
    ActionKind.MOVE: _move,
    ActionKind.DECLINE_MOVE: lambda *_: (REASON,),
    ActionKind.CONSULT: _consult,
    ActionKind.RECORD_OPINION: _opinion,
    ActionKind.CLOSE_CONSULTATION: lambda *_: (NOTE,),
    ActionKind.REROUTE: _reroute,
    ActionKind.PROPOSE: _propose,
    ActionKind.RETURN: lambda *_: (REASON,),
    ActionKind.ENDORSE: lambda *_: (NOTE,),
    ActionKind.APPROVE: lambda *_: (NOTE,),
    ActionKind.REFUSE: lambda *_: (NOTE,),
    ActionKind.SEND: lambda *_: (NUMBER, ISSUED_ON),
    ActionKind.RECEIVE_BACK: _receive_back,
    ActionKind.ISSUE: _issue,
    ActionKind.HAND_OVER: _hand_over,
    ActionKind.RECEIVE_ORIGINALS: _originals,
    ActionKind.RECORD_PAYMENT: _payment,
    ActionKind.PAPER_MOVED: _paper_moved,
    ActionKind.WITHDRAW: lambda *_: (REASON,),
    ActionKind.RECALL: lambda *_: (REASON,),
    ActionKind.STOP: lambda *_: (REASON,),
}


def group_of(definition: Definition) -> Group | None:
    """The group decided item by item, or whose items are received one by one."""
    for page in definition.pages:
        for item in page.items:
            if isinstance(item, Group) and item.name == definition.items:
                return item
    return None
