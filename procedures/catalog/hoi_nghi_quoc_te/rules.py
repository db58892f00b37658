"""Where the answers lead: endings, route, derived facts, what falls due. No check of an answer and no step may enter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from procedures.catalog.hoi_nghi_quoc_te.parameters import delegation_on
from procedures.catalog.hoi_nghi_quoc_te.reading import date_of, for_the_prime_minister
from procedures.catalog.hoi_nghi_quoc_te.sources import (
    FOREIGN_ORGANISER,
    MEANING,
    PROVINCE,
    REPORT,
    SCOPE,
    STATE_SECRETS,
)
from procedures.definition import (
    Answers,
    Ending,
    Obligation,
    Parameters,
    Route,
    Text,
    When,
)

UNSURE = Text(
    "Người nộp chưa xác định được cấp bậc tương đương của khách. Cán bộ xác định cấp bậc và chọn đúng thủ tục, ghi lý do.",
    "The applicant could not tell the equivalent rank of the guests. An officer decides and gives the reason.",
)

ENDINGS = (
    Ending(
        "state_secret",
        When("state_secret", (True,)),
        Text(
            "Xin không nhập nội dung thuộc bí mật nhà nước tại đây. Ông/Bà nộp hồ sơ bằng giấy theo chế độ mật, trực tiếp "
            "tại văn thư Sở Ngoại vụ.",
            "Please do not type anything that is a state secret here. File the dossier on paper, as a classified "
            "document, in person at the registry of the Department of Foreign Affairs.",
        ),
        STATE_SECRETS,
    ),
    Ending(
        "press_conference",
        When("event_kind", ("press",)),
        Text(
            "Họp báo quốc tế không theo thủ tục này. Ông/Bà liên hệ cơ quan quản lý báo chí của tỉnh hoặc Bộ Ngoại giao.",
            "An international press conference does not follow this procedure. Please ask the provincial press authority "
            "or the Ministry of Foreign Affairs.",
        ),
        SCOPE,
    ),
    Ending(
        "political_organisation",
        When("organiser_kind", ("political",)),
        Text(
            "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội thực hiện theo quy định của Đảng, không nộp hồ sơ tại đây.",
            "The Fatherland Front and the socio-political organisations follow the Party's rules and do not file here.",
        ),
        SCOPE,
    ),
    Ending(
        "central_organiser",
        When("organiser_kind", ("central",)),
        Text(
            "Đơn vị thuộc bộ, cơ quan trung ương và hội, quỹ hoạt động toàn quốc xin phép bộ, cơ quan chủ quản hoặc bộ "
            "quản lý lĩnh vực.",
            "Units of a ministry or central agency, and nationwide associations and funds, ask their own ministry or the "
            "ministry in charge of their field.",
        ),
        PROVINCE,
    ),
    Ending(
        "no_foreign_element",
        When("foreign_element", ("none",)),
        Text(
            "Hội nghị, hội thảo không có yếu tố nước ngoài thì không phải xin phép theo thủ tục này.",
            "A conference without any foreign element needs no permission under this procedure.",
        ),
        MEANING,
    ),
)


def route(answers: Answers, parameters: Parameters) -> Route:
    """Permission or hosting, for the Prime Minister or the province. Căn cứ: QĐ 06/2020/QĐ-TTg, Điều 3, Điều 6."""
    kind = "host" if answers.get("request") == "host" else "permit"
    if for_the_prime_minister(answers):
        return Route(f"{kind}_pm")
    if answers.get("top_rank") == "unsure":
        return Route(f"{kind}_province", certain=False, reason=UNSURE)
    return Route(f"{kind}_province")


def derive(answers: Answers, parameters: Parameters, on: date) -> dict[str, Any]:
    """`delegation` ("valid" or "none") with its form, and `consultation` ("expected" or "none") on a local date.

    The variant an officer routed the dossier to (`parameters["variant"]`) counts before the answers.
    """
    request = str(parameters.get("variant") or answers.get("request") or "").partition("_")[0]
    delegation = delegation_on(parameters, on, request)
    policy = parameters.get("consultation", "by_answers")
    for_pm = str(parameters.get("variant", "")).endswith("_pm")
    expected = policy == "always" or (policy == "by_answers" and (for_pm or _concerns_others(answers)))
    return {
        "delegation": "valid" if delegation else "none",
        "delegation_form": delegation["form"] if delegation else "",
        "consultation": "expected" if expected else "none",
    }


def _concerns_others(answers: Answers) -> bool:
    """The Prime Minister's cases, foreign organisers and sites in other provinces concern other authorities (Điều 5)."""
    elsewhere = any(one.get("where") == "elsewhere" for one in answers.get("places") or ())
    return for_the_prime_minister(answers) or FOREIGN_ORGANISER.holds(answers) or elsewhere


def title_of(answers: Answers) -> str:
    return str(answers.get("name_vi") or answers.get("name_en") or "")


def report_due_on(answers: Answers, closed_on: date) -> date:
    """Fifteen calendar days after the last day of the event."""
    ended = date_of(answers, "ends_on") or closed_on
    return ended + timedelta(days=15)


OBLIGATIONS = (
    Obligation(
        "result_report",
        Text("Báo cáo kết quả hội nghị, hội thảo (Mẫu 02)", "Report on the result of the conference (Form 02)"),
        report_due_on,
        REPORT,
    ),
)
