"""The commands that work on the office's database: what they print, what they refuse, in one line. No rule is judged here."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import FlaskGroup

from casework.models import Account, Draft, Officer
from casework.queries.surroundings import specialists
from casework.services.calendars import import_calendar
from casework.services.drafting import begin_draft
from casework.services.proving import password_is_right
from procedures.catalog.abtc.samples import sample_answers
from procedures.clock.calendar import parse_calendar
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from procedures.definition import Choice, Role
from tests.support.application import Clock, officer_client
from tests.support.desks import Desks
from tests.support.factories import make_account
from tests.support.times import vn

ONE_MORE_DAY_OFF = '\n[[day]]\ndate = 2026-11-03\nkind = "off"\nname = "Nghỉ thử"\nsource = "thử"\n'


@pytest.fixture
def flask(app: Flask):
    return lambda *arguments: app.test_cli_runner().invoke(app.cli, arguments)


@pytest.fixture
def accepted(desks: Desks) -> str:
    code = desks.file("abtc", sample_answers(1), vn("2026-10-05T08:00"))
    desks.act(Role.RECEPTION, code, "accept", vn("2026-10-05T09:00"))
    return code


@pytest.fixture
def new_calendar(tmp_path: Path) -> str:
    file = tmp_path / "calendar.toml"
    file.write_text(OFFICE_CALENDAR_TOML + ONE_MORE_DAY_OFF, encoding="utf-8")
    return str(file)


def answer(result: Result) -> object:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_the_catalogue(flask):
    rows = answer(flask("procedure", "list", "--json"))
    assert {row["slug"] for row in rows} == {"abtc", "hoi-nghi-quoc-te", "hop-phap-hoa-lanh-su"}


def test_a_procedure_as_it_was(flask):
    assert answer(flask("procedure", "show", "abtc", "--on", "2022-01-01", "--json"))["version"] == "2021-06"
    now = answer(flask("procedure", "show", "abtc", "--json"))
    assert now["variants"][0]["committed"]
    assert "abtc" in flask("procedure", "show", "abtc").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("procedure", "show", "nothing"),
        ("procedure", "show", "abtc", "--on", "yesterday"),
        ("procedure", "show", "abtc", "--on", "2001-01-01"),
        ("dossier", "show", "H99.01-20260101-0000001"),
        ("dossier", "import", "/no/such/file.json"),
        ("officer", "reset-2fa", "nobody"),
        ("officer", "reset-password", "nobody"),
        ("officer", "change", "nobody", "--inactive"),
        ("officer", "change", "x", "--division", "nowhere"),
        ("account", "reset-2fa", "khong-ai@example.com"),
        ("officer", "create", "x", "--name", "A", "--position", "B", "--role", "king"),
        ("officer", "create", "x", "--name", "A", "--position", "B", "--role", "clerk", "--division", "nowhere"),
        ("calendar", "preview", "/no/such/file.toml"),
        ("sweep", "--at", "2026-10-14"),
        ("sweep", "--at", "soon"),
        ("sweep", "--at", "9999-12-31T23:59"),
        ("sweep", "--at", "2001-01-01T00:00"),
    ],
)
def test_a_mistake_is_told_in_one_line(flask, arguments: tuple[str, ...]):
    assert refused(flask(*arguments)).startswith("Error: ")


@pytest.mark.parametrize("arguments", ["sweep --at soon", "sweep --bogus", "worker x", "check x", "serve --port x"])
def test_the_program_itself_tells_a_mistake_in_one_line(app: Flask, arguments: str):
    """`flask` parses what follows the name of a command and would answer with usage lines."""
    program = FlaskGroup(create_app=lambda: app, set_debug_flag=False)
    refused(CliRunner().invoke(program, arguments.split()))


def test_a_dossier_with_its_clocks_and_outbox(flask, accepted: str):
    shown = answer(flask("dossier", "show", accepted, "--json"))
    assert (shown["state"], shown["national_status"]) == ("dispatching", 2)
    assert shown["clocks"][0] == {"clock": "overall", "status": "running", "due": "2026-11-11T17:00+07:00"}
    assert [one["action"] for one in shown["events"]] == ["submit", "accept"]
    assert [one["kind"] for one in shown["outbox"]] == ["filed", "accepted"]
    assert accepted in flask("dossier", "show", accepted).stdout


def test_the_next_calendar_is_started_from_the_one_that_counts(flask, casework):
    assert flask("calendar", "export", "--current").stdout == OFFICE_CALENDAR_TOML
    import_calendar(casework, OFFICE_CALENDAR_TOML + ONE_MORE_DAY_OFF, "Người Thử", vn("2026-10-14T10:00"), "Công điện mẫu")
    assert flask("calendar", "export", "--current").stdout == OFFICE_CALENDAR_TOML + ONE_MORE_DAY_OFF
    assert flask("calendar", "export").stdout == OFFICE_CALENDAR_TOML


def test_a_dossier_tells_what_a_calendar_moved(flask, accepted: str, casework):
    assert answer(flask("dossier", "show", accepted, "--json"))["moved"] == []
    import_calendar(casework, OFFICE_CALENDAR_TOML + ONE_MORE_DAY_OFF, "Người Thử", vn("2026-10-14T10:00"), "Công điện mẫu")
    (moved,) = answer(flask("dossier", "show", accepted, "--json"))["moved"]
    assert (moved["old_due"], moved["new_due"]) == ("2026-11-11T17:00+07:00", "2026-11-12T17:00+07:00")
    assert (moved["calendar"], moved["at"], moved["note"]) == (2, "2026-10-14T10:00+07:00", "Công điện mẫu")


def test_an_officer_is_made_and_gets_a_new_second_factor(flask):
    words = ("--name", "Nguyễn Văn Mới", "--position", "Văn thư", "--role", "clerk", "--json")
    made = answer(flask("officer", "create", "van-thu-moi", *words))
    assert made["password"]
    assert len(made["recovery"]) >= 8
    assert "already" in refused(flask("officer", "create", "van-thu-moi", *words))
    again = answer(flask("officer", "reset-2fa", "van-thu-moi", "--json"))
    assert again["totp"] != made["totp"]


def test_an_officer_who_leaves_is_shut_out_and_the_dossiers_are_named(app: Flask, flask, desks: Desks, accepted: str) -> None:
    specialist = desks.officers[Role.SPECIALIST]
    desks.act(Role.DIVISION_HEAD, accepted, "assign", vn("2026-10-05T10:00"), officer=str(specialist.id))
    client = officer_client(app, specialist)
    assert client.get("/can-bo/viec-can-lam").status_code == 200
    changed = answer(flask("officer", "change", specialist.login, "--inactive", "--json"))
    assert changed == {**changed, "active": False, "left": [accepted]}
    assert client.get("/can-bo/viec-can-lam").status_code == 302, "the session ended with its page open"
    assert str(specialist.id) not in {one.value for one in specialists_of(desks, accepted)}
    assert answer(flask("officer", "change", specialist.login, "--active", "--json"))["left"] == []
    moved = answer(flask("officer", "change", specialist.login, "--role", "clerk", "--json"))
    assert (moved["roles"], moved["left"]) == (["clerk"], [accepted])
    assert "nothing to change" in refused(flask("officer", "change", specialist.login))


def specialists_of(desks: Desks, code: str) -> tuple[Choice, ...]:
    with desks.casework.database.reading() as session:
        return specialists(session, desks.loaded(code).dossier.division)


def test_an_officer_who_forgot_the_password_gets_another(flask, casework, desks: Desks) -> None:
    officer = desks.officers[Role.CLERK]
    given = answer(flask("officer", "reset-password", officer.login, "--json"))
    with casework.database.reading() as session:
        after = session.get_one(Officer, officer.id)
    assert password_is_right(after.password_hash, given["password"]) and after.session_epoch == officer.session_epoch + 1


@pytest.mark.parametrize("column", ["email", "phone"])
def test_an_applicant_who_lost_the_phone_signs_in_with_the_password_alone(flask, casework, column: str):
    account = make_account(casework, totp_secret="JBSWY3DPEHPK3PXP")
    assert flask("account", "reset-2fa", getattr(account, column)).exit_code == 0
    with casework.database.reading() as session:
        after = session.get_one(Account, account.id)
    assert (after.totp_secret, after.session_epoch) == (None, account.session_epoch + 1), "and every session ended"


def test_a_calendar_is_previewed_then_brought_into_force(flask, desks: Desks, accepted: str, new_calendar: str):
    moved = [{"code": accepted, "old": "2026-11-11T17:00+07:00", "new": "2026-11-12T17:00+07:00"}]
    closed = desks.file("abtc", sample_answers(2), vn("2026-10-05T08:00"))
    desks.act(Role.RECEPTION, closed, "refuse_reception", vn("2026-10-05T09:00"), reason="không thuộc")
    # 20 days end on 28/10; of the working days after it one more is off.
    assert answer(flask("calendar", "preview", new_calendar, "--json")) == moved
    assert desks.loaded(accepted).dossier.due_at == vn("2026-11-11T17:00"), "a preview changes nothing"
    assert answer(flask("calendar", "import", new_calendar, "--json")) == moved
    assert desks.loaded(accepted).dossier.due_at == vn("2026-11-12T17:00")
    assert desks.loaded(accepted).dossier.first_promise_at == vn("2026-11-11T17:00")
    built_in = parse_calendar(OFFICE_CALENDAR_TOML)
    assert desks.loaded(closed).situation.calendar == built_in, "the calendar it was closed under"
    assert desks.loaded(accepted).situation.calendar != built_in
    assert answer(flask("calendar", "preview", new_calendar, "--json")) == []


def test_a_wrong_calendar_is_refused_and_nothing_changes(flask, tmp_path: Path):
    file = tmp_path / "wrong.toml"
    file.write_text("known_through = 2026-12-31\n", encoding="utf-8")
    assert "wrong.toml" in refused(flask("calendar", "import", str(file)))


def test_check_finds_a_column_changed_by_hand(flask, desks: Desks, accepted: str):
    assert not [one for one in json.loads(flask("check", "--json").stdout) if accepted in one["problem"]]
    with desks.casework.database.unit_of_work() as session:
        session.merge(desks.loaded(accepted).dossier).state = "returned"
    result = flask("check", "--json")
    assert result.exit_code == 1
    [found] = [one for one in json.loads(result.stdout) if accepted in one["problem"]]
    assert "state is returned, the events say dispatching" in found["problem"]


def test_check_tells_of_holidays_that_end_soon(flask, clock: Clock):
    assert json.loads(flask("check", "--json").stdout) == []
    clock.set(vn("2026-12-01T09:00"))
    assert "2026-12-31" in flask("check").stdout


def test_production_sweeps_no_time_to_come(flask, app: Flask, casework, clock: Clock):
    draft = begin_draft(casework, make_account(casework, "enterprise").id, "abtc", sample_answers(1), clock())
    app.extensions["settings"] = replace(app.extensions["settings"], app_env="production")
    assert "still to come" in refused(flask("sweep", "--at", "2030-01-01T08:00"))
    assert answer(flask("sweep", "--at", f"{clock():%Y-%m-%dT%H:%M%z}", "--json"))["expired_drafts_deleted"] == 0
    with casework.database.reading() as session:
        assert session.get(Draft, draft)


def test_a_sweep_says_what_it_did(flask):
    done = answer(flask("sweep", "--at", "2026-10-14T09:00", "--json"))
    assert set(done.values()) == {0}
    assert "expired drafts deleted: 0" in flask("sweep").stdout
