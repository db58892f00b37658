"""A small procedure that exists only in tests: every kind of question, a group decided item by item, one consultation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from procedures import standard
from procedures.definition import (
    Accepts,
    Action,
    ActionKind,
    Applicant,
    Choice,
    Citation,
    Component,
    ConsultedBody,
    DateRule,
    Definition,
    Ending,
    Field,
    Finding,
    Group,
    Kind,
    Leg,
    Outcome,
    Page,
    Parameter,
    Phase,
    ResultPaper,
    Role,
    Route,
    Rule,
    Severity,
    State,
    SupplementRules,
    Text,
    Variant,
    When,
)

LAW = Citation("Luật thử nghiệm", "Điều 1")


def words(vi: str) -> Text:
    return Text(vi, f"{vi} (en)")


def question(name: str, kind: Kind, **more: Any) -> Field:
    return Field(name, kind, words(name), **more)


PURPOSE = question(
    "purpose",
    Kind.CHOICE,
    choices=(Choice("work", words("Làm việc")), Choice("study", words("Học")), Choice("elsewhere", words("Nơi khác"))),
)
ABOUT = Page(
    "about",
    words("Nội dung"),
    (
        PURPOSE,
        question("title", Kind.TEXT, max_length=40),
        question("school", Kind.TEXT, shown_when=When("purpose", ("study",))),
        question("school_year", Kind.INTEGER, minimum=1, maximum=6, shown_when=When("school", ("FTU",))),
        question("starts_on", Kind.DATE, date_rule=DateRule.NOT_PAST),
        question("ends_on", Kind.DATE, required=False),
    ),
)
PERSONS = Group(
    "persons",
    words("Người"),
    words("Người"),
    (
        question("full_name", Kind.TEXT, max_length=60),
        question("born_on", Kind.DATE, date_rule=DateRule.NOT_FUTURE),
        question("number", Kind.PERSONAL_ID, required=False),
        question("has_passport", Kind.YES_NO),
        question("passport", Kind.PASSPORT, shown_when=When("has_passport", (True,))),
    ),
    max_items=3,
)
MORE = Page(
    "more",
    words("Thông tin khác"),
    (
        PERSONS,
        question("countries", Kind.CHOICES, choices=(Choice("KR", words("Hàn Quốc")), Choice("JP", words("Nhật Bản")))),
        question("country", Kind.COUNTRY, required=False),
        question("email", Kind.EMAIL, required=False),
        question("phone", Kind.PHONE, required=False),
        question("tax_code", Kind.TAX_CODE, required=False),
        question("money", Kind.MONEY, required=False),
        question("at", Kind.TIME, required=False),
        question("story", Kind.LONG_TEXT, required=False, max_length=500),
        question("true", Kind.DECLARATION),
    ),
)


def ends_before_it_starts(answers: Mapping[str, Any], on: date, parameters: Mapping[str, Any]) -> list[Finding]:
    """Luật thử nghiệm, Điều 2."""
    starts, ends = answers.get("starts_on", ""), answers.get("ends_on", "9")
    return [Finding("ends_on", {"starts_on": starts})] if ends < starts else []


def starts_soon(answers: Mapping[str, Any], on: date, parameters: Mapping[str, Any]) -> list[Finding]:
    """Luật thử nghiệm, Điều 3."""
    given = answers.get("starts_on")
    days = (date.fromisoformat(given) - on).days if given else parameters["lead_days"]
    return [Finding("starts_on", {"days": days})] if days < parameters["lead_days"] else []


def is_long(answers: Mapping[str, Any], parameters: Mapping[str, Any], on: date) -> dict[str, Any]:
    starts, ends = answers.get("starts_on"), answers.get("ends_on")
    return {"long": bool(starts and ends) and (date.fromisoformat(ends) - date.fromisoformat(starts)).days > 30}


def component(code: str, **more: Any) -> Component:
    shown = {"must_show": (words("Đủ bốn góc"),), **more}
    return Component(code, words(code), LAW, (Accepts.SCAN,), (words("Đúng mẫu"),), words("Nộp tại quầy"), **shown)


BODY = ConsultedBody("police", words("Công an tỉnh"), "20cd", LAW, extension="10cd", silence_is_consent=True)
LEGS = (
    Leg("office", words("Sở"), "3wd", LAW, "5wd", LAW),
    Leg("opinion", words("Lấy ý kiến"), "20cd", LAW, "20cd", LAW, may_be_shortened=False, when=When("long", (True,))),
)
ACTIONS = (
    *standard.reception_actions("dispatching"),
    *standard.division_actions("examining", ("examining",)),
    *standard.supplement_actions(("examining",)),
    *standard.withdrawal_actions(("filed", "dispatching", "examining"), ("issuing",)),
    *standard.review_actions("examining", "head_review", "director_review"),
    Action(
        "consult", ActionKind.CONSULT, ("examining",), "waiting", (Role.SPECIALIST,), words("Hỏi"), words("Gửi thư")
    ),
    Action(
        *("record_opinion", ActionKind.RECORD_OPINION, ("waiting",), "", (Role.SPECIALIST,)),
        *(words("Ghi ý kiến"), words("Ý kiến được ghi")),
    ),
    Action(
        *("close_consultation", ActionKind.CLOSE_CONSULTATION, ("waiting",), "examining", (Role.SPECIALIST,)),
        *(words("Tổng hợp"), words("Hồ sơ về người thụ lý")),
    ),
    Action(
        "approve", ActionKind.APPROVE, ("director_review",), "issuing", (Role.DIRECTOR,), words("Ký"), words("Đã ký")
    ),
    *standard.issue_actions(),
)
STATES = (
    *standard.reception_states(),
    *standard.division_states(),
    State(
        "examining",
        Phase.OFFICE,
        4,
        words("Thẩm định"),
        words("Đang thẩm định"),
        standard.step(Role.SPECIALIST, standard.DIVISION, "1wd"),
    ),
    State(
        "waiting",
        Phase.OTHER_BODY,
        4,
        words("Chờ ý kiến"),
        words("Đang chờ"),
        standard.step(Role.SPECIALIST, standard.DIVISION, "20cd"),
    ),
    *standard.supplement_states(),
    *standard.review_states("2wh", "2wh"),
    State(
        "issuing",
        Phase.OFFICE,
        4,
        words("Phát hành"),
        words("Đang phát hành"),
        standard.step(Role.CLERK, standard.CLERKS, "4wh"),
    ),
    *standard.ending_states(),
)
VARIANT = Variant(
    "only",
    words("Cấp giấy thử nghiệm"),
    words("Giám đốc Sở"),
    LAW,
    STATES,
    ACTIONS,
    LEGS,
    (ResultPaper("letter", words("Văn bản"), Outcome.GRANTED, "vb", "SNgV", "office", LAW, lambda facts: {}),),
    (BODY,),
)
TINY = Definition(
    slug="thu-nghiem",
    version="2021-06",
    in_force_from=date(2021, 6, 1),
    made_by=LAW,
    name=words("Cấp giấy thử nghiệm"),
    field=words("Thử nghiệm"),
    summary=words("Chỉ để thử"),
    audience=(Applicant.PERSON,),
    pages=(ABOUT, MORE),
    components=(
        component("request"),
        component("proof", required_when=When("purpose", ("study",))),
        component("certificate", shown_when=When("purpose", ("study",))),
        component("passport_copy", each="persons", required_when=When("has_passport", (True,))),
    ),
    variants=(VARIANT,),
    route=lambda answers, parameters: Route("only"),
    supplement=SupplementRules(LAW),
    reception_limit="8wh",
    reception_citation=LAW,
    division="consular",
    legal_basis=(LAW,),
    title_of=lambda answers: answers.get("title", ""),
    endings=(Ending("elsewhere", When("purpose", ("elsewhere",)), words("Nộp nơi khác"), LAW),),
    rules=(
        Rule("ends_before_it_starts", ends_before_it_starts, words("Kết thúc trước {starts_on}"), LAW),
        Rule("starts_soon", starts_soon, words("Còn {days} ngày"), LAW, Severity.WARNING),
    ),
    parameters=(Parameter("lead_days", 30, words("Số ngày"), LAW),),
    items="persons",
    item_title=lambda item: item.get("full_name", ""),
    derive=is_long,
)


def changed(**parts: Any) -> Definition:
    """The tiny procedure with some of its parts replaced."""
    return replace(TINY, **parts)


def with_process(**parts: Any) -> Definition:
    """The tiny procedure with parts of its variant replaced."""
    return replace(TINY, variants=(replace(VARIANT, **parts),))
