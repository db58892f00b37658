"""What a monitor reads: figures of the office from the database, counts of requests by endpoint, and nobody else reads them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from app import create_app
from casework.models import DutyRun, Landmark
from casework.services.slowing import key_for, note_failure
from casework.services.telling import put
from procedures.catalog.abtc.samples import sample_answers
from tests.support.application import Clock, settings_for
from tests.support.desks import Desks

FAR_AWAY = "203.0.113.7"


def read(app: Flask, **given: object) -> dict[str, dict[tuple[str, ...], float]]:
    """Every figure: name, then the values of its labels."""
    answer = app.test_client().get("/metrics", **given)
    assert answer.status_code == 200
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sample.labels[name] for name in sorted(sample.labels))] = sample.value
    return found


def test_figures_of_the_office_come_from_the_database(app_on_both: Flask, clock: Clock):
    casework = app_on_both.extensions["casework"]
    Desks(casework).file("abtc", sample_answers(3, persons=1), clock.now)
    note_failure(casework, (key_for("officer", "x"), key_for("officer-from", FAR_AWAY)), clock.now)
    with casework.database.unit_of_work() as session:
        put(session, "totp_changed", "email", "to@example.com", "vi", {}, "one", clock.now)
        session.add(DutyRun(name="deadlines_told", done_at=clock.now))
        session.add(Landmark(name="backup", at=clock.now, data={}))
    clock.advance(days=3)
    found = read(app_on_both)
    assert found["portal_database_up"] == {(): 1}
    assert found["portal_outbox_messages"] == {("waiting",): 2, ("failed",): 0, ("dropped",): 0}
    assert found["portal_outbox_age_seconds"] == found["portal_outbox_ready_seconds"] == {(): timedelta(days=3).total_seconds()}
    assert found["portal_duty_late_seconds"] == {("deadlines_told",): timedelta(days=3, minutes=-5).total_seconds()}
    assert found["portal_duties_late"][()] > 1
    assert found["portal_landmark_age_seconds"] == {("backup",): timedelta(days=3).total_seconds()}
    assert (found["portal_dossiers_open"], found["portal_dossiers_late"]) == ({(): 1}, {(): 1})
    assert found["portal_sign_ins_refused"][("officer",)] == 0, "older than a day"
    clock.set(clock.now - timedelta(days=3))
    assert read(app_on_both)["portal_sign_ins_refused"] == {("citizen",): 0, ("officer",): 1}


def test_requests_are_counted_by_endpoint_and_what_a_visitor_invents_makes_no_figure(app: Flask, client):
    before = read(app)["portal_requests_total"]
    client.get("/thu-tuc/abtc")
    client.get("/khong-co-trang-nay")
    client.open("/khong-co-trang-nay", method="INVENTED")
    after = read(app)
    more = {key: count - before.get(key, 0) for key, count in after["portal_requests_total"].items()}
    assert {key: count for key, count in more.items() if count and "api.metrics" not in key} == {
        ("portal.procedure", "GET", "200"): 1,
        ("none", "GET", "404"): 1,
        ("none", "other", "404"): 1,
    }
    assert after["portal_request_seconds_count"][("portal.procedure", "GET")] >= 1


def test_nobody_reads_them_from_elsewhere(app: Flask):
    assert app.test_client().get("/metrics", environ_base={"REMOTE_ADDR": FAR_AWAY}).status_code == 404


def test_a_proxy_nobody_told_of_opens_them_to_nobody(app: Flask):
    assert app.test_client().get("/metrics", headers={"X-Forwarded-For": FAR_AWAY}).status_code == 404


@pytest.mark.parametrize(("address", "status"), [("10.1.2.3", 200), (FAR_AWAY, 404), ("::1", 404)])
def test_the_setting_says_from_where(sqlite_url: str, tmp_path: Path, clock: Clock, address: str, status: int):
    app = create_app(settings_for(sqlite_url, tmp_path, METRICS_ALLOW="10.0.0.0/8", TRUSTED_PROXIES="1"), clock=clock)
    answer = app.test_client().get("/metrics", headers={"X-Forwarded-For": address})
    app.extensions["casework"].database.dispose()
    assert answer.status_code == status


def test_without_a_database_it_says_only_that(tmp_path: Path):
    nobody = "postgresql+psycopg://portal:a-password-nobody-may-see@127.0.0.1:1/portal"
    app = create_app(settings_for(nobody, tmp_path))
    found = read(app)
    app.extensions["casework"].database.dispose()
    assert found["portal_database_up"] == {(): 0}
    assert "portal_dossiers_open" not in found
