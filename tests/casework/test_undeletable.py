"""A submitted dossier, its history and its files cannot be deleted or rewritten through the engine of the running program."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from casework.database import Database
from casework.models import Attachment, CalendarRevision, Dossier, DossierEvent, DueMove
from casework.protection import EXPECTED, lifted, missing_triggers
from procedures.catalog.abtc.samples import sample_answers
from tests.support.desks import Desks
from tests.support.times import vn

UNDONE = (
    "DELETE FROM dossier_events",
    "UPDATE dossier_events SET action = 'other'",
    "UPDATE dossier_events SET data = data",
    "DELETE FROM dossiers",
    "UPDATE dossiers SET code = 'H99.01-20261014-0000002'",
    "UPDATE dossiers SET slug = 'other'",
    "UPDATE dossiers SET definition_version = '2030'",
    "UPDATE dossiers SET parameter_revision_id = NULL",
    "UPDATE dossiers SET account_id = NULL",
    "UPDATE dossiers SET applicant = '{}'",
    "UPDATE dossiers SET access_nonce = ''",
    "UPDATE dossiers SET filed_at = '2020-01-01 00:00:00'",
    "UPDATE dossiers SET intake = 'dvcqg', external_code = 'X'",
    "DELETE FROM attachments",
    "UPDATE attachments SET sha256 = ''",
    "UPDATE attachments SET storage_key = ''",
    "UPDATE attachments SET dossier_id = NULL",
    "DELETE FROM due_moves",
    "UPDATE due_moves SET old_due_at = NULL",
)
ON_SQLITE = (
    "INSERT OR REPLACE INTO dossier_events SELECT * FROM dossier_events",
    "INSERT OR REPLACE INTO dossiers SELECT * FROM dossiers",
    "INSERT OR REPLACE INTO attachments SELECT * FROM attachments",
    "INSERT OR REPLACE INTO due_moves SELECT * FROM due_moves",
    "UPDATE OR REPLACE dossiers SET id = id",
)
ON_POSTGRESQL = (
    "TRUNCATE dossier_events",
    "TRUNCATE dossiers CASCADE",
    "TRUNCATE attachments",
    "TRUNCATE due_moves",
    "INSERT INTO dossier_events SELECT * FROM dossier_events ON CONFLICT (id) DO UPDATE SET action = 'other'",
)


@pytest.fixture(params=["program", "owner"])
def asking(request: pytest.FixtureRequest, filed: Desks, owner_url: str) -> Iterator[Database]:
    """Twice: the engine of the running program, and one of the owner of the tables, whom the triggers refuse too."""
    if request.param == "program":
        yield filed.casework.database
        return
    database = Database(owner_url)
    yield database
    database.dispose()


@pytest.fixture
def owner(owner_url: str) -> Iterator[Database]:
    database = Database(owner_url)
    yield database
    database.dispose()


@pytest.fixture
def filed(desks_on_both: Desks) -> Desks:
    """One dossier with its events and files, and what a calendar moved of it."""
    at = vn("2026-10-14T09:00")
    desks_on_both.file("abtc", sample_answers(1), at)
    with desks_on_both.casework.database.unit_of_work() as session:
        session.add(CalendarRevision(toml="", by="Người Thử Nghiệm", created_at=at))
        session.flush()
        number, revision = session.scalar(select(Dossier.id)), session.scalar(select(CalendarRevision.id))
        session.add(DueMove(dossier_id=number, calendar_revision_id=revision, old_due_at=at, new_due_at=at))
    return desks_on_both


def everything(database: Database) -> list[object]:
    with database.reading() as session:
        return [
            [tuple(row) for row in session.execute(select(one.__table__))]
            for one in (Dossier, DossierEvent, Attachment, DueMove)
        ]


def test_nothing_of_it_is_deleted_or_rewritten(asking):
    database = asking
    before, dialect = everything(database), database.engine.dialect.name
    assert all(before), "a dossier, an event, a file and a move are needed to prove anything"
    for statement in (*UNDONE, *(ON_POSTGRESQL if dialect == "postgresql" else ON_SQLITE)):
        with pytest.raises(DBAPIError), database.unit_of_work() as session:
            session.execute(text(statement))
        assert everything(database) == before, statement


def test_the_refusal_of_a_trigger_is_one_the_services_understand(filed, owner):
    """They tell a double entry by IntegrityError and the table's name."""
    with pytest.raises(IntegrityError, match="dossier_events"), owner.unit_of_work() as session:
        session.execute(text("DELETE FROM dossier_events"))


def test_objects_are_refused_like_statements(filed):
    with pytest.raises(DBAPIError), filed.casework.database.unit_of_work() as session:
        session.scalars(select(DossierEvent)).first().actor_name = "Người Khác"
    with pytest.raises(DBAPIError), filed.casework.database.unit_of_work() as session:
        session.scalars(select(Dossier)).first().code = "H99.01-20261014-0000009"


def test_a_file_of_a_draft_may_go(filed):
    with filed.casework.database.unit_of_work() as session:
        row = session.scalars(select(Attachment)).first()
        given = {column.name: getattr(row, column.name) for column in Attachment.__table__.columns}
        session.add(Attachment(**{**given, "id": "f" * 32, "dossier_id": None}))
    with filed.casework.database.unit_of_work() as session:
        session.delete(session.get_one(Attachment, "f" * 32))


def test_every_trigger_is_in_force_and_counted(filed, owner):
    database = owner
    with database.reading() as session:
        assert missing_triggers(session.connection()) == []
    with database.unit_of_work() as session:
        on = " ON dossiers" if database.engine.dialect.name == "postgresql" else ""
        session.execute(text(f"DROP TRIGGER dossiers_keep_rows{on}"))
    with database.reading() as session:
        assert missing_triggers(session.connection()) == ["dossiers_keep_rows"]


def test_the_owner_may_lift_them_within_one_transaction(filed, owner):
    database = owner
    with database.unit_of_work() as session, lifted(session.connection()):
        assert set(missing_triggers(session.connection())) == EXPECTED[database.engine.dialect.name]
        session.execute(text("UPDATE dossiers SET account_id = NULL"))
    with database.reading() as session:
        assert missing_triggers(session.connection()) == []
        assert session.scalars(select(Dossier.account_id)).all() == [None]


def test_an_error_puts_back_what_was_lifted(filed, owner):
    database = owner
    before = everything(database)
    with pytest.raises(ZeroDivisionError), database.unit_of_work() as session, lifted(session.connection()):
        session.execute(text("UPDATE dossiers SET account_id = NULL"))
        raise ZeroDivisionError
    with database.reading() as session:
        assert missing_triggers(session.connection()) == []
    assert everything(database) == before
