"""A backup holds everything as of one moment and comes back whole, on the other database too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from casework.backup.errors import BackupUnderWay, NotEmpty
from casework.backup.landmarks import BACKUP, last
from casework.backup.place import BACKUPS, FILES, backups
from casework.backup.pruning import prune
from casework.backup.rehearsing import compare_files
from casework.backup.restoring import entries_of, read_manifest, restore
from casework.backup.turn import one_at_a_time
from casework.backup.verifying import files_there, verify
from casework.context import Casework
from casework.database import Database
from casework.gateways.storage import StorageUnavailable, open_storage
from casework.models import Attachment, Scan
from casework.services.drafting import discard_draft
from casework.services.filing import NotComplete, submit
from casework.services.owning import StoreOfAnother, own_store
from casework.services.sweeping import delete_expired_draft
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.support.backups import (
    AT,
    FILED,
    Backups,
    as_the_first_release_made_it,
    backups_in,
    counts,
    draft_with_a_file,
    working_office,
)
from tests.support.desks import Desks
from tests.support.times import vn
from tests.troubles.ready import files_of, ready_draft


@pytest.fixture
def place(tmp_path: Path) -> Backups:
    return backups_in(tmp_path / "place")


def another(casework: Casework, url: str, storage: Any) -> Casework:
    """The same office at the restored place."""
    return Casework(Database(url), storage, casework.registry, casework.office, casework.secret)


def test_everything_comes_back_on_either_database_and_goes_on(
    app_on_both: Any, empty_database_url: str, tmp_path: Path, place: Backups
) -> None:
    casework: Casework = app_on_both.extensions["casework"]
    desks, codes = working_office(casework)
    before = counts(casework.database.url)
    made = place.create(casework)
    assert made.rows == sum(before.values()) and made.files.copied == made.files.count > 2

    storage = open_storage(f"file://{tmp_path}/restored")
    restore(place.reading, read_manifest(place.reading), empty_database_url, storage)
    restored = another(casework, empty_database_url, storage)
    assert counts(empty_database_url) == before, "the landmark of a backup is set after it"
    assert sorted(storage.keys()) == sorted(casework.storage.keys())
    assert compare_files(place.reading, made, storage) == made.files.count
    there = Desks(restored)
    assert [one.action for one in there.loaded(codes[0]).events] == [one.action for one in desks.loaded(codes[0]).events]
    assert there.file("abtc", sample_answers(1), vn("2026-10-05T10:00")).endswith("-0000003"), "numbers go on"
    there.act(Role.RECEPTION, codes[1], "accept", vn("2026-10-05T10:00"))
    restored.database.dispose()


def before_the_first_put(monkeypatch: pytest.MonkeyPatch, storage: Any, happens: Callable[[], None]) -> None:
    """Let something happen when the backup has begun to read and nothing of it is stored yet."""
    put, waiting = storage.put, [happens]

    def put_after(*arguments: Any) -> Any:
        while waiting:
            waiting.pop()()
        return put(*arguments)

    monkeypatch.setattr(storage, "put", put_after)


def test_what_is_written_meanwhile_is_not_in_it_and_nothing_of_it_is_missing(
    app_on_both: Any, tmp_path: Path, place: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    casework: Casework = app_on_both.extensions["casework"]
    desks, codes = working_office(casework)
    draft = draft_with_a_file(casework)
    before = counts(casework.database.url)

    def others_work() -> None:
        desks.file("abtc", sample_answers(1), FILED)
        desks.act(Role.RECEPTION, codes[1], "accept", vn("2026-10-05T09:30"))
        assert delete_expired_draft(casework, AT) == draft

    before_the_first_put(monkeypatch, place.place, others_work)
    made = place.create(casework)
    assert counts(casework.database.url)["dossiers"] == before["dossiers"] + 1
    assert len(made.files.vanished) == 1 and made.files.lost == ()

    url, storage = f"sqlite:///{tmp_path}/restored.sqlite3", open_storage(f"file://{tmp_path}/restored")
    restore(place.reading, made, url, storage)
    assert counts(url) == before
    restored = another(casework, url, storage)
    assert Desks(restored).loaded(codes[1]).dossier.accepted_at is None, "the acceptance came after the moment of the backup"
    with restored.database.reading() as session:
        kept = session.execute(select(Attachment.storage_key, Attachment.draft_id).where(Attachment.dossier_id.is_not(None)))
        assert all(storage.exists(key) for key, _ in kept)
    restored.database.dispose()


def test_what_a_scanner_remembers_of_a_file_that_went_is_not_lost(casework_on_both: Casework, place: Backups) -> None:
    casework = replace(casework_on_both, scanner="tcp://127.0.0.1:1")
    working_office(casework_on_both)
    draft = draft_with_a_file(casework)
    with casework.database.reading() as session:
        scanned = session.scalars(select(Scan.storage_key)).one()
    kept = entries_of(place.reading, place.create(casework))
    assert [one.content_type for one in kept if one.key == scanned] == ["application/pdf"], "once, as what it is"

    assert delete_expired_draft(casework, AT) == draft
    assert place.create(casework).files.lost == ()


def test_a_draft_that_was_discarded_meanwhile_comes_back_without_its_paper_and_cannot_be_filed_with_a_lost_one(
    app_on_both: Any, tmp_path: Path, place: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    casework: Casework = app_on_both.extensions["casework"]
    draft, account = ready_draft(casework, FILED)

    def discarded_and_swept() -> None:
        discard_draft(casework, draft, account, FILED)
        assert delete_expired_draft(casework, FILED) == draft

    before_the_first_put(monkeypatch, place.place, discarded_and_swept)
    made = place.create(casework, FILED)
    assert made.files.vanished and made.files.lost == ()

    url, storage = f"sqlite:///{tmp_path}/restored.sqlite3", open_storage(f"file://{tmp_path}/restored")
    restore(place.reading, read_manifest(place.reading), url, storage)
    restored = another(casework, url, storage)
    assert files_of(restored, draft) == [], "no row of a paper names a file that is not there"
    with pytest.raises(NotComplete):
        submit(restored, draft, account, FILED)
    restored.database.dispose()


def test_the_next_backup_copies_only_what_is_new(desks: Desks, place: Backups) -> None:
    desks.file("abtc", sample_answers(1), FILED)
    first = place.create(desks.casework)
    assert place.create(desks.casework).files.copied == 0
    desks.file("abtc", sample_answers(1), FILED)
    third = place.create(desks.casework)
    assert third.files.count == 2 * first.files.count
    assert third.files.copied == third.files.count - first.files.count
    assert len(list(place.place.keys(FILES))) == third.files.count
    assert last(desks.casework, BACKUP).data["backup"] == third.name


def test_nothing_in_the_place_can_be_read_without_the_identity(desks: Desks, place: Backups) -> None:
    code = desks.file("abtc", sample_answers(1), FILED)
    made = place.create(desks.casework)
    keys = sorted(place.place.keys(""))
    everything = b"".join(place.place.read(key) for key in keys)
    assert code.encode() not in everything and b"%PDF" not in everything and b"storage_key" not in everything
    entries = list(entries_of(place.reading, made))
    assert entries and not [key for key in keys for one in entries if one.key in key or one.sha256 in key]
    assert verify(place.reading).name == made.name == files_there(place.place)[0]


def test_a_file_that_a_row_names_and_the_store_lost_is_told_and_the_rest_is_kept(desks: Desks, place: Backups) -> None:
    desks.file("abtc", sample_answers(1), FILED)
    gone, rotten, *_ = desks.casework.storage.keys("attachments/")
    desks.casework.storage.delete(gone)
    (desks.casework.storage.root / rotten).write_bytes(b"something else")  # type: ignore[attr-defined]  a folder in this test
    made = place.create(desks.casework)
    assert set(made.files.lost) == {gone, rotten} and made.files.vanished == ()
    assert made.files.copied == made.files.count > 0
    assert last(desks.casework, BACKUP) is None, "it was no good backup"
    assert verify(place.reading).name == made.name


def test_a_place_that_fails_leaves_no_manifest_and_the_next_try_goes_on(
    desks: Desks, place: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks.file("abtc", sample_answers(1), FILED)
    put = place.place.put

    def full(key: str, *arguments: Any) -> Any:
        if key.startswith(FILES) and list(place.place.keys(FILES)):
            raise StorageUnavailable("no space left")
        return put(key, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(place.place, "put", full)
        with pytest.raises(StorageUnavailable, match="no space"):
            place.create(desks.casework)
    assert place.manifest_keys() == [] and last(desks.casework, BACKUP) is None
    there = len(list(place.place.keys(FILES)))
    made = place.create(desks.casework)
    assert 0 < there < made.files.count and made.files.copied == made.files.count - there


def test_old_backups_and_what_only_they_needed_are_cleared(desks: Desks, place: Backups) -> None:
    desks.file("abtc", sample_answers(1), FILED)
    draft = draft_with_a_file(desks.casework)
    first = place.create(desks.casework, vn("2026-10-12T20:00"))
    assert delete_expired_draft(desks.casework, AT) == draft
    second, third = place.create(desks.casework, vn("2026-10-13T20:00")), place.create(desks.casework)
    place.place.put(f"{BACKUPS}20261001T000000Z-abcdef/tables/notes/00001", b"left by a killed backup", "text/plain")
    pruned = prune(desks.casework, place.place, 2)
    assert (pruned.backups, pruned.files) == ((first.name,), 1)
    assert backups(place.place) == [second.name, third.name] == sorted({key.split("/")[1] for key in place.place.keys(BACKUPS)})
    assert verify(place.reading, second.name).files.count == first.files.count - 1


def test_of_days_gone_by_the_last_backup_is_kept(desks: Desks, place: Backups) -> None:
    made = [place.create(desks.casework, vn(f"2026-10-{day}T{hour:02}:05")).name for day in (12, 13, 14) for hour in (8, 9, 10)]
    assert prune(desks.casework, place.place, 2).backups == (*made[:5], made[6])
    assert backups(place.place) == [made[5], *made[7:]], "the last of two days, and the newest two"
    assert prune(desks.casework, place.place, 2).backups == ()


def test_one_backup_at_a_time(app_on_both: Any, place: Backups) -> None:
    casework: Casework = app_on_both.extensions["casework"]
    with one_at_a_time(casework.database):
        with pytest.raises(BackupUnderWay):
            place.create(casework)
        with pytest.raises(BackupUnderWay):
            prune(casework, place.place, 1)
    place.create(casework)


def test_only_an_empty_place_is_restored_into(app_on_both: Any, tmp_path: Path, place: Backups) -> None:
    casework: Casework = app_on_both.extensions["casework"]
    working_office(casework)
    made = place.create(casework)
    before = counts(casework.database.url)
    with pytest.raises(NotEmpty, match="database"):
        restore(place.reading, made, casework.database.url, open_storage(f"file://{tmp_path}/empty"))
    with pytest.raises(NotEmpty, match="file store"):
        restore(place.reading, made, f"sqlite:///{tmp_path}/new.sqlite3", casework.storage)
    assert {**counts(casework.database.url), "landmarks": 0} == {**before, "landmarks": 0}
    assert not (tmp_path / "new.sqlite3").exists()


def test_a_backup_of_an_older_schema_is_restored_and_migrated_up(desks: Desks, tmp_path: Path, place: Backups) -> None:
    code = desks.file("abtc", sample_answers(1), FILED)
    made = place.create(desks.casework)
    old = as_the_first_release_made_it(place, made)
    url, storage = f"sqlite:///{tmp_path}/restored.sqlite3", open_storage(f"file://{tmp_path}/restored")
    restore(place.reading, read_manifest(place.reading, old), url, storage)
    restored = another(desks.casework, url, storage)
    assert Desks(restored).loaded(code).dossier.code == code
    restored.database.dispose()
    assert counts(url)["outbox"] == counts(desks.casework.database.url)["outbox"]


def test_a_clock_that_was_wrong_makes_no_other_backup_the_newest(desks: Desks, place: Backups) -> None:
    code = desks.file("abtc", sample_answers(1), FILED)
    ahead = [place.create(desks.casework, vn("2036-01-01T00:00")).name for _ in range(2)]
    desks.act(Role.RECEPTION, code, "accept", vn("2026-10-05T09:00"))
    right = place.create(desks.casework, AT)
    behind = place.create(desks.casework, vn("2000-01-01T00:00"))
    assert backups(place.place) == [*ahead, right.name, behind.name]
    assert read_manifest(place.reading).name == behind.name, "what is restored is what was made last"
    assert (right.created_at, behind.created_at) == (AT, vn("2000-01-01T00:00"))
    assert prune(desks.casework, place.place, 2).backups == tuple(ahead)


def test_another_key_opens_all_of_the_next_backup_and_the_old_one_the_old_backups(desks: Desks, place: Backups, tmp_path: Path) -> None:
    desks.file("abtc", sample_answers(1), FILED)
    first = place.create(desks.casework)
    new = backups_in(tmp_path / "place")
    made = new.create(desks.casework, AT + timedelta(hours=1))
    assert made.files.copied == first.files.count == made.files.count
    restored = f"sqlite:///{tmp_path}/with-the-new-key.sqlite3"
    restore(new.reading, made, restored, open_storage(f"file://{tmp_path}/with-the-new-key"))
    assert counts(restored)["attachments"] == made.files.count
    assert verify(place.reading, first.name).name == first.name
    assert new.create(desks.casework, AT + timedelta(hours=2)).files.copied == 0
    assert prune(desks.casework, place.place, 2).files == first.files.count


def test_a_copy_that_is_tried_beside_the_live_store_clears_nothing_there(desks: Desks, place: Backups, tmp_path: Path) -> None:
    desks.file("abtc", sample_answers(1), FILED)
    own_store(desks.casework, FILED)
    url, storage = f"sqlite:///{tmp_path}/restored.sqlite3", open_storage(f"file://{tmp_path}/restored")
    restore(place.reading, place.create(desks.casework), url, storage)
    with pytest.raises(StoreOfAnother):
        own_store(another(desks.casework, url, desks.casework.storage), AT)
    copy = another(desks.casework, url, storage)
    for _ in range(2):
        own_store(copy, AT)
    copy.database.dispose()
