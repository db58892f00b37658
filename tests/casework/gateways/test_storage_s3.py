"""What only S3 has to prove: nobody reads without a signature, and a signature is exact and short-lived."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from casework.gateways.storage import (
    Storage,
    StorageUnavailable,
    open_storage,
)


@pytest.fixture
def folder() -> str:
    """A prefix of this test alone, since the S3 server serves all of them."""
    return f"test-{uuid4().hex}"


@pytest.fixture
def s3(s3_server) -> Iterator[Storage]:
    url = f"{s3_server.storage_url}&direct=yes"
    opened = open_storage(url, access_key=s3_server.access_key, secret_key=s3_server.secret_key)
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
