"""A PostgreSQL that is restarted or that cuts a connection in the middle: said to the person, nothing lost, nothing doubled."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from app import create_app
from casework.database import CONNECT_SECONDS, VANISHED, Database
from casework.models import Dossier, DossierEvent, OutboxMessage
from casework.roles import grant_rights
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers
from tests.portal.filing import begin, opened, posted, token
from tests.support.application import CitizenClient, Clock, enter, settings_for
from tests.support.databases import migrate
from tests.support.factories import make_account
from tests.support.inspecting_client import InspectingClient
from tests.support.postgres import PostgresServer, running_postgres
from tests.troubles.ready import SLUG, counted, dossier_of, ready_draft
from tests.troubles.together import held_before
from web.identity import CitizenUser

FORM = "hop-phap-hoa-lanh-su"
SO_ATTACH_FILTER = 26  # linux/socket.h


def app_at(url: str, folder: Path, clock: Clock) -> Flask:
    app = create_app(settings_for(url, folder), clock=clock)
    app.test_client_class = InspectingClient
    return app


def window(app: Flask, account: object) -> CitizenClient:
    client = CitizenClient(app, app.response_class, use_cookies=True)
    client.account = account
    enter(client, CitizenUser(account).get_id())
    return client


def says_try_again(answer) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "thử lại sau ít phút" in answer.text


@pytest.fixture
def own_server() -> Iterator[tuple[PostgresServer, str]]:
    """A server that this test alone may end, and a database of the program's role on it."""
    with running_postgres(durable=True) as server:
        owner = server.create_database()
        migrate(owner)
        program = server.program_url(owner)
        grant_rights(owner, program)
        yield server, program


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGQUIT])
def test_a_restarted_database_is_said_and_the_same_process_goes_on(
    own_server: tuple[PostgresServer, str], tmp_path: Path, clock: Clock, ending: signal.Signals
) -> None:
    server, url = own_server
    app = app_at(url, tmp_path, clock)
    client = window(app, make_account(app.extensions["casework"], "person"))
    draft = begin(client, FORM)
    page = opened(client, draft).pages[0]
    path = f"/nop-ho-so/{FORM}/{draft}/{page.name}"
    assert client.get(path).status_code == 200
    data = posted(page, sample_answers(1))
    data.add("csrf_token", token(client))

    server.stop(ending)
    says_try_again(client.get(path))
    says_try_again(client.post(path, data=data))
    assert client.get("/healthz/live").status_code == 200
    assert client.get("/healthz/ready").status_code == 503
    server.start()

    answer = client.post(path, data=data)
    assert answer.status_code == 302, "the first request after the restart, with the connections of before"
    kept = opened(client, draft).answers
    assert kept["country"] == sample_answers(1)["country"]
    assert client.get("/healthz/ready").status_code == 200
    app.extensions["casework"].database.dispose()


def cut_all(owner_url: str) -> None:
    """End every other session of this database, as a failover or an administrator does."""
    with psycopg.connect(owner_url.replace("+psycopg", ""), autocommit=True) as owner:
        query = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        owner.execute(f"{query} WHERE datname = current_database() AND pid <> pg_backend_pid()")


@pytest.fixture
def on_postgresql(postgres_server: PostgresServer, tmp_path: Path, clock: Clock) -> Iterator[tuple[Flask, str]]:
    """The application on PostgreSQL, and the address of the owner of its database."""

    def prepare(owner: str) -> None:
        migrate(owner)
        grant_rights(owner, postgres_server.program_url(owner))

    owner = postgres_server.create_database(postgres_server.template("portal_migrated", prepare))
    app = app_at(postgres_server.program_url(owner), tmp_path, clock)
    yield app, owner
    app.extensions["casework"].database.dispose()
    postgres_server.drop_database(owner)


@pytest.mark.parametrize("before", ["WITH", "COMMIT"])
def test_a_line_cut_in_the_middle_of_a_submission_leaves_nothing_and_the_next_press_files_once(
    on_postgresql: tuple[Flask, str], clock: Clock, before: str
) -> None:
    app, owner = on_postgresql
    casework = app.extensions["casework"]
    client = window(app, make_account(casework, "enterprise"))
    draft, _ = ready_draft(casework, clock(), client.account)
    csrf = token(client)

    def press():
        return client.post(f"/nop-ho-so/{SLUG}/{draft}/nop", data={"csrf_token": csrf})

    with held_before(casework.database, before, press) as filing:
        cut_all(owner)
        says_try_again(filing.go_on())
    assert [counted(casework, one) for one in (Dossier, DossierEvent, OutboxMessage)] == [0, 0, 0]
    answer = press()
    assert answer.status_code == 302 and answer.location.endswith(dossier_of(casework, draft).code)
    assert press().location == answer.location
    assert [counted(casework, one) for one in (Dossier, DossierEvent, OutboxMessage)] == [1, 1, 1]
    assert dossier_of(casework, draft).code.endswith("-0000001")


def test_a_line_cut_after_the_commit_shows_the_dossier_at_the_next_press(on_postgresql: tuple[Flask, str], clock: Clock) -> None:
    app, owner = on_postgresql
    casework = app.extensions["casework"]
    client = window(app, make_account(casework, "enterprise"))
    draft, _ = ready_draft(casework, clock(), client.account)
    csrf = token(client)
    path = f"/nop-ho-so/{SLUG}/{draft}/nop"
    first = client.post(path, data={"csrf_token": csrf})
    cut_all(owner)
    # The answer never came to the applicant, who presses again: every pooled connection is dead by now.
    assert client.post(path, data={"csrf_token": csrf}).location == first.location
    assert counted(casework, Dossier) == 1


def lose_every_answer(database: Database) -> None:
    """Let the kernel drop whatever still arrives on the pooled connection, as when the machine at its other end lost its power."""
    drop_all = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))  # one instruction of BPF: return 0
    program = struct.pack("HL", 1, ctypes.addressof(drop_all))
    with database.asking() as connection:
        line = socket.socket(fileno=os.dup(connection.connection.driver_connection.pgconn.socket))
    with line:
        line.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, program)


def test_a_server_that_vanished_without_a_word_is_given_up_and_the_next_request_finds_another(
    on_postgresql: tuple[Flask, str], tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert VANISHED["tcp_user_timeout"] / 1000 + CONNECT_SECONDS <= 30, "a question that does not arrive"
    idle = VANISHED["keepalives_idle"] + VANISHED["keepalives_interval"] * VANISHED["keepalives_count"]
    assert idle <= 30, "an answer that does not come"
    monkeypatch.setitem(VANISHED, "tcp_user_timeout", 1000)  # the test waits for it
    app = app_at(on_postgresql[0].extensions["settings"].database_url, tmp_path, clock)
    client = app.test_client()
    assert client.get("/healthz/ready").status_code == 200
    lose_every_answer(app.extensions["casework"].database)
    assert client.get("/healthz/ready").json["checks"]["database"] == "unavailable"
    assert client.get("/healthz/ready").status_code == 200
    app.extensions["casework"].database.dispose()
