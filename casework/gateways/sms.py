"""One text to one phone: a simulator that keeps it in a folder, or a provider's web address; writes no sentence."""

import hashlib
import http.client
import json
import os
import ssl
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

_TIMEOUT_SECONDS = 15
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_TRY_LATER = frozenset({401, 403, 408, 425, 429})


class SmsTemporary(Exception):
    """Not sent for now; the same text may be sent later."""


class SmsPermanent(Exception):
    """The provider will never take this text for this number."""


def send_sms(url: str, to: str, text: str, reference: str) -> None:
    """Hand one text over, or raise SmsTemporary or SmsPermanent.

    `to` is an E.164 number. `reference` is the same on every try, so that a provider (and the simulator) can
    recognise a repeat. A wrong address is a ValueError.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path and not parts.netloc:
        _simulate(Path(unquote(parts.path)), to, text, reference)
    elif parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        _post(url, {"to": to, "text": text, "reference": reference})
    else:
        raise ValueError("SMS URL: must be file:folder (simulator) or https:// (http:// only on this machine)")


def _simulate(folder: Path, to: str, text: str, reference: str) -> None:
    record = {"simulator": True, "to": to, "text": text, "reference": reference}
    name = hashlib.sha256(reference.encode()).hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fd, unfinished = tempfile.mkstemp(dir=folder, prefix=".")
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            json.dump(record, file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(folder / f"sms-simulator-{name}.json")
    except OSError as error:
        raise SmsTemporary(f"the simulator's folder cannot be written: {error.strerror}") from error


def _post(url: str, body: dict[str, str]) -> None:
    """One POST without following redirects: a text with a code must not go where nobody decided."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, parts.port, timeout=_TIMEOUT_SECONDS, context=context)
    else:
        connection = http.client.HTTPConnection(host, parts.port, timeout=_TIMEOUT_SECONDS)
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": body["reference"]}
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, json.dumps(body, ensure_ascii=False).encode(), headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise SmsTemporary(f"the SMS provider cannot be reached: {type(error).__name__}") from error
    finally:
        connection.close()
    if 400 <= status < 500 and status not in _TRY_LATER:
        raise SmsPermanent(f"the SMS provider answered {status}")
    if not 200 <= status < 300:
        raise SmsTemporary(f"the SMS provider answered {status}")
