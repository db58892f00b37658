"""A disk without room, made by the limit of this process on the size of a file: said where it happens, nothing half, and on it goes."""

from __future__ import annotations

import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

import pikepdf
import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from casework.gateways.storage import StorageUnavailable, open_storage
from casework.models import Attachment, Dossier, DossierEvent, Draft
from casework.services.filing import submit
from casework.services.sweeping import files_without_row
from tests.portal.filing import opened, token
from tests.support.application import CitizenClient, Clock, enter
from tests.support.factories import make_account
from tests.troubles.ready import SLUG, counted, dossier_of, files_of, ready_draft
from web.identity import CitizenUser

PAPER = "paper:tax_report:-1"


@contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes until the block ends."""
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))


def a_pdf_of(size: int) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    document.Root.Noise = document.make_stream(bytes(range(256)) * (size // 256))
    target = io.BytesIO()
    document.save(target, compress_streams=False)
    return target.getvalue()


def window(app: Flask, clock: Clock) -> tuple[CitizenClient, str]:
    """A browser of an applicant with a complete draft."""
    client = CitizenClient(app, app.response_class, use_cookies=True)
    client.account = make_account(app.extensions["casework"], "enterprise")
    enter(client, CitizenUser(client.account).get_id())
    draft, _ = ready_draft(app.extensions["casework"], clock(), client.account)
    return client, draft


def stored(folder: Path) -> set[Path]:
    return {one for one in (folder / "storage").rglob("*") if one.is_file()}


def test_a_store_without_room_is_told_at_the_field_and_nothing_half_is_left(app_on_both: Flask, tmp_path: Path, clock: Clock) -> None:
    casework = app_on_both.extensions["casework"]
    client, draft = window(app_on_both, clock)
    csrf, before, answers = token(client), stored(tmp_path), opened(client, draft).draft.answers
    present, large = len(files_of(casework, draft)), a_pdf_of(400_000)

    def hand_in():
        data = {"csrf_token": csrf, "component": PAPER, "file": (io.BytesIO(large), "lớn.pdf")}
        path = f"/nop-ho-so/{SLUG}/{draft}/giay-to/tep"
        return client.post(path, data=data, headers={"Accept": "application/json"})

    with no_room_beyond(200_000):
        answer = hand_in()
    assert answer.status_code == 422 and "Kho lưu tệp đang tạm ngừng" in answer.json["error"]
    assert len(files_of(casework, draft)) == present, "no row without a file"
    assert stored(tmp_path) == before, "no half file, neither under its name nor beside it"
    assert opened(client, draft).draft.answers == answers
    assert hand_in().status_code == 200
    assert len(files_of(casework, draft)) == present + 1


def test_a_database_without_room_says_so_and_the_draft_stays_whole(app: Flask, clock: Clock) -> None:
    casework = app.extensions["casework"]
    client, draft = window(app, clock)
    csrf, papers = token(client), files_of(casework, draft)
    path = f"/nop-ho-so/{SLUG}/{draft}/nop"
    with no_room_beyond(1):
        answer = client.post(path, data={"csrf_token": csrf})
        assert answer.status_code == 503 and "thử lại sau ít phút" in answer.text
        assert client.get(f"/nop-ho-so/{SLUG}/{draft}/giay-to").status_code == 200, "what is there can be read"
    assert [counted(casework, one) for one in (Dossier, DossierEvent, Draft)] == [0, 0, 1]
    assert len(files_of(casework, draft)) == len(papers)
    answer = client.post(path, data={"csrf_token": csrf})
    assert answer.status_code == 302 and answer.location.endswith(dossier_of(casework, draft).code)
    assert submit(casework, draft, client.account.id, clock()).endswith("-0000001")


def test_a_row_that_has_no_room_leaves_a_file_that_the_sweep_removes_and_no_row(app: Flask, clock: Clock) -> None:
    casework = app.extensions["casework"]
    client, draft = window(app, clock)
    csrf, rows = token(client), counted(casework, Attachment)
    small = a_pdf_of(300)
    with no_room_beyond(len(small) + 100):
        data = {"csrf_token": csrf, "component": PAPER, "file": (io.BytesIO(small), "nhỏ.pdf")}
        answer = client.post(f"/nop-ho-so/{SLUG}/{draft}/giay-to/tep", data=data, headers={"Accept": "application/json"})
    assert answer.status_code == 503 and answer.json == {"error": 503}
    assert counted(casework, Attachment) == rows
    [left] = files_without_row(casework, datetime.now(UTC) + timedelta(days=2))
    assert left.startswith("attachments/")


def test_what_is_too_large_for_the_disk_on_its_way_in_is_said_too(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, draft = window(app, clock)
    csrf = token(client)
    # The library leaves the file of a request it could not read to the garbage collector.
    temporary: list[SpooledTemporaryFile[bytes]] = []

    def remembered(**how: Any) -> SpooledTemporaryFile[bytes]:
        temporary.append(SpooledTemporaryFile(**how))  # noqa: SIM115  closed below
        return temporary[-1]

    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", remembered)
    # Beyond half a megabyte a request waits in a temporary file, whose disk may be the full one.
    paper = FileStorage(io.BytesIO(a_pdf_of(2_000_000)), "lớn.pdf")
    boundary, body = encode_multipart({"csrf_token": csrf, PAPER: paper})
    kind = f'multipart/form-data; boundary="{boundary}"'
    with no_room_beyond(1_000_000):
        answer = client.post(f"/nop-ho-so/{SLUG}/{draft}/giay-to", data=body, content_type=kind)
    assert answer.status_code == 503 and "thử lại sau ít phút" in answer.text
    for one in temporary:
        one.close()


def test_what_goes_to_s3_by_a_full_disk_of_this_machine_is_a_store_that_is_away() -> None:
    store = open_storage("s3://none?endpoint=http://127.0.0.1:9", access_key="a", secret_key="b")
    with no_room_beyond(1_000_000), pytest.raises(StorageUnavailable):
        store.put("attachments/aa/x", b"0" * 9_000_000, "application/pdf")
