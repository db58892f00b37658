"""Two at one dossier: exactly one wins, the others are told what changed, and the columns stay what the events say. Both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from casework.models import CalendarRevision
from casework.services.acting import Acted, Stale
from casework.services.attaching import attach_to_supplement
from casework.services.calendars import import_calendar
from casework.services.filing import submit
from casework.services.supplementing import answer_supplement
from casework.services.uploading import Upload
from procedures.case.decide import Refused
from procedures.catalog.abtc.samples import sample_answers
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from procedures.definition import Role
from tests.portal.filing import token
from tests.support.application import Clock, OfficerClient, officer_client
from tests.support.desks import Desks, pdf
from tests.support.factories import make_account, make_officer
from tests.support.times import vn
from tests.troubles.ready import as_its_events_say, counted, dossier_of, events_of, ready_draft
from tests.troubles.together import at_once, begun, held_before, waiting_for_a_lock
from web.identity import CitizenUser

FILED, ACCEPTED = vn("2026-10-14T08:00"), vn("2026-10-14T09:00")
# Far within the time of every dossier that is accepted here.
HOLIDAY = '\n[[day]]\ndate = 2026-10-20\nkind = "off"\nname = "Nghỉ đột xuất"\nsource = "Quyết định thí dụ"\n'
NEW_CALENDAR = OFFICE_CALENDAR_TOML + HOLIDAY
TWENTY = 20


def meet(desks: Desks, owner_url: str) -> None:
    """On PostgreSQL wait until one stands at the lock of the other; on SQLite the second has not even begun."""
    if desks.casework.database.engine.dialect.name == "postgresql":
        waiting_for_a_lock(owner_url)


def at_reception(app: Flask) -> OfficerClient:
    return officer_client(app, make_officer(app.extensions["casework"], (Role.RECEPTION,), division=""))


def test_of_twenty_officers_one_accepts_and_nineteen_see_who_did(app_on_both: Flask, desks_on_both: Desks, clock: Clock) -> None:
    desks = desks_on_both
    code = desks.file("abtc", sample_answers(1), clock())
    officers = [at_reception(app_on_both) for _ in range(TWENTY)]
    tokens = [token(one) for one in officers]
    clock.advance(minutes=10)

    def accept(officer: OfficerClient, csrf: str):
        return lambda: officer.post(f"/can-bo/ho-so/{code}/accept", data={"csrf_token": csrf, "seen": "1"})

    answers = at_once(*[accept(one, csrf) for one, csrf in zip(officers, tokens, strict=True)])
    assert sorted(one.status_code for one in answers) == [302] + [409] * (TWENTY - 1)
    winner = next(one for one, answer in zip(officers, answers, strict=True) if answer.status_code == 302)
    for answer in answers:
        assert answer.status_code == 302 or winner.officer.name in answer.text
    assert [one.action for one in events_of(desks.casework, code)] == ["submit", "accept"]
    as_its_events_say(desks, code)


def asked_for_a_paper(desks: Desks) -> tuple[str, object]:
    """A dossier that waits for a tax report, which its applicant has uploaded and not sent."""
    account = make_account(desks.casework, "enterprise")
    code = desks.file("abtc", sample_answers(1), FILED, account)
    asked = {"items": ["paper:tax_report"], "reason": "Báo cáo thiếu trang 2"}
    desks.act(Role.RECEPTION, code, "request_supplement_at_reception", ACCEPTED, **asked)
    attach_to_supplement(desks.casework, code, account.id, "tax_report", -1, [Upload("a.pdf", pdf())], ACCEPTED)
    return code, account


@pytest.mark.parametrize("first", ["applicant", "officer"])
def test_an_applicant_answers_while_the_officer_ends_the_dossier(desks_on_both: Desks, owner_url: str, first: str) -> None:
    desks = desks_on_both
    code, account = asked_for_a_paper(desks)
    late = desks.loaded(code).situation.case.open_supplement.answer_by + timedelta(hours=1)
    seen = desks.loaded(code).dossier.version

    def answer() -> None:
        answer_supplement(desks.casework, code, {}, by=CitizenUser(account).actor, at=late, seen=seen)

    def end() -> Acted:
        return desks.act(Role.DIVISION_HEAD, code, "stop", late, reason="Quá hạn bổ sung")

    one, other = (answer, end) if first == "applicant" else (end, answer)
    with held_before(desks.casework.database, "COMMIT", one) as winning:
        with begun(other) as losing:
            meet(desks, owner_url)
            assert not isinstance(winning.go_on(), Exception)
        assert isinstance(losing.result(), Stale | Refused), "the other is told"
    history = events_of(desks.casework, code)
    assert len(history) == seen + 1
    assert history[-1].action == ("answer_supplement" if first == "applicant" else "stop")
    as_its_events_say(desks, code)


def accepting(desks: Desks, code: str):
    return lambda: desks.act(Role.RECEPTION, code, "accept", ACCEPTED)


def importing(desks: Desks):
    return lambda: import_calendar(desks.casework, NEW_CALENDAR, "Quản trị", ACCEPTED)


@pytest.mark.parametrize("first", ["officer", "calendar"])
def test_a_calendar_comes_into_force_while_an_officer_acts(desks_on_both: Desks, owner_url: str, first: str) -> None:
    desks = desks_on_both
    import_calendar(desks.casework, OFFICE_CALENDAR_TOML, "Quản trị", FILED)
    code = desks.file("abtc", sample_answers(1), FILED)
    one, other = accepting(desks, code), importing(desks)
    if first == "calendar":
        one, other = other, one
    with held_before(desks.casework.database, "COMMIT", one) as earlier:
        with begun(other) as later:
            meet(desks, owner_url)
            assert not isinstance(earlier.go_on(), Exception)
        assert not isinstance(later.result(), Exception)
    as_its_events_say(desks, code)
    assert counted(desks.casework, CalendarRevision) == 3, "the built-in one, the first and the new one"


@pytest.mark.parametrize("first", ["applicant", "calendar"])
def test_a_calendar_comes_into_force_while_one_files(desks_on_both: Desks, owner_url: str, first: str) -> None:
    desks = desks_on_both
    draft, account = ready_draft(desks.casework, FILED)
    file, bring = (lambda: submit(desks.casework, draft, account, FILED)), importing(desks)
    one, other = (file, bring) if first == "applicant" else (bring, file)
    with held_before(desks.casework.database, "COMMIT", one) as earlier:
        with begun(other) as later:
            meet(desks, owner_url)
            assert not isinstance(earlier.go_on(), Exception)
        assert not isinstance(later.result(), Exception)
    as_its_events_say(desks, dossier_of(desks.casework, draft).code)


def test_many_act_while_a_calendar_is_imported(desks_on_both: Desks) -> None:
    desks = desks_on_both
    codes = [desks.file("abtc", sample_answers(1), FILED) for _ in range(8)]
    results = at_once(importing(desks), *[accepting(desks, code) for code in codes])
    assert isinstance(results[0], list) and all(isinstance(one, Acted) for one in results[1:])
    for code in codes:
        as_its_events_say(desks, code)
