"""Uploads looked at by the worker: once for each content, nothing lost while the scanner is away, and never endless without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from threading import Thread

import pytest
from sqlalchemy import select

from casework.gateways.scanning import ScannerAway
from casework.models import Attachment, Scan
from casework.queries.running import lag
from casework.services.attaching import attach_to_draft, remove_from_draft
from casework.services.drafting import begin_draft
from casework.services.scanning import LEASE, claim, scan_next
from casework.services.uploading import Upload
from tests.support import desks
from tests.support.clamd import MARK, SIGNATURE, infected
from tests.support.factories import make_account
from tests.support.machine import wait_until
from worker.files import delete_removed_attachments
from worker.loop import work
from worker.scanning import find_unscanned_files, scan_files

# The same bytes each time: two that are made are two contents.
pdf = cache(desks.pdf)


@pytest.fixture
def scanned(desk, fake_clamd):
    """The desk of a worker with a scanner, on both databases."""
    return replace(desk, casework=replace(desk.casework, scanner=fake_clamd.url))


@pytest.fixture
def put(clock):
    """`put(casework, data)`: somebody hands a file in; returns its id, draft and account."""

    def put_in(casework, data, name="giấy tờ.pdf"):
        account = make_account(casework, "enterprise")
        draft = begin_draft(casework, account.id, "abtc", {}, clock())
        [file] = attach_to_draft(casework, draft, account.id, "tax_report", -1, [Upload(name, data)], clock())
        return file, draft, account.id

    return put_in


def scans(casework) -> list[Scan]:
    with casework.database.reading() as session:
        return list(session.scalars(select(Scan).order_by(Scan.asked_at, Scan.sha256)))


def states(casework) -> list[str]:
    return sorted(one.state for one in scans(casework))


def test_what_is_handed_in_is_looked_at_and_the_same_bytes_once(scanned, put, fake_clamd):
    put(scanned.casework, pdf())
    put(scanned.casework, pdf())
    put(scanned.casework, infected(pdf()))
    assert states(scanned.casework) == ["waiting", "waiting"]
    assert scan_files(scanned) == 2
    assert sorted(fake_clamd.contents) == sorted([pdf(), infected(pdf())])
    assert states(scanned.casework) == ["clean", "infected"]
    assert {one.found for one in scans(scanned.casework)} == {"", SIGNATURE}
    put(scanned.casework, pdf())
    assert scan_files(scanned) == 0


def test_without_a_scanner_nobody_is_asked_and_what_was_stored_then_is_found_later(desk, scanned, put, clock):
    for pages in (1, 2, 3):
        put(desk.casework, pdf(pages))
    assert scans(desk.casework) == [] and find_unscanned_files(desk, clock()) == 0
    assert find_unscanned_files(scanned, clock()) == 3
    assert scan_files(scanned) == 3 and states(scanned.casework) == ["clean"] * 3
    assert find_unscanned_files(scanned, clock()) == 0


def test_a_scanner_that_is_away_holds_up_no_upload_and_costs_no_file_a_try(scanned, put, fake_clamd, clock):
    away = replace(scanned, casework=replace(scanned.casework, scanner="unix:///nowhere/clamd.ctl"))
    put(away.casework, pdf())
    for _ in range(3):
        with pytest.raises(ScannerAway):
            scan_files(away)
    [waiting] = scans(away.casework)
    assert (waiting.state, waiting.attempts, waiting.lease_until) == ("waiting", 0, None)
    assert scan_files(scanned) == 1 and states(scanned.casework) == ["clean"]


def test_a_file_it_cannot_look_at_waits_and_is_tried_again_later(scanned, put, fake_clamd, clock):
    put(scanned.casework, pdf())
    fake_clamd.answer = "stream: Can't allocate memory ERROR"
    assert scan_files(scanned) == 1 and scan_files(scanned) == 0
    [waiting] = scans(scanned.casework)
    assert (waiting.state, waiting.attempts, waiting.error) == ("waiting", 1, "stream: Can't allocate memory ERROR")
    fake_clamd.answer = None
    clock.advance(minutes=1)
    assert scan_files(scanned) == 1 and states(scanned.casework) == ["clean"]
    assert scans(scanned.casework)[0].error is None


def test_other_bytes_than_were_uploaded_get_no_verdict(scanned, put, fake_clamd):
    file, *_ = put(scanned.casework, pdf())
    store = scanned.casework.storage
    with scanned.casework.database.reading() as session:
        key = session.get_one(Attachment, file).storage_key
    store.delete(key)
    store.put(key, b"something else", "application/pdf")
    scan_files(scanned)
    assert states(scanned.casework) == ["waiting"] and "other bytes" in scans(scanned.casework)[0].error
    wait_until(lambda: bool(fake_clamd.broken), "the scanner notices that it is left without a whole content")
    assert fake_clamd.broken.pop() == "the end is missing after 14 bytes"


def test_the_newest_is_looked_at_first(scanned, put, fake_clamd, clock):
    put(scanned.casework, pdf(1))
    clock.advance(minutes=5)
    put(scanned.casework, pdf(2))
    scan_next(scanned.casework, scanned.name, clock)
    assert fake_clamd.contents == [pdf(2)]


def test_a_worker_that_died_keeps_a_file_only_until_its_lease_ends(scanned, put, fake_clamd, clock):
    put(scanned.casework, pdf())
    assert claim(scanned.casework, "somebody who died", clock()) is not None
    assert scan_files(scanned) == 0
    clock.advance(seconds=LEASE.total_seconds())
    assert scan_files(scanned) == 1 and states(scanned.casework) == ["clean"]


def test_a_clock_that_was_set_back_holds_no_file_up(scanned, put, fake_clamd, clock):
    put(scanned.casework, pdf())
    assert claim(scanned.casework, "somebody who died", clock()) is not None
    clock.advance(hours=-2)
    assert scan_files(scanned) == 1 and states(scanned.casework) == ["clean"]


def test_a_file_taken_away_meanwhile_is_looked_at_where_else_it_is_and_else_forgotten(scanned, put, fake_clamd, clock):
    put(scanned.casework, pdf())
    file, draft, account = put(scanned.casework, pdf())
    remove_from_draft(scanned.casework, draft, account, file, clock())
    clock.advance(days=1, minutes=1)
    assert delete_removed_attachments(scanned, clock()) == 1
    assert scan_files(scanned) == 2, "once in vain, then at the other place"
    assert states(scanned.casework) == ["clean"]

    file, draft, account = put(scanned.casework, infected(pdf()))
    remove_from_draft(scanned.casework, draft, account, file, clock())
    clock.advance(days=1, minutes=1)
    delete_removed_attachments(scanned, clock())
    scan_files(scanned)
    assert states(scanned.casework) == ["clean", "gone"] and MARK not in b"".join(fake_clamd.contents)
    put(scanned.casework, infected(pdf()))
    [asked] = [one for one in scans(scanned.casework) if one.state == "waiting"]
    assert asked.asked_at == clock(), "it is there again since now"
    scan_files(scanned)
    assert states(scanned.casework) == ["clean", "infected"]


def test_how_far_it_is_behind_is_known(desk, scanned, put, clock):
    assert lag(desk.casework, clock()).scanning is None
    put(scanned.casework, pdf())
    clock.advance(minutes=10)
    assert not lag(scanned.casework, clock()).scanner_is_late
    clock.advance(minutes=1)
    found = lag(scanned.casework, clock())
    assert found.scanner_is_late and (found.scanning.waiting, found.scanning.waits) == (1, timedelta(minutes=11))


def test_the_worker_scans_beside_its_other_work(scanned, put, smtp_server):
    put(scanned.casework, pdf())
    worker = Thread(target=work, args=(scanned,))
    worker.start()
    try:
        wait_until(lambda: states(scanned.casework) == ["clean"], "a file looked at")
    finally:
        scanned.stopping.set()
        worker.join(20)
    assert not worker.is_alive()
