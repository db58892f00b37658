"""The leg at the People's Committee, with its own clock."""

from __future__ import annotations

from procedures.definition import Action, ActionKind, Citation, Phase, Role, State, Text
from procedures.standard.sources import CLERKS, COMMITTEE, step

# Who works at the Committee sees what was sent to this state and nothing else, whatever procedure it is of.
AT_COMMITTEE = "at_committee"


def committee_states(number_limit: str, committee_limit: str, committee: Citation) -> tuple[State, ...]:
    """The leg at the People's Committee: numbered and sent, decided there, back at the registry."""
    return (
        State(
            "to_committee",
            Phase.OFFICE,
            4,
            Text("Văn thư phát hành tờ trình", "Registry sends the submission"),
            Text("Văn thư đang vào số và gửi tờ trình đến UBND tỉnh.", "The registry is sending the submission."),
            step(Role.CLERK, CLERKS, number_limit),
        ),
        State(
            AT_COMMITTEE,
            Phase.OTHER_BODY,
            4,
            Text("Chờ UBND tỉnh", "At the People's Committee"),
            Text(
                "Chủ tịch UBND tỉnh đang xem xét quyết định. Ông/Bà không cần làm gì.",
                "The Chairman of the People's Committee is deciding. You need not do anything.",
            ),
            step(Role.COMMITTEE, COMMITTEE, committee_limit, committee),
        ),
        State(
            "issuing",
            Phase.OFFICE,
            4,
            Text("Phát hành kết quả", "Issuing the result"),
            Text("Quyết định đã có; văn thư đang phát hành kết quả.", "Decided; the registry is issuing the result."),
            step(Role.CLERK, CLERKS, "4wh"),
        ),
    )


def committee_actions(after_director: tuple[str, ...] = ("to_committee",)) -> tuple[Action, ...]:
    """Sent and received with number, date and signer; the Committee's own office may record it too."""
    return (
        Action(
            "send_to_committee",
            ActionKind.SEND,
            after_director,
            AT_COMMITTEE,
            (Role.CLERK,),
            Text("Vào số và gửi UBND tỉnh", "Number and send to the People's Committee"),
            Text(
                "Tờ trình có số, ngày; đồng hồ của UBND tỉnh bắt đầu chạy.",
                "The submission gets its number and date; the Committee's clock starts.",
            ),
            recommended=True,
        ),
        Action(
            "receive_decision",
            ActionKind.RECEIVE_BACK,
            (AT_COMMITTEE,),
            "issuing",
            (Role.COMMITTEE, Role.CLERK),
            Text("Ghi nhận quyết định của UBND tỉnh", "Record the Committee's decision"),
            Text(
                "Quyết định cho từng người được ghi lại với số, ngày và người ký.",
                "The decision is recorded with number, date and signer.",
            ),
            recommended=True,
        ),
    )
