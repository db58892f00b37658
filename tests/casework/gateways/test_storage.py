"""The promise of a file store, kept by a folder and by a real S3 server alike."""

import hashlib
import io
import os
import signal
import subprocess
import sys
import textwrap
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.gateways.storage import (
    InvalidKey,
    ObjectConflict,
    ObjectMissing,
    Storage,
    StorageUnavailable,
    open_storage,
)

BAD_KEYS = [
    "",
    "/",
    "/etc/passwd",
    "..",
    "../a",
    "a/../b",
    "a/..",
    "a//b",
    "a/",
    ".hidden",
    "a/.unfinished",
    ".unfinished/a",
    "a\\b",
    "a\x00b",
    "a\n",
    "a b",
    "đơn.pdf",
    "~root",
    "a" * 201,
    "/".join(["a" * 100] * 6),
]


@pytest.fixture(params=["files", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    if request.param == "files":
        opened = open_storage(f"file://{tmp_path}/store")
    else:
        server = request.getfixturevalue("s3_server")
        opened = open_storage(server.storage_url, access_key=server.access_key, secret_key=server.secret_key)
    yield opened
    opened.close()


@pytest.fixture
def folder() -> str:
    """A prefix of this test alone, since the S3 server serves all of them."""
    return f"test-{uuid4().hex}"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=4000))
def test_what_was_acknowledged_reads_back_with_its_hash(storage: Storage, data: bytes) -> None:
    key = f"any/{hashlib.sha256(data).hexdigest()}"
    stored = storage.put(key, data, "application/octet-stream")
    assert (stored.key, stored.size) == (key, len(data))
    assert stored.sha256 == hashlib.sha256(storage.read(key)).hexdigest() == hashlib.sha256(data).hexdigest()


def test_a_large_stream_goes_in_and_out_in_pieces(storage: Storage, folder: str) -> None:
    data = bytes(range(256)) * 4 * 1024 * 10 + b"end"
    stored = storage.put(f"{folder}/large.pdf", io.BytesIO(data), "application/pdf")
    with storage.open(f"{folder}/large.pdf") as stream:
        first = stream.read(3)
        rest = b"".join(iter(lambda: stream.read(65536), b""))
    assert first + rest == data
    assert stored.sha256 == hashlib.sha256(data).hexdigest()


def test_the_same_content_again_is_fine_and_other_content_is_refused(storage: Storage, folder: str) -> None:
    key = f"{folder}/a.pdf"
    first = storage.put(key, b"one", "application/pdf")
    assert storage.put(key, b"one", "application/pdf") == first
    with pytest.raises(ObjectConflict):
        storage.put(key, b"two", "application/pdf")
    assert storage.read(key) == b"one"


def test_of_ten_writers_of_one_key_exactly_one_wins(storage: Storage, folder: str) -> None:
    key = f"{folder}/race"

    def write(number: int) -> bytes | None:
        data = f"writer {number}".encode()
        try:
            storage.put(key, data, "text/plain")
        except ObjectConflict:
            return None
        return data

    storage.exists(key)
    with ThreadPoolExecutor(10) as pool:
        winners = [data for data in pool.map(write, range(10)) if data is not None]
    assert winners == [storage.read(key)]


def test_a_missing_object_is_said_to_be_missing(storage: Storage, folder: str) -> None:
    key = f"{folder}/none"
    assert not storage.exists(key)
    with pytest.raises(ObjectMissing):
        storage.read(key)
    with pytest.raises(ObjectMissing):
        storage.open(key)
    storage.delete(key)


def test_delete_removes_and_the_key_is_free_again(storage: Storage, folder: str) -> None:
    key = f"{folder}/gone"
    storage.put(key, b"one", "text/plain")
    storage.delete(key)
    assert not storage.exists(key)
    storage.put(key, b"two", "text/plain")
    assert storage.read(key) == b"two"


