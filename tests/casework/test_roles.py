"""The role of the running program on PostgreSQL: every table is declared, it gets exactly that, again and again."""

import pytest
from sqlalchemy import text

from casework.database import Database
from casework.models import Base
from casework.models.dossiers import Dossier
from casework.queries.protection import Protection, protection
from casework.roles import DOSSIER_COLUMNS, RIGHTS, grant_rights, missing_rights, same_role, surplus_rights
from tests.support.databases import migrate

FILED = {
    "id", "code", "external_code", "intake", "slug", "definition_version", "parameter_revision_id", "account_id",
    "applicant", "access_nonce", "filed_at",
}  # fmt: skip


@pytest.fixture
def both(postgres_server, postgres_url):
    """Owner and program in one migrated database, no right given yet."""
    migrate(postgres_url)
    owner, program = Database(postgres_url), Database(postgres_server.program_url(postgres_url))
    yield owner, program
    owner.dispose()
    program.dispose()


def test_every_table_is_declared():
    assert set(RIGHTS) == set(Base.metadata.tables) | {"alembic_version"}


def test_what_was_filed_is_not_among_the_columns_that_may_change():
    assert {column.name for column in Dossier.__table__.columns} - set(DOSSIER_COLUMNS) == FILED
    assert not RIGHTS["dossiers"].delete and not RIGHTS["dossier_events"].delete and not RIGHTS["dossier_events"].update


def test_the_program_gets_exactly_what_is_declared(both):
    owner, program = both
    for _ in range(2):
        grant_rights(owner.url, program.url)
        with program.reading() as session:
            assert missing_rights(session.connection()) == surplus_rights(session.connection()) == []


def test_what_is_given_by_hand_is_seen_and_taken_back(both):
    owner, program = both
    grant_rights(owner.url, program.url)
    with owner.unit_of_work() as session:
        session.execute(text("GRANT DELETE, TRUNCATE ON dossier_events TO portal_program"))
        session.execute(text("GRANT UPDATE (code) ON dossiers TO portal_program"))
        session.execute(text("REVOKE UPDATE (state) ON dossiers FROM portal_program"))
        session.execute(text("REVOKE INSERT ON notes FROM portal_program"))
    with program.reading() as session:
        surplus, missing = surplus_rights(session.connection()), missing_rights(session.connection())
    assert surplus == ["DELETE on dossier_events", "TRUNCATE on dossier_events", "UPDATE of dossiers.code"]
    assert missing == ["UPDATE of dossiers.state", "INSERT on notes"]
    grant_rights(owner.url, program.url)
    with program.reading() as session:
        assert missing_rights(session.connection()) == surplus_rights(session.connection()) == []


def test_the_owner_has_too_much_and_a_stranger_too_little(both):
    owner, program = both
    with owner.reading() as session:
        assert "DELETE on dossiers" in surplus_rights(session.connection())
    with program.reading() as session:
        assert "SELECT on dossiers" in missing_rights(session.connection())
        assert surplus_rights(session.connection()) == []


def test_the_owner_is_given_nothing(both):
    owner, _ = both
    assert same_role(owner.url, owner.url)
    grant_rights(owner.url, owner.url)
    with owner.reading() as session:
        assert missing_rights(session.connection()) == []


def test_protection_is_whole_in_an_installation(casework_on_both, owner_url):
    assert protection(casework_on_both, owner_url) == Protection()


def test_one_role_for_both_is_said(casework_on_both):
    on_postgresql = casework_on_both.database.engine.dialect.name == "postgresql"
    assert protection(casework_on_both, casework_on_both.database.url).one_role is on_postgresql
