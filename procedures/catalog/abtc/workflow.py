"""The process in both versions: states, actions, legs, consulted bodies, variants. No rule about answers may enter."""

from __future__ import annotations

from procedures.catalog.abtc.bodies import BODIES, CONSULTATION_LIMIT
from procedures.catalog.abtc.consulting import consulting_actions, consulting_states
from procedures.catalog.abtc.results import OFFICE_REFUSAL, PAPERS, papers_before_2023
from procedures.catalog.abtc.sources import article, before_2023
from procedures.definition import (
    Action,
    ActionKind,
    Citation,
    Leg,
    Phase,
    Role,
    State,
    Text,
    Variant,
)
from procedures.standard import (
    DIVISION,
    INTERNAL,
    committee_actions,
    committee_states,
    division_actions,
    division_states,
    ending_states,
    issue_actions,
    reception_actions,
    reception_states,
    review_actions,
    review_states,
    step,
    supplement_actions,
    supplement_states,
    withdrawal_actions,
)

CHAIRMAN = Text("Chủ tịch UBND tỉnh", "Chairman of the Provincial People's Committee")
PRIVATE_NAME = Text(
    "Cho phép sử dụng thẻ ABTC: doanh nghiệp ngoài nhà nước", "Permission to use the ABTC: non-state enterprises"
)
STATE_NAME = Text("Cho phép sử dụng thẻ ABTC: doanh nghiệp nhà nước", "Permission to use the ABTC: state enterprises")
SHORTENED = Citation("Quy trình nội bộ rút ngắn, lĩnh vực Xuất nhập cảnh", to_be_confirmed=True)


def _appraising(limit: str) -> State:
    return State(
        "appraising",
        Phase.OFFICE,
        4,
        Text("Thẩm định hồ sơ", "Appraisal"),
        Text(
            "Cán bộ thụ lý đang thẩm định và soạn tờ trình. Ông/Bà chưa cần làm gì.",
            "The officer in charge is appraising and drafting the submission. You need not do anything.",
        ),
        step(Role.SPECIALIST, DIVISION, limit),
    )


def _decision_actions() -> tuple[Action, ...]:
    """The Director signs the submission with the draft; the Chairman decides; the Committee may want it amended."""
    return (
        Action(
            "sign_submission",
            ActionKind.APPROVE,
            ("director_review",),
            "to_committee",
            (Role.DIRECTOR,),
            Text("Ký tờ trình", "Sign the submission"),
            Text(
                "Tờ trình kèm dự thảo văn bản chuyển văn thư để gửi UBND tỉnh; Chủ tịch UBND tỉnh quyết định.",
                "The submission with the draft goes to the registry; the Chairman decides.",
            ),
            recommended=True,
        ),
        Action(
            "return_from_committee",
            ActionKind.RETURN,
            ("at_committee",),
            "appraising",
            (Role.COMMITTEE, Role.CLERK),
            Text("UBND tỉnh trả lại tờ trình", "Returned by the Committee"),
            Text(
                "Tờ trình về lại phòng chuyên môn để làm rõ rồi trình lại; đồng hồ vẫn chạy.",
                "The submission goes back to be made clear and is submitted again; the clock goes on.",
            ),
            citation=INTERNAL,
        ),
    )


def _refusing_actions() -> tuple[Action, ...]:
    """The department refuses in writing instead of submitting. Căn cứ: QĐ 09/2023/QĐ-TTg, Điều 12 khoản 6."""
    return (
        Action(
            "refuse",
            ActionKind.REFUSE,
            ("director_review",),
            "issuing",
            (Role.DIRECTOR,),
            Text("Ký văn bản từ chối của Sở", "Sign the department's own refusal"),
            Text(
                "Chỉ khi mọi người đều được đề xuất từ chối: không trình Chủ tịch UBND tỉnh; văn thư vào số và phát hành văn "
                "bản từ chối của Sở, có lý do của từng người.",
                "Only when everybody is proposed for refusal: nothing goes to the Chairman; the registry numbers and issues "
                "the department's own refusal, with the reason for each person.",
            ),
            citation=article("Điều 12 khoản 6"),
        ),
    )


def _committee_states(limit: str, cited: Citation, number_limit: str) -> tuple[State, ...]:
    return committee_states(number_limit, limit, cited)


