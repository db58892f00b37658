"""Dated revisions of parameters that overlap: nothing an office decided is lost by what it decided before or at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from casework.context import Casework
from casework.services.acting import InvalidInputs
from casework.services.parameters import parameters_on, revise
from procedures.case.events import Actor
from procedures.definition import Role
from tests.support.times import vn

AT = vn("2026-12-01T09:00")
ADMINISTRATOR = Actor("officer", None, "Quản trị", frozenset({Role.ADMINISTRATOR}))
COMMITTEE, APPRAISAL, PREPARATION = (f"limit.private.{leg}" for leg in ("committee", "appraisal", "preparation"))
NEXT_YEAR = '[{"from": "2027-01-01", "to": "", "document": "QĐ 9", "form": "TUQ", "signer": "", "scope": "permit"}]'


def write(casework: Casework, begins: str, values: dict[str, str], slug: str = "abtc", **more: Any) -> None:
    given = {"in_force_from": begins, "document": f"Quyết định từ {begins}", **values}
    revise(casework, slug, given, ADMINISTRATOR, AT, **more)


def values(casework: Casework, on: date, slug: str = "abtc") -> dict[str, Any]:
    return {one.parameter.name: one.value for one in parameters_on(casework, on)[slug]}


def test_what_is_decided_for_an_earlier_day_goes_on_when_a_planned_revision_begins(casework: Casework) -> None:
    write(casework, "01/01/2027", {COMMITTEE: "4wd"})
    write(casework, "01/07/2027", {PREPARATION: "2wd"})
    write(casework, "05/12/2026", {APPRAISAL: "3wd"})
    legs = (PREPARATION, APPRAISAL, COMMITTEE)
    for on, said in (
        (date(2026, 12, 4), ("3wd", "5wd", "5wd")),
        (date(2026, 12, 31), ("3wd", "3wd", "5wd")),
        (date(2027, 1, 1), ("3wd", "3wd", "4wd")),
        (date(2027, 7, 1), ("2wd", "3wd", "4wd")),
    ):
        assert tuple(values(casework, on)[leg] for leg in legs) == said, on


def test_what_a_planned_revision_decides_otherwise_begins_on_its_day(casework: Casework) -> None:
    write(casework, "01/01/2027", {COMMITTEE: "2wd"})
    write(casework, "05/12/2026", {COMMITTEE: "4wd"})
    assert [values(casework, on)[COMMITTEE] for on in (date(2026, 12, 31), date(2027, 1, 1))] == ["4wd", "2wd"]


def test_a_delegation_written_down_ahead_outlives_another_decision(casework: Casework) -> None:
    slug = "hoi-nghi-quoc-te"
    write(casework, "01/01/2027", {"delegations": NEXT_YEAR}, slug)
    write(casework, "05/12/2026", {"lead_days_province": "45"}, slug)
    for on in (date(2026, 12, 5), date(2027, 1, 1)):
        said = values(casework, on, slug)
        assert [one["document"] for one in said["delegations"]] == ["QĐ 9"], "dossiers read it as it was written last"
        assert said["lead_days_province"] == 45
    write(casework, "06/12/2026", {"delegations": NEXT_YEAR.replace("QĐ 9", "QĐ 10")}, slug)
    assert [one["document"] for one in values(casework, date(2027, 1, 1), slug)["delegations"]] == ["QĐ 10"]


def test_what_was_left_as_it_was_shown_is_not_decided(casework: Casework) -> None:
    seen = values(casework, AT.date())
    write(casework, "05/12/2026", {COMMITTEE: "4wd"})
    form = {COMMITTEE: seen[COMMITTEE], APPRAISAL: "3wd"}
    write(casework, "06/12/2026", form, shown=seen)
    now = values(casework, date(2026, 12, 6))
    assert (now[COMMITTEE], now[APPRAISAL]) == ("4wd", "3wd")
    with pytest.raises(InvalidInputs):
        write(casework, "06/12/2026", {COMMITTEE: seen[COMMITTEE]}, shown=seen)


@pytest.mark.parametrize(
    ("slug", "name", "limit"),
    [
        ("abtc", COMMITTEE, "6wd"),
        ("abtc", COMMITTEE, "30cd"),
        ("abtc", COMMITTEE, "3wd+3wd"),
        ("hoi-nghi-quoc-te", "consult.department", "16cd"),
        ("hop-phap-hoa-lanh-su", "limit.full.whole", "2wd"),
    ],
)
def test_an_office_does_not_promise_more_time_than_the_law_gives(casework: Casework, slug: str, name: str, limit: str) -> None:
    before = values(casework, date(2026, 12, 5), slug)
    with pytest.raises(InvalidInputs) as wrong:
        write(casework, "05/12/2026", {name: limit}, slug)
    assert [(one.path, one.code) for one in wrong.value.errors] == [(name, "beyond_the_law")]
    assert values(casework, date(2026, 12, 5), slug) == before
    write(casework, "05/12/2026", {"limit.permit_pm.office": "60wd"}, "hoi-nghi-quoc-te")  # the law sets none there


@pytest.mark.parametrize(("slug", "name"), [("abtc", "papers_by"), ("hoi-nghi-quoc-te", "consultation")])
def test_a_word_that_nothing_reads_is_refused_and_not_taken_for_another(casework: Casework, slug: str, name: str) -> None:
    for word in ("Never", "mỗi người", "one_letter never"):
        with pytest.raises(InvalidInputs) as wrong:
            write(casework, "05/12/2026", {name: word}, slug)
        assert [(one.path, one.code) for one in wrong.value.errors] == [(name, "not_usable")]
    write(casework, "05/12/2026", {name: {"papers_by": "one_letter"}.get(name, "never")}, slug)


def test_two_who_write_at_once_leave_nothing_out(casework_on_both: Casework) -> None:
    changes = [*((leg, "2wd") for leg in (PREPARATION, APPRAISAL, COMMITTEE)), ("limit.state.committee", "2wd")]
    with ThreadPoolExecutor(len(changes)) as together:
        list(together.map(lambda one: write(casework_on_both, "05/12/2026", dict([one])), changes))
    now = values(casework_on_both, date(2026, 12, 5))
    assert [now[name] for name, _ in changes] == ["2wd"] * len(changes)
