"""The promise of a file store, kept by a folder and by a real S3 server alike."""

import hashlib
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.gateways.storage import (
    InvalidKey,
    ObjectConflict,
    ObjectMissing,
    Storage,
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


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
        "s3://bucket?direct=perhaps",
        "http://bucket",
    ],
)
def test_a_wrong_address_is_one_clear_line(url: str) -> None:
    with pytest.raises(ValueError, match=r"^storage URL: [^\n]+$"):
        open_storage(url)


def test_when_an_object_was_stored_is_known(storage: Storage, folder: str) -> None:
    before = datetime.now(UTC) - timedelta(seconds=5)
    storage.put(f"{folder}/a.pdf", b"one", "application/pdf")
    assert before <= storage.stored_at(f"{folder}/a.pdf") <= datetime.now(UTC) + timedelta(seconds=5)
    with pytest.raises(ObjectMissing):
        storage.stored_at(f"{folder}/b.pdf")
