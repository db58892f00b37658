"""Full authority: the department itself compares with the specimens, and its leaders sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from procedures.catalog.hop_phap_hoa_lanh_su.forwarding import FEW, MANY
from procedures.catalog.hop_phap_hoa_lanh_su.originals import (
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
from procedures.catalog.hop_phap_hoa_lanh_su.sources import FULL_AUTHORITY, LIMIT
from procedures.definition import Action, ActionKind, Leg, Phase, Role, State, Text
from procedures.standard import (
    CLERKS,
    DIVISION,
    division_actions,
    division_states,
    review_actions,
    review_states,
    step,
)

CHECKING, CHECKING_MANY = "checking", "checking_many"
WORKING = (CHECKING, CHECKING_MANY)


def states() -> tuple[State, ...]:
    return (
        *first_states(),
        *supplement_desk(Role.SPECIALIST),
        *division_states("1wh"),
        _checking(CHECKING, "3wh"),
        _checking(CHECKING_MANY, "4wd"),
        *review_states("1wh", "2wh"),
        State(
            "issuing",
            Phase.OFFICE,
            4,
            Text("Đóng dấu, dán tem, vào sổ", "Sealing and registering"),
            Text("Lãnh đạo Sở đã ký; văn thư đang đóng dấu và vào sổ.", "Signed; the registry is sealing the papers."),
            step(Role.CLERK, CLERKS, "1wh"),
        ),
        *last_states(),
    )


def _checking(code: str, limit: str) -> State:
    return State(
        code,
        Phase.OFFICE,
        4,
        Text("Đối chiếu con dấu, chữ ký", "Comparing seals and signatures"),
        Text(
            "Chuyên viên đang đối chiếu con dấu, chữ ký và chức danh với mẫu đã giới thiệu.",
            "The officer is comparing seals, signatures and titles with the specimens.",
        ),
        step(Role.SPECIALIST, DIVISION, limit),
    )


def actions() -> tuple[Action, ...]:
    return (
        *counter_actions("dispatching"),
        payment_action(("awaiting_originals", "dispatching", *WORKING)),
        paper_action(("dispatching", "issuing", "result_ready")),
        *_by_size(division_actions(CHECKING, WORKING)),
        *desk_supplement_actions(WORKING, Role.SPECIALIST),
        *_by_size(review_actions(CHECKING, "head_review", "director_review")),
        Action(
            "sign",
            ActionKind.APPROVE,
            ("director_review",),
            "issuing",
            (Role.DIRECTOR,),
            Text("Ký chứng nhận", "Sign"),
            Text(
                "Kết quả của từng giấy tờ thành quyết định.", "What was proposed for each paper becomes the decision."
            ),
            citation=FULL_AUTHORITY,
            recommended=True,
        ),
        *closing_actions(),
        *leaving_actions(("dispatching", *WORKING, "head_review", "director_review", "supplement", "supplement_check")),
    )


def _by_size(shared: tuple[Action, ...]) -> Iterator[Action]:
    """From ten papers on, what leads to the desk of comparison leads to the one with the longer time."""
    for one in shared:
        if one.kind is ActionKind.PROPOSE:
            yield replace(one, frm=WORKING)
        elif one.to == CHECKING:
            yield replace(one, offered_when=FEW)
            yield replace(one, code=f"{one.code}_many", to=CHECKING_MANY, offered_when=MANY)
        else:
            yield one


def legs() -> tuple[Leg, ...]:
    """One working day; from ten papers on more, but at most five (NĐ 111/2011/NĐ-CP, Điều 11 khoản 5, Điều 14 khoản 5)."""
    return (
        Leg("whole", Text("Sở giải quyết", "The department"), "1wd", LIMIT, "1wd", LIMIT, when=FEW),
        Leg(
            "whole_many",
            Text("Sở giải quyết (từ 10 giấy tờ)", "The department (10 papers or more)"),
            "5wd",
            LIMIT,
            "5wd",
            LIMIT,
            when=MANY,
        ),
    )
