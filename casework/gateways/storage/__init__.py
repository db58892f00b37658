"""One address in, one place for files out: a folder or an S3 bucket behind the same few verbs; never reads settings."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from casework.gateways.storage.base import (
    InvalidKey,
    ObjectConflict,
    ObjectMissing,
    Storage,
    StorageError,
    StorageUnavailable,
    StoredFile,
)

__all__ = [
    "InvalidKey",
    "ObjectConflict",
    "ObjectMissing",
    "Storage",
    "StorageError",
    "StorageUnavailable",
    "StoredFile",
    "open_storage",
]


def open_storage(url: str, *, access_key: str | None = None, secret_key: str | None = None) -> Storage:
    """The storage at `file:///absolute/folder` or `s3://bucket?endpoint=…&region=…&direct=…`.

    Without explicit keys, boto3 takes the usual AWS credentials. A wrong address is a ValueError that says what is
    wrong; nothing is connected to before the first use.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        return _open_files(parts.netloc, parts.path)
    if parts.scheme == "s3":
        if not parts.netloc or parts.path.strip("/"):
            raise ValueError("storage URL: s3:// takes a bucket and no path")
        return _open_s3(parts.netloc, parts.query, access_key, secret_key)
    raise ValueError("storage URL: must begin with file:/// or s3://")


def _open_files(host: str, path: str) -> Storage:
    from casework.gateways.storage.files import FileStorage

    folder = Path(unquote(path))
    if host or not path or not folder.is_absolute():
        raise ValueError("storage URL: file:/// takes an absolute folder")
    return FileStorage(folder)


def _open_s3(bucket: str, query: str, access_key: str | None, secret_key: str | None) -> Storage:
    from casework.gateways.storage.s3 import S3Storage

    options = parse_qs(query, keep_blank_values=True)
    unknown = sorted(set(options) - {"endpoint", "region", "direct"})
    if unknown:
        raise ValueError(f"storage URL: unknown option {unknown[0]}")
    endpoint = options.get("endpoint", [""])[0] or None
    if endpoint and not endpoint.startswith(("https://", "http://")):
        raise ValueError("storage URL: endpoint must be an http(s) address")
    region, direct = (options.get(name, [usual])[0] for name, usual in (("region", "us-east-1"), ("direct", "no")))
    if direct not in ("yes", "no"):
        raise ValueError("storage URL: direct must be yes (browsers reach the endpoint) or no")
    keys = {"access_key": access_key, "secret_key": secret_key}
    return S3Storage(bucket, endpoint=endpoint, region=region, direct=direct == "yes", **keys)
