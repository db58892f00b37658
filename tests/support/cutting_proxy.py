"""A TCP proxy before a real server that a test tells to refuse, to keep silent or to cut in the middle. Understands no protocol."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread

from tests.support.machine import LOOPBACK, free_port

CHUNK = 64 * 1024
PASS, REFUSE, SILENT, CUT, ANSWER = "pass", "refuse", "silent", "cut", "answer"


class CuttingProxy:
    """Listens at `port`. `mode` counts for connections and bytes from now on; `seen` counts connections taken.

    With CUT a connection is reset after `cut_after` bytes in one direction; with ANSWER it gets `answer` and no server is asked.
    """

    def __init__(self, target_port: int) -> None:
        self.port, self.target_port = free_port(), target_port
        self.mode, self.cut_after, self.answer, self.seen = PASS, 0, b"", 0
        self._listening: socket.socket | None = None
        self._open: list[socket.socket] = []

    def listen(self) -> None:
        self._listening = socket.create_server((LOOPBACK, self.port))
        Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def tell(self, mode: str, *, cut_after: int = 0, answer: bytes = b"") -> None:
        """Behave so from now on; connections that are open end, so that nobody goes on with an old one."""
        was_refusing = self.mode == REFUSE
        self.mode, self.cut_after, self.answer = mode, cut_after, answer
        if mode == REFUSE:
            self._close_listening()
        elif was_refusing:
            self.listen()
        self._close_open()

    def close(self) -> None:
        self._close_listening()
        self._close_open()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            self.seen += 1
            self._open.append(client)
            Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError):
            if self.mode == SILENT:
                return
            if self.mode == ANSWER:
                client.recv(CHUNK)
                client.sendall(self.answer)
                client.shutdown(socket.SHUT_WR)
                while client.recv(CHUNK):
                    pass
                return
            server = socket.create_connection((LOOPBACK, self.target_port), 10)
            self._open.append(server)
            at_most = self.cut_after if self.mode == CUT else None
            Thread(target=self._carry, args=(server, client, at_most), daemon=True).start()
            self._carry(client, server, at_most)

    def _carry(self, source: socket.socket, target: socket.socket, at_most: int | None) -> None:
        carried = 0
        with suppress(OSError):
            while data := source.recv(CHUNK):
                carried += len(data)
                if at_most is not None and carried > at_most:
                    _reset(source)
                    _reset(target)
                    return
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

    def _close_listening(self) -> None:
        if self._listening is not None:
            with suppress(OSError):
                self._listening.shutdown(socket.SHUT_RDWR)
            self._listening.close()
            self._listening = None

    def _close_open(self) -> None:
        while self._open:
            one = self._open.pop()
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def _reset(end: socket.socket) -> None:
    """End a connection as a broken line does, without a goodbye."""
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    end.close()


@contextmanager
def cutting_proxy(target_port: int) -> Iterator[CuttingProxy]:
    """A proxy before a loopback port until the block ends."""
    proxy = CuttingProxy(target_port)
    proxy.listen()
    try:
        yield proxy
    finally:
        proxy.close()
