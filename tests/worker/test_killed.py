"""A worker process killed in the middle of a send loses nothing; another sends the same message. No wording is judged here."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from casework.services.delivering import LEASE, Channels
from tests.support.machine import stop, wait_until
from tests.support.smtp import ACCEPTED, Delivery, SmtpServer
from tests.worker.conftest import message, start_worker
from worker.desk import Desk
from worker.outbox import deliver_outbox


def test_killed_while_the_server_holds_the_message(
    desk: Desk, smtp_server: SmtpServer, environment: dict[str, str], put_message: Callable[..., str]
):
    async def hold(server: object, session: object, envelope: object) -> str:
        smtp_server.deliveries.append(Delivery(envelope.mail_from, tuple(envelope.rcpt_tos), envelope.original_content))
        if len(smtp_server.deliveries) == 1:
            await asyncio.sleep(60)
        return ACCEPTED

    smtp_server.handle_DATA = hold
    moment = datetime.now(UTC) - timedelta(minutes=1)
    first = put_message(desk.casework, next_at=moment, created_at=moment)
    second = put_message(desk.casework, next_at=moment + timedelta(seconds=1), created_at=moment)
    process = start_worker(environment)
    try:
        wait_until(lambda: len(smtp_server.deliveries) == 1, "the worker sends")
    finally:
        process.kill()
        process.wait()
    assert message(desk.casework, first).state == "waiting"
    later = datetime.now(UTC) + LEASE + timedelta(seconds=1)
    survivor = replace(desk, channels=Channels(smtp_server.url, ""), clock=lambda: later)
    assert deliver_outbox(survivor) == 2
    states = {message(desk.casework, one).state for one in (first, second)}
    assert states == {"sent"}
    in_flight = [one.raw for one in smtp_server.deliveries if first.encode() in one.raw]
    assert len(smtp_server.deliveries) == 3
    assert len(in_flight) == 2
    assert in_flight[0] == in_flight[1]


def test_a_worker_sends_what_comes_and_stops_when_told(
    desk: Desk, smtp_server: SmtpServer, environment: dict[str, str], put_message: Callable[..., str]
):
    process = start_worker(environment)
    try:
        moment = datetime.now(UTC)
        sent = put_message(desk.casework, next_at=moment, created_at=moment)
        wait_until(lambda: message(desk.casework, sent).state == "sent", "the worker sends")
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    finally:
        stop(process, signal.SIGKILL)
    assert len(smtp_server.deliveries) == 1
