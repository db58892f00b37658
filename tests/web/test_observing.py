"""Behind a proxy, the id of a request and its line in the log: what is believed, what is told, what never enters."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, request
from sqlalchemy import select

from app import create_app
from casework import tracing
from casework.gateways.logs import JsonLines, PlainLines
from casework.models import Attempt, OutboxMessage
from tests.support.application import Clock, settings_for
from tests.support.factories import make_account
from tests.support.inspecting_client import InspectingClient
from web.access import public

FORGED = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}
GIVEN = "proxy-0123456789abcdef"


def seen() -> dict[str, str]:
    return {"address": request.remote_addr, "scheme": request.scheme, "host": request.host}


def with_window(app: Flask) -> Flask:
    app.add_url_rule("/thay-gi", "seen", public("a window of the test")(seen))
    return app


@pytest.fixture
def behind(sqlite_url: str, tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Flask]]:
    """`behind(1)`: the application told that so many proxies stand in front of it."""
    made: list[Flask] = []

    def make(proxies: int) -> Flask:
        app = create_app(settings_for(sqlite_url, tmp_path, TRUSTED_PROXIES=str(proxies)), clock=clock)
        app.test_client_class = InspectingClient
        made.append(app)
        return with_window(app)

    yield make
    for one in made:
        one.extensions["casework"].database.dispose()


def test_without_a_proxy_what_a_visitor_writes_about_itself_is_not_believed(behind):
    answer = behind(0).test_client().get("/thay-gi", headers=FORGED)
    assert answer.json == {"address": "127.0.0.1", "scheme": "http", "host": "localhost"}


def test_a_trusted_proxy_says_where_the_visitor_comes_from(behind):
    forged_further_out = {**FORGED, "X-Forwarded-For": "198.51.100.66, 203.0.113.7"}
    answer = behind(1).test_client().get("/thay-gi", headers=forged_further_out)
    assert answer.json == {"address": "203.0.113.7", "scheme": "https", "host": "evil.example"}


def test_two_proxies_are_two_steps_back(behind):
    chain = {"X-Forwarded-For": "198.51.100.66, 203.0.113.7, 10.0.0.2"}
    assert behind(2).test_client().get("/thay-gi", headers=chain).json["address"] == "203.0.113.7"


def guess(app: Flask, address: str) -> list[str]:
    """Guess an access code from an address; the keys under which the failure was counted."""
    client = app.test_client()
    data = {"ma": "H99.01-20261014-0000001", "ma_tra_cuu": "ABCDEFGHJKMN"}
    client.submit("/tra-cuu", data, button="Tra cứu", headers={"X-Forwarded-For": address})
    with app.extensions["casework"].database.reading() as session:
        return sorted(key for key in session.scalars(select(Attempt.key)) if key.startswith("track-from:"))


def test_limits_count_the_address_of_the_visitor_behind_the_proxy(behind):
    app = behind(1)
    assert len(guess(app, "203.0.113.7")) == 1
    assert len(guess(app, "203.0.113.8")) == 2


def test_forging_an_address_leads_around_no_limit(behind):
    app = behind(0)
    assert guess(app, "203.0.113.7") == guess(app, "203.0.113.8")


def test_every_answer_has_an_id_and_no_two_the_same(client):
    first, second = (client.get("/").headers["X-Request-ID"] for _ in range(2))
    assert tracing.acceptable(first)
    assert first != second
    assert tracing.current_id() == "", "nothing is left behind for the next request of this thread"


def test_the_id_of_a_proxy_is_kept_and_a_strangers_is_not(behind):
    for proxies, kept in ((1, True), (0, False)):
        answer = behind(proxies).test_client().get("/", headers={"X-Request-ID": GIVEN})
        assert (answer.headers["X-Request-ID"] == GIVEN) is kept


@pytest.mark.parametrize("wrong", ["short", "x" * 65, "abc def ghi jkl", "-begins-with-a-dash", "mã-có-dấu-ở-đây", '{"a": "12345"}'])
def test_an_id_of_another_shape_is_replaced(behind, wrong):
    answer = behind(1).test_client().get("/", headers={"X-Request-ID": wrong.encode().decode("latin-1")})
    assert answer.headers["X-Request-ID"] != wrong
    assert tracing.acceptable(answer.headers["X-Request-ID"])


@pytest.mark.parametrize("path", ["/khong-co-trang-nay", "/en/no-such-page"])
def test_an_error_page_shows_the_id_to_read_out(client, path):
    answer = client.get(path)
    assert f"<code>{answer.headers['X-Request-ID']}</code>" in answer.text


def test_a_refused_form_has_its_id_too(app):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = app.test_client().post("/tra-cuu", data={"code": "x"})
    assert answer.status_code == 400
    assert answer.headers["X-Request-ID"] in answer.text


def test_a_message_keeps_the_id_of_the_request_that_caused_it(app, client):
    account = make_account(app.extensions["casework"], "person")
    answer = client.submit("/quen-mat-khau", {"login": account.email}, button="Gửi liên kết")
    with app.extensions["casework"].database.reading() as session:
        [kept] = session.scalars(select(OutboxMessage.request_id))
    assert kept == answer.headers["X-Request-ID"]


def access_lines(caplog) -> list[dict]:
    return [json.loads(JsonLines().format(one)) for one in caplog.records if one.name == "access"]


def test_the_line_of_a_request_names_its_path_and_nothing_a_person_typed(client, caplog):
    caplog.set_level(logging.INFO, "access")
    client.get("/xac-minh-tai-khoan?ma=a-secret-token&email=nguyen.thi.bi.mat@example.com")
    client.get("/nguyen.thi.bi.mat@example.com")
    client.get("/en/thu-tuc")
    lines = access_lines(caplog)
    assert [one["path"] for one in lines] == ["/xac-minh-tai-khoan", "(no such page)", "/en/thu-tuc"]
    assert [one["status"] for one in lines] == [302, 404, 200]
    assert all(one["duration_ms"] >= 0 and one["time"].endswith("+07:00") for one in lines)
    assert "secret" not in caplog.text
    assert "bi.mat" not in caplog.text


def test_monitors_are_told_of_only_when_something_is_wrong(client, caplog, tmp_path):
    caplog.set_level(logging.INFO, "access")
    client.get("/healthz/live")
    assert access_lines(caplog) == []
    (tmp_path / "storage").write_text("a file where the folder should be", encoding="utf-8")
    client.get("/healthz/ready")
    assert [one["status"] for one in access_lines(caplog)] == [503]


@pytest.mark.parametrize("lines", [JsonLines(), PlainLines()])
def test_an_exception_says_where_and_of_what_kind_but_repeats_no_words(lines):
    record = None
    try:
        try:
            raise KeyError("Nguyễn Thị Bí Mật")
        except KeyError as first:
            raise ValueError("số hộ chiếu B1234567") from first
    except ValueError as error:
        raised = (type(error), error, error.__traceback__)
        record = logging.LogRecord("web", logging.ERROR, __file__, 1, "it broke", (), raised)
    written = lines.format(record)
    assert "test_an_exception_says_where" in written
    assert written.index("builtins.KeyError") < written.index("builtins.ValueError")
    assert "Bí Mật" not in written
    assert "B1234567" not in written


def test_a_line_break_in_a_message_stays_inside_its_json_line():
    record = logging.LogRecord("web", logging.INFO, __file__, 1, 'one\n{"level": "forged"}', (), None)
    with tracing.under(GIVEN):
        written = JsonLines().format(record)
    assert "\n" not in written
    assert json.loads(written)["request_id"] == GIVEN
