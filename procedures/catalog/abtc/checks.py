"""What is looked for in the answers, as small pure functions. No message, no article's wording and no clock reading may enter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from procedures.definition import Answers, Finding, Parameters
from procedures.identifiers import personal_id_doubts

ADULT_YEARS = 18
MONTHS_REQUIRED = 12
CONTRACT_YEARS = 2
MISMATCHES = frozenset({"birth_year_mismatch", "sex_mismatch"})


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


def each_person(check: Callable[[Mapping[str, Any], date], dict[str, Any] | None], name: str) -> Callable:
    """A rule over every person that finds at the field called `name`."""

    def found(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
        results = ((index, check(person, on)) for index, person in _items(answers, "persons"))
        return [Finding(f"persons.{index}.{name}", params) for index, params in results if params is not None]

    return found


def enterprise_too_young(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    founded = day(answers.get("founded_on"))
    if founded is None or founded <= months_before(on, MONTHS_REQUIRED):
        return []
    return [Finding("founded_on", {"founded_on": founded.isoformat()})]


def minor(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    born = day(person.get("born_on"))
    return {"born_on": born.isoformat()} if born and born > months_before(on, ADULT_YEARS * 12) else None


def _short_in_post(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    since = day(person.get("appointed_on"))
    return {"appointed_on": since.isoformat()} if since and since > months_before(on, MONTHS_REQUIRED) else None


def too_short_in_post(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    return None if person.get("exception_claimed") else _short_in_post(person, on)


def exception_claimed(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    return {} if person.get("exception_claimed") else None


def expired(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    expires = day(person.get("passport_expires_on"))
    return {"expires_on": expires.isoformat()} if expires and expires < on else None


def passport_backwards(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    issued, expires = day(person.get("passport_issued_on")), day(person.get("passport_expires_on"))
    return {"issued_on": issued.isoformat()} if issued and expires and expires <= issued else None


def little_insurance(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    months = person.get("insurance_months")
    return {"months": months} if isinstance(months, int) and months < MONTHS_REQUIRED else None


def number_disagrees(person: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    """Căn cứ: NĐ 137/2015/NĐ-CP, Điều 13 (the digits for century, sex and year of birth)."""
    number, born = str(person.get("personal_id") or ""), day(person.get("born_on"))
    if len(number) != 12 or not number.isdecimal() or born is None:
        return None
    doubts = personal_id_doubts(number, born_on=born, sex=str(person.get("sex") or ""))
    return {"born_on": born.isoformat()} if MISMATCHES & set(doubts) else None


def old_contracts(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    oldest = months_before(on, CONTRACT_YEARS * 12)
    signed = ((index, day(one.get("signed_on"))) for index, one in _items(answers, "contracts"))
    return [
        Finding(f"contracts.{index}.signed_on", {"signed_on": on_day.isoformat(), "oldest": oldest.isoformat()})
        for index, on_day in signed
        if on_day and on_day < oldest
    ]


def same_person_twice(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    findings, seen = [], {}
    for index, person in _items(answers, "persons"):
        for name in ("personal_id", "passport_number"):
            key = (name, person.get(name))
            if key[1] and key in seen:
                findings.append(Finding(f"persons.{index}.{name}", {"first": seen[key] + 1, "second": index + 1}))
            seen.setdefault(key, index)
    return findings


def reports_overdue(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    """`overdue_reports` is a fact about the enterprise, supplied by whoever validates: the years without a report."""
    overdue = parameters.get("overdue_reports")
    if not overdue:
        return []
    years = ", ".join(str(one) for one in overdue) if isinstance(overdue, (list, tuple)) else str(overdue)
    return [Finding("tax_code", {"years": years})]
