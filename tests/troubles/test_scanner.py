"""A real malware scanner: what it finds, what it is too small for, and what happens while it is stopped and when it is back."""

from __future__ import annotations

import io
import signal
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from casework.gateways.scanning import CHUNK_BYTES, ScanFailed, ScannerAway, scan
from casework.queries.attachments import attachments_of
from casework.queries.papers import attachment
from casework.queries.scans import FileWithheld
from casework.queries.situations import load
from procedures.definition import Role
from tests.backoffice.desks import Office
from tests.support.clamd import MARK
from tests.support.machine import stop
from tests.support.real_clamd import SIGNATURE, RealClamd, real_clamd
from web.identity import actor_of
from worker.commands import desk_of
from worker.scanning import scan_files

pytestmark = pytest.mark.slow
LONGEST_UPLOAD = 20 * 1024 * 1024


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealClamd]:
    # A path to a socket holds a hundred letters; those of a test are longer.
    with real_clamd(Path(tmp_path_factory.mktemp("c"))) as running:
        yield running


def zeros(length: int) -> Iterator[bytes]:
    return (bytes(min(CHUNK_BYTES, length - start)) for start in range(0, length, CHUNK_BYTES))


def zipped(content: bytes) -> bytes:
    """As in a DOCX: what is in it cannot be seen from outside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.png", content * 40)
    return out.getvalue()


@pytest.mark.parametrize("way", ["url", "url_of_file"])
def test_it_tells_the_harmful_from_the_harmless(clamd, way):
    url = getattr(clamd, way)
    assert scan(url, [b"a harmless letter"]) == scan(url, []) == ""
    assert scan(url, [b"x" * CHUNK_BYTES, b"before " + MARK + b" after"]) == SIGNATURE
    assert MARK not in zipped(MARK) and scan(url, [zipped(MARK)]) == SIGNATURE
    assert scan(url, zeros(LONGEST_UPLOAD)) == "", "the longest file an applicant may send"


def test_what_is_too_long_for_it_is_no_verdict(tmp_path_factory):
    with real_clamd(Path(tmp_path_factory.mktemp("s")), longest="1M") as small:
        for url in (small.url, small.url_of_file):
            with pytest.raises(ScanFailed, match="size limit exceeded"):
                scan(url, zeros(LONGEST_UPLOAD))
            assert scan(url, zeros(1024 * 1024)) == ""


def test_a_stopped_scanner_is_a_quarantine_that_ends_when_it_is_back(app, clamd, clock, tmp_path_factory):
    with real_clamd(Path(tmp_path_factory.mktemp("t"))) as first:
        app.extensions["casework"] = replace(app.extensions["casework"], scanner=first.url)
        office = Office(app.extensions["casework"])
        stop(first.process, signal.SIGTERM)
        code = office.file(at=clock())
        worker = desk_of(app)
        with pytest.raises(ScannerAway):
            scan_files(worker)
    officer = actor_of(office.officers[Role.RECEPTION])
    with pytest.raises(FileWithheld):
        opened(office.casework, code, officer)
    app.extensions["casework"] = replace(app.extensions["casework"], scanner=clamd.url_of_file)
    assert scan_files(desk_of(app)) > 0
    assert opened(app.extensions["casework"], code, officer)


def opened(casework, code, officer) -> list[str]:
    """Every file of the dossier as an officer opens it."""
    with casework.database.reading() as session:
        files = attachments_of(session, dossier_id=load(session, casework, code).dossier.id)
    return [attachment(casework, code, one.id, officer).id for one in files]
