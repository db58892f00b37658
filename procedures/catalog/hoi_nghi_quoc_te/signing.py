"""Who signs a conference's result: the Director under a delegation, the Chairman, the Prime Minister. No state may enter."""

from __future__ import annotations

from procedures import standard
from procedures.catalog.hoi_nghi_quoc_te.sources import DELEGATION, PRIME_MINISTER, PROVINCE
from procedures.definition import (
    Action,
    ActionKind,
    AllOf,
    Citation,
    ClockEffect,
    DateRule,
    Field,
    Kind,
    Role,
    Text,
    When,
)

WAITING_FOR_THE_PM = Citation(
    "QĐ 06/2020/QĐ-TTg",
    "Điều 3 khoản 1, Điều 5: thời gian chờ Thủ tướng Chính phủ không thuộc thời hạn của tỉnh",
    to_be_confirmed=True,
)
COMMITTEES_SUBMISSION = (
    Field(
        "reference",
        Kind.TEXT,
        Text("Số, ký hiệu tờ trình của UBND tỉnh", "Reference of the Committee's submission"),
        max_length=60,
    ),
    Field(
        "sent_on",
        Kind.DATE,
        Text("Ngày tờ trình", "Date of the submission"),
        date_rule=DateRule.NOT_FUTURE,
    ),
)
PRIME_MINISTERS_ANSWER = (
    Field(
        "answer_reference",
        Kind.TEXT,
        Text("Số, ký hiệu văn bản trả lời của Thủ tướng", "Reference of the Prime Minister's answer"),
        max_length=60,
    ),
    Field(
        "answer_on",
        Kind.DATE,
        Text("Ngày văn bản trả lời", "Date of the answer"),
        date_rule=DateRule.NOT_FUTURE,
    ),
)
BY_DELEGATION = AllOf((When("delegation", ("valid",)), When("delegation_form", ("TUQ",))))
IN_ITS_OWN_NAME = AllOf((When("delegation", ("valid",)), When("delegation_form", ("own",))))
WITHOUT_DELEGATION = When("delegation", ("none",))


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
    return (*_to_the_prime_minister(), *_from_the_prime_minister())


def _to_the_prime_minister() -> tuple[Action, ...]:
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
            ActionKind.ENDORSE,
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
            inputs=COMMITTEES_SUBMISSION,
            recommended=True,
        ),
    )


def _from_the_prime_minister() -> tuple[Action, ...]:
    return (
        Action(
            "receive_prime_minister_answer",
            ActionKind.ENDORSE,
            ("with_prime_minister",),
            "announcing",
            (Role.COMMITTEE, Role.CLERK),
            Text("Ghi nhận đã có ý kiến của Thủ tướng Chính phủ", "Record that the Prime Minister has answered"),
            Text(
                "Đồng hồ của tỉnh chạy tiếp; Sở thông báo cho đơn vị tổ chức.",
                "The province's clock runs again; the department tells the organiser.",
            ),
            ClockEffect.RESUME,
            WAITING_FOR_THE_PM,
            recommended=True,
        ),
        Action(
            "announce",
            ActionKind.RECEIVE_BACK,
            ("announcing",),
            "issuing",
            (Role.CLERK,),
            Text("Ghi ý kiến và thông báo của Sở", "Record the answer and the department's letter"),
            Text(
                "Kết quả theo ý kiến của Thủ tướng; số, ngày và người ký là của văn bản Sở thông báo cho đơn vị tổ chức.",
                "The outcome is the Prime Minister's; number, date and signer are those of the department's own letter.",
            ),
            citation=PRIME_MINISTER,
            inputs=PRIME_MINISTERS_ANSWER,
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
