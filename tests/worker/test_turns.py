"""Each duty is one worker's at a time and once in its period; a dead worker's turn ends. Twice: SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from threading import Barrier, Lock

import pytest
from flask import Flask

import worker.loop
import worker.outbox
from casework.models import DutyRun
from casework.periods import PERIODS
from casework.services.delivering import Letter, Words
from casework.services.turns import LEASE, due_duties, end_turn, take_turn
from tests.support.application import Clock
from worker.commands import desk_of
from worker.desk import Desk

DUTY = "deadlines_told"
PERIOD = PERIODS[DUTY]


@pytest.fixture
def desk(app_on_both: Flask) -> Desk:
    return desk_of(app_on_both)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Instead of their work the duties note who did them; the order of two workers is whatever it is."""
    done: list[str] = []
    lock = Lock()

    def noting(name: str) -> Callable[[Desk, datetime], int]:
        def note(_: Desk, __: datetime) -> int:
            with lock:
                done.append(name)
            return 0

        return note

    monkeypatch.setattr(worker.loop, "DUTIES", {name: noting(name) for name in PERIODS})
    return done


def row(desk: Desk) -> DutyRun:
    with desk.casework.database.reading() as session:
        return session.get_one(DutyRun, DUTY)


def test_every_duty_has_a_period_and_its_work():
    assert list(worker.loop.DUTIES) == list(PERIODS)


def test_many_workers_do_each_duty_once_in_its_period(desk: Desk, counted: list[str], clock: Clock):
    workers = [replace(desk, name=f"worker-{number}") for number in range(4)]
    for _ in range(3):
        together = Barrier(len(workers))

        def all_at_once(one: Desk, together: Barrier = together) -> None:
            together.wait(30)
            worker.loop.do_duties(one, PERIODS)

        counted.clear()
        with ThreadPoolExecutor(len(workers)) as pool:
            list(pool.map(all_at_once, workers))
        assert sorted(counted) == sorted(PERIODS)
        clock.advance(seconds=max(PERIODS.values()).total_seconds())


def test_within_its_period_a_duty_is_not_due(desk: Desk, counted: list[str], clock: Clock):
    assert due_duties(desk.casework, clock.now) == list(PERIODS)
    worker.loop.do_duties(desk, [DUTY])
    assert row(desk).done_at == clock.now
    clock.advance(seconds=PERIOD.total_seconds() - 1)
    assert DUTY not in due_duties(desk.casework, clock.now)
    worker.loop.do_duties(desk, [DUTY])
    assert counted == [DUTY]
    clock.advance(seconds=1)
    assert DUTY in due_duties(desk.casework, clock.now)


def test_a_worker_that_died_keeps_its_turn_only_until_the_lease_ends(desk: Desk, counted: list[str], clock: Clock):
    assert take_turn(desk.casework, DUTY, "the-dead", clock.now)
    clock.advance(seconds=LEASE.total_seconds() - 1)
    assert DUTY not in due_duties(desk.casework, clock.now)
    worker.loop.do_duties(desk, [DUTY])
    assert counted == []
    clock.advance(seconds=1)
    worker.loop.do_duties(desk, due_duties(desk.casework, clock.now))
    assert DUTY in counted


def test_who_lost_the_lease_does_not_say_done(desk: Desk, clock: Clock):
    slow = take_turn(desk.casework, DUTY, "slow", clock.now)
    quick = take_turn(desk.casework, DUTY, "quick", clock.advance(seconds=LEASE.total_seconds()))
    end_turn(desk.casework, slow, well=True)
    assert (row(desk).leased_by, row(desk).done_at) == ("quick", None)
    end_turn(desk.casework, quick, well=True)
    assert (row(desk).leased_by, row(desk).done_at) == (None, clock.now)


def test_a_duty_that_fails_rests_and_stops_no_other(desk: Desk, counted: list[str], clock: Clock, monkeypatch):
    def fail(_: Desk, __: datetime) -> int:
        raise RuntimeError("a defect")

    monkeypatch.setitem(worker.loop.DUTIES, DUTY, fail)
    assert set(worker.loop.do_duties(desk, PERIODS)) == set(PERIODS) - {DUTY}
    assert row(desk).done_at is None
    assert due_duties(desk.casework, clock.now) == []
    assert due_duties(desk.casework, clock.advance(minutes=1)) == [DUTY]


def test_an_outbox_that_is_never_empty_keeps_no_duty_waiting(
    desk: Desk, counted: list[str], put_message: Callable[..., str], monkeypatch: pytest.MonkeyPatch
):
    """As with a mail server that keeps silent: the longer each message takes, the more of them are ready again."""
    seconds, tried = count(), []

    def word(letter: Letter) -> Words:
        tried.append(letter.id)
        put_message(desk.casework)
        if counted or len(tried) == 60:
            desk.stopping.set()
        return Words("words", "Subject")

    for module in (worker.loop, worker.outbox):
        monkeypatch.setattr(module, "monotonic", lambda: float(next(seconds)))
    monkeypatch.setattr(worker.loop, "LOOK_EVERY_SECONDS", 0)
    put_message(desk.casework)
    worker.loop.work(replace(desk, render=word))
    assert set(counted) == set(PERIODS)


@pytest.mark.parametrize("ahead", [timedelta(days=400), LEASE * 10])
def test_a_clock_that_was_ahead_stops_no_duty(desk: Desk, counted: list[str], clock: Clock, ahead: timedelta):
    worker.loop.do_duties(replace(desk, clock=lambda: clock.now + ahead), [DUTY])
    assert take_turn(desk.casework, "expiring_drafts_told", "killed-while-ahead", clock.now + ahead)
    assert {DUTY, "expiring_drafts_told"} <= set(due_duties(desk.casework, clock.now))
    worker.loop.do_duties(desk, PERIODS)
    assert counted.count(DUTY) == 2
    assert "expiring_drafts_told" in counted


def test_a_sweep_as_of_a_time_does_not_count_as_done_and_one_of_now_does(desk: Desk, counted: list[str], clock: Clock):
    worker.loop.sweep(desk, clock.now + timedelta(days=30))
    assert due_duties(desk.casework, clock.now) == list(PERIODS)
    worker.loop.sweep_now(desk)
    assert due_duties(desk.casework, clock.now) == []
    worker.loop.sweep_now(desk)
    assert counted == list(PERIODS) * 3
