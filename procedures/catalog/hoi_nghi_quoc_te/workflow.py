"""The four national procedures behind the entrance: authority, states, actions, legs, bodies, results. No rule over answers may enter."""

from __future__ import annotations

from procedures import standard
from procedures.catalog.hoi_nghi_quoc_te import results
from procedures.catalog.hoi_nghi_quoc_te.process import (
    BEFORE_THE_SIGNATURE,
    WORKING,
    StepLimits,
    consultation_actions,
    division_states,
    reroute_actions,
    to_the_prime_minister_states,
)
from procedures.catalog.hoi_nghi_quoc_te.signing import (
    committee_actions,
    prime_minister_actions,
    province_signing_actions,
)
from procedures.catalog.hoi_nghi_quoc_te.sources import HOSTING, OPINIONS, ORDINARY, PRIME_MINISTER, PROVINCE, SHORTENED
from procedures.definition import Action, Citation, ConsultedBody, Leg, State, Text, Variant, When

# How many days each desk has is the office's own decision and to be confirmed; the law sets no limit.
ORDINARY_STEPS = StepLimits("4wh", "56wh", "10wh", "10wh", "4wh", "52wh", ORDINARY)
SHORTENED_STEPS = StepLimits("2wh", "32wh", "6wh", "8wh", "4wh", "36wh", SHORTENED)

NO_LIMIT = Text(
    "Pháp luật không định thời hạn giải quyết thủ tục này. Thời hạn ở đây là cam kết của cơ quan.",
    "The law sets no time limit for this procedure. The time shown is the office's own commitment.",
)
BEYOND = Text(
    "Hẹn trả chỉ gồm phần việc của tỉnh. Thời gian chờ Thủ tướng Chính phủ không tính vào hẹn trả, vì pháp luật không định "
    "thời hạn cho bước này.",
    "The promised time covers the province's part only. The wait for the Prime Minister's decision is not included, because "
    "the law sets no limit for it.",
)
CHAIRMAN = Text(
    "Chủ tịch UBND tỉnh; Giám đốc Sở Ngoại vụ khi được ủy quyền",
    "Chairman of the Provincial People's Committee; the Director of the Department of Foreign Affairs where delegated",
)
PRIME_MINISTER_DECIDES = Text("Thủ tướng Chính phủ", "The Prime Minister")

NAMES = {
    "permit_province": Text(
        "Cho phép tổ chức hội nghị, hội thảo quốc tế không thuộc thẩm quyền cho phép của Thủ tướng Chính phủ",
        "Permission to hold an international conference, province's authority",
    ),
    "permit_pm": Text(
        "Cho phép tổ chức hội nghị, hội thảo quốc tế thuộc thẩm quyền cho phép của Thủ tướng Chính phủ",
        "Permission to hold an international conference, Prime Minister's authority",
    ),
    "host_province": Text(
        "Cho chủ trương đăng cai tổ chức hội nghị, hội thảo quốc tế không thuộc thẩm quyền cho phép của Thủ tướng Chính phủ",
        "Approval in principle to host an international conference, province's authority",
    ),
    "host_pm": Text(
        "Cho chủ trương đăng cai tổ chức hội nghị, hội thảo quốc tế thuộc thẩm quyền cho phép của Thủ tướng Chính phủ",
        "Approval in principle to host an international conference, Prime Minister's authority",
    ),
}


def body(code: str, vi: str, en: str) -> ConsultedBody:
    """A body that is asked where the event concerns it; it answers within 15 days (Điều 5) and silence is not consent."""
    return ConsultedBody(code, Text(vi, en), "15cd", OPINIONS, always=False)


LOCAL_BODIES = (
    body("provincial_police", "Công an tỉnh", "Provincial Police"),
    body("department", "Sở, ngành liên quan", "Department concerned"),
    body("locality", "UBND địa phương liên quan", "People's Committee of the locality concerned"),
)
CENTRAL_BODIES = (
    body("mofa", "Bộ Ngoại giao (qua UBND tỉnh)", "Ministry of Foreign Affairs (through the People's Committee)"),
    body("mps", "Bộ Công an (qua UBND tỉnh)", "Ministry of Public Security (through the People's Committee)"),
)


