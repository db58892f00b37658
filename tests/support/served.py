"""A WSGI application served on a free loopback port while a test runs. Knows no application of ours."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Thread
from wsgiref.types import WSGIApplication

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.support.machine import LOOPBACK, free_port


@dataclass(frozen=True)
class Served:
    """Where a served application answers."""

    url: str
    port: int


class _Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_request(self, code="-", size="-") -> None:
        return


@contextmanager
def serving(application: WSGIApplication, port: int | None = None) -> Iterator[Served]:
    """Serve `application` in threads until the block ends; pass a `free_port()` its settings already know."""
    server = make_server(LOOPBACK, port or free_port(), application, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Served(f"http://{LOOPBACK}:{server.port}", server.port)
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """`serve(application, port=None)`; everything served stops with the test."""
    with ExitStack() as stack:
        yield lambda application, port=None: stack.enter_context(serving(application, port))
