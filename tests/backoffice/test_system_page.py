"""The administrator's page of how the program runs: in words, with messages to try again or to drop for a reason."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from backoffice.system_words import duty_name, message_kind
from casework.models import Landmark, OutboxMessage
from casework.periods import PERIODS
from procedures.definition import Role
from tests.support.tree import ROOT
from worker.commands import desk_of
from worker.loop import sweep_now
from worker.outbox import deliver_outbox

PAGE = "/can-bo/he-thong"


@pytest.fixture
def administrator(office, signed_in_officer):
    return signed_in_officer(officer=office.officers[Role.ADMINISTRATOR])


def given_up(casework: Any, at: datetime, **differing: object) -> str:
    """A message nobody took; returns its id."""
    values: dict[str, object] = {
        "id": uuid4().hex,
        "kind": "filed",
        "channel": "email",
        "recipient": "to@example.com",
        "language": "vi",
        "params": {"code": "H99.01-20261014-0000001"},
        "dedupe": uuid4().hex,
        "state": "failed",
        "attempts": 12,
        "next_at": at,
        "created_at": at,
        "error": "MailTemporary: the mail server cannot be used: ConnectionRefusedError",
        "request_id": "0123456789abcdef",
        **differing,
    }
    with casework.database.unit_of_work() as session:
        session.add(OutboxMessage(**values))
    return str(values["id"])


def message(casework: Any, message_id: str) -> OutboxMessage:
    with casework.database.reading() as session:
        return session.get_one(OutboxMessage, message_id)



def test_a_whole_installation_in_words(administrator, app, casework, clock):
    sweep_now(desk_of(app))
    with casework.database.unit_of_work() as session:
        session.add(Landmark(name="backup", at=clock.now, data={}))
    clock.advance(minutes=4)
    page = administrator.get(PAGE).text
    for said in ("Tình trạng hệ thống", "Cơ sở dữ liệu", "Bình thường", "còn trống", "cách đây 4 phút", "chưa lần nào"):
        assert said in page
    assert "Trễ" not in page
    assert "Không có tin nào hỏng" in page


def test_a_worker_that_stands_still_is_seen(administrator, app, clock):
    sweep_now(desk_of(app))
    clock.advance(minutes=15)
    assert administrator.get(PAGE).text.count("Trễ: kiểm tra tiến trình nền") == 1, "the duty of five minutes alone"


def test_a_message_given_up_is_tried_again_from_the_beginning(administrator, app, office, casework, clock, tmp_path, caplog):
    caplog.set_level(logging.INFO)
    code = office.file()
    with casework.database.reading() as session:
        [first] = session.scalars(select(OutboxMessage.id))
    deliver_outbox(desk_of(app))
    dossier = message(casework, first).dossier_id
    lost = given_up(casework, clock.now, dossier_id=dossier, rendered=message(casework, first).rendered)
    page = administrator.get(PAGE)
    for said in ("Báo đã nộp hồ sơ", code, "Nơi chuyển thư không nhận", "0123456789abcdef"):
        assert said in page.text
    done = administrator.submit(PAGE, button=f"Gửi lại: Báo đã nộp hồ sơ, {code}", follow_redirects=True)
    assert "Tin sẽ được gửi lại" in done.text
    row = message(casework, lost)
    assert (row.state, row.attempts, row.next_at) == ("waiting", 0, clock.now)
    assert administrator.officer.name in row.note
    assert f"outbox {lost} (filed): tried again by officer {administrator.officer.id}" in caplog.text
    assert deliver_outbox(desk_of(app)) == 1
    assert message(casework, lost).state == "sent"


def test_a_message_is_dropped_for_a_reason_that_stays_with_it(administrator, casework, clock):
    lost = given_up(casework, clock.now)
    button = "Bỏ tin này: Báo đã nộp hồ sơ, không gắn hồ sơ"
    refused = administrator.submit(PAGE, {"reason": "  "}, button=button, follow_redirects=True)
    assert "Chưa ghi lý do" in refused.text
    assert message(casework, lost).state == "failed"
    dropped = administrator.submit(PAGE, {"reason": "Người nhận đã đến lấy trực tiếp."}, button=button, follow_redirects=True)
    row = message(casework, lost)
    assert row.state == "dropped"
    assert row.note.startswith(f"drop, {administrator.officer.name} (#{administrator.officer.id}), 2026-10-14T09:00+07:00")
    assert row.note.endswith("Người nhận đã đến lấy trực tiếp.")
    assert "Tin đã bỏ" in dropped.text and "Không có tin nào hỏng" in dropped.text


def test_a_code_that_was_wiped_is_not_sent_empty(administrator, casework, clock):
    lost = given_up(casework, clock.now, kind="reset_password", params={})
    page = administrator.get(PAGE).text
    assert "Mã trong tin đã được xóa" in page
    assert "Gửi lại" not in page
    token = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    administrator.post(f"{PAGE}/tin/{lost}/gui-lai", data={"csrf_token": token})
    assert message(casework, lost).state == "failed"


@pytest.mark.parametrize("what", ["gui-lai", "bo"])
def test_what_was_sent_meanwhile_stays_as_it_is(administrator, casework, clock, what):
    given_up(casework, clock.now)
    sent = given_up(casework, clock.now, state="sent")
    token = administrator.get(PAGE).text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    answer = administrator.post(f"{PAGE}/tin/{sent}/{what}", data={"csrf_token": token, "reason": "x"})
    assert (answer.status_code, message(casework, sent).state) == (404, "sent")


def test_every_kind_of_message_and_every_duty_has_its_words(app):
    kinds = {path.name.split(".")[0] for path in (ROOT / "web/templates/messages").glob("*.vi.txt")} - {"frame"}
    with app.test_request_context("/"):
        assert not [kind for kind in kinds if message_kind(kind) == kind]
        assert not [duty for duty in PERIODS if duty_name(duty) == duty]
