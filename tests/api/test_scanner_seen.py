"""A malware scanner as a monitor and the check of an installation see it: late, away, too small, or none at all."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app import build_casework, create_app
from casework.context import UploadLimits
from casework.services.scanning import scan_next
from procedures.catalog.abtc.samples import sample_answers
from tests.support.application import settings_for
from tests.support.clamd import SIGNATURE
from tests.support.desks import Desks

FIGURES = ("portal_scans_waiting", "portal_scan_wait_seconds", "portal_scans_infected")


@pytest.fixture
def filed(with_scanner, app, clock):
    """An application with a scanner and a dossier whose files nobody has looked at."""
    Desks(app.extensions["casework"]).file("abtc", sample_answers(3, persons=1), clock())
    return app


def ready(app):
    return app.test_client().get("/healthz/ready").json


def figures(app) -> dict[str, float]:
    text = app.test_client().get("/metrics").text
    return {one.name: one.samples[0].value for one in text_string_to_metric_families(text) if one.name in FIGURES}


def checked(app) -> list[dict[str, str]]:
    found = json.loads(app.test_cli_runner().invoke(args=["check", "--json"]).output)
    return [one for one in found if "scanner" in one["problem"]]


def test_the_address_of_the_settings_reaches_the_case_file(sqlite_url, tmp_path):
    settings = settings_for(sqlite_url, tmp_path, CLAMD_URL="tcp://127.0.0.1:3310")
    assert build_casework(settings).scanner == "tcp://127.0.0.1:3310"


def test_a_scanner_that_is_behind_is_told_and_sends_nobody_away(filed, clock):
    assert ready(filed)["checks"]["scanner"] == "ok"
    clock.advance(minutes=11)
    late = ready(filed)
    assert (late["status"], late["checks"]["scanner"]) == ("degraded", "late")
    waiting = figures(filed)
    assert waiting["portal_scans_waiting"] > 0 and waiting["portal_scan_wait_seconds"] == 660
    assert waiting["portal_scans_infected"] == 0
    assert "files wait for the malware scanner, the oldest 11 minutes" in checked(filed)[0]["problem"]


def test_what_it_found_is_counted(filed, with_scanner, clock):
    with_scanner.answer = f"stream: {SIGNATURE} FOUND"
    while scan_next(filed.extensions["casework"], "a worker", clock):
        pass
    found = figures(filed)
    assert (found["portal_scans_waiting"], found["portal_scan_wait_seconds"]) == (0, 0)
    assert found["portal_scans_infected"] > 0


def test_without_a_scanner_nothing_is_said_of_one(app, clock):
    Desks(app.extensions["casework"]).file("abtc", sample_answers(3, persons=1), clock())
    clock.advance(days=1)
    assert "scanner" not in ready(app)["checks"] and figures(app) == {} and checked(app) == []


def test_the_check_asks_it_about_a_file_as_long_as_the_longest_upload(with_scanner, app):
    assert checked(app) == []
    assert len(with_scanner.contents[0]) == UploadLimits().max_bytes
    with_scanner.longest = 1024 * 1024
    [small] = checked(app)
    assert "refuses a file of 20 MB" in small["problem"] and "StreamMaxLength" in small["mend"]
    app.extensions["casework"] = replace(app.extensions["casework"], scanner="unix:///nowhere/clamd.ctl")
    [away] = checked(app)
    assert "does not answer" in away["problem"] and "CLAMD_URL" in away["mend"]


def test_a_web_process_starts_while_the_scanner_is_away(sqlite_url, tmp_path, clock):
    app = create_app(settings_for(sqlite_url, tmp_path, CLAMD_URL="unix:///nowhere/clamd.ctl"), clock=clock)
    assert app.test_client().get("/").status_code == 200
    app.extensions["casework"].database.dispose()
