"""Two officers at one dossier see each other: quietly, for two minutes, and nobody is kept from anything. Both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from casework.database import IN_PASSING_MS
from casework.models import Presence
from casework.queries.presences import LASTS
from casework.services.presence import forget_presences
from procedures.definition import Role
from tests.backoffice.desks import Office
from tests.portal.filing import token
from tests.support.application import Clock, OfficerClient, officer_client
from tests.support.round_trips import statements
from tests.support.times import vn

MORNING = vn("2026-10-05T09:41")


@pytest.fixture
def office(app_on_both: Flask, clock: Clock) -> Office:
    clock.set(MORNING)
    return Office(app_on_both.extensions["casework"])


@pytest.fixture
def at_desk(app_on_both: Flask, office: Office) -> Callable[[Role], OfficerClient]:
    return lambda role: officer_client(app_on_both, office.officers[role])


def renew(client: OfficerClient, code: str):
    headers = {"X-CSRFToken": token(client), "Accept": "application/json"}
    return client.post(f"/can-bo/ho-so/{code}/dang-mo", headers=headers)


def said(office: Office, role: Role, since: str) -> str:
    return f"{office.officers[role].name} đang mở hồ sơ này từ {since}."


def kept(office: Office) -> int:
    with office.casework.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Presence))


def test_both_see_the_other_on_the_page_and_on_that_of_an_action(office, at_desk, clock):
    code = office.file()
    reception, director = at_desk(Role.RECEPTION), at_desk(Role.DIRECTOR)
    assert "đang mở hồ sơ này" not in reception.get(f"/can-bo/ho-so/{code}").text, "nobody else is there"
    clock.advance(minutes=1)
    assert said(office, Role.RECEPTION, "09:41") in director.get(f"/can-bo/ho-so/{code}").text
    assert renew(reception, code).json == {"said": said(office, Role.DIRECTOR, "09:42")}, "the page that was first learns it too"
    assert said(office, Role.DIRECTOR, "09:42") in reception.get(f"/can-bo/ho-so/{code}/accept").text
    assert "đang mở hồ sơ này" not in reception.get(f"/can-bo/ho-so/{office.file(1)}").text, "of this dossier only"


def test_whoever_stays_is_told_since_the_beginning_and_whoever_went_is_not_told(office, at_desk, clock):
    code = office.file()
    reception, director = at_desk(Role.RECEPTION), at_desk(Role.DIRECTOR)
    reception.get(f"/can-bo/ho-so/{code}")
    for _ in range(5):
        clock.advance(minutes=1)
        renew(reception, code)
    assert said(office, Role.RECEPTION, "09:41") in director.get(f"/can-bo/ho-so/{code}").text
    clock.advance(seconds=LASTS.total_seconds() + 1)
    assert renew(director, code).json == {"said": ""}
    reception.get(f"/can-bo/ho-so/{code}")
    assert said(office, Role.RECEPTION, "09:48") in director.get(f"/can-bo/ho-so/{code}").text, "who comes back begins anew"


def test_it_keeps_nobody_from_acting(office, at_desk):
    code = office.file()
    at_desk(Role.DIRECTOR).get(f"/can-bo/ho-so/{code}")
    reception = at_desk(Role.RECEPTION)
    given = {"csrf_token": token(reception), "seen": "1"}
    answer = reception.post(f"/can-bo/ho-so/{code}/accept", data=given, follow_redirects=True)
    assert answer.status_code == 200 and "Đã ghi" in answer.text


def test_who_may_not_see_the_dossier_is_told_nothing_and_not_seen(office, at_desk, app_on_both):
    code = office.file()
    at_desk(Role.RECEPTION).get(f"/can-bo/ho-so/{code}")
    before = kept(office)
    assert renew(at_desk(Role.COMMITTEE), code).status_code == 404
    assert renew(at_desk(Role.RECEPTION), "H99.01-20261005-9999999").status_code == 404
    nobody = app_on_both.test_client()
    headers = {"X-CSRFToken": token(nobody), "Accept": "application/json"}
    assert nobody.post(f"/can-bo/ho-so/{code}/dang-mo", headers=headers).status_code == 401
    assert kept(office) == before


def test_a_page_left_open_does_not_make_the_session_last(office, at_desk):
    code = office.file()
    client = at_desk(Role.RECEPTION)
    assert "Set-Cookie" in client.get(f"/can-bo/ho-so/{code}").headers
    assert "Set-Cookie" not in renew(client, code).headers


def test_a_page_asks_once_and_writes_once_in_half_a_minute(office, at_desk, clock):
    code, client = office.file(), at_desk(Role.RECEPTION)

    def told() -> list[str]:
        with statements(office.casework) as sent:
            client.get(f"/can-bo/ho-so/{code}")
        return [one.split(None, 1)[0] for one in sent if "presences" in one]

    assert [told(), told()] == [["SELECT", "INSERT"], ["SELECT"]]
    clock.advance(seconds=31)
    assert told() == ["SELECT", "INSERT"]


def test_a_clock_that_was_ahead_shows_nobody_and_holds_nothing(office, at_desk, clock):
    code = office.file()
    clock.advance(hours=2)
    at_desk(Role.RECEPTION).get(f"/can-bo/ho-so/{code}")
    clock.set(MORNING)
    assert "đang mở" not in at_desk(Role.DIRECTOR).get(f"/can-bo/ho-so/{code}").text
    at_desk(Role.RECEPTION).get(f"/can-bo/ho-so/{code}")
    assert renew(at_desk(Role.DIRECTOR), code).json == {"said": said(office, Role.RECEPTION, "09:41")}


def test_the_sweep_forgets_what_counts_no_more(office, at_desk, clock):
    code = office.file()
    at_desk(Role.RECEPTION).get(f"/can-bo/ho-so/{code}")
    clock.advance(minutes=3)
    at_desk(Role.DIRECTOR).get(f"/can-bo/ho-so/{code}")
    assert forget_presences(office.casework, clock.now) == 1
    assert kept(office) == 1
    assert forget_presences(office.casework, clock.now - timedelta(hours=2)) == 1, "and what a wrong clock wrote"


def test_a_page_is_read_while_another_writes(office, at_desk):
    """SQLite has one writer: the page does not wait for it, and is not noted."""
    code, client, database = office.file(), at_desk(Role.RECEPTION), office.casework.database
    client.get("/can-bo/tai-khoan")
    began = datetime.now()
    with database.engine.execution_options(writing=True).begin():
        assert client.get(f"/can-bo/ho-so/{code}").status_code == 200
    assert datetime.now() - began < timedelta(seconds=20), f"{IN_PASSING_MS} ms, not half a minute"
    assert kept(office) == (0 if database.engine.dialect.name == "sqlite" else 1)
