"""What both variants share: the declaration waits for its originals, papers come in, go back, and are paid for."""

from __future__ import annotations

from dataclasses import replace

from procedures.catalog.hop_phap_hoa_lanh_su.sources import DECLARATION_VALIDITY, FEE_COLLECTION, LIMIT
from procedures.definition import (
    Action,
    ActionKind,
    Choice,
    ClockEffect,
    Field,
    Kind,
    Phase,
    Role,
    State,
    Text,
    When,
)
from procedures.standard import (
    DIVISION,
    ONE_STOP,
    RETURNING,
    WITHDRAWAL,
    ending_states,
    issue_actions,
    reception_actions,
    reception_states,
    step,
    supplement_actions,
    supplement_states,
    withdrawal_actions,
)

AWAITING = "awaiting_originals"
WITHDRAWN_TO_RETURN, STOPPED_TO_RETURN = "withdrawn_to_return", "stopped_to_return"
APPLICANT = Text("Người nộp hồ sơ", "Applicant")
POSTAL_CODE = Text("Số hiệu bưu gửi", "Postal item number")


def first_states() -> tuple[State, ...]:
    """Filed but without its originals; and refused at the counter."""
    waiting = State(
        AWAITING,
        Phase.CITIZEN,
        1,
        Text("Chờ nộp bản chính", "Waiting for the originals"),
        Text(
            "Tờ khai đã được ghi nhận. Ông/Bà nộp bản chính tại Bộ phận Một cửa hoặc qua bưu chính trong 10 ngày làm việc; "
            "thời hạn giải quyết tính từ khi nhận đủ bản chính.",
            "Your declaration is recorded. Hand in the originals at the counter or by post within 10 working days; the "
            "time limit begins when all of them have been received.",
        ),
        step(Role.CITIZEN, APPLICANT, "10wd", DECLARATION_VALIDITY),
    )
    return (waiting, *(one for one in reception_states() if one.code == "refused_at_reception"))


def supplement_desk(checker: Role) -> tuple[State, ...]:
    """The shared supplement states, checked by the desk that asks."""
    waiting, check = supplement_states()
    desk = step(checker, ONE_STOP if checker is Role.RECEPTION else DIVISION, "8wh")
    return (waiting, replace(check, step=desk))


def last_states() -> tuple[State, ...]:
    """Result ready and the ways to close; originals always go back to their owner, also after a withdrawal."""
    kept = {one.code: one for one in ending_states()}
    ready = replace(
        kept["result_ready"],
        sentence=Text(
            "Giấy tờ đã có kết quả. Ông/Bà nhận bản chính tại Bộ phận Một cửa hoặc qua bưu chính như đã đăng ký; bản chụp "
            "(nếu đã chọn) xem tại đây.",
            "Your papers are ready. Collect the originals at the counter or receive them by post as you chose; the scan, "
            "if you asked for it, is here.",
        ),
    )
    return (
        ready,
        kept["returned"],
        kept["withdrawn"],
        kept["stopped"],
        State(
            WITHDRAWN_TO_RETURN,
            Phase.OFFICE,
            7,
            Text("Trả lại bản chính (đã rút hồ sơ)", "Giving the originals back (withdrawn)"),
            Text(
                "Hồ sơ không được giải quyết tiếp. Ông/Bà nhận lại bản chính đã nộp (nếu có).",
                "The dossier is not processed further. Collect the originals you handed in, if any.",
            ),
            step(Role.RECEPTION, ONE_STOP, "1wd", RETURNING),
        ),
        State(
            STOPPED_TO_RETURN,
            Phase.OFFICE,
            8,
            Text("Trả lại bản chính (dừng giải quyết)", "Giving the originals back (stopped)"),
            Text(
                "Hồ sơ đã dừng giải quyết. Ông/Bà nhận lại bản chính đã nộp (nếu có).",
                "Processing was stopped. Collect the originals you handed in, if any.",
            ),
            step(Role.RECEPTION, ONE_STOP, "1wd", RETURNING),
        ),
    )


