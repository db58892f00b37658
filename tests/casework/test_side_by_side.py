"""Old programs go on working while and after the database is migrated under them: what they said to it is said again.

`tests/casework/spoken/` holds, for the program of each migration, the statements of a small story on both databases
(`python -m tests.support.spoken` writes them). Half of a story is told before the migration, half after it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app import create_app
from casework.migrating import oldest_beside
from casework.queries.inspection import columns_that_differ
from casework.roles import grant_rights
from casework.schema import Fit, known_revisions
from tests.casework.test_schema import fit
from tests.support.application import settings_for
from tests.support.databases import migrate
from tests.support.spoken import FOLDER, Said, say, spoken

KNOWN = known_revisions()
BESIDE = KNOWN[1 : KNOWN.index(oldest_beside(KNOWN[0])) + 1]


def said_by(revision: str, url: str) -> list[Said]:
    kind = "sqlite" if url.startswith("sqlite") else "postgresql"
    return spoken(FOLDER / f"{revision}.{kind}.json")


def differences(said: list[Said], rows: list[int]) -> list[str]:
    return [
        f"{one.rows} became {found}: {one.sql[:200]}"
        for one, found in zip(said, rows, strict=True)
        if one.rows != found
    ]


def program_of(url: str, request: pytest.FixtureRequest) -> str:
    """The address of the role of the running program, with its rights."""
    if url.startswith("sqlite"):
        return url
    program = request.getfixturevalue("postgres_server").program_url(url)
    grant_rights(url, program)
    return program


def test_what_every_older_program_says_is_written_down():
    written = {path.name for path in FOLDER.glob("*.json")}
    assert BESIDE, "no older program may run beside this one"
    assert {f"{revision}.{kind}.json" for revision in BESIDE for kind in ("sqlite", "postgresql")} <= written


@pytest.mark.parametrize("revision", BESIDE)
def test_an_older_program_works_on_while_the_schema_is_migrated(revision, empty_database_url, request, tmp_path: Path):
    migrate(empty_database_url, revision)
    said = said_by(revision, empty_database_url)
    middle = next(number for number, one in enumerate(said) if one.transaction > said[len(said) // 2].transaction)
    before, after = said[:middle], said[middle:]
    assert len([one for one in after if one.sql.startswith(("INSERT", "UPDATE"))]) > 20
    assert differences(before, say(empty_database_url, before)) == []

    migrate(empty_database_url)
    assert fit(empty_database_url) is Fit.OK
    program = program_of(empty_database_url, request)
    assert differences(after, say(program, after)) == []

    new = create_app(settings_for(program, tmp_path))
    assert list(columns_that_differ(new.extensions["casework"])) == []
    new.extensions["casework"].database.dispose()


def test_a_row_that_is_not_found_any_more_is_noticed(sqlite_url):
    found = Said(1, "SELECT 1 WHERE 1 = ?", (1,), 1), Said(2, "SELECT 1 WHERE 1 = ?", (2,), 1)
    assert len(differences(list(found), say(sqlite_url, list(found)))) == 1
