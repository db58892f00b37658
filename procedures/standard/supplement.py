"""Supplements and withdrawals: asked, answered, confirmed, or the dossier leaves."""

from __future__ import annotations

from procedures.definition import Action, ActionKind, ClockEffect, Phase, Role, State, Text
from procedures.standard.sources import DIVISION, SUPPLEMENT, WITHDRAWAL, step


def supplement_states() -> tuple[State, ...]:
    """Waiting for the applicant, and checking the answer."""
    return (
        State(
            "supplement",
            Phase.CITIZEN,
            5,
            Text("Chờ bổ sung", "Waiting for your supplement"),
            Text(
                "Hồ sơ cần bổ sung. Ông/Bà xem nội dung được yêu cầu và gửi bổ sung tại trang này.",
                "Something is missing. See what is asked and send it from this page.",
            ),
        ),
        State(
            "supplement_check",
            Phase.OFFICE,
            4,
            Text("Kiểm tra bổ sung", "Checking the supplement"),
            Text("Cơ quan đang kiểm tra phần Ông/Bà vừa bổ sung.", "The office is checking what you have sent."),
            step(Role.SPECIALIST, DIVISION, "8wh"),
        ),
    )


def supplement_actions(working: tuple[str, ...], checker: Role = Role.SPECIALIST) -> tuple[Action, ...]:
    """Supplement after acceptance: asked in `working` states, answered by the applicant, checked, confirmed or not."""
    return (
        Action(
            "request_supplement",
            ActionKind.REQUEST_SUPPLEMENT,
            working,
            "supplement",
            (Role.SPECIALIST, Role.DIVISION_HEAD),
            Text("Yêu cầu bổ sung", "Ask for a supplement"),
            Text(
                "Đồng hồ dừng đến khi nhận đủ giấy tờ. Yêu cầu lần đầu trong 03 ngày làm việc: thời hạn tính lại từ đầu.",
                "The clock stands until everything has arrived; a first request within 3 working days restarts it.",
            ),
            citation=SUPPLEMENT,
        ),
        *_answer_actions(checker),
    )


def _answer_actions(checker: Role) -> tuple[Action, ...]:
    """The applicant answers; the office confirms, says what is still missing, or stops waiting."""
    return (
        Action(
            "answer_supplement",
            ActionKind.ANSWER_SUPPLEMENT,
            ("supplement",),
            "supplement_check",
            (Role.CITIZEN,),
            Text("Gửi bổ sung", "Send the supplement"),
            Text("Cơ quan kiểm tra phần bổ sung rồi tiếp tục giải quyết.", "The office checks it and goes on."),
            citation=SUPPLEMENT,
            recommended=True,
        ),
        Action(
            "confirm_complete",
            ActionKind.CONFIRM_COMPLETE,
            ("supplement_check",),
            "@origin",
            (checker, Role.DIVISION_HEAD),
            Text("Xác nhận đã đủ", "Confirm it is complete"),
            Text("Đồng hồ chạy lại từ lúc nhận đủ giấy tờ.", "The clock runs again from the moment all had arrived."),
            citation=SUPPLEMENT,
            recommended=True,
        ),
        Action(
            "still_incomplete",
            ActionKind.STILL_INCOMPLETE,
            ("supplement_check",),
            "supplement",
            (checker, Role.DIVISION_HEAD),
            Text("Bổ sung chưa đủ", "Still incomplete"),
            Text(
                "Người nộp được báo phần còn thiếu; đồng hồ vẫn dừng; không tính là yêu cầu mới.",
                "The applicant is told what is missing; the clock still stands; it is not a new request.",
            ),
            citation=SUPPLEMENT,
        ),
        Action(
            "stop",
            ActionKind.STOP,
            ("supplement",),
            "stopped",
            (Role.DIVISION_HEAD,),
            Text("Dừng giải quyết", "Stop processing"),
            Text(
                "Hồ sơ kết thúc vì không được bổ sung trong thời hạn chờ.",
                "The dossier ends because it was not supplemented in time.",
            ),
            ClockEffect.STOP,
            WITHDRAWAL,
        ),
    )


def withdrawal_actions(early: tuple[str, ...], after_submission: tuple[str, ...]) -> tuple[Action, ...]:
    """Withdrawing at once in `early` states; after a tờ trình has been signed it needs its recall, unless that comes too late."""
    words = Text("Rút hồ sơ", "Withdraw the dossier")
    actions = [
        Action(
            "withdraw",
            ActionKind.WITHDRAW,
            early,
            "withdrawn",
            (Role.CITIZEN,),
            words,
            Text("Hồ sơ kết thúc ngay và không được giải quyết tiếp.", "The dossier ends at once."),
            ClockEffect.STOP,
            WITHDRAWAL,
        )
    ]
    if after_submission:
        actions += [
            Action(
                "request_withdrawal",
                ActionKind.WITHDRAW,
                after_submission,
                "withdrawal_requested",
                (Role.CITIZEN,),
                words,
                Text(
                    "Tờ trình đã ký phải được thu hồi trước khi hồ sơ kết thúc.",
                    "The submission already signed has to be recalled first.",
                ),
                citation=WITHDRAWAL,
            ),
            Action(
                "recall",
                ActionKind.RECALL,
                ("withdrawal_requested",),
                "withdrawn",
                (Role.DIRECTOR,),
                Text("Thu hồi tờ trình, đồng ý rút", "Recall and allow the withdrawal"),
                Text("Tờ trình được thu hồi và hồ sơ kết thúc.", "The submission is recalled and the dossier ends."),
                ClockEffect.STOP,
                WITHDRAWAL,
                recommended=True,
            ),
            Action(
                "decline_withdrawal",
                ActionKind.RETURN,
                ("withdrawal_requested",),
                "@origin",
                (Role.DIRECTOR,),
                Text("Không thu hồi được, giải quyết tiếp", "Recall not possible, go on"),
                Text(
                    "Dùng khi văn bản đã được ký; hồ sơ trở lại bước trước khi đề nghị rút.",
                    "For a result already signed; the dossier goes back to where it was.",
                ),
                citation=WITHDRAWAL,
            ),
        ]
    return tuple(actions)
