"""`flask database`: one command migrates, one moves a lived-in office from SQLite to PostgreSQL; both refuse what is wrong."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from app import create_app
from casework.context import Casework
from casework.database import Database
from casework.gateways.encryption import new_identity
from casework.migrating import migrate
from casework.models import Attachment, Base, Dossier, Landmark, OutboxMessage
from casework.roles import surplus_rights
from casework.schema import LANDMARK, known_revisions, refuse_wrong_schema
from casework.services import moving
from casework.services.drafting import begin_draft
from casework.services.filing import submit
from casework.services.moving import moved_to
from cli.schema import WrongSchema
from cli.serve import prepare
from procedures.catalog.abtc.samples import sample_answers
from procedures.catalog.hop_phap_hoa_lanh_su import samples as legalization
from procedures.definition import Role
from tests.support.application import enter, settings_for
from tests.support.desks import Desks
from tests.support.factories import make_account
from tests.support.inspecting_client import InspectingClient
from tests.support.times import vn
from tests.troubles.ready import ready_draft
from web.identity import OfficerUser

MORNING = vn("2026-10-05T08:00")
# Who has a dossier open is worth two minutes: it is not moved.
KEPT = set(Base.metadata.tables) - {"presences"}


@pytest.fixture
def lived_in(desks: Desks) -> Desks:
    """Dossiers of two procedures in several states, papers with files, a draft, notes, mails in the outbox."""
    for number in (1, 2, 3):
        desks.file("abtc", sample_answers(number), MORNING)
    codes = desks_codes(desks.casework)
    desks.act(Role.RECEPTION, codes[0], "accept", vn("2026-10-05T09:00"))
    desks.act(Role.RECEPTION, codes[1], "refuse_reception", vn("2026-10-05T09:30"), reason="Không thuộc thẩm quyền")
    desks.file("hop-phap-hoa-lanh-su", legalization.sample_answers(2), vn("2026-10-05T10:00"))
    account = make_account(desks.casework, "enterprise", name="Công ty TNHH Giả Định “Đất Mới”")
    begin_draft(desks.casework, account.id, "abtc", sample_answers(4), vn("2026-10-05T11:00"))
    return desks


def desks_codes(casework: Casework) -> list[str]:
    with casework.database.reading() as session:
        return list(session.scalars(select(Dossier.code).order_by(Dossier.id)))


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(app.cli, ("database", *arguments))


def page(app: Flask, desks: Desks, code: str) -> str:
    client = app.test_client()
    enter(client, OfficerUser(desks.officers[Role.RECEPTION]).get_id())
    answer = client.get(f"/can-bo/ho-so/{code}")
    assert answer.status_code == 200
    # The token of forms and scripts is fresh on every page.
    return re.sub(r'((?:csrf_token"[^>]*value|data-csrf)=")[^"]*', r"\1", answer.text)


def counted(url: str) -> dict[str, int]:
    database = Database(url)
    with database.reading() as session:
        found = {name: session.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in KEPT}
    database.dispose()
    return found


def test_an_office_moves_with_everything_it_has(app, lived_in, postgres_server, postgres_url, tmp_path, clock):
    store = f"file://{tmp_path / 'other'}"
    before = counted(lived_in.casework.database.url)
    done = run(app, "move", "--to", postgres_url, "--storage", store, "--json")
    assert done.exit_code == 0, done.output
    compared = {one["name"]: one for one in json.loads(done.stdout)}
    assert set(compared) == KEPT | {"files"}
    assert all(one["same"] and one["hash_there"] == one["hash_here"] for one in compared.values())
    assert {name: compared[name]["rows_here"] for name in before} == before == counted(postgres_url)
    assert (
        compared["dossiers"]["rows_here"] == 4
        and compared["drafts"]["rows_here"] > 4
        and compared["files"]["rows_here"] > 4
    )

    program = postgres_server.program_url(postgres_url)
    moved = create_app(settings_for(program, tmp_path, DATABASE_OWNER_URL=postgres_url, STORAGE_URL=store), clock=clock)
    moved.test_client_class = InspectingClient
    there = moved.extensions["casework"]
    assert run(moved, "migrate").exit_code == 0
    with there.database.reading() as session:
        assert surplus_rights(session.connection()) == []
    clock.set(vn("2026-10-06T08:00"))
    for code in desks_codes(there):
        assert page(moved, lived_in, code) == page(app, lived_in, code)
    assert Desks(there).file("abtc", sample_answers(1), vn("2026-10-05T14:00")).endswith("0000005")
    assert moved_to(there) is None and moved_to(lived_in.casework).startswith("postgresql+psycopg://")
    there.database.dispose()


def test_the_table_in_words(app, lived_in, postgres_url):
    done = run(app, "move", "--to", postgres_url)
    assert done.exit_code == 0, done.output
    assert re.search(r"^dossiers +4 +4  [0-9a-f]{16}  same$", done.stdout, re.MULTILINE)


def test_what_differs_is_said_and_not_kept(app, lived_in, postgres_url, monkeypatch):
    migrate(postgres_url)
    owner = Database(postgres_url)
    with owner.unit_of_work() as session:  # a target that alters what it is given
        session.execute(
            text(
                "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.title = 'Khác'; RETURN NEW; END $$"
            )
        )
        session.execute(text("CREATE TRIGGER other BEFORE INSERT ON dossiers FOR EACH ROW EXECUTE FUNCTION other()"))
    done = run(app, "move", "--to", postgres_url)
    assert done.exit_code == 1
    assert [line.split()[0] for line in done.stdout.splitlines() if line.endswith("DIFFERENT")] == ["dossiers"]
    assert sum(counted(postgres_url).values()) == 1, "only what the migration noted is there"
    assert moved_to(lived_in.casework) is None
    owner.dispose()


def test_a_file_that_is_missing_is_said(app, lived_in, postgres_url, tmp_path):
    casework = lived_in.casework
    casework.storage.delete(next(iter(casework.storage.keys("attachments/"))))
    done = run(app, "move", "--to", postgres_url, "--storage", f"file://{tmp_path / 'other'}", "--json")
    assert done.exit_code == 1
    assert [one["name"] for one in json.loads(done.stdout) if not one["same"]] == ["files"]
    assert sum(counted(postgres_url).values()) == 1


def test_a_target_that_is_not_empty_is_refused(app, lived_in, postgres_url):
    assert run(app, "move", "--to", postgres_url).exit_code == 0
    before = counted(postgres_url)
    done = run(app, "move", "--to", postgres_url)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "not empty" in done.stderr
    assert counted(postgres_url) == before


def test_an_office_that_moved_once_to_try_it_moves_again_and_nothing_there_says_it_went_on(
    app, lived_in, postgres_server, postgres_url
):
    """A move that was only tried leaves its word here; the office moves in earnest later."""
    assert run(app, "move", "--to", postgres_url).exit_code == 0
    earnest = postgres_server.create_database()
    done = run(app, "move", "--to", earnest)
    assert (done.exit_code, done.exception) == (0, None), done.output
    there = Database(earnest)
    assert moved_to(replace(lived_in.casework, database=there)) is None
    assert moved_to(lived_in.casework).endswith(make_url(earnest).database)
    there.dispose()
    postgres_server.drop_database(earnest)


def test_a_row_the_target_cannot_hold_is_refused_in_one_line(app, lived_in, postgres_url):
    with lived_in.casework.database.unit_of_work() as session:
        session.execute(text("UPDATE outbox SET error = :long"), {"long": "x" * 600})
    done = run(app, "move", "--to", postgres_url)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "too long" in done.stderr
    assert sum(counted(postgres_url).values()) == 1


def test_nobody_writes_while_it_moves(app, lived_in, postgres_url, monkeypatch):
    """A second writer finds the source locked until the copy is compared."""
    tried = []

    def while_moving(*given):
        other = Database(lived_in.casework.database.url)
        with other.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 50")
            try:
                connection.exec_driver_sql("UPDATE outbox SET error = 'x'")
            except Exception as error:
                tried.append(str(error))
        other.dispose()
        return renumber(*given)

    renumber = moving.renumber
    monkeypatch.setattr(moving, "renumber", while_moving)
    assert run(app, "move", "--to", postgres_url).exit_code == 0
    assert tried and all("locked" in one for one in tried)
    with lived_in.casework.database.reading() as session:
        assert session.scalars(select(OutboxMessage).where(OutboxMessage.error == "x")).all() == []


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite:////tmp/x", "postgresql://u@h/d", "postgresql+psycopg://u:p@[::1"])
def test_another_kind_of_target_is_refused(app, url):
    done = run(app, "move", "--to", url)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_a_target_that_is_away_is_told_in_one_line_without_its_password(app):
    done = run(app, "move", "--to", "postgresql+psycopg://owner:Very-Secret@127.0.0.1:1/portal")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "the database cannot be used" in done.stderr and "Very-Secret" not in done.stderr


def test_migrating_makes_an_empty_database_whole(empty_database_url, tmp_path: Path):
    app = create_app(settings_for(empty_database_url, tmp_path))
    for _ in range(2):
        assert run(app, "migrate", "--json").exit_code == 0
        refuse_wrong_schema(empty_database_url)
    app.extensions["casework"].database.dispose()


def test_nothing_works_on_a_database_that_was_moved_until_it_is_to_stay(app, lived_in, postgres_url, tmp_path: Path):
    """The files did not move: what the old rows say of them is not true any more."""
    draft, account = ready_draft(lived_in.casework, MORNING)
    assert run(app, "move", "--to", postgres_url).exit_code == 0
    there = replace(lived_in.casework, database=Database(postgres_url))
    for forgotten in (lambda: submit(lived_in.casework, draft, account, vn("2026-10-05T11:30")), lambda: make_account(lived_in.casework, "person")):
        with pytest.raises(IntegrityError, match="this database was moved"):
            forgotten()
    submit(there, draft, account, vn("2026-10-05T12:00"))
    sweep = ("sweep", "--at", "2027-01-05T08:00")
    done = app.test_cli_runner().invoke(app.cli, sweep)
    assert (done.exit_code, done.stderr.count("\n")) == (3, 1) and "was moved to postgresql" in done.stderr, done.output
    _, recipient = new_identity()
    place = {"backup_url": f"file://{tmp_path}/backups", "backup_recipient": recipient}
    app.extensions["settings"] = replace(app.extensions["settings"], **place)
    done = app.test_cli_runner().invoke(app.cli, ("backup", "create"))
    assert (done.exit_code, done.stderr.count("\n")) == (3, 1) and not (tmp_path / "backups").exists(), done.output
    with there.database.reading() as session:
        filed = session.scalars(select(Attachment.storage_key).where(Attachment.dossier_id.is_not(None))).all()
    assert filed and all(there.storage.exists(key) for key in filed), "the old draft of a filed dossier takes no paper along"
    there.database.dispose()
    assert run(app, "stay").exit_code == 0
    assert make_account(lived_in.casework, "person")
    assert app.test_cli_runner().invoke(app.cli, sweep).exit_code == 0


def by_a_newer_program(owner_url: str, beside: str) -> None:
    """A newer program brought the schema to 9999 and made a table that this one does not know."""
    database = Database(owner_url)
    with database.unit_of_work() as session:
        session.execute(text("CREATE TABLE of_tomorrow (id INTEGER)"))
        if owner_url.startswith("postgresql"):
            session.execute(text("GRANT SELECT ON of_tomorrow TO portal_program"))
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        note = session.get_one(Landmark, LANDMARK)
        note.data = {"revision": "9999", "beside": beside}
    database.dispose()


def test_an_older_program_leaves_a_newer_schema_beside_which_it_runs_as_it_is(app_on_both, owner_url):
    """Its units migrate before they start: a server that starts again in the middle of an upgrade serves all the same."""
    by_a_newer_program(owner_url, known_revisions()[0])
    app = app_on_both.extensions["another"](clock=None, database_owner_url=owner_url)
    done = run(app, "migrate")
    assert (done.exit_code, done.stdout) == (0, "schema: 9999\n"), done.output
    with app.extensions["casework"].database.reading() as session:
        assert session.scalars(text("SELECT id FROM of_tomorrow")).all() == [], "nor is a right taken away"
    app.extensions["casework"].database.dispose()


def test_an_older_program_says_in_one_line_that_it_may_not_migrate_a_newer_schema(app_on_both, owner_url):
    by_a_newer_program(owner_url, "9998")
    app = app_on_both.extensions["another"](clock=None, database_owner_url=owner_url)
    done = run(app, "migrate")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (3, "", 1), done.output
    assert "newer program" in done.stderr
    with pytest.raises(WrongSchema):
        prepare(app)
    app.extensions["casework"].database.dispose()


def test_only_the_program_that_made_the_schema_moves_an_office(app, lived_in, postgres_url):
    """An older one beside it does not know every column: what it does not copy it could not miss either."""
    by_a_newer_program(lived_in.casework.database.url, known_revisions()[0])
    done = run(app, "move", "--to", postgres_url)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1), done.output
    assert "another program" in done.stderr
    assert sum(counted(postgres_url).values()) == 1 and moved_to(lived_in.casework) is None


def test_no_command_works_on_a_schema_it_does_not_suit(app, desks, tmp_path):
    with desks.casework.database.unit_of_work() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        session.execute(text("DELETE FROM landmarks"))
    lists = (
        ("officer", "reset-2fa", "x"),
        ("dossier", "show", "x"),
        ("procedure", "show", "abtc"),
        ("worker",),
        ("sweep",),
        ("demo", "load"),
        ("database", "move", "--to", "postgresql+psycopg://u@127.0.0.1:1/d"),
    )
    for arguments in lists:
        done = app.test_cli_runner().invoke(app.cli, arguments)
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (3, "", 1), arguments
        assert "newer program" in done.stderr
    for arguments in (("clock", "due", "2026-10-05T08:00", "3wd"), ("procedure", "list"), ("calendar", "export")):
        assert app.test_cli_runner().invoke(app.cli, arguments).exit_code == 0, arguments
    said = app.test_cli_runner().invoke(app.cli, ("check",))
    assert said.exit_code == 1 and "schema is unknown" in said.stdout
