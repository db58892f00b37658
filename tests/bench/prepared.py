"""Drafts ready to submit and dossiers ready to be acted on, made in numbers by copying one that the services made. Nothing is measured."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg
from flask import Flask

from casework.context import Casework
from casework.models import Account
from casework.services.attaching import attach_to_draft
from casework.services.demonstrating import open_verified_account
from casework.services.drafting import begin_draft
from cli.demonstration.dossiers import answers
from cli.demonstration.dossiers.chance import chance
from cli.demonstration.dossiers.law import law_on
from cli.demonstration.dossiers.scans import Scans
from cli.demonstration.people import CITIZENS, PERSON
from tests.bench import lite

# Whoever files this one hands in originals; the files go with them and are taken over like required ones.
SLUG, FILES_EACH = "hop-phap-hoa-lanh-su", 2
DRAFTS = """
INSERT INTO drafts (id, account_id, slug, definition_version, answers, revision, created_at, saved_at, expires_at)
SELECT 'bench' || lpad(n::text, 27, '0'), account_id, slug, definition_version, answers, revision, created_at, saved_at, expires_at
  FROM drafts, generate_series(1, %s) AS n WHERE id = %s
"""
FILES = """
INSERT INTO attachments (id, draft_id, component, item, supplement, file_name, kind, content_type, size, pages, sha256, storage_key, uploaded_at)
SELECT md5(a.id || n), 'bench' || lpad(n::text, 27, '0'), component, item, supplement, file_name, kind, content_type, size, pages, sha256,
       storage_key, uploaded_at
  FROM attachments a, generate_series(1, %s) AS n WHERE a.draft_id = %s
"""


def draft_id(number: int) -> str:
    return f"bench{number:027d}"


def applicant(casework: Casework, at: datetime) -> Account:
    return open_verified_account(casework, CITIZENS[PERSON], at)


def drafts(app: Flask, url: str, count: int, *, files: bool = True) -> Account:
    """So many drafts of one applicant, numbered from 1: complete, or without a file."""
    casework: Casework = app.extensions["casework"]
    at = datetime.now(UTC)
    account, scans, definition = applicant(casework, at), Scans(), law_on(casework, SLUG, at.date())
    given = answers.legalization(account, at.date(), chance(1, "bench draft"))
    with app.app_context():
        one = begin_draft(casework, account.id, SLUG, given, at)
        for component in [known.code for known in definition.components][: FILES_EACH if files else 0]:
            attach_to_draft(casework, one, account.id, component, -1, [scans.of(definition, component)], at)
    if url.startswith("sqlite"):
        lite.copy_drafts(url, one, count)
        return account
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(DRAFTS, (count, one))
        connection.execute(FILES, (count, one))
        connection.execute("ANALYZE drafts")
        connection.execute("ANALYZE attachments")
    return account


def waiting(url: str, count: int, action_state: str = "filed", slug: str = "abtc") -> list[str]:
    """Codes of so many copies of one dossier that waits in a state with nothing but its submission."""
    if url.startswith("sqlite"):
        lite.copy_waiting(url, count, action_state, slug)
        return [f"BENCH-{number}" for number in range(1, count + 1)]
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        columns = [row[0] for row in connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'dossiers' AND is_generated = 'NEVER' ORDER BY ordinal_position"
        )]
        kept = ", ".join(one for one in columns if one not in ("id", "code"))
        found = connection.execute(
            "SELECT id FROM dossiers WHERE state = %s AND slug = %s AND version = 1 ORDER BY id LIMIT 1", (action_state, slug)
        ).fetchone()
        if found is None:
            raise RuntimeError(f"no {slug} in {action_state}")
        connection.execute(
            f"WITH new AS (INSERT INTO dossiers (code, {kept}) SELECT 'BENCH-' || n, {kept} FROM dossiers, generate_series(1, %s) AS n "
            "WHERE id = %s RETURNING id) INSERT INTO dossier_events (dossier_id, sequence, action, kind, at, actor_kind, actor_id, actor_name, state, data) "
            "SELECT new.id, sequence, action, kind, at, actor_kind, actor_id, actor_name, state, data FROM dossier_events, new WHERE dossier_id = %s",
            (count, found[0], found[0]),
        )
        connection.execute("ANALYZE")
    return [f"BENCH-{number}" for number in range(1, count + 1)]