def test_keys_are_listed_in_order_below_their_prefix_only(storage: Storage, folder: str) -> None:
    wanted = [f"{folder}/a/1", f"{folder}/a/2", f"{folder}/a10/1"]
    for key in [*reversed(wanted), f"{folder}/b/1"]:
        storage.put(key, key.encode(), "text/plain")
    assert list(storage.keys(f"{folder}/a")) == wanted
    assert list(storage.keys(f"{folder}/a/")) == wanted[:2]
    assert list(storage.keys(f"{folder}/nothing/")) == []


@pytest.mark.parametrize("key", BAD_KEYS)
def test_no_key_climbs_out_or_hides(storage: Storage, key: str, tmp_path: Path) -> None:
    for action in (
        lambda: storage.put(key, b"x", "text/plain"),
        lambda: storage.open(key),
        lambda: storage.read(key),
        lambda: storage.exists(key),
        lambda: storage.delete(key),
        lambda: storage.signed_url(key, "a.pdf", 60),
    ):
        with pytest.raises(InvalidKey):
            action()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_usable_store_passes_its_check(storage: Storage) -> None:
    storage.check()


@pytest.mark.parametrize(
    "url",
    [
        "/var/files",
        "file://host/x",
        "file:x",
        "file:",
        "s3://",
        "s3://bucket/path",
        "s3://bucket?endpoint=ftp://x",
        "s3://bucket?endpont=http://x",
        "http://bucket",
    ],
)
def test_a_wrong_address_is_one_clear_line(url: str) -> None:
    with pytest.raises(ValueError, match=r"^storage URL: [^\n]+$"):
        open_storage(url)


# Files only


def test_files_have_no_signed_address(tmp_path: Path) -> None:
    assert open_storage(f"file://{tmp_path}").signed_url("a/b", "a.pdf", 60) is None


def test_a_key_cannot_be_both_object_and_folder(tmp_path: Path) -> None:
    storage = open_storage(f"file://{tmp_path}")
    storage.put("a/b", b"x", "text/plain")
    for key in ("a", "a/b/c"):
        with pytest.raises(ObjectConflict):
            storage.put(key, b"y", "text/plain")
        with pytest.raises(ObjectMissing):
            storage.read(key)


