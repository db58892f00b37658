"""Receive and forward: the province receives, sends by post, reconciles and returns; the Consular Department decides."""

from __future__ import annotations

from dataclasses import replace

from procedures.catalog.hop_phap_hoa_lanh_su.originals import (
    POSTAL_CODE,
    WITHDRAWN_TO_RETURN,
    closing_actions,
    counter_actions,
    desk_supplement_actions,
    first_states,
    last_states,
    leaving_actions,
    paper_action,
    payment_action,
    supplement_desk,
)
from procedures.catalog.hop_phap_hoa_lanh_su.sources import LIMIT, POSTAL_PRACTICE, Edition
from procedures.definition import (
    Action,
    ActionKind,
    Choice,
    Field,
    Kind,
    Leg,
    Not,
    Phase,
    Role,
    State,
    Text,
    When,
)
from procedures.standard import CLERKS, step, withdrawal_actions

MANY = When("many_documents", (True,))
FEW = Not(MANY)
AT_DEPARTMENT = ("at_department", "at_department_many")
AWAY = ("in_post", *AT_DEPARTMENT)
POST = Text("Bưu chính", "Postal service")
DEPARTMENT = Text("Cục Lãnh sự / Sở Ngoại vụ TP. Hồ Chí Minh", "Consular Department / Ho Chi Minh City office")
THERE = Text(
    "Cục Lãnh sự hoặc Sở Ngoại vụ TP. Hồ Chí Minh đang giải quyết. Ông/Bà không cần làm gì.",
    "The Consular Department or the Ho Chi Minh City office is working on it. You need not do anything.",
)


def states(edition: Edition) -> tuple[State, ...]:
    return (
        *first_states(),
        *supplement_desk(Role.RECEPTION),
        State(
            "forwarding",
            Phase.OFFICE,
            2,
            Text("Chuyển hồ sơ đi", "Sending the dossier on"),
            Text(
                "Bản chính đã được nhận. Sở đang lập danh sách và gửi đến Cục Lãnh sự.",
                "The originals are received. The office is listing them and sending them to the Consular Department.",
            ),
            step(Role.CLERK, CLERKS, "1wd", edition.forwarding),
        ),
        State(
            "in_post",
            Phase.OTHER_BODY,
            4,
            Text("Đang trên đường bưu chính", "In the post"),
            Text(
                "Giấy tờ đang được bưu chính chuyển đi. Ông/Bà không cần làm gì.",
                "The papers are in the post. You need not do anything.",
            ),
            step(Role.CLERK, POST, "2wd", POSTAL_PRACTICE),
        ),
        _there("at_department", "1wd+2wd"),
        _there("at_department_many", "5wd+3wd"),
        State(
            "withdrawal_requested",
            Phase.OFFICE,
            7,
            Text("Đề nghị rút hồ sơ", "Withdrawal requested"),
            Text(
                "Ông/Bà đã đề nghị rút hồ sơ. Sở đang lấy lại giấy tờ từ nơi giải quyết.",
                "You asked to withdraw. The office is getting the papers back.",
            ),
            step(Role.CLERK, CLERKS, "5wd", POSTAL_PRACTICE),
        ),
        State(
            "issuing",
            Phase.OFFICE,
            4,
            Text("Vào sổ kết quả", "Registering the result"),
            Text(
                "Giấy tờ đã về và được đối chiếu từng tờ; Sở đang vào sổ để trả.",
                "The papers are back and were reconciled one by one; the office is registering them.",
            ),
            step(Role.CLERK, CLERKS, "4wh"),
        ),
        *last_states(),
    )


def _there(code: str, limit: str) -> State:
    """The central office's own time (NĐ 111/2011/NĐ-CP, Điều 11 khoản 5, Điều 14 khoản 5) and the post back."""
    label = Text("Đang giải quyết tại Cục Lãnh sự", "At the Consular Department")
    return State(code, Phase.OTHER_BODY, 4, label, THERE, step(Role.CLERK, DEPARTMENT, limit, LIMIT))


def actions(edition: Edition) -> tuple[Action, ...]:
    (_, *asking) = withdrawal_actions((), AWAY)
    return (
        *counter_actions("forwarding"),
        payment_action(("awaiting_originals", "forwarding")),
        paper_action(("forwarding", "issuing", "result_ready")),
        *desk_supplement_actions(("forwarding", *AWAY), Role.RECEPTION),
        _send(edition),
        _arrived("record_arrival", "at_department", many=False),
        _arrived("record_arrival_many", "at_department_many", many=True),
        _receive_back(edition),
        *closing_actions(),
        *leaving_actions(("forwarding", "supplement", "supplement_check")),
        *_fetched_back(*asking),
    )


