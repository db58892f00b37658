"""States and actions of the conference procedures beyond the shared ones: consultation, signing, the Prime Minister. No leg may enter."""

from __future__ import annotations

from dataclasses import dataclass

from procedures import standard
from procedures.catalog.hoi_nghi_quoc_te.sources import AUTHORITY, DELEGATION, OPINIONS, PRIME_MINISTER, PROVINCE
from procedures.definition import (
    Action,
    ActionKind,
    AllOf,
    Citation,
    ClockEffect,
    Phase,
    Role,
    State,
    Text,
    When,
)

WAITING_FOR_THE_PM = Citation(
    "QĐ 06/2020/QĐ-TTg",
    "Điều 3 khoản 1, Điều 5: thời gian chờ Thủ tướng Chính phủ không thuộc thời hạn của tỉnh",
    to_be_confirmed=True,
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
    "to_committee",
)
BY_DELEGATION = AllOf((When("delegation", ("valid",)), When("delegation_form", ("TUQ",))))
IN_ITS_OWN_NAME = AllOf((When("delegation", ("valid",)), When("delegation_form", ("own",))))
WITHOUT_DELEGATION = When("delegation", ("none",))


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
            standard.step(Role.COMMITTEE, PRIME_MINISTERS_OFFICE, REMIND_AFTER, REMINDER),
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


def province_signing_actions() -> tuple[Action, ...]:
    """The Director signs himself while a delegation is valid; without one the Chairman decides."""
    return (
        Action(
            "sign_by_delegation",
            ActionKind.APPROVE,
            ("director_review",),
            "issuing",
            (Role.DIRECTOR,),
            Text("Ký thừa ủy quyền (TUQ.)", "Sign on the Chairman's behalf (TUQ.)"),
            Text(
                "Giám đốc ký thay mặt Chủ tịch UBND tỉnh theo văn bản ủy quyền; văn thư vào số và phát hành. Không ai ký thay.",
                "The Director signs for the Chairman under the delegation; the registry numbers and issues it. Nobody may "
                "substitute.",
            ),
            citation=DELEGATION,
            recommended=True,
            offered_when=BY_DELEGATION,
            holder_only=True,
        ),
        Action(
            "sign",
            ActionKind.APPROVE,
            ("director_review",),
            "issuing",
            (Role.DIRECTOR,),
            Text("Ký văn bản của Sở", "Sign in the department's name"),
            Text(
                "Sở quyết định theo thẩm quyền được giao; văn thư vào số và phát hành.",
                "The department decides under its own authority; the registry numbers and issues it.",
            ),
            citation=DELEGATION,
            recommended=True,
            offered_when=IN_ITS_OWN_NAME,
        ),
        Action(
            "sign_submission",
            ActionKind.APPROVE,
            ("director_review",),
            "to_committee",
            (Role.DIRECTOR,),
            Text("Ký tờ trình Chủ tịch UBND tỉnh", "Sign the submission to the Chairman"),
            Text(
                "Không có ủy quyền còn hiệu lực: tờ trình và dự thảo được gửi Chủ tịch UBND tỉnh quyết định.",
                "No delegation is in force: submission and draft go to the Chairman, who decides.",
            ),
            citation=PROVINCE,
            recommended=True,
            offered_when=WITHOUT_DELEGATION,
        ),
    )


def committee_actions(decides: bool) -> tuple[Action, ...]:
    """Sending to the Committee, and its sending back; where the Chairman decides, his decision too."""
    sending = standard.committee_actions()[0]
    back = Action(
        "committee_returns",
        ActionKind.RETURN,
        ("at_committee",),
        "appraising",
        (Role.COMMITTEE, Role.CLERK),
        Text("UBND tỉnh trả lại để hoàn thiện", "The Committee asks for changes"),
        Text("Hồ sơ về lại người thụ lý; đồng hồ vẫn chạy.", "Back to the officer; the clock goes on."),
    )
    decision = Action(
        "receive_decision",
        ActionKind.RECEIVE_BACK,
        ("at_committee",),
        "issuing",
        (Role.COMMITTEE, Role.CLERK),
        Text("Ghi nhận quyết định của Chủ tịch UBND tỉnh", "Record the Chairman's decision"),
        Text(
            "Quyết định được ghi lại với số, ngày và người ký; văn thư phát hành.",
            "The decision is recorded with number, date and signer; the registry issues it.",
        ),
        citation=PROVINCE,
        recommended=True,
    )
    return (sending, decision, back) if decides else (sending, back)


def prime_minister_actions() -> tuple[Action, ...]:
    """The director's tờ trình, the Committee's submission, the Prime Minister's answer; the clock stands in between."""
    return (
        Action(
            "sign_submission",
            ActionKind.APPROVE,
            ("director_review",),
            "to_committee",
            (Role.DIRECTOR,),
            Text("Ký tờ trình UBND tỉnh", "Sign the submission to the People's Committee"),
            Text(
                "Tờ trình và dự thảo văn bản trình Thủ tướng được gửi UBND tỉnh.",
                "The submission and the draft to the Prime Minister go to the People's Committee.",
            ),
            citation=PRIME_MINISTER,
            recommended=True,
        ),
        Action(
            "send_to_prime_minister",
            ActionKind.SEND,
            ("at_committee",),
            "with_prime_minister",
            (Role.COMMITTEE, Role.CLERK),
            Text("Ghi nhận đã trình Thủ tướng Chính phủ", "Record the submission to the Prime Minister"),
            Text(
                "Đồng hồ của tỉnh dừng cho đến khi có ý kiến của Thủ tướng.",
                "The province's clock stands until the Prime Minister answers.",
            ),
            ClockEffect.PAUSE,
            WAITING_FOR_THE_PM,
            recommended=True,
        ),
        Action(
            "receive_prime_minister_decision",
            ActionKind.RECEIVE_BACK,
            ("with_prime_minister",),
            "issuing",
            (Role.COMMITTEE, Role.CLERK),
            Text("Ghi nhận ý kiến của Thủ tướng Chính phủ", "Record the Prime Minister's answer"),
            Text(
                "Ý kiến được ghi với số, ngày, người ký; đồng hồ của tỉnh chạy tiếp và văn thư phát hành.",
                "It is recorded with number, date and signer; the province's clock runs again and the registry issues it.",
            ),
            ClockEffect.RESUME,
            WAITING_FOR_THE_PM,
            recommended=True,
        ),
        Action(
            "prime_minister_asks",
            ActionKind.RETURN,
            ("with_prime_minister",),
            "appraising",
            (Role.COMMITTEE, Role.CLERK),
            Text("Trung ương yêu cầu giải trình, hoàn thiện", "More is asked for in Hà Nội"),
            Text(
                "Hồ sơ về lại người thụ lý; đồng hồ của tỉnh chạy tiếp.",
                "Back to the officer; the province's clock runs again.",
            ),
            ClockEffect.RESUME,
            WAITING_FOR_THE_PM,
        ),
    )
