"""Drafts expire with a notice and their files; files nobody names go after a day; what counts stays. Twice on each database."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.database import Database
from casework.files import MARK, Folder
from casework.gateways.storage import open_storage
from casework.migrating import migrate
from casework.models import Account, Attachment, Dossier, Draft, OutboxMessage
from casework.services.attaching import attach_to_draft, remove_from_draft
from casework.services.draft_items import remove_item
from casework.services.drafting import KEPT_FOR, DraftNotFound, begin_draft, discard_draft, save_answer, save_page
from casework.services.owning import StoreOfAnother, store_is_of_another
from casework.services.sweeping import files_without_row
from casework.services.uploading import Upload
from tests.casework.gateways.upload_samples import make_pdf
from tests.support.application import Clock
from tests.support.factories import make_account
from tests.support.s3 import S3Server
from worker.commands import desk_of
from worker.desk import Desk
from worker.loop import DUTIES, sweep

NOTHING = dict.fromkeys(DUTIES, 0)


@pytest.fixture
def desk(app_on_both: Flask) -> Desk:
    return desk_of(app_on_both)


@pytest.fixture
def account(desk: Desk) -> Account:
    return make_account(desk.casework, "enterprise")


@pytest.fixture
def draft(desk: Desk, account: Account, clock: Clock) -> str:
    """A draft of an ABTC request with one file."""
    draft_id = begin_draft(desk.casework, account.id, "abtc", {}, clock.now)
    attach(desk.casework, draft_id, account, clock.now)
    return draft_id


def attach(casework: Casework, draft_id: str, account: Account, at: datetime) -> str:
    component = casework.registry.in_force("abtc", at.date()).components[0].code
    [attachment] = attach_to_draft(casework, draft_id, account.id, component, -1, [Upload("don.pdf", make_pdf())], at)
    return attachment


def rows(casework: Casework, model: type) -> list:
    with casework.database.reading() as session:
        return list(session.scalars(select(model)))


def stored_all_at(casework: Casework, at: datetime) -> None:
    """Let every stored file have been stored at that time."""
    for key in casework.storage.keys(""):
        os.utime(casework.storage.root / key, (at.timestamp(), at.timestamp()))


def test_the_owner_is_told_once_three_days_before(desk: Desk, draft: str, account: Account, clock: Clock):
    end = clock.now + KEPT_FOR
    assert sweep(desk, end - timedelta(days=3, minutes=1)) == NOTHING
    assert sweep(desk, end - timedelta(days=3)) == NOTHING | {"expiring_drafts_told": 1}
    assert sweep(desk, end - timedelta(days=2)) == NOTHING
    [notice] = rows(desk.casework, OutboxMessage)
    assert (notice.kind, notice.channel, notice.recipient) == ("draft_expiring", "email", account.email)


def test_who_goes_on_writing_is_told_again_before_the_new_end(desk: Desk, draft: str, account: Account, clock: Clock):
    sweep(desk, clock.now + KEPT_FOR - timedelta(days=1))
    save_page(desk.casework, draft, account.id, {}, clock.advance(days=29))
    told = sweep(desk, clock.now + KEPT_FOR - timedelta(days=1))
    assert told == NOTHING | {"expiring_drafts_told": 1}


def test_an_expired_draft_goes_with_its_files_and_a_second_sweep_finds_nothing(desk: Desk, draft: str, clock: Clock):
    end = clock.now + KEPT_FOR
    assert sweep(desk, end)["expired_drafts_deleted"] == 1
    assert sweep(desk, end) == NOTHING
    assert (rows(desk.casework, Draft), rows(desk.casework, Attachment)) == ([], [])
    assert list(desk.casework.storage.keys()) == [MARK]


def test_a_discarded_draft_goes_without_a_notice(desk: Desk, draft: str, account: Account, clock: Clock):
    discard_draft(desk.casework, draft, account.id, clock.now)
    assert sweep(desk, clock.now) == NOTHING | {"expired_drafts_deleted": 1}
    assert rows(desk.casework, OutboxMessage) == []


def test_a_removed_file_goes_a_day_later_and_the_draft_stays(desk: Desk, draft: str, account: Account, clock: Clock):
    removed = attach(desk.casework, draft, account, clock.now)
    remove_from_draft(desk.casework, draft, account.id, removed, clock.now)
    assert sweep(desk, clock.now + timedelta(hours=23)) == NOTHING
    assert sweep(desk, clock.now + timedelta(days=1)) == NOTHING | {"removed_attachments_deleted": 1}
    [left] = rows(desk.casework, Attachment)
    assert list(desk.casework.storage.keys()) == [left.storage_key, MARK]


def test_a_submitted_draft_is_never_touched(desk: Desk, draft: str, clock: Clock):
    with desk.casework.database.unit_of_work() as session:
        row = session.get_one(Draft, draft)
        row.expires_at = clock.now
        row.dossier_id = a_dossier(session, row.account_id, clock.now)
    assert sweep(desk, clock.now + timedelta(days=1))["expired_drafts_deleted"] == 0
    assert len(rows(desk.casework, Attachment)) == 1


def a_dossier(session: Session, account_id: int, at: datetime) -> int:
    dossier = Dossier(
        code="H99.01-20261014-0000001", slug="abtc", definition_version="2023-07", account_id=account_id, applicant={},
        answers={}, title="", search_text="", access_nonce="", filed_at=at, variant="", state="filed", phase="office",
        national_status=1, waiting_role="reception", division="lanh-su", urgent_at=at,
    )
    session.add(dossier)
    session.flush()
    return dossier.id


def test_a_file_no_row_names_goes_after_a_day(desk: Desk, draft: str, clock: Clock):
    storage = desk.casework.storage
    storage.put("attachments/aa/left-over", b"never named", "application/pdf")
    for folder in Folder:
        storage.put(f"{folder}left-over", b"never named", "application/pdf")
    storage.put("backups/left-over", b"not of the case", "application/octet-stream")
    stored_all_at(desk.casework, clock.now)
    assert sweep(desk, clock.now + timedelta(hours=23)) == NOTHING
    assert sweep(desk, clock.now + timedelta(hours=24)) == NOTHING | {"unnamed_files_deleted": 1 + len(Folder)}
    [left] = rows(desk.casework, Attachment)
    assert set(storage.keys()) == {left.storage_key, "backups/left-over", MARK}


def test_a_database_beside_the_store_of_another_deletes_nothing_in_it(desk: Desk, draft: str, clock: Clock, tmp_path: Path):
    """A mistyped DATABASE_URL is a new database at the next start, which names none of the files."""
    assert sweep(desk, clock.now) == NOTHING
    before = set(desk.casework.storage.keys())
    url = f"sqlite:///{tmp_path}/mistyped.sqlite3"
    migrate(url)
    beside = replace(desk, casework=replace(desk.casework, database=Database(url)))
    for duty in ("expired_drafts_deleted", "removed_attachments_deleted", "unnamed_files_deleted"):
        with pytest.raises(StoreOfAnother):
            DUTIES[duty](beside, clock.now + timedelta(days=400))
    assert store_is_of_another(beside.casework) and set(desk.casework.storage.keys()) == before
    beside.casework.database.dispose()
    assert sweep(desk, clock.now) == NOTHING, "the right one goes on"
    assert not store_is_of_another(desk.casework)


def test_the_same_in_a_bucket(desk: Desk, s3_server: S3Server):
    bucket = open_storage(s3_server.storage_url, access_key=s3_server.access_key, secret_key=s3_server.secret_key)
    casework = replace(desk.casework, storage=bucket)
    keys = [f"{folder}{uuid4().hex}" for folder in Folder]
    for key in keys:
        casework.storage.put(key, b"never named", "application/pdf")
    now = datetime.now(UTC)
    assert not set(keys) & set(files_without_row(casework, now + timedelta(hours=23)))
    assert set(keys) <= set(files_without_row(casework, now + timedelta(hours=25)))
    bucket.close()


def test_a_sweep_told_to_stop_leaves_the_rest(desk: Desk, draft: str, clock: Clock):
    desk.stopping.set()
    assert sweep(desk, clock.now + KEPT_FOR) == {}
    assert len(rows(desk.casework, Draft)) == 1


def changes(casework: Casework, draft_id: str, account: Account) -> dict[str, Callable[[datetime], object]]:
    """Everything by which an applicant changes a draft."""
    [paper] = rows(casework, Attachment)
    return {
        "an answer": lambda at: save_answer(casework, draft_id, account.id, "persons.0.full_name", "Đỗ Văn Mẫu", at),
        "a page": lambda at: save_page(casework, draft_id, account.id, {}, at),
        "a paper": lambda at: attach(casework, draft_id, account, at),
        "a paper taken away": lambda at: remove_from_draft(casework, draft_id, account.id, paper.id, at),
        "an item": lambda at: remove_item(casework, draft_id, account.id, "persons", 0, at),
    }


CHANGES = ("an answer", "a page", "a paper", "a paper taken away", "an item")


@pytest.mark.parametrize("what", CHANGES)
def test_whoever_changes_a_draft_after_the_notice_has_it_for_another_month(
    desk: Desk, account: Account, draft: str, clock: Clock, what: str
):
    save_page(desk.casework, draft, account.id, {"persons": [{}, {}]}, clock.now)
    clock.advance(days=KEPT_FOR.days - 2)
    assert sweep(desk, clock.now)["expiring_drafts_told"] == 1
    changes(desk.casework, draft, account)[what](clock.now)
    [kept] = rows(desk.casework, Draft)
    assert (kept.expires_at, kept.expiry_told_at) == (clock.now + KEPT_FOR, None)


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_discarded_in_one_window_is_not_revived_by_another(
    desk: Desk, account: Account, draft: str, clock: Clock, what: str
):
    save_page(desk.casework, draft, account.id, {"persons": [{}, {}]}, clock.now)
    discard_draft(desk.casework, draft, account.id, clock.now)
    with pytest.raises(DraftNotFound):
        changes(desk.casework, draft, account)[what](clock.now)
    assert sweep(desk, clock.now)["expired_drafts_deleted"] == 1
    assert rows(desk.casework, Draft) == []
