"""States and actions of the conference procedures up to the director's desk, and where they wait after it. No leg may enter."""

from __future__ import annotations

from dataclasses import dataclass

from procedures import standard
from procedures.catalog.hoi_nghi_quoc_te.sources import AUTHORITY, OPINIONS
from procedures.definition import (
    Action,
    ActionKind,
    Citation,
    Phase,
    Role,
    State,
    Step,
    Text,
)

# No law limits this step. The figure only tells the registry when to ask how the matter stands; it is no deadline of
# the Prime Minister and no part of any promise.
REMIND_AFTER = "40cd"
REMINDER = Citation("Quy trình nội bộ của Sở", "mốc nhắc theo dõi, không phải thời hạn", to_be_confirmed=True)
PRIME_MINISTERS_OFFICE = Text("Thủ tướng Chính phủ", "The Prime Minister")
WORKING = ("appraising",)
BEFORE_THE_SIGNATURE = (
    "filed",
    "supplement",
    "supplement_check",
    "dispatching",
    "appraising",
    "consulting",
    "head_review",
    "director_review",
)


@dataclass(frozen=True, slots=True)
class StepLimits:
    """The committed time of each desk, in the notation of the clock commands, and where it is written down."""

    dispatching: str
    appraising: str
    head: str
    director: str
    numbering: str
    committee: str
    source: Citation


def division_states(limits: StepLimits) -> tuple[State, ...]:
    """From the head's desk to the director's, with the wait for opinions in between."""
    return (
        *standard.division_states(limits.dispatching),
        State(
            "appraising",
            Phase.OFFICE,
            4,
            Text("Thẩm định hồ sơ", "Being examined"),
            Text(
                "Chuyên viên Sở Ngoại vụ đang thẩm định hồ sơ. Ông/Bà chưa cần làm gì.",
                "An officer of the Department of Foreign Affairs is examining the dossier. You need not do anything.",
            ),
            standard.step(Role.SPECIALIST, standard.DIVISION, limits.appraising, limits.source),
        ),
        State(
            "consulting",
            Phase.OTHER_BODY,
            4,
            Text("Chờ ý kiến cơ quan liên quan", "Waiting for opinions"),
            Text(
                "Đang chờ ý kiến của các cơ quan được hỏi, mỗi cơ quan trả lời trong 15 ngày. Ông/Bà không cần làm gì.",
                "The authorities consulted have 15 days each to answer. You need not do anything.",
            ),
            standard.step(Role.SPECIALIST, standard.DIVISION, "15cd", OPINIONS),
        ),
        *standard.review_states(limits.head, limits.director),
    )


def to_the_prime_minister_states(limits: StepLimits) -> tuple[State, ...]:
    """The People's Committee submits, the Prime Minister decides, the registry issues."""
    sending, _, issuing = standard.committee_states(limits.numbering, limits.committee, limits.source)
    return (
        sending,
        State(
            "at_committee",
            Phase.OTHER_BODY,
            4,
            Text("UBND tỉnh xem xét, trình Thủ tướng", "At the People's Committee"),
            Text(
                "UBND tỉnh đang xem xét để trình Thủ tướng Chính phủ. Ông/Bà không cần làm gì.",
                "The People's Committee is preparing its submission to the Prime Minister. You need not do anything.",
            ),
            standard.step(Role.COMMITTEE, standard.COMMITTEE, limits.committee, limits.source),
        ),
        State(
            "with_prime_minister",
            Phase.OTHER_BODY,
            4,
            Text("Chờ ý kiến Thủ tướng Chính phủ", "With the Prime Minister"),
            Text(
                "UBND tỉnh đã trình Thủ tướng Chính phủ. Thời hạn hẹn trả của tỉnh tạm dừng cho đến khi có ý kiến của Thủ "
                "tướng; pháp luật không định thời hạn cho bước này. Ông/Bà không cần làm gì.",
                "The People's Committee has submitted the request to the Prime Minister. The province's promised time "
                "stands still until the Prime Minister answers; the law sets no limit for this step. You need not do "
                "anything.",
            ),
            Step(Role.COMMITTEE, PRIME_MINISTERS_OFFICE, "", REMINDER, REMIND_AFTER),
        ),
        State(
            "announcing",
            Phase.OFFICE,
            4,
            Text("Soạn thông báo kết quả", "Writing to you"),
            Text(
                "Thủ tướng Chính phủ đã có ý kiến; Sở đang làm văn bản thông báo cho Ông/Bà.",
                "The Prime Minister has answered; the department is writing to tell you.",
            ),
            standard.step(Role.CLERK, standard.CLERKS, limits.numbering, limits.source),
        ),
        issuing,
    )


def consultation_actions() -> tuple[Action, ...]:
    """Asking is optional; each body has its own time; silence is recorded, never read as consent."""
    return (
        Action(
            "consult",
            ActionKind.CONSULT,
            WORKING,
            "consulting",
            (Role.SPECIALIST,),
            Text("Gửi công văn lấy ý kiến", "Ask for opinions"),
            Text(
                "Mỗi cơ quan có 15 ngày để trả lời; hẹn trả không đổi.",
                "Each authority has 15 days to answer; the promised time does not change.",
            ),
            citation=OPINIONS,
        ),
        Action(
            "record_opinion",
            ActionKind.RECORD_OPINION,
            ("consulting",),
            "",
            (Role.SPECIALIST, Role.CLERK),
            Text("Ghi ý kiến trả lời", "Record an answer"),
            Text(
                "Ý kiến được lưu với số, ngày. Không trả lời không phải là đồng ý; nếu quá hạn thì ghi “Không trả lời trong hạn”.",
                "The answer is kept with its number and date. Silence is not consent: record that the body did not answer.",
            ),
            citation=OPINIONS,
            recommended=True,
        ),
        Action(
            "close_consultation",
            ActionKind.CLOSE_CONSULTATION,
            ("consulting",),
            "appraising",
            (Role.SPECIALIST, Role.DIVISION_HEAD),
            Text("Kết thúc lấy ý kiến", "Close the consultation"),
            Text("Hồ sơ trở lại thẩm định.", "The dossier goes back to examination."),
            citation=OPINIONS,
        ),
    )


def reroute_actions() -> tuple[Action, ...]:
    """An officer decides where rank, topic or kind of request was judged wrongly or left open, with the reason."""
    words = Text("Chuyển sang thủ tục đúng", "Move to the right procedure")
    told = Text(
        "Hồ sơ giữ nguyên mã và chỗ đang xử lý, theo thẩm quyền mới; lý do được ghi lại.",
        "The dossier keeps its code and place and follows the new authority; the reason is kept.",
    )
    kind = ActionKind.REROUTE
    return (
        Action("reroute_at_reception", kind, ("filed",), "", (Role.RECEPTION,), words, told, citation=AUTHORITY),
        Action(
            "reroute",
            kind,
            ("dispatching", "appraising"),
            "",
            (Role.SPECIALIST, Role.DIVISION_HEAD),
            words,
            told,
            citation=AUTHORITY,
        ),
    )
