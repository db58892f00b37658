"""Building blocks that every procedure's process shares: reception, supplement, withdrawal, handing over. No procedure's own rule may enter."""

from __future__ import annotations

from procedures.definition import (
    Action,
    ActionKind,
    Citation,
    ClockEffect,
    Phase,
    Role,
    State,
    Step,
    Text,
)

ND61 = "NĐ 61/2018/NĐ-CP"
RECEPTION = Citation("NĐ 45/2020/NĐ-CP", "tiếp nhận hồ sơ trong 08 giờ làm việc", to_be_confirmed=True)
SUPPLEMENT = Citation(ND61, "Điều 17 khoản 2, Điều 19 khoản 4")
WITHDRAWAL = Citation(ND61, "Điều 19")
RETURNING = Citation(ND61, "Điều 20")
REFUSAL = Citation(ND61, "Điều 17")
TRANSFER = Citation(ND61, "Điều 18")
INTERNAL = Citation("Quy trình nội bộ của Sở", to_be_confirmed=True)
ONE_STOP = Text("Bộ phận Một cửa", "One-stop counter")
DIVISION = Text("Phòng chuyên môn", "Division in charge")
LEADERS = Text("Lãnh đạo Sở", "Directorate")
CLERKS = Text("Văn thư Sở", "Registry of the department")
COMMITTEE = Text("UBND tỉnh", "Provincial People's Committee")


def step(role: Role, unit: Text, limit: str, citation: Citation = INTERNAL) -> Step:
    """A step of the internal process; `limit` in the notation of the clock commands."""
    return Step(role, unit, limit, citation)


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
    """Withdrawing at once in `early` states; after a tờ trình has been sent it needs its recall."""
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
                    "Tờ trình đã gửi phải được thu hồi trước khi hồ sơ kết thúc.",
                    "The submission already sent has to be recalled first.",
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
        ]
    return tuple(actions)


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
            "at_committee",
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
            "at_committee",
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
            ("at_committee",),
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
