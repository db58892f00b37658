"""Spans for an office that has a collector: one for each request and each delivery, with the request id. No value of a person may enter.

Without OTEL_EXPORTER_OTLP_ENDPOINT nothing is loaded and nothing is measured.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from time import time_ns
from typing import Any

from casework.tracing import current_id

log = logging.getLogger(__name__)
MISSING = "OTEL_EXPORTER_OTLP_ENDPOINT is set, but its packages are not installed: pip install '.[traces]'; running without spans"


class Spans:
    """Where spans go; without a tracer nowhere."""

    def __init__(self, tracer: Any = None, provider: Any = None) -> None:
        self._tracer, self._provider = tracer, provider

    def told(self, name: str, begun: int, **facts: Any) -> None:
        """A span from `begun` (nanoseconds of the clock) until now; facts with the value None are left out."""
        if self._tracer:
            known = {key.replace("__", "."): value for key, value in facts.items() if value is not None}
            self._tracer.start_span(name, start_time=begun, attributes=known).end()

    @contextmanager
    def around(self, name: str, **facts: Any) -> Iterator[None]:
        """A span of a block."""
        begun = time_ns()
        try:
            yield
        finally:
            self.told(name, begun, portal__request_id=current_id(), **facts)

    def flush(self) -> None:
        """Hand over what was measured so far."""
        if self._provider:
            self._provider.force_flush()


def open_spans(endpoint: str) -> Spans:
    """Spans to the collector at an OTLP/HTTP address; one clear line and no spans when the packages are missing."""
    if not endpoint:
        return Spans()
    try:
        trace = import_module("opentelemetry.sdk.trace")
        export = import_module("opentelemetry.sdk.trace.export")
        resources = import_module("opentelemetry.sdk.resources")
        otlp = import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
    except ImportError:
        log.warning(MISSING)
        return Spans()
    provider = trace.TracerProvider(resource=resources.Resource.create({"service.name": "portal"}))
    exporter = otlp.OTLPSpanExporter(endpoint=endpoint.rstrip("/") + "/v1/traces", timeout=5)
    provider.add_span_processor(export.BatchSpanProcessor(exporter))
    return Spans(provider.get_tracer("portal"), provider)
