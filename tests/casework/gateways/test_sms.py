"""Texts to phones: the simulator's folder, and a provider played by a real HTTP server on this machine."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from casework.gateways.sms import SmsPermanent, SmsTemporary, send_sms

TEXT = "Mã xác nhận của Ông/Bà là 123456"


class Provider(ThreadingHTTPServer):
    """Answers with `status` and remembers what it was asked."""

    status = 200
    requests: list[tuple[str, str, dict]]


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, self.headers["Idempotency-Key"], body))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def provider() -> Iterator[Provider]:
    server = Provider(("127.0.0.1", 0), _Handler)
    server.requests = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_simulator_keeps_each_text_once_and_says_that_it_is_one(tmp_path: Path) -> None:
    for _ in range(2):
        send_sms(f"file:{tmp_path}/sms", "+84900000000", TEXT, "outbox-5")
    (kept,) = (tmp_path / "sms").iterdir()
    assert "simulator" in kept.name
    assert json.loads(kept.read_text("utf-8")) == {
        "simulator": True,
        "to": "+84900000000",
        "text": TEXT,
        "reference": "outbox-5",
    }


def test_a_simulator_folder_that_cannot_be_written_is_temporary(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SmsTemporary):
        send_sms(f"file:{tmp_path}/file/sms", "+84900000000", TEXT, "outbox-5")


def test_a_provider_gets_one_json_with_the_reference(provider: Provider) -> None:
    send_sms(f"http://127.0.0.1:{provider.server_port}/v1/send?brand=SNgV", "+84900000000", TEXT, "outbox-5")
    assert provider.requests == [
        ("/v1/send?brand=SNgV", "outbox-5", {"to": "+84900000000", "text": TEXT, "reference": "outbox-5"})
    ]


@pytest.mark.parametrize(
    ("status", "expected"),
    [(400, SmsPermanent), (422, SmsPermanent), (401, SmsTemporary), (429, SmsTemporary), (503, SmsTemporary)],
)
def test_the_providers_answer_decides_whether_to_try_again(provider: Provider, status: int, expected: type) -> None:
    provider.status = status
    with pytest.raises(expected, match=str(status)):
        send_sms(f"http://127.0.0.1:{provider.server_port}/", "+84900000000", TEXT, "outbox-5")


def test_a_redirect_is_not_followed(provider: Provider) -> None:
    provider.status = 302
    with pytest.raises(SmsTemporary):
        send_sms(f"http://127.0.0.1:{provider.server_port}/", "+84900000000", TEXT, "outbox-5")
    assert [path for path, _, _ in provider.requests] == ["/"]


def test_a_provider_that_is_not_there_is_temporary() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(SmsTemporary):
            send_sms(f"http://127.0.0.1:{unused.getsockname()[1]}/", "+84900000000", TEXT, "outbox-5")


@pytest.mark.parametrize("url", ["", "file:", "http://sms.example.vn/", "ftp://x", "https"])
def test_a_wrong_sms_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="SMS URL"):
        send_sms(url, "+84900000000", TEXT, "outbox-5")
