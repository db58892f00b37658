"""What the law asks over several answers, where the answers lead, and what falls due afterwards. No I/O, no clock reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from procedures.catalog.abtc.sources import article, before_2023
from procedures.definition import (
    Answers,
    Citation,
    Ending,
    Finding,
    Obligation,
    Parameters,
    Route,
    Rule,
    Severity,
    Text,
    When,
)

ADULT_YEARS = 18
MONTHS_REQUIRED = 12
CONTRACT_YEARS = 2
# The fourth digit of a personal number holds century and sex (NĐ 137/2015/NĐ-CP, Điều 13).
FIRST_CENTURY = 19


def day(value: Any) -> date | None:
    """A date answer, whether it is still text or already a date; None when it is missing or no date."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None


def months_before(on: date, months: int) -> date:
    """The same day of the month so many months earlier, or the last day that month has."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    for number in range(on.day, on.day - 4, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _items(answers: Answers, group: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    return enumerate(answers.get(group) or [])


def _each_person(check: Callable[[Mapping[str, Any], date], dict[str, Any] | None], name: str) -> Callable:
    """A rule over every person that finds at the field called `name`."""

    def found(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
        results = ((index, check(person, on)) for index, person in _items(answers, "persons"))
        return [Finding(f"persons.{index}.{name}", params) for index, params in results if params is not None]

    return found


def _enterprise_too_young(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    founded = day(answers.get("founded_on"))
    if founded is None or founded <= months_before(on, MONTHS_REQUIRED):
        return []
    return [Finding("founded_on", {"founded_on": founded.isoformat()})]


def _minor(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    born = day(person.get("born_on"))
    return {"born_on": born.isoformat()} if born and born > months_before(on, ADULT_YEARS * 12) else None


def _short_in_post(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    since = day(person.get("appointed_on"))
    return {"appointed_on": since.isoformat()} if since and since > months_before(on, MONTHS_REQUIRED) else None


def _too_short_in_post(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    return None if person.get("exception_claimed") else _short_in_post(person, on)


def _exception_claimed(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    return {} if person.get("exception_claimed") else None


def _expired(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    expires = day(person.get("passport_expires_on"))
    return {"expires_on": expires.isoformat()} if expires and expires < on else None


def _passport_backwards(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    issued, expires = day(person.get("passport_issued_on")), day(person.get("passport_expires_on"))
    return {"issued_on": issued.isoformat()} if issued and expires and expires <= issued else None


def _little_insurance(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    months = person.get("insurance_months")
    return {"months": months} if isinstance(months, int) and months < MONTHS_REQUIRED else None


def _number_disagrees(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    """Căn cứ: NĐ 137/2015/NĐ-CP, Điều 13 (the digits for century, sex and year of birth)."""
    number, born, sex = str(person.get("personal_id") or ""), day(person.get("born_on")), person.get("sex")
    if len(number) != 12 or not number.isdecimal() or born is None or sex not in ("male", "female"):
        return None
    digit = (born.year // 100 - FIRST_CENTURY) * 2 + (sex == "female")
    return None if number[3:6] == f"{digit}{born.year % 100:02d}" else {"born_on": born.isoformat()}


def _old_contracts(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    oldest = months_before(on, CONTRACT_YEARS * 12)
    signed = ((index, day(one.get("signed_on"))) for index, one in _items(answers, "contracts"))
    return [
        Finding(f"contracts.{index}.signed_on", {"signed_on": on_day.isoformat(), "oldest": oldest.isoformat()})
        for index, on_day in signed
        if on_day and on_day < oldest
    ]


def _same_person_twice(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    findings, seen = [], {}
    for index, person in _items(answers, "persons"):
        for name in ("personal_id", "passport_number"):
            key = (name, person.get(name))
            if key[1] and key in seen:
                findings.append(Finding(f"persons.{index}.{name}", {"first": seen[key] + 1, "second": index + 1}))
            seen.setdefault(key, index)
    return findings


def _reports_overdue(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    """`overdue_reports` is a fact about the enterprise, supplied by whoever validates: the years without a report."""
    overdue = parameters.get("overdue_reports")
    if not overdue:
        return []
    years = ", ".join(str(one) for one in overdue) if isinstance(overdue, (list, tuple)) else str(overdue)
    return [Finding("tax_code", {"years": years})]


RULES = (
    Rule(
        "operating_12_months",
        _enterprise_too_young,
        Text(
            "Doanh nghiệp thành lập ngày {founded_on}, chưa đủ 12 tháng. Vui lòng nộp khi đã đủ 12 tháng.",
            "The enterprise was founded on {founded_on}, less than 12 months ago. Please file once it is 12 months old.",
        ),
        article("Điều 8 khoản 2"),
    ),
    Rule(
        "adult",
        _each_person(_minor, "born_on"),
        Text(
            "Người sinh ngày {born_on} chưa đủ 18 tuổi nên chưa được sử dụng thẻ. Vui lòng kiểm tra ngày sinh.",
            "Born on {born_on}, this person is under 18 and may not use the card. Please check the date of birth.",
        ),
        article("Điều 8 khoản 3"),
    ),
    Rule(
        "in_post_12_months",
        _each_person(_too_short_in_post, "appointed_on"),
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
        _each_person(_exception_claimed, "exception_claimed"),
        Text(
            "Ông/Bà khai trường hợp ngoại lệ về 12 tháng. Cán bộ sẽ kiểm tra và có thể hỏi thêm giấy tờ.",
            "You claim an exception to the 12 months. An officer will check it and may ask for papers.",
        ),
        Citation("QĐ 09/2023/QĐ-TTg", "Điều 12 khoản 2 điểm e", to_be_confirmed=True),
        Severity.WARNING,
    ),
    Rule(
        "passport_expired",
        _each_person(_expired, "passport_expires_on"),
        Text(
            "Ngày hết hạn hộ chiếu đã qua ({expires_on}). Vui lòng nhập hộ chiếu còn giá trị.",
            "The passport expired on {expires_on}. Please enter a valid passport.",
        ),
        article("Điều 12 khoản 2 điểm d"),
    ),
    Rule(
        "passport_dates",
        _each_person(_passport_backwards, "passport_expires_on"),
        Text(
            "Ngày hết hạn phải sau ngày cấp hộ chiếu ({issued_on}). Vui lòng kiểm tra hai ngày này.",
            "The expiry must be after the day of issue ({issued_on}). Please check both dates.",
        ),
        article("Điều 12 khoản 2 điểm d"),
    ),
    Rule(
        "contract_too_old",
        _old_contracts,
        Text(
            "Hợp đồng ký ngày {signed_on}, quá 02 năm. Vui lòng dùng hợp đồng ký từ ngày {oldest} trở lại đây.",
            "The contract was signed on {signed_on}, more than 2 years ago. Please use one signed since {oldest}.",
        ),
        article("Điều 12 khoản 2 điểm c"),
    ),
    Rule(
        "insurance_months",
        _each_person(_little_insurance, "insurance_months"),
        Text(
            "Mới đóng bảo hiểm xã hội {months} tháng ở chức vụ này; quy định là 12 tháng. Cán bộ sẽ xem xét.",
            "Only {months} months of social insurance in this post; 12 are required. An officer will look at it.",
        ),
        article("Điều 12 khoản 2 điểm e"),
        Severity.WARNING,
    ),
    Rule(
        "personal_id_mismatch",
        _each_person(_number_disagrees, "personal_id"),
        Text(
            "Số định danh không khớp với giới tính hoặc năm sinh đã khai ({born_on}). Vui lòng kiểm tra lại.",
            "The personal number does not agree with the sex or year of birth given ({born_on}). Please check.",
        ),
        Citation("NĐ 137/2015/NĐ-CP", "Điều 13"),
        Severity.WARNING,
    ),
    Rule(
        "same_person_twice",
        _same_person_twice,
        Text(
            "Người thứ {second} trùng số giấy tờ với người thứ {first}. Vui lòng xóa một người hoặc sửa số.",
            "Person {second} has the same number as person {first}. Please remove one or correct the number.",
        ),
        article("Điều 12 khoản 2"),
    ),
    Rule(
        "report_missing",
        _reports_overdue,
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


ENDINGS = (
    Ending(
        "card_itself",
        When("wish", ("card", "reissue")),
        Text(
            "Thẻ ABTC do Cục Quản lý xuất nhập cảnh, Bộ Công an cấp, cấp lại và thu hồi. Ông/Bà vui lòng nộp hồ sơ tại đó.",
            "The card itself is issued, reissued and withdrawn by the Immigration Department of the Ministry of Public "
            "Security. Please apply there.",
        ),
        article("Điều 13, Điều 14, Điều 18"),
    ),
    Ending(
        "other_province",
        When("in_province", (False,)),
        Text(
            "Doanh nghiệp có trụ sở ở tỉnh khác. Ông/Bà vui lòng nộp tại Sở Ngoại vụ (hoặc cơ quan ngoại vụ) của tỉnh đó.",
            "The head office is in another province. Please file with that province's foreign affairs office.",
        ),
        article("Điều 10"),
    ),
    Ending(
        "other_authority",
        When("group", ("other_authority",)),
        Text(
            "UBND tỉnh không có thẩm quyền với trường hợp này. Ông/Bà hỏi bộ, ngành hoặc tổ chức trực tiếp quản lý đơn vị.",
            "The province does not decide this case. Please ask the ministry or organisation that manages your body.",
        ),
        article("Điều 10"),
    ),
    Ending(
        "outside_groups",
        When("group", ("none",)),
        Text(
            "Thẻ ABTC chỉ dành cho các nhóm doanh nhân, cán bộ nêu trong quy định. Ông/Bà dùng thị thực thông thường.",
            "The card is only for the groups of business people and officials named by law. Please use ordinary visas.",
        ),
        article("Điều 9"),
    ),
    Ending(
        "too_young",
        When("operating_12_months", (False,)),
        Text(
            "Doanh nghiệp cần hoạt động liên tục từ đủ 12 tháng. Ông/Bà vui lòng nộp khi đã đủ thời gian.",
            "The enterprise must have operated continuously for 12 months. Please file when it has.",
        ),
        article("Điều 8 khoản 2"),
    ),
)


def endings_before_2023() -> tuple[Ending, ...]:
    """The same ways out but the 12 months, which the texts of the time are not known to have required."""
    return tuple(replace(one, citation=before_2023("thẩm quyền")) for one in ENDINGS if one.code != "too_young")


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
