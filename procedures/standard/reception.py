"""Reception: where a filed dossier waits or ends, and what may be done with it there."""

from __future__ import annotations

from procedures.definition import Action, ActionKind, ClockEffect, Phase, Role, State, Text
from procedures.standard.sources import ONE_STOP, RECEPTION, REFUSAL, SUPPLEMENT, step


def reception_states(limit: str = "8wh") -> tuple[State, ...]:
    """Where a dossier waits for reception, or ends there."""
    return (
        State(
            "filed",
            Phase.OFFICE,
            1,
            Text("Chờ tiếp nhận", "Waiting for reception"),
            Text(
                "Bộ phận Một cửa đang kiểm tra hồ sơ. Ông/Bà chưa cần làm gì.",
                "The one-stop counter is checking your dossier. You need not do anything.",
            ),
            step(Role.RECEPTION, ONE_STOP, limit, RECEPTION),
        ),
        State(
            "refused_at_reception",
            Phase.CLOSED,
            3,
            Text("Không được tiếp nhận", "Not accepted"),
            Text(
                "Hồ sơ không được tiếp nhận. Lý do ghi trong phiếu từ chối.",
                "The dossier was not accepted. The slip gives the reason.",
            ),
        ),
    )


def reception_actions(accepted_to: str) -> tuple[Action, ...]:
    """What reception may do with a filed dossier."""
    return (
        Action(
            "accept",
            ActionKind.ACCEPT,
            ("filed",),
            accepted_to,
            (Role.RECEPTION,),
            Text("Tiếp nhận hồ sơ", "Accept the dossier"),
            Text(
                "Đồng hồ giải quyết bắt đầu chạy; người nộp nhận giấy tiếp nhận và hẹn trả kết quả.",
                "The clock starts; the applicant gets the receipt with the promised time.",
            ),
            ClockEffect.START,
            REFUSAL,
            recommended=True,
        ),
        Action(
            "refuse_reception",
            ActionKind.REFUSE_RECEPTION,
            ("filed",),
            "refused_at_reception",
            (Role.RECEPTION,),
            Text("Từ chối tiếp nhận", "Refuse at reception"),
            Text(
                "Hồ sơ kết thúc; người nộp nhận phiếu từ chối có lý do.",
                "The dossier ends; the applicant gets a slip with the reason.",
            ),
            ClockEffect.NONE,
            REFUSAL,
        ),
        Action(
            "request_supplement_at_reception",
            ActionKind.REQUEST_SUPPLEMENT,
            ("filed",),
            "supplement",
            (Role.RECEPTION,),
            Text("Yêu cầu bổ sung", "Ask for a supplement"),
            Text(
                "Người nộp nhận một phiếu hướng dẫn đầy đủ, một lần. Đồng hồ giải quyết chưa chạy.",
                "The applicant gets one complete list. The clock has not started.",
            ),
            citation=SUPPLEMENT,
        ),
    )
