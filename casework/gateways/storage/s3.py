"""Objects in an S3 bucket, checked by SHA-256 and never overwritten; knows nothing of dossiers."""

import base64
import contextlib
import hashlib
import io
import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO, cast
from urllib.parse import quote

from casework.gateways.storage.base import (
    CHUNK_BYTES,
    ObjectConflict,
    ObjectMissing,
    StorageUnavailable,
    StoredFile,
    checked_key,
    checked_prefix,
)

_SPOOL_BYTES = 8 * 1024 * 1024
_MAX_SIGNED_SECONDS = 15 * 60
CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 3, 12, 2
# Whoever asks whether the store is there asks again soon: one short try, so that the question itself keeps no process busy.
LOOK_SECONDS = 3


class S3Storage:
    """One bucket. Its clients, a patient one and a hurried one, are made on first use: importing boto3 takes longer than most
    requests.
    """

    def __init__(
        self, bucket: str, *, endpoint: str | None, region: str, direct: bool, access_key: str | None, secret_key: str | None
    ) -> None:
        self.bucket, self.direct = bucket, direct
        self._options = {
            "endpoint_url": endpoint,
            "region_name": region,
            "aws_access_key_id": access_key,
            "aws_secret_access_key": secret_key,
        }
        self._made: tuple[Any, Any] | None = None

    @property
    def _clients(self) -> tuple[Any, Any]:
        if self._made is None:
            self._made = _make_clients(self._options)
        return self._made

    @property
    def _client(self) -> Any:
        return self._clients[0]

    def put(self, key: str, data: bytes | BinaryIO, content_type: str) -> StoredFile:
        checked_key(key)
        # A full disk of this machine is told like a store that is away.
        with _as_storage_errors(key), tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as body:
            stored, checksum = _spool(data, cast(BinaryIO, body), key)
            try:
                with _as_storage_errors(key):
                    self._client.put_object(
                        Bucket=self.bucket,
                        Key=key,
                        Body=body,
                        ContentLength=stored.size,
                        ContentType=content_type,
                        ChecksumSHA256=checksum,
                        IfNoneMatch="*",
                    )
            except ObjectConflict:
                # Also the answer to a repeated request whose first try arrived: the content decides.
                if self._digest(key) != stored.sha256:
                    raise
        return stored

    def open(self, key: str) -> BinaryIO:
        checked_key(key)
        with _as_storage_errors(key):
            answer = self._client.get_object(Bucket=self.bucket, Key=key)
        return cast(BinaryIO, io.BufferedReader(_Body(answer["Body"], key), CHUNK_BYTES))

    def read(self, key: str) -> bytes:
        with self.open(key) as stream:
            return stream.read()

    def exists(self, key: str) -> bool:
        checked_key(key)
        try:
            with _as_storage_errors(key):
                self._client.head_object(Bucket=self.bucket, Key=key)
        except ObjectMissing:
            return False
        return True

    def delete(self, key: str) -> None:
        checked_key(key)
        with contextlib.suppress(ObjectMissing), _as_storage_errors(key):
            self._client.delete_object(Bucket=self.bucket, Key=key)

    def signed_url(self, key: str, filename: str, seconds: int) -> str | None:
        checked_key(key)
        if not 0 < seconds <= _MAX_SIGNED_SECONDS:
            raise ValueError(f"a signed address lives 1 to {_MAX_SIGNED_SECONDS} seconds")
        if not self.direct:
            return None
        disposition = f"attachment; filename*=UTF-8''{quote(filename, safe='')}"
        with _as_storage_errors(key):
            return self._client.generate_presigned_url(
                "get_object",
                Params={"Bucket": self.bucket, "Key": key, "ResponseContentDisposition": disposition},
                ExpiresIn=seconds,
            )

    def stored_at(self, key: str) -> datetime:
        checked_key(key)
        with _as_storage_errors(key):
            return self._client.head_object(Bucket=self.bucket, Key=key)["LastModified"]

    def keys(self, prefix: str = "") -> Iterator[str]:
        checked_prefix(prefix)
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        with _as_storage_errors(prefix):
            for page in pages:
                for item in page.get("Contents", ()):
                    yield item["Key"]

    def check(self) -> None:
        _, hurried = self._clients
        try:
            with _as_storage_errors(self.bucket):
                hurried.head_bucket(Bucket=self.bucket)
        except ObjectMissing as error:
            raise StorageUnavailable(f"no bucket {self.bucket}") from error

    def close(self) -> None:
        for one in self._made or ():
            one.close()
        self._made = None

    def _digest(self, key: str) -> str:
        digest = hashlib.sha256()
        with self.open(key) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                digest.update(chunk)
        return digest.hexdigest()


class _Body(io.RawIOBase):
    """The streaming answer of S3 as an ordinary raw stream whose failures are ours."""

    def __init__(self, body: Any, key: str) -> None:
        self._body = body
        self._key = key

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _as_storage_errors(self._key):
            chunk = self._body.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        if not self.closed:
            self._body.close()
        super().close()


def _make_clients(options: dict[str, str | None]) -> tuple[Any, Any]:
    """The patient and the hurried client of one session: what takes room, the description of S3, is read once."""
    import boto3

    session = boto3.session.Session()
    # A request of ours waits for no store longer than CONNECT + READ, twice, and a pause: about half a minute.
    waits = ((READ_SECONDS, ATTEMPTS), (LOOK_SECONDS, 1))
    patient, hurried = (session.client("s3", config=_config(options, *one), **options) for one in waits)
    return patient, hurried


def _config(options: dict[str, str | None], read_seconds: float, attempts: int) -> Any:
    from botocore.config import Config

    return Config(
        signature_version="s3v4",
        connect_timeout=CONNECT_SECONDS,
        read_timeout=read_seconds,
        retries={"mode": "standard", "total_max_attempts": attempts},
        s3={"addressing_style": "path" if options["endpoint_url"] else "auto"},
    )


def _spool(data: bytes | BinaryIO, body: BinaryIO, key: str) -> tuple[StoredFile, str]:
    """Copy to a stream that can be rewound for a retry, and hash on the way."""
    digest, size = hashlib.sha256(), 0
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    while chunk := source.read(CHUNK_BYTES):
        digest.update(chunk)
        size += body.write(chunk)
    body.seek(0)
    return StoredFile(key, digest.hexdigest(), size), base64.b64encode(digest.digest()).decode()


@contextlib.contextmanager
def _as_storage_errors(key: str) -> Iterator[None]:
    """Say what boto3 said in the words of the store; never with credentials or the signed request in it."""
    from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if status == 404 and code != "NoSuchBucket":
            raise ObjectMissing(key) from error
        if status == 412:
            raise ObjectConflict(f"{key} already holds other content") from error
        raise StorageUnavailable(f"{key}: {code or status}") from error
    except (BotoCoreError, HTTPClientError, OSError) as error:
        raise StorageUnavailable(f"{key}: {type(error).__name__}") from error