def _actions(
    working: tuple[str, ...], first: str, consulting: tuple[Action, ...] = (), refusing: tuple[Action, ...] = ()
) -> tuple[Action, ...]:
    """All actions of a variant: `working` are the specialist's desks, `first` the one an assigned dossier goes to."""
    waiting = ("consulting",) if consulting else ()
    early = (
        *("filed", "dispatching", *working, *waiting),
        *("head_review", "director_review", "supplement", "supplement_check"),
    )
    return (
        *reception_actions("dispatching"),
        *division_actions(first, (*working, *waiting, "supplement_check")),
        *supplement_actions(working),
        *consulting,
        *review_actions("appraising", "head_review", "director_review"),
        *_decision_actions(),
        *refusing,
        *committee_actions(),
        *issue_actions(),
        *withdrawal_actions(early, ("to_committee", "at_committee")),
    )


def _states(*middle: State, review: tuple[str, str], committee: tuple[State, ...]) -> tuple[State, ...]:
    return (
        *reception_states(),
        *supplement_states(),
        *division_states(),
        *middle,
        *review_states(*review),
        *committee,
        *ending_states(),
    )


def _committee_leg(cited: Citation) -> Leg:
    return Leg(
        "committee", Text("Chủ tịch UBND tỉnh quyết định", "Decision of the Chairman"), "5wd", cited, "5wd", cited
    )


def private_2023() -> Variant:
    """Group 3. Căn cứ: QĐ 09/2023/QĐ-TTg, Điều 12 khoản 4–7; only the Sở's and the Committee's legs may be shortened."""
    send, ask, appraise = article("Điều 12 khoản 4"), article("Điều 12 khoản 5"), article("Điều 12 khoản 6")
    decide = article("Điều 12 khoản 7")
    legs = (
        Leg("preparation", Text("Sở gửi lấy ý kiến", "The department asks for opinions"), "3wd", send, "3wd", send),
        Leg(
            "consultation",
            Text("Các cơ quan trả lời", "The bodies answer"),
            CONSULTATION_LIMIT,
            ask,
            CONSULTATION_LIMIT,
            ask,
            may_be_shortened=False,
        ),
        Leg("appraisal", Text("Sở thẩm định và trình", "Appraisal and submission"), "5wd", appraise, "5wd", appraise),
        _committee_leg(decide),
    )
    # 3wd = 2wh dispatch + 22wh; 5wd = 20wh + 4wh + 1wd + 4wh numbering + 4wh issuing, over days of eight hours.
    states = _states(
        *consulting_states("22wh"),
        _appraising("20wh"),
        review=("4wh", "8wh"),
        committee=_committee_states("5wd", decide, "4wh"),
    )
    actions = _actions(("preparing", "appraising"), "preparing", consulting_actions(), _refusing_actions())
    return Variant(
        *("private", PRIVATE_NAME, CHAIRMAN, article("Điều 10 khoản 3, Điều 12"), states, actions, legs),
        (*PAPERS, OFFICE_REFUSAL),
        BODIES,
    )


def state_2023() -> Variant:
    """Group 1. Căn cứ: QĐ 09/2023/QĐ-TTg, Điều 11: 15 days, then 5 working days."""
    cited = article("Điều 11")
    legs = (
        Leg("appraisal", Text("Sở thẩm định và trình", "Appraisal and submission"), "15cd", cited, "15cd", cited),
        _committee_leg(cited),
    )
    states = _states(_appraising("48wh"), review=("4wh", "8wh"), committee=_committee_states("5wd", cited, "4wh"))
    return Variant(
        *("state", STATE_NAME, CHAIRMAN, article("Điều 10 khoản 3, Điều 11"), states),
        _actions(("appraising",), "appraising"),
        legs,
        PAPERS,
    )


def before_2023_variant(code: str, name: Text) -> Variant:
    """Before 10/7/2023: five working days by law, three and a half by the office's shortened process; to be confirmed."""
    whole = Leg(
        "whole",
        Text("Giải quyết hồ sơ", "Processing"),
        "3.5wd",
        SHORTENED,
        "5wd",
        before_2023("thời hạn giải quyết"),
    )
    # 3.5wd = 28wh: 2 dispatch + 8 appraisal + 2 head + 2 director + 2 numbering + 8 Committee + 4 issuing.
    states = _states(_appraising("8wh"), review=("2wh", "2wh"), committee=_committee_states("1wd", SHORTENED, "2wh"))
    return Variant(
        *(code, name, CHAIRMAN, before_2023("thẩm quyền"), states),
        _actions(("appraising",), "appraising"),
        (whole,),
        papers_before_2023(),
    )


VARIANTS_2023 = (private_2023(), state_2023())
VARIANTS_2021 = (before_2023_variant("private", PRIVATE_NAME), before_2023_variant("state", STATE_NAME))
