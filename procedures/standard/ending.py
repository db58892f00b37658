"""Issuing, handing over, and the ways a dossier closes."""

from __future__ import annotations

from procedures.definition import Action, ActionKind, ClockEffect, Phase, Role, State, Text
from procedures.standard.sources import LEADERS, ONE_STOP, RETURNING, step


def ending_states() -> tuple[State, ...]:
    """Result ready, and the ways a dossier closes."""
    return (
        State(
            "result_ready",
            Phase.OFFICE,
            9,
            Text("Đã có kết quả", "Result ready"),
            Text(
                "Kết quả đã có. Ông/Bà tải về tại đây hoặc nhận theo cách đã đăng ký.",
                "The result is ready. Download it here or receive it the way you chose.",
            ),
            step(Role.RECEPTION, ONE_STOP, "1wd", RETURNING),
        ),
        State(
            "returned",
            Phase.CLOSED,
            10,
            Text("Đã trả kết quả", "Result handed over"),
            Text("Hồ sơ đã kết thúc và kết quả đã được trả.", "The dossier is closed and the result was handed over."),
        ),
        State(
            "withdrawal_requested",
            Phase.OFFICE,
            7,
            Text("Đề nghị rút hồ sơ", "Withdrawal requested"),
            Text(
                "Ông/Bà đã đề nghị rút hồ sơ. Cơ quan đang thu hồi tờ trình đã gửi.",
                "You asked to withdraw. The office is recalling its submission.",
            ),
            step(Role.DIRECTOR, LEADERS, "1wd"),
        ),
        State(
            "withdrawn",
            Phase.CLOSED,
            8,
            Text("Đã rút hồ sơ", "Withdrawn"),
            Text("Hồ sơ đã được rút theo đề nghị của Ông/Bà.", "The dossier was withdrawn at your request."),
        ),
        State(
            "stopped",
            Phase.CLOSED,
            8,
            Text("Dừng giải quyết", "Stopped"),
            Text(
                "Hồ sơ đã dừng giải quyết. Lý do ghi trong thông báo.",
                "Processing was stopped. The notice gives the reason.",
            ),
        ),
    )


def issue_actions(from_states: tuple[str, ...] = ("issuing",)) -> tuple[Action, ...]:
    """Issue and hand over; processing ends with issuing (hồ sơ đã xử lý xong)."""
    return (
        Action(
            "issue",
            ActionKind.ISSUE,
            from_states,
            "result_ready",
            (Role.CLERK,),
            Text("Phát hành kết quả", "Issue the result"),
            Text(
                "Đồng hồ dừng; người nộp được báo và tải được kết quả.",
                "The clock stops; the applicant is told and can download the result.",
            ),
            ClockEffect.STOP,
            RETURNING,
            recommended=True,
        ),
        Action(
            "hand_over",
            ActionKind.HAND_OVER,
            ("result_ready",),
            "returned",
            (Role.RECEPTION, Role.CITIZEN),
            Text("Xác nhận đã trả kết quả", "Confirm the result was handed over"),
            Text("Hồ sơ kết thúc.", "The dossier is closed."),
            citation=RETURNING,
            recommended=True,
        ),
    )
