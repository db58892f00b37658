"""What the law asks over several answers, where the answers lead, and what falls due afterwards. No I/O, no clock reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from procedures.catalog.abtc.checks import (
    each_person,
    enterprise_too_young,
    exception_claimed,
    expired,
    little_insurance,
    minor,
    number_disagrees,
    old_contracts,
    passport_backwards,
    reports_overdue,
    same_person_twice,
    too_short_in_post,
)
from procedures.catalog.abtc.sources import QD09, article, before_2023
from procedures.definition import Answers, Citation, Obligation, Parameters, Route, Rule, Severity, Text

RULES = (
    Rule(
        "operating_12_months",
        enterprise_too_young,
        Text(
            "Doanh nghiệp thành lập ngày {founded_on}, chưa đủ 12 tháng. Vui lòng nộp khi đã đủ 12 tháng.",
            "The enterprise was founded on {founded_on}, less than 12 months ago. Please file once it is 12 months old.",
        ),
        article("Điều 8 khoản 2"),
    ),
    Rule(
        "adult",
        each_person(minor, "born_on"),
        Text(
            "Người sinh ngày {born_on} chưa đủ 18 tuổi nên chưa được sử dụng thẻ. Vui lòng kiểm tra ngày sinh.",
            "Born on {born_on}, this person is under 18 and may not use the card. Please check the date of birth.",
        ),
        article("Điều 8 khoản 3"),
    ),
    Rule(
        "in_post_12_months",
        each_person(too_short_in_post, "appointed_on"),
        Text(
            "Giữ chức vụ từ ngày {appointed_on}, chưa đủ 12 tháng. Nếu là trường hợp ngoại lệ, vui lòng chọn “Có” ở câu "
            "hỏi ngoại lệ và nêu rõ.",
            "In the post since {appointed_on}, less than 12 months. If this is an exception, please answer “Yes” to that "
            "question and explain.",
        ),
        article("Điều 8 khoản 3"),
    ),
    Rule(
        "exception_claimed",
        each_person(exception_claimed, "exception_claimed"),
        Text(
            "Ông/Bà khai trường hợp ngoại lệ về 12 tháng. Cán bộ sẽ kiểm tra và có thể hỏi thêm giấy tờ.",
            "You claim an exception to the 12 months. An officer will check it and may ask for papers.",
        ),
        Citation(QD09, "Điều 12 khoản 2 điểm e", to_be_confirmed=True),
        Severity.WARNING,
    ),
    Rule(
        "passport_expired",
        each_person(expired, "passport_expires_on"),
        Text(
            "Ngày hết hạn hộ chiếu đã qua ({expires_on}). Vui lòng nhập hộ chiếu còn giá trị.",
            "The passport expired on {expires_on}. Please enter a valid passport.",
        ),
        article("Điều 12 khoản 2 điểm d"),
    ),
    Rule(
        "passport_dates",
        each_person(passport_backwards, "passport_expires_on"),
        Text(
            "Ngày hết hạn phải sau ngày cấp hộ chiếu ({issued_on}). Vui lòng kiểm tra hai ngày này.",
            "The expiry must be after the day of issue ({issued_on}). Please check both dates.",
        ),
        article("Điều 12 khoản 2 điểm d"),
    ),
    Rule(
        "contract_too_old",
        old_contracts,
        Text(
            "Hợp đồng ký ngày {signed_on}, quá 02 năm. Vui lòng dùng hợp đồng ký từ ngày {oldest} trở lại đây.",
            "The contract was signed on {signed_on}, more than 2 years ago. Please use one signed since {oldest}.",
        ),
        article("Điều 12 khoản 2 điểm c"),
    ),
    Rule(
        "insurance_months",
        each_person(little_insurance, "insurance_months"),
        Text(
            "Mới đóng bảo hiểm xã hội {months} tháng ở chức vụ này; quy định là 12 tháng. Cán bộ sẽ xem xét.",
            "Only {months} months of social insurance in this post; 12 are required. An officer will look at it.",
        ),
        article("Điều 12 khoản 2 điểm e"),
        Severity.WARNING,
    ),
    Rule(
        "personal_id_mismatch",
        each_person(number_disagrees, "personal_id"),
        Text(
            "Số định danh không khớp với giới tính hoặc năm sinh đã khai ({born_on}). Vui lòng kiểm tra lại.",
            "The personal number does not agree with the sex or year of birth given ({born_on}). Please check.",
        ),
        Citation("NĐ 137/2015/NĐ-CP", "Điều 13"),
        Severity.WARNING,
    ),
    Rule(
        "same_person_twice",
        same_person_twice,
        Text(
            "Người thứ {second} trùng số giấy tờ với người thứ {first}. Vui lòng xóa một người hoặc sửa số.",
            "Person {second} has the same number as person {first}. Please remove one or correct the number.",
        ),
        article("Điều 12 khoản 2"),
    ),
    Rule(
        "report_missing",
        reports_overdue,
        Text(
            "Doanh nghiệp chưa gửi báo cáo hằng năm về việc sử dụng thẻ: {years}. Vui lòng gửi báo cáo; đây là căn cứ xét "
            "lần này.",
            "The enterprise has not sent its yearly report on the use of the card: {years}. Please send it; it counts now.",
        ),
        article("Điều 27"),
        Severity.WARNING,
    ),
)
# What the texts before 2023 required is not established, so what is not evident in itself only warns.
EVIDENT = frozenset({"passport_expired", "passport_dates", "same_person_twice"})


def rules_before_2023() -> tuple[Rule, ...]:
    """The same checks by the local regulation of the time: a missing condition is shown to the officer, not refused."""
    return tuple(
        replace(
            one,
            citation=one.citation if one.code == "personal_id_mismatch" else before_2023("điều kiện sử dụng thẻ"),
            severity=one.severity if one.code in EVIDENT else Severity.WARNING,
        )
        for one in RULES
    )


def route(answers: Answers, parameters: Parameters) -> Route:
    """Căn cứ: QĐ 09/2023/QĐ-TTg, Điều 9, 11, 12: group 1 has its own papers and limits, group 3 the usual ones."""
    return Route("state" if answers.get("group") == "state" else "private")


def derive(answers: Answers, parameters: Parameters, on: date) -> dict[str, Any]:
    """Facts for conditions: whether several persons ask together."""
    return {"several_persons": len(answers.get("persons") or []) > 1}


def title_of(answers: Answers) -> str:
    """What the dossier is called in lists, in Vietnamese."""
    persons = answers.get("persons") or []
    who = persons[0].get("full_name", "") if len(persons) == 1 else f"{len(persons)} người"
    return " – ".join(part for part in (str(answers.get("enterprise_name") or ""), who) if part)


def item_title(person: Mapping[str, Any]) -> str:
    return str(person.get("full_name") or "")


def _report_due(answers: Answers, closed_on: date) -> date:
    return date(closed_on.year, 12, 31)


OBLIGATIONS = (
    Obligation(
        "yearly_report",
        Text(
            "Gửi Sở Ngoại vụ báo cáo hằng năm về việc sử dụng thẻ ABTC trước ngày 31/12",
            "Send the Department of Foreign Affairs the yearly report on the use of the card before 31 December",
        ),
        _report_due,
        article("Điều 27"),
    ),
)


def obligations_before_2023() -> tuple[Obligation, ...]:
    return tuple(replace(one, citation=before_2023("chế độ báo cáo")) for one in OBLIGATIONS)