def legs(steps: StepLimits, office: str, committee: str, *, for_the_pm: bool) -> tuple[Leg, ...]:
    """The parts of the promise; `office` and `committee` are the sums of their desks."""
    chairman = {} if for_the_pm else {"when": When("delegation", ("none",))}
    return (
        Leg("office", Text("Sở Ngoại vụ thẩm định", "Examination by the department"), office, steps.source),
        Leg(
            "consultation",
            Text("Lấy ý kiến cơ quan liên quan", "Opinions of the authorities concerned"),
            "15cd",
            OPINIONS,
            statutory="15cd",
            statutory_citation=OPINIONS,
            may_be_shortened=False,
            when=When("consultation", ("expected",)),
        ),
        Leg("committee", Text("UBND tỉnh", "Provincial People's Committee"), committee, steps.source, **chairman),
        Leg("issue", Text("Phát hành kết quả", "Issuing the result"), "1wd" if for_the_pm else "0.5wd", steps.source),
    )


def _actions(signing: tuple[Action, ...], with_the_submission: tuple[str, ...]) -> tuple[Action, ...]:
    return (
        *standard.reception_actions("dispatching"),
        *reroute_actions(),
        *standard.division_actions("appraising", ("appraising", "consulting")),
        *standard.supplement_actions(WORKING),
        *consultation_actions(),
        *standard.review_actions("appraising", "head_review", "director_review"),
        *signing,
        *standard.issue_actions(),
        *standard.withdrawal_actions(BEFORE_THE_SIGNATURE, ("to_committee", *with_the_submission)),
    )


def _states(steps: StepLimits, deciding: tuple[State, ...]) -> tuple[State, ...]:
    return (
        *standard.reception_states(),
        *standard.supplement_states(),
        *division_states(steps),
        *deciding,
        *standard.ending_states(),
    )


def province_variant(code: str, citation: Citation, steps: StepLimits, office: str, committee: str) -> Variant:
    """The Director under a delegation, else the Chairman."""
    return Variant(
        code,
        NAMES[code],
        CHAIRMAN,
        citation,
        _states(steps, standard.committee_states(steps.numbering, steps.committee, steps.source)),
        _actions((*province_signing_actions(), *committee_actions(decides=True)), ("at_committee",)),
        legs(steps, office, committee, for_the_pm=False),
        results.PROVINCE_PAPERS[code],
        LOCAL_BODIES,
        no_statutory_limit=NO_LIMIT,
    )


def prime_minister_variant(code: str, citation: Citation, steps: StepLimits, office: str, committee: str) -> Variant:
    """The province examines and submits; the promise covers its legs only."""
    after = ("at_committee", "with_prime_minister")
    return Variant(
        code,
        NAMES[code],
        PRIME_MINISTER_DECIDES,
        citation,
        _states(steps, to_the_prime_minister_states(steps)),
        _actions((*prime_minister_actions(), *committee_actions(decides=False)), after),
        legs(steps, office, committee, for_the_pm=True),
        results.PRIME_MINISTER_PAPERS[code],
        (*LOCAL_BODIES, *CENTRAL_BODIES),
        no_statutory_limit=NO_LIMIT,
        beyond_promise=BEYOND,
    )


def variants(steps: StepLimits, office: str, committee: str) -> tuple[Variant, ...]:
    """All four, with the given desks and legs."""
    return (
        province_variant("permit_province", PROVINCE, steps, office, committee),
        prime_minister_variant("permit_pm", PRIME_MINISTER, steps, office, committee),
        province_variant("host_province", HOSTING, steps, office, committee),
        prime_minister_variant("host_pm", HOSTING, steps, office, committee),
    )


ORDINARY_VARIANTS = variants(ORDINARY_STEPS, "10wd", "7wd")
SHORTENED_VARIANTS = variants(SHORTENED_STEPS, "6wd", "5wd")
