"""Spans reach a real OTLP receiver with the request id; without the setting nothing is loaded, without the packages one line says so."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from sqlalchemy import select

from app import create_app
from casework.models import OutboxMessage
from tests.support.application import Clock, settings_for
from tests.support.factories import make_account
from tests.support.inspecting_client import InspectingClient
from tests.support.served import Served
from tests.support.tree import ROOT
from web import spans
from worker.commands import desk_of
from worker.outbox import deliver_outbox


def test_a_request_and_the_delivery_it_caused_share_its_id(
    serve: Callable[..., Served], sqlite_url: str, tmp_path: Path, clock: Clock
):
    received: list[bytes] = []

    def collector(environ: dict, start_response: Callable) -> list[bytes]:
        assert environ["PATH_INFO"] == "/v1/traces"
        received.append(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        start_response("200 OK", [("Content-Type", "application/x-protobuf")])
        return [b""]

    endpoint = serve(collector).url
    app = create_app(settings_for(sqlite_url, tmp_path, OTEL_EXPORTER_OTLP_ENDPOINT=endpoint), clock=clock)
    app.test_client_class = InspectingClient
    account = make_account(app.extensions["casework"], "person", email="nguyen.thi.bi.mat@example.com")
    asked = app.test_client().submit("/quen-mat-khau?email=bi.mat", {"login": account.email}, button="Gửi liên kết")
    assert deliver_outbox(desk_of(app)) == 1
    with app.extensions["casework"].database.reading() as session:
        assert session.scalars(select(OutboxMessage.state)).all() == ["sent"]
    app.extensions["spans"].flush()
    app.extensions["casework"].database.dispose()
    found = [one for body in received for one in spans_in(body)]
    of_this = [name for name, facts in found if facts["portal.request_id"] == asked.headers["X-Request-ID"]]
    assert len(of_this) == 2
    assert "outbox" in of_this
    assert not any("bi.mat" in str(facts) for _, facts in found)


def spans_in(body: bytes) -> list[tuple[str, dict[str, str]]]:
    """Name and attributes of every span of a message."""
    message = ExportTraceServiceRequest.FromString(body)
    scopes = (scope for resource in message.resource_spans for scope in resource.scope_spans)
    return [
        (span.name, {one.key: one.value.string_value or str(one.value.int_value) for one in span.attributes})
        for scope in scopes
        for span in scope.spans
    ]


def test_without_the_setting_nothing_is_loaded():
    program = "import sys, app; app.open_spans(''); print([one for one in sys.modules if one.startswith('opentelemetry')])"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_the_packages_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch, caplog):
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    made = spans.open_spans("http://127.0.0.1:4318")
    with made.around("outbox"):
        pass
    made.flush()
    assert [one.getMessage() for one in caplog.records] == [spans.MISSING]
