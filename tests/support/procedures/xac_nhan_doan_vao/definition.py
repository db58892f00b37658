"""A small procedure outside the catalogue, such as an office adds by itself: it confirms a delegation's visit. For tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from procedures.definition import (
    Accepts,
    Action,
    ActionKind,
    Applicant,
    Choice,
    Citation,
    ClockEffect,
    Component,
    Definition,
    Field,
    Kind,
    Leg,
    Outcome,
    Page,
    Phase,
    ResultPaper,
    Role,
    Route,
    State,
    SupplementRules,
    Text,
    Variant,
)
from procedures.standard import (
    DIVISION,
    INTERNAL,
    RECEPTION,
    SUPPLEMENT,
    division_actions,
    division_states,
    ending_states,
    issue_actions,
    reception_actions,
    reception_states,
    review_actions,
    review_states,
    step,
    supplement_actions,
    supplement_states,
    withdrawal_actions,
)

DECISION = Citation("Quyết định của Sở về xác nhận đoàn vào", "Điều 1", to_be_confirmed=True)


def letter(facts: dict[str, Any]) -> dict[str, Any]:
    """The confirmation or its refusal."""
    return {
        "subject": f"V/v xác nhận đoàn {facts['answers']['delegation']}",
        "addressee": facts["applicant"]["name"],
        "paragraphs": [facts["reason"] or "Sở Ngoại vụ xác nhận nội dung đăng ký đoàn vào nêu trên."],
        "recipients": ["Như trên", "Lưu: VT"],
        "signature": {"prefix": "", "title": "GIÁM ĐỐC", "name": ""},
    }


def result(code: str, outcome: Outcome, vi: str, en: str) -> ResultPaper:
    return ResultPaper(code, Text(vi, en), outcome, "letters", "SNgV-HTQT", "office", DECISION, letter)


WORKING = ("appraising",)
STATES = (
    *reception_states(),
    *supplement_states(),
    *division_states(),
    State(
        "appraising",
        Phase.OFFICE,
        4,
        Text("Thẩm định", "Examination"),
        Text("Chuyên viên đang thẩm định hồ sơ.", "An officer is examining the dossier."),
        step(Role.SPECIALIST, DIVISION, "1wd"),
    ),
    *review_states("2wh", "4wh"),
    State(
        "issuing",
        Phase.OFFICE,
        4,
        Text("Phát hành", "Issuing"),
        Text("Văn thư đang phát hành kết quả.", "The registry is issuing the result."),
        step(Role.CLERK, DIVISION, "2wh"),
    ),
    *ending_states(),
)
ACTIONS = (
    *reception_actions("dispatching"),
    *supplement_actions(WORKING),
    *division_actions("appraising", WORKING),
    *review_actions("appraising", "head_review", "director_review"),
    Action(
        "sign",
        ActionKind.APPROVE,
        ("director_review",),
        "issuing",
        (Role.DIRECTOR,),
        Text("Ký xác nhận", "Sign"),
        Text("Văn bản chuyển văn thư phát hành.", "The letter goes to the registry."),
        ClockEffect.NONE,
        INTERNAL,
        recommended=True,
    ),
    *issue_actions(),
    *withdrawal_actions(("filed", "supplement", "dispatching", "appraising"), ("head_review", "director_review")),
)
VERSIONS = (
    Definition(
        slug="xac-nhan-doan-vao",
        version="2026-01",
        in_force_from=date(2026, 1, 1),
        made_by=DECISION,
        name=Text("Xác nhận đăng ký đoàn vào", "Confirmation of a visiting delegation"),
        field=Text("Lễ tân đối ngoại", "Protocol"),
        summary=Text("Đơn vị đăng ký đoàn khách nước ngoài.", "A host registers a foreign delegation."),
        audience=(Applicant.ENTERPRISE, Applicant.PERSON),
        pages=(
            Page(
                "delegation",
                Text("Đoàn khách", "The delegation"),
                (
                    Field("delegation", Kind.TEXT, Text("Tên đoàn", "Name of the delegation")),
                    Field("members", Kind.INTEGER, Text("Số thành viên", "Members"), minimum=1, maximum=500),
                    Field(
                        "result_by",
                        Kind.CHOICE,
                        Text("Nhận kết quả", "Result"),
                        choices=(
                            Choice("online", Text("Trực tuyến", "Online")),
                            Choice("counter", Text("Tại bộ phận Một cửa", "At the counter")),
                        ),
                    ),
                ),
            ),
        ),
        components=(
            Component(
                "programme",
                Text("Chương trình làm việc", "Programme"),
                DECISION,
                (Accepts.SCAN,),
                (Text("Có ngày và địa điểm", "Dates and places are given"),),
                Text("Quét hoặc chụp văn bản rồi gửi.", "Scan or photograph it and send it."),
                must_show=(Text("Ngày đến, ngày đi và nơi làm việc.", "Days of arrival and departure, places."),),
            ),
        ),
        variants=(
            Variant(
                code="standard",
                name=Text("Xác nhận đăng ký đoàn vào", "Confirmation of a visiting delegation"),
                authority=Text("Giám đốc Sở Ngoại vụ", "Director of the department"),
                citation=DECISION,
                states=STATES,
                actions=ACTIONS,
                legs=(Leg("whole", Text("Giải quyết tại Sở", "At the department"), "2wd", DECISION),),
                results=(
                    result("confirmation", Outcome.GRANTED, "Văn bản xác nhận", "Confirmation"),
                    result("refusal", Outcome.REFUSED, "Văn bản không xác nhận", "Refusal"),
                ),
                no_statutory_limit=Text("Pháp luật không quy định thời hạn.", "Law sets no limit."),
            ),
        ),
        route=lambda answers, parameters: Route("standard"),
        supplement=SupplementRules(SUPPLEMENT),
        reception_limit="8wh",
        reception_citation=RECEPTION,
        division="hop-tac-quoc-te",
        legal_basis=(DECISION,),
        title_of=lambda answers: str(answers.get("delegation") or "Đoàn vào"),
        result_choice="result_by",
    ),
)
