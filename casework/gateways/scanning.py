"""Asking clamd whether bytes are harmful, by its INSTREAM command. Nothing is stored and nothing is decided here.

The protocol is that of clamd(8): `zINSTREAM` and a zero byte, then chunks, each after its length in four bytes of network
order, then a length of zero; the answer ends with a zero byte: `stream: OK`, `stream: NAME FOUND` or a text that ends in `ERROR`.
"""

import re
import socket
import struct
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

CONNECT_SECONDS = 5
# Longer than clamd's own MaxScanTime (120 seconds), so that its answer is waited for.
ANSWER_SECONDS = 150
CHUNK_BYTES = 256 * 1024
_ANSWER_AT_MOST = 4096
_FOUND = re.compile(r"stream: (?P<name>.+) FOUND")


class ScannerAway(Exception):
    """The scanner cannot be reached or broke off: it is asked again later, and nobody knows anything about the file."""


class ScanFailed(Exception):
    """The scanner answered that it could not look at this file; the message is what it said."""


def scan(url: str, content: Iterable[bytes]) -> str:
    """The name of what was found in the content, "" when nothing was. Raises ScannerAway or ScanFailed."""
    with _connected(url) as connection:
        try:
            connection.sendall(b"zINSTREAM\0")
            for piece in _pieces(content):
                connection.sendall(struct.pack("!I", len(piece)) + piece)
            connection.sendall(struct.pack("!I", 0))
        except TimeoutError as error:
            raise ScannerAway("it took no more bytes") from error
        except OSError:
            pass  # It closes the line on a content too long for it, after it has said so.
        answer = _answer(connection)
    found = _FOUND.fullmatch(answer)
    if found:
        return found["name"]
    if answer != "stream: OK":
        raise ScanFailed(answer[:200])
    return ""


def _pieces(content: Iterable[bytes]) -> Iterable[bytes]:
    """No piece is empty, because an empty one would end the content; none is longer than a chunk."""
    for block in content:
        for start in range(0, len(block), CHUNK_BYTES):
            yield block[start : start + CHUNK_BYTES]


def _connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    try:
        if parts.scheme == "unix":
            connection = _by_file(unquote(parts.path))
        else:
            connection = socket.create_connection((parts.hostname or "", parts.port or 0), CONNECT_SECONDS)
    except OSError as error:
        raise ScannerAway(f"it cannot be reached: {type(error).__name__}") from error
    connection.settimeout(ANSWER_SECONDS)
    return connection


def _by_file(path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(CONNECT_SECONDS)
        connection.connect(path)
    except OSError:
        connection.close()
        raise
    return connection


def _answer(connection: socket.socket) -> str:
    said = b""
    try:
        while not said.endswith(b"\0") and len(said) < _ANSWER_AT_MOST:
            more = connection.recv(_ANSWER_AT_MOST)
            if not more:
                raise ScannerAway("it broke off without an answer")
            said += more
    except OSError as error:
        raise ScannerAway(f"no answer came: {type(error).__name__}") from error
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