def _send(edition: Edition) -> Action:
    return Action(
        "send_to_department",
        ActionKind.SEND,
        ("forwarding",),
        "in_post",
        (Role.CLERK,),
        Text("Gửi kèm danh sách", "Send with the dispatch list"),
        Text(
            "Danh sách có số, ngày và số hiệu bưu gửi; thời gian bưu chính không tính vào thời hạn của Cục Lãnh sự.",
            "The list gets number, date and postal item number; time in the post is not part of the department's limit.",
        ),
        citation=edition.forwarding,
        inputs=(
            Field(
                "recipient",
                Kind.CHOICE,
                Text("Nơi nhận", "Sent to"),
                choices=(
                    Choice("consular_department", Text("Cục Lãnh sự, Bộ Ngoại giao", "Consular Department")),
                    Choice("hcmc", Text("Sở Ngoại vụ TP. Hồ Chí Minh", "Ho Chi Minh City office")),
                ),
            ),
            Field("postal_code", Kind.TEXT, POSTAL_CODE, max_length=30),
        ),
        recommended=True,
    )


def _arrived(code: str, to: str, *, many: bool) -> Action:
    return Action(
        code,
        ActionKind.PAPER_MOVED,
        ("in_post",),
        to,
        (Role.CLERK, Role.RECEPTION),
        Text("Ghi nhận nơi giải quyết đã nhận", "Record that the papers have arrived"),
        Text("Thời hạn của Cục Lãnh sự tính từ lúc này.", "The department's own limit counts from now."),
        citation=LIMIT,
        offered_when=MANY if many else FEW,
    )


def _receive_back(edition: Edition) -> Action:
    return Action(
        "receive_back",
        ActionKind.RECEIVE_BACK,
        AWAY,
        "issuing",
        (Role.CLERK,),
        Text("Nhận lại và đối chiếu từng giấy tờ", "Receive back and reconcile each paper"),
        Text(
            "Kết quả và lý do từ chối (nếu có) được ghi cho từng giấy tờ. Số, ngày, người ký là của phiếu trả kết quả của Sở.",
            "The outcome of each paper is recorded, with the reason where it was refused. Number, date and signer are those of "
            "the office's own return slip.",
        ),
        citation=edition.forwarding,
        inputs=(
            Field(
                "department_reference",
                Kind.TEXT,
                Text("Số, ngày văn bản của nơi giải quyết (nếu có)", "Reference of the department's letter (if any)"),
                required=False,
                max_length=60,
            ),
            Field("postal_code", Kind.TEXT, POSTAL_CODE, required=False, max_length=30),
        ),
        recommended=True,
    )


def _fetched_back(ask: Action, recall: Action, decline: Action) -> tuple[Action, ...]:
    """Papers already sent have to come back before a withdrawal ends the dossier; those that were certified go on."""
    return (
        replace(
            ask,
            consequence=Text(
                "Giấy tờ đã gửi đi phải được lấy lại trước.", "The papers sent away have to be fetched back first."
            ),
        ),
        replace(
            recall,
            to=WITHDRAWN_TO_RETURN,
            by=(Role.CLERK,),
            label=Text("Đã lấy lại giấy tờ, đồng ý rút", "Papers fetched back: allow the withdrawal"),
            consequence=Text("Hồ sơ dừng; bản chính được trả lại.", "The dossier ends; the originals are given back."),
        ),
        replace(
            decline,
            by=(Role.CLERK,),
            label=Text("Đã có kết quả, giải quyết tiếp", "Already certified: go on"),
            consequence=Text(
                "Dùng khi nơi giải quyết đã ký chứng nhận; hồ sơ trở lại bước trước khi đề nghị rút.",
                "For papers already certified there; the dossier goes back to where it was.",
            ),
        ),
    )


def legs(edition: Edition) -> tuple[Leg, ...]:
    """7 working days (fewer than ten papers) or 12, as practised; only the first and the central legs are law's."""
    practice = {"citation": POSTAL_PRACTICE}
    return (
        Leg(
            "forward",
            Text("Sở chuyển hồ sơ", "The office sends it on"),
            "1wd",
            edition.forwarding,
            edition.forward_limit,
            edition.forwarding if edition.forward_limit else None,
        ),
        Leg("post_out", Text("Bưu chính chuyển đi", "Post, outward"), "2wd", **practice),
        Leg(
            "central",
            Text("Cục Lãnh sự giải quyết", "Consular Department"),
            "1wd",
            LIMIT,
            "1wd",
            LIMIT,
            may_be_shortened=False,
            when=FEW,
        ),
        Leg(
            "central_many",
            Text("Cục Lãnh sự giải quyết (từ 10 giấy tờ)", "Consular Department (10 papers or more)"),
            "5wd",
            LIMIT,
            "5wd",
            LIMIT,
            may_be_shortened=False,
            when=MANY,
        ),
        Leg("return", Text("Bưu chính chuyển về, vào sổ", "Post back, register"), "3wd", when=FEW, **practice),
        Leg(
            "return_many",
            Text("Bưu chính chuyển về, vào sổ (từ 10 giấy tờ)", "Post back, register (10 or more)"),
            "4wd",
            when=MANY,
            **practice,
        ),
    )
