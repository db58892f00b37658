"""What is said to clamd and what its answers mean, against a scanner that speaks its protocol. The real one is in `tests/troubles`."""

from __future__ import annotations

import socket
from threading import Thread

import pytest

from casework.gateways import scanning
from casework.gateways.scanning import CHUNK_BYTES, ScanFailed, ScannerAway, scan
from tests.support.clamd import MARK, SIGNATURE
from tests.support.machine import LOOPBACK, free_port


@pytest.mark.parametrize(
    "blocks",
    [[b"one"], [], [b"", b"after nothing", b""], [b"x" * (2 * CHUNK_BYTES + 1)], [b"y" * CHUNK_BYTES, b"z"]],
    ids=["one block", "nothing", "empty blocks", "longer than a chunk", "two blocks"],
)
def test_a_content_arrives_whole_and_is_clean(fake_clamd, blocks):
    assert scan(fake_clamd.url, blocks) == ""
    assert fake_clamd.contents == [b"".join(blocks)]


def test_what_is_found_has_a_name(fake_clamd):
    assert scan(fake_clamd.url, [b"before " + MARK[:9], MARK[9:] + b" after"]) == SIGNATURE


def test_a_content_too_long_for_it_is_told_as_it_says(fake_clamd):
    fake_clamd.longest = 1000
    with pytest.raises(ScanFailed, match="size limit exceeded"):
        scan(fake_clamd.url, (bytes(100_000) for _ in range(200)))
    assert scan(fake_clamd.url, [bytes(1000)]) == "", "exactly as long as allowed"


@pytest.mark.parametrize("answer", ["stream: Can't allocate memory ERROR", "stream: ok", "OK", "stream: OK or not"])
def test_no_other_answer_passes_a_file(fake_clamd, answer):
    fake_clamd.answer = answer
    with pytest.raises(ScanFailed, match=answer):
        scan(fake_clamd.url, [b"x"])


def test_a_line_that_ends_without_an_answer_says_nothing_of_the_file(fake_clamd):
    fake_clamd.answer = ""
    with pytest.raises(ScannerAway, match="broke off"):
        scan(fake_clamd.url, [b"x"])


@pytest.mark.parametrize("url", [f"tcp://{LOOPBACK}:{{port}}", "unix:///nowhere/clamd.ctl"])
def test_a_scanner_nobody_started_is_away(url):
    with pytest.raises(ScannerAway, match="cannot be reached"):
        scan(url.format(port=free_port()), [b"x"])


def test_a_scanner_that_never_answers_is_away_in_bounded_time(monkeypatch):
    monkeypatch.setattr(scanning, "ANSWER_SECONDS", 0.2)
    with socket.create_server((LOOPBACK, 0)) as deaf:
        with pytest.raises(ScannerAway, match="no answer"):
            scan(f"tcp://{LOOPBACK}:{deaf.getsockname()[1]}", [b"x"])
        with pytest.raises(ScannerAway, match="no more bytes"):
            scan(f"tcp://{LOOPBACK}:{deaf.getsockname()[1]}", (bytes(CHUNK_BYTES) for _ in range(100)))


def test_it_may_listen_on_a_file(tmp_path):
    path = tmp_path / "clamd.ctl"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()

        def answer() -> None:
            line, _ = listening.accept()
            with line:
                while not line.recv(65536).endswith(bytes(4)):
                    pass
                line.sendall(b"stream: OK\0")

        beside = Thread(target=answer)
        beside.start()
        assert scan(f"unix://{path}", [b"x"]) == ""
        beside.join(10)
