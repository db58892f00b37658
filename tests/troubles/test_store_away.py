"""An S3 store that refuses, says to slow down, keeps silent or loses the line: told at the field, bounded, and nothing lost."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app import create_app
from casework.gateways.storage import StorageUnavailable, s3
from casework.gateways.storage.s3 import ATTEMPTS, CONNECT_SECONDS, READ_SECONDS
from casework.models import Attachment
from procedures.catalog.abtc.samples import sample_answers
from tests.portal.filing import PDF, begin, fill, opened, token
from tests.support.application import CitizenClient, Clock, enter, settings_for
from tests.support.cutting_proxy import ANSWER, CUT, PASS, REFUSE, SILENT, CuttingProxy, cutting_proxy
from tests.support.desks import Desks
from tests.support.factories import make_account
from tests.support.s3 import S3Server
from tests.troubles.ready import counted
from web.identity import CitizenUser

PAPER = "paper:tax_report:-1"
AWAY = "Kho lưu tệp đang tạm ngừng"
SLOW_DOWN = (
    b"HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\n\r\n"
    b"<?xml version='1.0'?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
)


@pytest.fixture
def line(s3_server: S3Server) -> Iterator[CuttingProxy]:
    with cutting_proxy(urlsplit(s3_server.endpoint).port) as proxy:
        yield proxy


@pytest.fixture
def on_s3(
    sqlite_url: str, tmp_path: Path, clock: Clock, s3_server: S3Server, line: CuttingProxy, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """The application with its files in a real S3 server behind a line that can be troubled; it waits a second, not twelve."""
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(s3, "READ_SECONDS", 1)
    behind = replace(s3_server, endpoint=f"http://127.0.0.1:{line.port}")
    app = create_app(settings_for(sqlite_url, tmp_path, STORAGE_URL=behind.storage_url), clock=clock)
    yield app
    app.extensions["casework"].storage.close()
    app.extensions["casework"].database.dispose()


@cache
def large_pdf(size: int = 9_000_000) -> bytes:
    """A real PDF of about that size, larger than what stays in memory on the way to the store."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    document.Root.Noise = document.make_stream(b"\x00\x01\x02\x03" * (size // 4))
    target = io.BytesIO()
    document.save(target, compress_streams=False)
    return target.getvalue()


@pytest.fixture
def filling(on_s3: Flask) -> tuple[CitizenClient, str]:
    client = CitizenClient(on_s3, on_s3.response_class, use_cookies=True)
    client.account = make_account(on_s3.extensions["casework"], "enterprise")
    enter(client, CitizenUser(client.account).get_id())
    draft = begin(client, "abtc")
    fill(client, "abtc", draft, sample_answers(1))
    return client, draft


def hand_in(client: CitizenClient, draft: str, data: bytes = PDF, **more: bytes):
    papers = {PAPER: data, **more}
    form = {name: FileStorage(io.BytesIO(one), "a.pdf") for name, one in papers.items()}
    # Encoded here: the test client keeps a large body in a file that nobody closes.
    boundary, body = encode_multipart({"csrf_token": token(client), **form})
    path, kind = f"/nop-ho-so/abtc/{draft}/giay-to", f'multipart/form-data; boundary="{boundary}"'
    return client.post(path, data=body, content_type=kind)


def stored(s3_server: S3Server) -> set[str]:
    client = s3_server.client()
    try:
        found = client.list_objects_v2(Bucket=s3_server.bucket, Prefix="attachments/").get("Contents", ())
        return {one["Key"] for one in found}
    finally:
        client.close()


@pytest.mark.slow
@pytest.mark.parametrize("trouble", [REFUSE, SILENT, ANSWER, CUT])
def test_a_paper_that_cannot_be_stored_is_told_at_its_field_and_may_come_again(
    filling: tuple[CitizenClient, str], on_s3: Flask, line: CuttingProxy, s3_server: S3Server, trouble: str
) -> None:
    client, draft = filling
    answers, before = opened(client, draft).answers, stored(s3_server)
    line.tell(trouble, cut_after=2_000_000, answer=SLOW_DOWN)
    answer = hand_in(client, draft, large_pdf())
    assert answer.status_code == 422 and AWAY in answer.text
    assert opened(client, draft).answers == answers and not opened(client, draft).files
    assert counted(on_s3.extensions["casework"], Attachment) == 0, "no row without a file"
    assert stored(s3_server) == before, "no half file under its name"

    line.tell(PASS)
    assert hand_in(client, draft, large_pdf()).status_code == 302
    [paper] = opened(client, draft).files
    assert on_s3.extensions["casework"].storage.read(paper.storage_key) == large_pdf()


def test_one_try_is_bounded_and_a_page_with_many_papers_waits_once(
    filling: tuple[CitizenClient, str], line: CuttingProxy
) -> None:
    assert (CONNECT_SECONDS + READ_SECONDS) * ATTEMPTS + 20 < 120, "less than the time limit of a web process"
    client, draft = filling
    needed = {(one.component.code, -1 if one.item_index is None else one.item_index) for one in opened(client, draft).needed}
    papers = {f"paper:{code}:{item}": PDF for code, item in needed}
    assert len(papers) > 2
    line.tell(ANSWER, answer=SLOW_DOWN)
    before = line.seen
    answer = hand_in(client, draft, **papers)
    assert answer.status_code == 422 and answer.text.count(AWAY) >= len(papers)
    assert line.seen - before <= ATTEMPTS


def test_a_dossier_opens_without_its_files_while_the_store_is_away(on_s3: Flask, line: CuttingProxy, clock: Clock) -> None:
    desks = Desks(on_s3.extensions["casework"])
    owner = make_account(desks.casework, "enterprise")
    code = desks.file("abtc", sample_answers(1), clock(), owner)
    client = CitizenClient(on_s3, on_s3.response_class, use_cookies=True)
    enter(client, CitizenUser(owner).get_id())
    line.tell(REFUSE)
    page = client.get(f"/ho-so/{code}")
    assert page.status_code == 200 and code in page.text
    assert client.get("/healthz/ready").status_code == 503
    line.tell(PASS)
    assert client.get("/healthz/ready").json["checks"]["storage"] == "ok"


def test_whether_the_store_is_there_is_asked_once_and_not_for_long(
    on_s3: Flask, line: CuttingProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A balancer asks every few seconds: a store that keeps silent must not keep every web process busy with that question."""
    assert CONNECT_SECONDS + s3.LOOK_SECONDS < 10
    monkeypatch.setattr(s3, "LOOK_SECONDS", 0.2)
    line.tell(SILENT)
    assert on_s3.test_client().get("/healthz/ready").json["checks"]["storage"] == "unavailable"
    assert line.seen == 1


def test_a_file_that_is_cut_on_its_way_out_is_no_whole_file(on_s3: Flask, line: CuttingProxy) -> None:
    storage = on_s3.extensions["casework"].storage
    kept = storage.put("attachments/aa/cut", large_pdf(), "application/pdf")
    line.tell(CUT, cut_after=2_000_000)
    with pytest.raises(StorageUnavailable):
        storage.read(kept.key)
    line.tell(PASS)
    assert storage.read(kept.key) == large_pdf()
