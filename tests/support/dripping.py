"""A mail server that is never silent and never done: a byte of an answer a moment, for ever. Takes no message."""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from tests.support.machine import LOOPBACK, free_port

GREETING = b"220 mail.example ESMTP\r\n"
MOMENT_SECONDS = 0.05


@contextmanager
def dripping(*, greets: bool, certificate: Path | None = None) -> Iterator[int]:
    """The port on which it listens; with `greets` only what follows the greeting drips."""
    stopping, port = Event(), free_port()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH) if certificate else None
    if context and certificate:
        context.load_cert_chain(certificate)
    with socket.create_server((LOOPBACK, port)) as listening:
        listening.settimeout(MOMENT_SECONDS)
        server = Thread(target=_serve, args=(listening, context, greets, stopping), daemon=True)
        server.start()
        yield port
        stopping.set()
        server.join()


def certificate_in(folder: Path) -> Path:
    """A key and its certificate for this machine's loopback address, in one file."""
    made = folder / "mail.pem"
    name = ["-subj", f"/CN={LOOPBACK}", "-addext", f"subjectAltName=IP:{LOOPBACK}", "-keyout", made, "-out", folder / "certificate"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *name], check=True, capture_output=True)
    made.write_text(made.read_text() + (folder / "certificate").read_text())
    return made


def _serve(listening: socket.socket, context: ssl.SSLContext | None, greets: bool, stopping: Event) -> None:
    while not stopping.is_set():
        with contextlib.suppress(OSError):
            line, _ = listening.accept()
            line.settimeout(5)
            with context.wrap_socket(line, server_side=True) if context else line as talking:
                _drip(talking, greets, stopping)


def _drip(talking: socket.socket, greets: bool, stopping: Event) -> None:
    if greets:
        talking.sendall(GREETING)
    while not stopping.wait(MOMENT_SECONDS):
        talking.sendall(b"2")
