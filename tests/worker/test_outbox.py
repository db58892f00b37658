"""The outbox reaches real servers: once, again after a refusal, identically after a death. No wording is judged here."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from casework.services.delivering import (
    ATTEMPTS_AT_MOST,
    LEASE,
    Channels,
    Letter,
    Words,
    claim,
    keep_rendering,
    settle,
)
from casework.services.retrying import RETRY_AFTER, retry_after
from tests.support.application import Clock
from tests.support.machine import LOOPBACK, free_port
from tests.support.smtp import NO_SUCH_PERSON, TRY_LATER, SmtpServer
from tests.worker.conftest import message
from worker.desk import Desk
from worker.outbox import deliver_outbox

PutMessage = Callable[..., str]


def test_a_message_goes_out_once_and_is_noted(desk: Desk, smtp_server: SmtpServer, put_message: PutMessage, clock: Clock):
    sent = put_message(desk.casework, kind="filed", params={"code": "H99.01-20261014-0000001"})
    assert deliver_outbox(desk) == 1
    assert deliver_outbox(desk) == 0
    [mail] = smtp_server.messages
    assert mail["To"] == "nguoi-nhan@example.com"
    assert mail["Message-ID"] == f"<{sent}@songoaivu.example>"
    assert "H99.01-20261014-0000001" in mail["Subject"]
    row = message(desk.casework, sent)
    assert (row.state, row.sent_at, row.lease_until, row.error) == ("sent", clock.now, None, None)


def test_a_refusal_for_now_waits_and_the_next_try_is_the_same_message(
    desk: Desk, smtp_server: SmtpServer, put_message: PutMessage, clock: Clock
):
    sent = put_message(desk.casework)
    smtp_server.answer_with(TRY_LATER, times=1)
    deliver_outbox(desk)
    row = message(desk.casework, sent)
    assert (row.state, row.attempts, row.next_at) == ("waiting", 1, clock.now + RETRY_AFTER[0])
    assert "451" in row.error
    first = row.rendered
    clock.advance(seconds=59)
    assert deliver_outbox(desk) == 0
    clock.advance(seconds=1)
    changed = replace(desk, render=lambda letter: Words("other words", "Other"))
    assert deliver_outbox(changed) == 1
    [mail] = smtp_server.messages
    assert "other words" not in mail.get_content()
    assert json.loads(first)["text"].strip() in mail.get_content().replace("\r\n", "\n")


def test_a_refusal_for_ever_fails_with_what_the_server_said(desk: Desk, smtp_server: SmtpServer, put_message: PutMessage):
    refused = put_message(desk.casework, recipient="khong-co@example.com")
    smtp_server.answer_with(NO_SUCH_PERSON, times=1)
    fine = put_message(desk.casework)
    deliver_outbox(desk)
    states = {message(desk.casework, one).state for one in (refused, fine)}
    assert states == {"failed", "sent"}
    failed = next(row for row in (message(desk.casework, refused), message(desk.casework, fine)) if row.state == "failed")
    assert "550" in failed.error


def test_one_message_that_cannot_be_worded_does_not_stop_the_others(
    desk: Desk, smtp_server: SmtpServer, put_message: PutMessage
):
    broken = put_message(desk.casework, kind="no_such_kind")
    put_message(desk.casework)
    assert deliver_outbox(desk) == 2
    assert len(smtp_server.deliveries) == 1
    row = message(desk.casework, broken)
    assert (row.state, row.attempts) == ("waiting", 1)
    assert "no_such_kind" in row.error


def test_a_message_nobody_takes_is_given_up_in_the_end(desk: Desk, put_message: PutMessage, clock: Clock):
    lost = put_message(desk.casework)
    nowhere = replace(desk, channels=Channels(f"smtp://{LOOPBACK}:{free_port()}", desk.channels.sms_url))
    for attempt in range(1, ATTEMPTS_AT_MOST + 1):
        assert deliver_outbox(nowhere) == 1
        clock.advance(seconds=retry_after(attempt).total_seconds())
    assert deliver_outbox(nowhere) == 0
    assert message(desk.casework, lost).state == "failed"


def test_a_text_goes_to_the_simulator_with_its_reference(desk: Desk, put_message: PutMessage, tmp_path: Path):
    sent = put_message(desk.casework, kind="verify_phone", channel="sms", recipient="+84900000001", params={"code": "123456"})
    deliver_outbox(desk)
    [kept] = (tmp_path / "sms").iterdir()
    text = json.loads(kept.read_text(encoding="utf-8"))
    assert (text["to"], text["reference"]) == ("+84900000001", sent)
    assert text["text"].startswith("123456 ")


def test_no_code_or_link_stays_readable_after_it_was_sent(desk: Desk, put_message: PutMessage):
    sent = put_message(desk.casework, kind="reset_password", params={"code": "987654", "link": "http://localhost/x"})
    deliver_outbox(desk)
    row = message(desk.casework, sent)
    assert (row.state, row.params, row.rendered) == ("sent", {}, None)


def test_who_died_after_handing_over_is_repeated_identically(
    desk: Desk, smtp_server: SmtpServer, put_message: PutMessage, clock: Clock
):
    class Died(BaseException):
        """What no handler of the program catches, like a kill."""

    put_message(desk.casework, kind="filed", params={"code": "H99.01-20261014-0000001"})

    def dying() -> object:
        if smtp_server.deliveries:
            raise Died
        return clock.now

    with pytest.raises(Died):
        deliver_outbox(replace(desk, clock=dying))
    assert deliver_outbox(desk) == 0, "the lease of the dead worker still holds"
    clock.advance(seconds=LEASE.total_seconds())
    assert deliver_outbox(replace(desk, name="another")) == 1
    first, second = smtp_server.deliveries
    assert first.raw == second.raw


def test_many_workers_send_each_message_once(desk: Desk, smtp_server: SmtpServer, put_message: PutMessage):
    ids = {put_message(desk.casework) for _ in range(12)}
    workers = [replace(desk, name=f"worker-{number}") for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(deliver_outbox, workers)) == 12
    arrived = [mail["Message-ID"].removeprefix("<").partition("@")[0] for mail in smtp_server.messages]
    assert sorted(arrived) == sorted(ids)


def test_who_lost_the_lease_cannot_postpone_but_may_say_sent(desk: Desk, put_message: PutMessage, clock: Clock):
    sent = put_message(desk.casework)
    slow = claim(desk.casework, "slow", clock.now)
    clock.advance(seconds=LEASE.total_seconds())
    quick = claim(desk.casework, "quick", clock.now)
    kept = keep_rendering(desk.casework, slow, b"first")
    assert keep_rendering(desk.casework, quick, b"second") == kept == b"first"
    settle(desk.casework, slow, "waiting", "timed out", clock.now)
    assert message(desk.casework, sent).leased_by == "quick"
    settle(desk.casework, slow, "sent", "", clock.now)
    settle(desk.casework, quick, "failed", "duplicate", clock.now)
    assert message(desk.casework, sent).state == "sent"


def test_a_worker_told_to_stop_stops_between_two_messages(desk: Desk, smtp_server: SmtpServer, put_message: PutMessage):
    for _ in range(3):
        put_message(desk.casework)

    def stop_and_word(letter: Letter) -> Words:
        desk.stopping.set()
        return Words("the last one", "Last")

    assert deliver_outbox(replace(desk, render=stop_and_word)) == 1
    assert len(smtp_server.deliveries) == 1


def test_waiting_grows_from_a_minute_to_half_a_day():
    waits = [retry_after(attempt) for attempt in range(1, 9)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(minutes=1), timedelta(hours=12))