def test_a_folder_that_cannot_be_written_is_unavailable(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    storage = open_storage(f"file://{blocked}/x")
    with pytest.raises(StorageUnavailable):
        storage.put("a", b"x", "text/plain")


def test_a_source_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    class Breaks(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise OSError(5, "the upload broke off")
            return super().read(10)

    storage = open_storage(f"file://{tmp_path}")
    with pytest.raises(StorageUnavailable):
        storage.put("a", Breaks(b"0123456789" * 10), "text/plain")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("moment", ["os.link", "os.fsync"])
def test_a_kill_before_the_name_appears_leaves_no_partial_object(tmp_path: Path, moment: str) -> None:
    module = moment.partition(".")[0]
    program = textwrap.dedent(f"""
        import {module}, sys, time
        from casework.gateways.storage import open_storage
        def wait(*args):
            print("ready", flush=True)
            time.sleep(60)
        {moment} = wait
        open_storage(sys.argv[1]).put("ho-so/a.pdf", b"x" * 3_000_000, "application/pdf")
    """)
    url = f"file://{tmp_path}"
    root = Path(__file__).parents[3]
    with subprocess.Popen([sys.executable, "-c", program, url], stdout=subprocess.PIPE, cwd=root) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
        finally:
            process.send_signal(signal.SIGKILL)
    storage = open_storage(url)
    assert not storage.exists("ho-so/a.pdf")
    assert list(storage.keys()) == []
    storage.put("ho-so/a.pdf", b"whole", "application/pdf")
    assert storage.read("ho-so/a.pdf") == b"whole"


def test_what_a_killed_process_left_is_cleared_after_a_day(tmp_path: Path) -> None:
    storage = open_storage(f"file://{tmp_path}")
    storage.put("a", b"x", "text/plain")
    old, fresh = tmp_path / ".unfinished" / "old", tmp_path / ".unfinished" / "fresh"
    for path in (old, fresh):
        path.write_bytes(b"half")
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    storage.put("b", b"y", "text/plain")
    assert not old.exists()
    assert fresh.exists()


# S3 only


@pytest.fixture
def s3(s3_server) -> Iterator[Storage]:
    opened = open_storage(s3_server.storage_url, access_key=s3_server.access_key, secret_key=s3_server.secret_key)
    yield opened
    opened.close()


def _get(url: str) -> tuple[int, bytes, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read(), answer.headers.get("Content-Disposition", "")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, b"", ""


def test_nobody_reads_an_object_without_a_signature(s3: Storage, s3_server, folder: str) -> None:
    s3.put(f"{folder}/private.pdf", b"private", "application/pdf")
    assert _get(f"{s3_server.endpoint}/{s3_server.bucket}/{folder}/private.pdf")[0] == 403
    assert _get(f"{s3_server.endpoint}/{s3_server.bucket}?list-type=2")[0] == 403


def test_a_signed_address_downloads_under_its_vietnamese_name(s3: Storage, folder: str) -> None:
    key = f"{folder}/a.pdf"
    s3.put(key, b"content", "application/pdf")
    status, body, disposition = _get(s3.signed_url(key, 'Giấy "mời".pdf', 60) or "")
    assert (status, body) == (200, b"content")
    assert disposition == "attachment; filename*=UTF-8''Gi%E1%BA%A5y%20%22m%E1%BB%9Di%22.pdf"


def test_a_changed_signed_address_is_refused(s3: Storage, folder: str) -> None:
    for name in ("a", "b"):
        s3.put(f"{folder}/{name}", b"content", "text/plain")
    url = s3.signed_url(f"{folder}/a", "a.txt", 60) or ""
    assert _get(url)[0] == 200
    parts = urlsplit(url)
    other = urlunsplit(parts._replace(path=parts.path[:-1] + "b"))
    longer = url.replace("X-Amz-Expires=60", "X-Amz-Expires=600")
    renamed = url.replace("a.txt", "b.exe")
    assert len({url, other, longer, renamed}) == 4
    assert [_get(changed)[0] for changed in (other, longer, renamed)] == [403, 403, 403]


def test_a_signed_address_expires(s3: Storage, folder: str) -> None:
    s3.put(f"{folder}/a", b"content", "text/plain")
    url = s3.signed_url(f"{folder}/a", "a.txt", 1) or ""
    deadline = time.monotonic() + 10
    while _get(url)[0] != 403:
        assert time.monotonic() < deadline, "still served ten seconds after its end"
        time.sleep(0.25)


@pytest.mark.parametrize("seconds", [0, -1, 24 * 3600])
def test_a_signed_address_is_short_lived(s3: Storage, seconds: int) -> None:
    with pytest.raises(ValueError, match="seconds"):
        s3.signed_url("a", "a.pdf", seconds)


def test_the_content_type_is_kept(s3: Storage, s3_server, folder: str) -> None:
    s3.put(f"{folder}/a", b"x", "image/webp")
    client = s3_server.client()
    assert client.head_object(Bucket=s3_server.bucket, Key=f"{folder}/a")["ContentType"] == "image/webp"
    client.close()


def test_wrong_credentials_and_a_dead_server_are_unavailable(s3_server) -> None:
    wrong = open_storage(s3_server.storage_url, access_key=s3_server.access_key, secret_key="wrong")
    dead = open_storage("s3://ho-so?endpoint=http://127.0.0.1:9", access_key="a", secret_key="b")
    no_bucket = open_storage(
        f"s3://khong-co?endpoint={s3_server.endpoint}", access_key=s3_server.access_key, secret_key=s3_server.secret_key
    )
    for storage in (wrong, dead, no_bucket):
        with pytest.raises(StorageUnavailable):
            storage.check()
    for storage in (wrong, dead):
        with pytest.raises(StorageUnavailable):
            storage.put("a", b"x", "text/plain")
    for storage in (wrong, dead, no_bucket):
        storage.close()
