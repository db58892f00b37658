"""The division: assigning, moving, proposing and the two desks of the review."""

from __future__ import annotations

from procedures.definition import Action, ActionKind, Phase, Role, State, Text
from procedures.standard.sources import DIVISION, LEADERS, TRANSFER, step


def division_states(dispatch_limit: str = "2wh") -> tuple[State, ...]:
    """The head of division assigns."""
    return (
        State(
            "dispatching",
            Phase.OFFICE,
            2,
            Text("Chờ phân công", "Waiting to be assigned"),
            Text(
                "Hồ sơ đã được tiếp nhận; trưởng phòng đang phân công người thụ lý.",
                "The dossier was accepted; the head of division is assigning it.",
            ),
            step(Role.DIVISION_HEAD, DIVISION, dispatch_limit),
        ),
    )


def division_actions(first: str, working: tuple[str, ...]) -> tuple[Action, ...]:
    """Assigning, handing to another division, handing back."""
    return (
        Action(
            "assign",
            ActionKind.ASSIGN,
            ("dispatching",),
            first,
            (Role.DIVISION_HEAD,),
            Text("Phân công thụ lý", "Assign"),
            Text("Người được chọn nhận hồ sơ vào việc cần làm.", "The chosen officer gets the dossier."),
            recommended=True,
        ),
        Action(
            "reassign",
            ActionKind.ASSIGN,
            working,
            "",
            (Role.DIVISION_HEAD,),
            Text("Đổi người thụ lý", "Assign to somebody else"),
            Text("Người mới nhận hồ sơ; đồng hồ không đổi.", "The new officer gets it; the clock does not change."),
        ),
        Action(
            "move",
            ActionKind.MOVE,
            ("dispatching",),
            "dispatching",
            (Role.DIVISION_HEAD,),
            Text("Chuyển phòng khác", "Move to another division"),
            Text(
                "Phòng nhận phân công hoặc trả lại; đồng hồ không đổi.",
                "The receiving division assigns it or sends it back; the clock does not change.",
            ),
            citation=TRANSFER,
        ),
        Action(
            "decline_move",
            ActionKind.DECLINE_MOVE,
            ("dispatching",),
            "dispatching",
            (Role.DIVISION_HEAD,),
            Text("Không nhận, trả lại phòng chuyển", "Send back to the former division"),
            Text("Hồ sơ về lại phòng đã chuyển.", "The dossier goes back."),
            citation=TRANSFER,
        ),
    )


def review_states(head_limit: str, director_limit: str) -> tuple[State, ...]:
    """The two desks of the review."""
    return (
        State(
            "head_review",
            Phase.OFFICE,
            4,
            Text("Trưởng phòng xem xét", "Head of division's review"),
            Text("Trưởng phòng đang xem xét đề xuất.", "The head of division is reviewing the proposal."),
            step(Role.DIVISION_HEAD, DIVISION, head_limit),
        ),
        State(
            "director_review",
            Phase.OFFICE,
            4,
            Text("Lãnh đạo Sở ký", "Director's signature"),
            Text("Lãnh đạo Sở đang xem xét và ký.", "The directorate is reviewing and signing."),
            step(Role.DIRECTOR, LEADERS, director_limit),
        ),
    )


def review_actions(drafting: str, head: str, director: str) -> tuple[Action, ...]:
    """Propose → endorse → director, with return for correction at both desks. The director's own signature is the procedure's."""
    return (
        Action(
            "propose",
            ActionKind.PROPOSE,
            (drafting,),
            head,
            (Role.SPECIALIST,),
            Text("Trình trưởng phòng", "Submit to the head of division"),
            Text("Phiếu trình và dự thảo chuyển đến trưởng phòng.", "The proposal and the draft go to the head."),
            recommended=True,
        ),
        Action(
            "return_to_specialist",
            ActionKind.RETURN,
            (head,),
            drafting,
            (Role.DIVISION_HEAD,),
            Text("Trả lại để sửa", "Return for correction"),
            Text("Hồ sơ về lại người thụ lý; đồng hồ vẫn chạy.", "Back to the officer; the clock goes on."),
        ),
        Action(
            "endorse",
            ActionKind.ENDORSE,
            (head,),
            director,
            (Role.DIVISION_HEAD,),
            Text("Đồng ý, trình lãnh đạo Sở", "Agree and submit to the directorate"),
            Text("Hồ sơ chuyển đến lãnh đạo Sở.", "The dossier goes to the directorate."),
            recommended=True,
        ),
        Action(
            "return_to_head",
            ActionKind.RETURN,
            (director,),
            drafting,
            (Role.DIRECTOR,),
            Text("Trả lại để sửa", "Return for correction"),
            Text("Hồ sơ về lại phòng chuyên môn; đồng hồ vẫn chạy.", "Back to the division; the clock goes on."),
        ),
    )
