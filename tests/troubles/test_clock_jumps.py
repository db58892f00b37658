"""The machine's clock jumps ahead and back: events stay in order, codes whole, and nobody is held until a time that never was. Both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from casework.models import PaperMovement
from casework.periods import PERIODS
from casework.queries.supplement_drafts import typed_for
from casework.services.custody import give, receive
from casework.services.delivering import LEASE, claim, settle
from casework.services.officers import sign_in_officer
from casework.services.proving import SignInRefused
from casework.services.slowing import FREE_FAILURES, attempt_allowed, key_for, note_failure
from casework.services.supplement_drafting import save_supplement_answer
from casework.services.supplementing import answer_supplement
from casework.services.turns import due_duties, end_turn, take_turn
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.support.application import Clock
from tests.support.desks import Desks
from tests.support.factories import PASSWORD, code_of, make_account, make_officer
from tests.support.smtp import SmtpServer
from tests.support.times import vn
from tests.troubles.ready import as_its_events_say, events_of
from tests.worker.conftest import message
from web.identity import CitizenUser, actor_of
from worker.desk import Desk
from worker.outbox import deliver_outbox

YEAR = timedelta(days=400)
TWO_HOURS = timedelta(hours=2)


@pytest.mark.parametrize("jump", [TWO_HOURS, YEAR])
def test_no_event_is_earlier_than_the_one_before_it(desks_on_both: Desks, jump: timedelta) -> None:
    desks = desks_on_both
    now = vn("2026-10-14T09:00")
    code = desks.file("abtc", sample_answers(1), now)
    ahead = now + min(jump, timedelta(days=20))
    desks.act(Role.RECEPTION, code, "accept", ahead)
    specialist = desks.officers[Role.SPECIALIST]
    desks.act(Role.DIVISION_HEAD, code, "assign", now + timedelta(minutes=10), officer=str(specialist.id))
    times = [one.at for one in events_of(desks.casework, code)]
    assert times == [now, ahead, ahead]
    as_its_events_say(desks, code)
    later = ahead + timedelta(hours=1)
    bodies = [one.code for one in desks.loaded(code).situation.variant.bodies if one.always]
    desks.act(Role.SPECIALIST, code, "consult", later, bodies=bodies)
    assert events_of(desks.casework, code)[-1].at == later, "once the clock has caught up, the real time counts"


def test_codes_stay_unique_and_without_gap_when_the_clock_goes_back_over_midnight(desks_on_both: Desks) -> None:
    desks, answers = desks_on_both, sample_answers(1)
    evening, morning = vn("2026-10-14T23:50"), vn("2026-10-15T00:10")
    codes = [desks.file("abtc", answers, at) for at in (evening, morning, morning, evening, morning)]
    ends = [code.removeprefix("H99.01-") for code in codes]
    assert ends == ["20261014-0000001", "20261015-0000001", "20261015-0000002", "20261014-0000002", "20261015-0000003"]


def test_a_message_taken_or_put_off_under_a_clock_ahead_is_sent_now(
    desk: Desk, smtp_server: SmtpServer, put_message: Callable[..., str], clock: Clock
) -> None:
    taken, put_off = put_message(desk.casework), None
    assert claim(desk.casework, "died-while-ahead", clock.now + YEAR).letter.id == taken
    put_off = put_message(desk.casework)
    claimed = claim(desk.casework, "ahead", clock.now + YEAR)
    settle(desk.casework, claimed, "waiting", "451 later", clock.now + YEAR)
    assert deliver_outbox(desk) == 2
    assert {message(desk.casework, one).state for one in (taken, put_off)} == {"sent"}
    assert len(smtp_server.deliveries) == 2


def test_a_machine_a_little_ahead_keeps_its_lease(desk: Desk, put_message: Callable[..., str], clock: Clock) -> None:
    put_message(desk.casework)
    claim(desk.casework, "a-little-ahead", clock.now + LEASE - timedelta(seconds=1))
    assert claim(desk.casework, "another", clock.now) is None


def test_guesses_under_a_clock_ahead_shut_nobody_out_for_a_year(app_on_both: Flask, clock: Clock) -> None:
    casework, key = app_on_both.extensions["casework"], key_for("sign-in", "nguoi-dan@example.com")
    for _ in range(FREE_FAILURES + 3):
        note_failure(casework, [key], clock.now + YEAR)
    assert not attempt_allowed(casework, [key], clock.now + YEAR)
    assert attempt_allowed(casework, [key], clock.now)
    note_failure(casework, [key], clock.now)
    assert not attempt_allowed(casework, [key], clock.now), "whoever goes on guessing waits as ever"


def test_a_code_used_under_a_clock_ahead_does_not_keep_its_officer_out(app_on_both: Flask, clock: Clock) -> None:
    casework = app_on_both.extensions["casework"]
    officer = make_officer(casework, (Role.CLERK,))

    def enter(at):
        return sign_in_officer(casework, officer.login, PASSWORD, code_of(officer, at), at, address="127.0.0.1")

    assert enter(clock.now + TWO_HOURS).id == officer.id
    assert enter(clock.now).id == officer.id
    with pytest.raises(SignInRefused):
        enter(clock.now)  # still good for one use only


def test_under_a_clock_set_back_nothing_happens_before_what_happened_already(desks_on_both: Desks) -> None:
    desks = desks_on_both
    now = vn("2026-10-14T09:00")
    back = now - TWO_HOURS
    code = desks.file("abtc", sample_answers(1), now, owner := make_account(desks.casework, "enterprise"))
    asked = {"items": ["answer:reason", "answer:phone"], "reason": "Chưa rõ."}
    desks.act(Role.RECEPTION, code, "request_supplement_at_reception", back, **asked)
    by = CitizenUser(owner).actor
    typed = {"reason": "Đi bảo hành máy", "phone": "0900000009"}
    for path, value in typed.items():
        save_supplement_answer(desks.casework, code, path, value, by=by, at=back)
    loaded = desks.loaded(code)
    request = loaded.situation.case.open_supplement
    assert set(typed_for(desks.casework, loaded.dossier.id, request).answers) == set(typed), "what was typed is still there"
    answer_supplement(desks.casework, code, typed, by=by, at=back, seen=loaded.dossier.version)
    desks.act(Role.RECEPTION, code, "accept", back)
    assert [one.at for one in events_of(desks.casework, code)] == [now] * 4
    as_its_events_say(desks, code)


def test_paper_is_not_taken_before_it_was_given_whatever_the_clock_says(desks_on_both: Desks) -> None:
    desks, now = desks_on_both, vn("2026-10-14T09:00")
    code = desks.file("abtc", sample_answers(1), now)
    giver, taker = (actor_of(desks.officers[one]) for one in (Role.RECEPTION, Role.SPECIALIST))
    division = dict(desks.casework.office.divisions)[desks.officers[Role.SPECIALIST].division]
    desks.act(Role.RECEPTION, code, "accept", now)
    number = give(desks.casework, code, "Một bộ hồ sơ giấy", division, giver, now)
    receive(desks.casework, code, number, taker, now - TWO_HOURS)
    with desks.casework.database.reading() as session:
        assert session.get_one(PaperMovement, number).received_at == now


def test_messages_do_not_wait_two_hours_for_a_clock_that_was_set_back(
    desk: Desk, smtp_server: SmtpServer, put_message: Callable[..., str], clock: Clock
) -> None:
    untried, put_off, held = (put_message(desk.casework) for _ in range(3))
    for worker, state in (("one", "waiting"), ("another", "")):
        claimed = claim(desk.casework, worker, clock.now)
        assert claimed is not None
        if state:
            settle(desk.casework, claimed, state, "451 later", clock.now)
    clock.advance(hours=-2)
    assert deliver_outbox(desk) == 3, "never tried, put off by a minute, held by a worker that died"
    assert {message(desk.casework, one).state for one in (untried, put_off, held)} == {"sent"}
    assert len(smtp_server.deliveries) == 3


def test_duties_do_not_wait_two_hours_for_a_clock_that_was_set_back(desk: Desk, clock: Clock) -> None:
    done, held = list(PERIODS)[:2]
    end_turn(desk.casework, take_turn(desk.casework, done, "one", clock.now), well=True)
    assert take_turn(desk.casework, held, "died", clock.now) is not None
    clock.advance(hours=-2)
    assert {done, held} <= set(due_duties(desk.casework, clock.now))
    assert all(take_turn(desk.casework, one, "another", clock.now) for one in (done, held))


def test_guesses_and_codes_of_before_shut_nobody_out_when_the_clock_was_set_back(app_on_both: Flask, clock: Clock) -> None:
    casework, key = app_on_both.extensions["casework"], key_for("sign-in", "nguoi-dan@example.com")
    officer, back = make_officer(casework, (Role.CLERK,)), clock.now - TWO_HOURS
    for _ in range(FREE_FAILURES + 3):
        note_failure(casework, [key], clock.now)
    assert not attempt_allowed(casework, [key], clock.now) and attempt_allowed(casework, [key], back)
    for at in (clock.now, back):
        assert sign_in_officer(casework, officer.login, PASSWORD, code_of(officer, at), at, address="127.0.0.1").id == officer.id
    with pytest.raises(SignInRefused):
        sign_in_officer(casework, officer.login, PASSWORD, code_of(officer, back), back, address="127.0.0.1")