def counter_actions(received_to: str) -> tuple[Action, ...]:
    """What reception does with a declaration; receiving the originals is the acceptance and starts the clock."""
    _, refuse, supplement = reception_actions("")
    return (
        Action(
            "receive_originals",
            ActionKind.RECEIVE_ORIGINALS,
            (AWAITING,),
            received_to,
            (Role.RECEPTION,),
            Text("Nhận bản chính, tiếp nhận hồ sơ", "Receive the originals and accept"),
            Text(
                "Danh sách giấy tờ (số trang, tình trạng) được hai bên ký; đồng hồ bắt đầu chạy; người nộp nhận giấy hẹn trả.",
                "Both sides sign the list (pages, condition); the clock starts; the applicant gets the receipt.",
            ),
            ClockEffect.START,
            LIMIT,
            recommended=True,
        ),
        replace(refuse, frm=(AWAITING,)),
        replace(supplement, frm=(AWAITING,)),
        Action(
            "expire",
            ActionKind.STOP,
            (AWAITING,),
            "stopped",
            (Role.RECEPTION, Role.SYSTEM),
            Text("Kết thúc tờ khai quá hạn", "End the expired declaration"),
            Text(
                "Tờ khai hết giá trị vì không có bản chính; người nộp có thể khai lại.",
                "The declaration lapses for want of originals; the applicant may declare anew.",
            ),
            citation=DECLARATION_VALIDITY,
        ),
    )


def payment_action(states: tuple[str, ...]) -> Action:
    """The fee is collected at the counter; offered only when there is one."""
    return Action(
        "record_payment",
        ActionKind.RECORD_PAYMENT,
        states,
        "",
        (Role.RECEPTION, Role.ACCOUNTANT),
        Text("Ghi nhận đã thu phí", "Record the fee as paid"),
        Text("Số tiền do hệ thống tính; biên lai được ghi vào hồ sơ.", "The system computes it; the receipt is noted."),
        citation=FEE_COLLECTION,
        offered_when=When("fee_due", (True,)),
    )


def paper_action(states: tuple[str, ...]) -> Action:
    """Papers change hands between the counter and the office, with both names and the time (NĐ 61/2018/NĐ-CP, Điều 18)."""
    return Action(
        "paper_moved",
        ActionKind.PAPER_MOVED,
        states,
        "",
        (Role.RECEPTION, Role.CLERK),
        Text("Ghi sổ giao nhận bản chính", "Record that the originals changed hands"),
        Text("Bên giao, bên nhận và thời điểm được ghi lại.", "Giver, receiver and time are recorded."),
        citation=RETURNING,
    )


def desk_supplement_actions(working: tuple[str, ...], asker: Role) -> tuple[Action, ...]:
    """The shared supplement, asked and checked by `asker`; stopping sends the originals back first."""
    changed = []
    for one in supplement_actions(working, asker):
        if one.code == "request_supplement":
            one = replace(one, by=(asker, Role.DIVISION_HEAD))
        elif one.code == "stop":
            one = replace(one, to=STOPPED_TO_RETURN)
        changed.append(one)
    return tuple(changed)


def leaving_actions(with_originals: tuple[str, ...]) -> tuple[Action, ...]:
    """Withdrawing before the originals came ends at once; afterwards they are given back first."""
    (at_once,) = withdrawal_actions((AWAITING,), ())
    later = replace(
        at_once,
        code="withdraw_and_collect",
        frm=with_originals,
        to=WITHDRAWN_TO_RETURN,
        consequence=Text(
            "Việc giải quyết dừng lại; Ông/Bà nhận lại bản chính.", "Processing ends; collect the originals."
        ),
    )
    return (
        at_once,
        later,
        _give_back("give_back_withdrawn", WITHDRAWN_TO_RETURN, "withdrawn"),
        _give_back("give_back_stopped", STOPPED_TO_RETURN, "stopped"),
    )


def _give_back(code: str, frm: str, to: str) -> Action:
    return Action(
        code,
        ActionKind.HAND_OVER,
        (frm,),
        to,
        (Role.RECEPTION,),
        Text("Xác nhận đã trả bản chính", "Confirm the originals were given back"),
        Text("Hồ sơ kết thúc.", "The dossier is closed."),
        citation=WITHDRAWAL,
        inputs=hand_over_inputs(),
        recommended=True,
    )


def hand_over_inputs() -> tuple[Field, ...]:
    """How the originals left: over the counter, or by post with the item's number."""
    return (
        Field(
            "way",
            Kind.CHOICE,
            Text("Cách trả bản chính", "How the originals were returned"),
            choices=(
                Choice("counter", Text("Tại Bộ phận Một cửa", "At the counter")),
                Choice("post", Text("Qua bưu chính", "By post")),
            ),
        ),
        Field("postal_code", Kind.TEXT, POSTAL_CODE, max_length=30, shown_when=When("way", ("post",))),
    )


def closing_actions() -> tuple[Action, ...]:
    """Issue, then hand the originals over: reception confirms, for a download returns no paper."""
    issue, hand_over = issue_actions()
    return (issue, replace(hand_over, by=(Role.RECEPTION,), inputs=hand_over_inputs()))
