"""What search and report read: every word of a dossier in an index, and what a period's report counts in another.

Only indexes and, on SQLite, a table of words that triggers keep: the program before goes on beside them and keeps the
words without knowing. On PostgreSQL the index of words takes some minutes for a million dossiers.
"""

import sqlalchemy as sa
from alembic import op

from casework.indexes import build_index

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None
# The oldest program that may run beside this schema.
beside = "0001"

# The same in casework.queries.words: what separates words is a space to the parser, which else sees paths, hosts and signs.
SIGNS = """!"#$&'()*+,-./:;<=>?@[\\]^_`{|}~"""
_SIGNS, _SPACES = SIGNS.replace("'", "''"), " " * len(SIGNS)
WORDS = f"to_tsvector('simple', translate(code || ' ' || search_text, '{_SIGNS}', '{_SPACES}'))"
ASKED = f"SELECT id FROM dossiers WHERE {WORDS} @@ asked"  # noqa: S608  an expression of our own
REPORTED = ["intake", "closed_at", "slug", "phase", "accepted_at", "finished_at", "due_at"]


def upgrade() -> None:
    build_index("ix_dossiers_reported", "dossiers", REPORTED)
    if op.get_bind().dialect.name == "postgresql":
        _words_on_postgresql()
    else:
        _words_on_sqlite()


def _words_on_postgresql() -> None:
    # New words wait in a list that every search reads through: it is kept short.
    short = {"gin_pending_list_limit": 512}
    build_index("ix_dossiers_words", "dossiers", [sa.text(WORDS)], postgresql_using="gin", postgresql_with=short)
    # It asks the index whatever the planner believes: to read the words out of a row takes a third of a millisecond.
    op.get_bind().exec_driver_sql(
        "CREATE FUNCTION dossiers_with_words(asked tsquery) RETURNS SETOF integer LANGUAGE sql STABLE ROWS 100 "
        "SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET work_mem = '64MB' "
        f"AS $$ {ASKED} $$"
    )


def _words_on_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE dossier_words USING fts5(code, search_text, content='dossiers', content_rowid='id', "
        "detail=none, tokenize='unicode61 remove_diacritics 0')"
    )
    op.execute("INSERT INTO dossier_words (dossier_words) VALUES ('rebuild')")
    forget = "INSERT INTO dossier_words (dossier_words, rowid, code, search_text) VALUES ('delete', OLD.id, OLD.code, OLD.search_text);"
    learn = "INSERT INTO dossier_words (rowid, code, search_text) VALUES (NEW.id, NEW.code, NEW.search_text);"
    for name, when, what in (
        ("learn", "INSERT", learn),
        ("relearn", "UPDATE OF id, code, search_text", f"{forget} {learn}"),
        ("forget", "DELETE", forget),
    ):
        op.execute(f"CREATE TRIGGER dossier_words_{name} AFTER {when} ON dossiers FOR EACH ROW BEGIN {what} END")


def downgrade() -> None:
    op.drop_index("ix_dossiers_reported", table_name="dossiers")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_dossiers_words", table_name="dossiers")
        op.execute("DROP FUNCTION dossiers_with_words(tsquery)")
        return
    for name in ("learn", "relearn", "forget"):
        op.execute(f"DROP TRIGGER dossier_words_{name}")
    op.execute("DROP TABLE dossier_words")
