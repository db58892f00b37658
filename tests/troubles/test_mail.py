"""A line that breaks after the whole message was sent, and a server that refuses for ever: repeated identically, and shown. Both databases."""

from __future__ import annotations

from collections.abc import Callable

from casework.services.retrying import RETRY_AFTER
from tests.support.application import Clock, OfficerClient
from tests.support.smtp import NO_SUCH_PERSON, SmtpServer
from tests.worker.conftest import message
from worker.desk import Desk
from worker.outbox import deliver_outbox

SYSTEM_PAGE = "/can-bo/he-thong"


def test_a_line_cut_after_the_whole_message_repeats_it_identically_once(
    desk: Desk, smtp_server: SmtpServer, put_message: Callable[..., str], clock: Clock
) -> None:
    sent = put_message(desk.casework, kind="filed", params={"code": "H99.01-20261014-0000001"})
    smtp_server.hang_up_after_data = 1
    assert deliver_outbox(desk) == 1
    assert message(desk.casework, sent).state == "waiting", "nobody knows whether it arrived"
    assert deliver_outbox(desk) == 0, "not at once"
    clock.advance(seconds=RETRY_AFTER[0].total_seconds())
    assert deliver_outbox(desk) == 1
    assert message(desk.casework, sent).state == "sent"
    clock.advance(hours=24)
    assert deliver_outbox(desk) == 0
    first, second = smtp_server.deliveries
    assert first.raw == second.raw and first.message["Message-ID"] == second.message["Message-ID"]


def test_the_administrator_sees_a_message_that_was_refused_for_ever_and_may_try_again(
    desk: Desk,
    smtp_server: SmtpServer,
    put_message: Callable[..., str],
    administrator_on_both: OfficerClient,
) -> None:
    refused = put_message(desk.casework, recipient="khong-co@example.com")
    smtp_server.answer_with(NO_SUCH_PERSON, times=1)
    deliver_outbox(desk)
    page = administrator_on_both.get(SYSTEM_PAGE)
    assert page.status_code == 200
    assert refused in page.text and "550" in page.text
    assert message(desk.casework, refused).state == "failed"
