"""The whole application in a test: a database and a storage of its own, a clock one can set, people signed in. Serves no port."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from app import Settings, create_app
from casework.context import Casework
from casework.models import Account, Officer
from procedures.definition import Role
from tests.support.factories import make_account, make_officer
from tests.support.inspecting_client import InspectingClient
from tests.support.times import vn
from web.identity import CitizenUser, OfficerUser


@dataclass
class Clock:
    """The application's clock; it stands still until a test moves it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def set(self, moment: datetime) -> datetime:
        self.now = moment
        return moment

    def advance(self, **span: float) -> datetime:
        """`advance(minutes=5)`: any keyword of timedelta; returns the new instant."""
        return self.set(self.now + timedelta(**span))


@pytest.fixture
def clock() -> Clock:
    """09:00 on Wednesday 14/10/2026, a working day."""
    return Clock(vn("2026-10-14T09:00"))


def settings_for(database_url: str, folder: Path, **differing: str) -> Settings:
    """The settings of a test; `differing` are environment variables."""
    given = {
        "APP_ENV": "test",
        "SECRET_KEY": "a secret that only the tests know, long enough",
        "PUBLIC_URL": "http://localhost",
        "DATABASE_URL": database_url,
        "STORAGE_URL": f"file://{folder / 'storage'}",
        "MAIL_URL": f"file://{folder / 'mail'}",
        "SMS_URL": f"file://{folder / 'sms'}",
        **differing,
    }
    return Settings.from_environment(given)


def _make(database_url: str, folder: Path, clock: Clock) -> Iterator[Flask]:
    application = create_app(settings_for(database_url, folder), clock=clock)
    application.test_client_class = InspectingClient
    yield application
    application.extensions["casework"].database.dispose()


@pytest.fixture
def app(sqlite_url: str, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The application on a migrated SQLite database and a folder."""
    yield from _make(sqlite_url, tmp_path, clock)


@pytest.fixture
def app_on_both(database_url: str, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """Twice: the application on SQLite and on PostgreSQL."""
    yield from _make(database_url, tmp_path, clock)


@pytest.fixture
def casework(app: Flask) -> Casework:
    """The casework of `app`."""
    return app.extensions["casework"]


@pytest.fixture
def casework_on_both(app_on_both: Flask) -> Casework:
    """Twice: the casework of `app_on_both`."""
    return app_on_both.extensions["casework"]


@pytest.fixture
def client(app: Flask) -> InspectingClient:
    """A visitor whom nobody knows."""
    return app.test_client()


class CitizenClient(InspectingClient):
    """A browser in which a citizen is signed in."""

    account: Account


class OfficerClient(InspectingClient):
    """A browser in which an officer is signed in."""

    officer: Officer


def enter(client: InspectingClient, user_id: str) -> None:
    """Sign a client in without walking through the door."""
    with client.session_transaction() as session:
        session.clear()
        session.permanent = True
        session.update({"_user_id": user_id, "_fresh": True})


def officer_client(app: Flask, officer: Officer) -> OfficerClient:
    """A browser of its own in which this officer is signed in."""
    client = OfficerClient(app, app.response_class, use_cookies=True)
    client.officer = officer
    enter(client, OfficerUser(officer).get_id())
    return client


@pytest.fixture
def signed_in_citizen(app: Flask) -> Callable[..., CitizenClient]:
    """`signed_in_citizen("enterprise")`: a client with a new account of that kind, at `.account`; or of `account=`."""

    def sign_in(kind: str = "person", *, account: Account | None = None, **differing: object) -> CitizenClient:
        client = CitizenClient(app, app.response_class, use_cookies=True)
        client.account = account or make_account(app.extensions["casework"], kind, **differing)
        enter(client, CitizenUser(client.account).get_id())
        return client

    return sign_in


@pytest.fixture
def signed_in_officer(app: Flask) -> Callable[..., OfficerClient]:
    """`signed_in_officer(Role.CLERK, division=…)`: a client with a new officer, at `.officer`; or with `officer=`."""

    def sign_in(*roles: Role | str, officer: Officer | None = None, **differing: object) -> OfficerClient:
        made = officer or make_officer(app.extensions["casework"], roles or (Role.SPECIALIST,), **differing)
        return officer_client(app, made)

    return sign_in
