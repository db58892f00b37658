"""The work list: what waits for whom, in what order, page by page, found by words without diacritics."""

from dataclasses import replace

import pytest

from casework.queries.keyset import place_from
from casework.queries.worklist import (
    ALL,
    DIVISION,
    HANDLED,
    LATE,
    LATE_PROMISE,
    LATE_STEP,
    SOON,
    Wanted,
    found,
    waiting_for,
)
from procedures.definition import Role
from tests.backoffice.desks import Office
from tests.support.times import vn
from web.identity import actor_of

NOW = vn("2026-10-05T14:00")


@pytest.fixture
def office(casework_on_both) -> Office:
    return Office(casework_on_both)


def codes(office: Office, role: Role, wanted: Wanted = Wanted(), at=NOW) -> list[str]:
    page = waiting_for(office.casework, actor_of(office.officers[role]), wanted, at)
    return [one.code for one in page.entries]


def test_a_dossier_waits_for_the_desk_it_is_at(office):
    filed, accepted, assigned = (office.file(n) for n in range(3))
    office.accept(accepted)
    office.assign(assigned)
    assert codes(office, Role.RECEPTION) == [filed]
    assert codes(office, Role.DIVISION_HEAD) == [accepted]
    assert codes(office, Role.SPECIALIST) == [assigned]
    assert codes(office, Role.CLERK) == []


def test_the_committee_sees_only_what_was_sent_to_it(office):
    code = office.file()
    office.propose(code)
    assert codes(office, Role.COMMITTEE, Wanted(scope=ALL)) == []
    office.do(Role.DIVISION_HEAD, code, "endorse", vn("2026-10-14T09:00"))
    office.do(Role.DIRECTOR, code, "sign_submission", vn("2026-10-14T10:00"))
    office.do(Role.CLERK, code, "send_to_committee", vn("2026-10-14T11:00"), number="12", issued_on="2026-10-14")
    assert codes(office, Role.COMMITTEE, Wanted(scope=ALL)) == [code]
    assert codes(office, Role.COMMITTEE) == [code]


def test_the_administrator_sees_no_dossier(office):
    office.file()
    assert codes(office, Role.ADMINISTRATOR, Wanted(scope=ALL)) == []


def test_the_most_urgent_comes_first(office):
    later = office.file(1, vn("2026-10-05T11:00"))
    sooner = office.file(2, vn("2026-10-05T08:00"))
    assert codes(office, Role.RECEPTION) == [sooner, later]


def test_a_deputy_director_gets_only_the_fields_signed_for(office):
    code = office.file()
    office.propose(code)
    office.do(Role.DIVISION_HEAD, code, "endorse", vn("2026-10-14T09:00"))
    deputy = replace(actor_of(office.officers[Role.DIRECTOR]), deputy=True, fields=frozenset({"hoi-nghi-quoc-te"}))
    assert codes(office, Role.DIRECTOR) == [code]
    assert waiting_for(office.casework, deputy, Wanted(), NOW).entries == ()


def test_scopes_hold_more_than_what_waits_for_me(office):
    mine, others = office.file(1), office.file(2)
    office.consult(mine)
    office.accept(others)
    assert codes(office, Role.SPECIALIST) == [mine]
    assert codes(office, Role.SPECIALIST, Wanted(scope=HANDLED)) == [mine]
    assert set(codes(office, Role.SPECIALIST, Wanted(scope=DIVISION))) == {mine, others}


def test_filters_narrow_and_counts_agree_with_what_they_leave(office):
    first, second = office.file(1), office.file(2)
    office.accept(second)
    head = actor_of(office.officers[Role.RECEPTION])
    everything = Wanted(scope=ALL)
    page = waiting_for(office.casework, head, everything, NOW)
    assert page.count(everything) == 2
    assert page.count(everything, state="filed") == 1 == len(codes(office, Role.RECEPTION, Wanted(ALL, state="filed")))
    assert page.count(everything, phase="office") == 2
    assert page.count(everything, slug="hoi-nghi-quoc-te") == 0
    assert codes(office, Role.RECEPTION, Wanted(ALL, division="lanh-su", state="dispatching")) == [second]
    assert codes(office, Role.RECEPTION, Wanted(ALL, slug="abtc", state="filed")) == [first]


def test_lateness_is_judged_by_the_minute(office):
    code = office.file()
    due = vn("2026-10-06T08:00")
    for minute, late in ((due, []), (due.replace(minute=1), [code])):
        assert codes(office, Role.RECEPTION, Wanted(lateness=LATE), minute) == late
    assert codes(office, Role.RECEPTION, Wanted(lateness=SOON), due) == [code]


def test_late_in_its_step_and_late_for_its_promise_are_asked_apart(office):
    step, both, promise = (office.file(n) for n in range(3))
    office.accept(both)
    office.accept(promise)
    late = vn("2026-12-14T09:00")
    office.do(Role.DIVISION_HEAD, promise, "assign", late, officer=str(office.officers[Role.SPECIALIST].id))
    everything, at = Wanted(scope=ALL), vn("2026-12-14T09:10")
    expected = {LATE: {step, both, promise}, LATE_STEP: {step, both}, LATE_PROMISE: {both, promise}, SOON: set()}
    for how, meant in expected.items():
        asked = replace(everything, lateness=how)
        page = waiting_for(office.casework, actor_of(office.officers[Role.RECEPTION]), asked, at)
        assert {one.code for one in page.entries} == meant, how
        assert page.count(everything, lateness=how) == len(meant), "the chip counts what it leads to"


@pytest.mark.parametrize(
    "words", ["thu nghiem bien", "THỬ NGHIỆM", "cong ty thu nghiem xanh", "0100109106", "x0000000"]
)
def test_words_find_a_dossier_without_diacritics_by_tax_code_or_passport(office, words):
    code, _other = office.file(0), office.file(1)
    office_of = actor_of(office.officers[Role.RECEPTION])
    hits = [one.code for one in found(office.casework, office_of, Wanted(ALL, words=words), NOW).entries]
    assert code in hits
    assert code in codes(office, Role.RECEPTION, Wanted(words=words))


def test_a_code_or_its_end_finds_one_dossier(office):
    code, _other = office.file(0), office.file(1)
    for words in (code, code.lower(), code[-9:]):
        assert codes(office, Role.RECEPTION, Wanted(words=words)) == [code]
    assert codes(office, Role.RECEPTION, Wanted(words="%")) == []


def test_pages_follow_each_other_both_ways_without_a_gap(office):
    all_codes = [office.file(n) for n in range(7)]
    actor = actor_of(office.officers[Role.RECEPTION])
    seen, place, pages = [], None, []
    while True:
        page = waiting_for(office.casework, actor, Wanted(), NOW, place, size=3)
        pages.append([one.code for one in page.entries])
        seen += pages[-1]
        if page.next is None:
            break
        place = place_from(str(page.next))
    assert sorted(seen) == sorted(all_codes) and [len(one) for one in pages] == [3, 3, 1]
    back = waiting_for(office.casework, actor, Wanted(), NOW, page.previous, size=3)
    assert [one.code for one in back.entries] == pages[1]
    first = waiting_for(office.casework, actor, Wanted(), NOW, back.previous, size=3)
    assert [one.code for one in first.entries] == pages[0] and first.previous is None


@pytest.mark.parametrize(
    "text", ["", "f", "f2026-1", "xx-1", "f20261005T080000.000000--1", "f20261005T080000.000000-x"]
)
def test_a_place_nobody_made_is_the_first_page(text):
    assert place_from(text) is None
