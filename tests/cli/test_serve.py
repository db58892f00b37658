"""`flask serve` as `make run` starts it: answers, delivers, stops, and keeps its data. No page is judged here."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.support.machine import descendants, is_running, wait_until
from tests.support.program import program


def test_it_serves_delivers_stops_and_keeps_its_data(tmp_path: Path):
    served = program(tmp_path, MAIL_URL=f"file://{tmp_path / 'mail'}", SMS_URL=f"file://{tmp_path / 'sms'}")
    try:
        served.start()
        wait_until(lambda: any((tmp_path / "mail").glob("*.eml")), "the worker delivers", 30)
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(30) == 0
        assert not served.answers()
        loaded = served.flask("demo", "load", "--json")
        assert '"dossiers": 0' in loaded
        served.start()
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(30) == 0
    finally:
        served.stop()


def test_killed_it_leaves_nothing_running(tmp_path: Path):
    served = program(tmp_path, APP_ENV="test")
    try:
        served.start()
        children = descendants(served.process.pid)
        assert len(children) >= 3, "the web's master, its worker, and the worker for deliveries"
        served.process.kill()
        assert served.process.wait(10) == -signal.SIGKILL
        wait_until(lambda: not any(is_running(one) for one in children), "what it had started ends", 30)
        assert not served.answers()
    finally:
        served.stop()
