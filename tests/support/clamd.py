"""A malware scanner inside the test process that speaks clamd's INSTREAM protocol and is as strict about it. It knows one signature."""

from __future__ import annotations

import socketserver
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Thread
from typing import cast

import pytest
from flask import Flask

from tests.support.machine import LOOPBACK

MARK = b"DAU HIEU MA DOC CUA BAI KIEM THU"
SIGNATURE = "Portal.Test.Mark.UNOFFICIAL"
TOO_LONG = b"INSTREAM size limit exceeded. ERROR\0"


@dataclass
class FakeClamd:
    """What was sent, and how the next ones are answered. `broken` says where a client did not keep to the protocol."""

    port: int
    longest: int = 25 * 1024 * 1024
    contents: list[bytes] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    # What is answered in place of a verdict; "" closes the line without an answer.
    answer: str | None = None

    @property
    def url(self) -> str:
        """The value of CLAMD_URL that leads here."""
        return f"tcp://{LOOPBACK}:{self.port}"


class _Session(socketserver.StreamRequestHandler):
    timeout = 10

    def handle(self) -> None:
        clamd = cast(_Server, self.server).clamd
        command = self.rfile.read(10)
        if command != b"zINSTREAM\0":
            clamd.broken.append(f"an unknown command {command!r}")
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = self._content(clamd)
        if content is None:
            return
        clamd.contents.append(content)
        if clamd.answer is not None:
            self.wfile.write(clamd.answer.encode() + b"\0" if clamd.answer else b"")
            return
        found = f"stream: {SIGNATURE} FOUND\0" if MARK in content else "stream: OK\0"
        self.wfile.write(found.encode())

    def _content(self, clamd: FakeClamd) -> bytes | None:
        """Every chunk until the one of no length; None when the content is too long or the client broke off."""
        content = b""
        while True:
            head = self.rfile.read(4)
            if len(head) != 4:
                clamd.broken.append(f"the end is missing after {len(content)} bytes")
                return None
            length = struct.unpack("!I", head)[0]
            if length == 0:
                return content
            if len(content) + length > clamd.longest:
                self.wfile.write(TOO_LONG)
                return None
            chunk = self.rfile.read(length)
            if len(chunk) != length:
                clamd.broken.append(f"a chunk of {length} bytes had {len(chunk)}")
                return None
            content += chunk


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((LOOPBACK, 0), _Session)
        self.clamd = FakeClamd(self.server_address[1])


@contextmanager
def running_clamd() -> Iterator[FakeClamd]:
    """A scanner until the block ends."""
    with _Server() as server:
        beside = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        beside.start()
        yield server.clamd
        server.shutdown()
        beside.join()


@pytest.fixture
def fake_clamd() -> Iterator[FakeClamd]:
    """A scanner of this test alone; a client that breaks the protocol fails the test."""
    with running_clamd() as clamd:
        yield clamd
    assert clamd.broken == []


def infected(pdf: bytes) -> bytes:
    """The same PDF with what this scanner finds, in a comment behind its first line."""
    first, rest = pdf.split(b"\n", 1)
    return first + b"\n%" + MARK + b"\n" + rest


def use_scanner(app: Flask, url: str) -> None:
    """Let an application's uploads be scanned; CLAMD_URL would."""
    app.extensions["casework"] = replace(app.extensions["casework"], scanner=url)


@pytest.fixture
def with_scanner(app: Flask, fake_clamd: FakeClamd) -> FakeClamd:
    """The application has a scanner; asked for before everything that takes its casework."""
    use_scanner(app, fake_clamd.url)
    return fake_clamd
