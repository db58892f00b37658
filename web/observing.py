"""Every request has an id and leaves one line in the log. No query, no form and nobody's name may enter the line."""

from __future__ import annotations

import logging
from time import perf_counter, time_ns
from typing import Any

from flask import Flask, Response, current_app, g, request, request_started

from casework import tracing
from web.counting import counted

HEADER = "X-Request-ID"
# Asked every few seconds by balancers and monitors: told only when the answer is a bad one.
QUIET = ("/healthz/", "/metrics")
NO_SUCH_PAGE = "(no such page)"

log = logging.getLogger("access")


def register(app: Flask) -> None:
    """Observe every request of an application, before anything else looks at it."""
    request_started.connect(_begin, app)
    app.after_request(_told)
    app.teardown_request(_end)


def _begin(app: Flask, **_: Any) -> None:
    g.begun, g.begun_at = perf_counter(), time_ns()
    given = request.headers.get(HEADER, "") if app.config["TRUSTED_PROXIES"] else ""
    tracing.begin(given if tracing.acceptable(given) else tracing.new_id())


def _told(response: Response) -> Response:
    response.headers[HEADER] = tracing.current_id()
    seconds = perf_counter() - g.begun
    counted(request.method, request.endpoint, response.status_code, seconds)
    if response.status_code < 400 and request.path.startswith(QUIET):
        return response
    _span(response.status_code)
    took = round(seconds * 1000, 1)
    facts = {"method": request.method, "path": told_path(), "status": response.status_code, "duration_ms": took}
    log.info("%s %s %s %s ms", *facts.values(), extra=facts)
    return response


def _span(status: int) -> None:
    current_app.extensions["spans"].told(
        request.endpoint or "none",
        g.begun_at,
        http__request__method=request.method,
        http__route=request.url_rule.rule if request.url_rule else None,
        http__response__status_code=status,
        portal__request_id=tracing.current_id(),
    )


def told_path() -> str:
    """The path without its query; an address that leads nowhere may hold anything, so it is not repeated."""
    if request.url_rule is None:
        return NO_SUCH_PAGE
    return request.script_root + request.path


def _end(_: BaseException | None) -> None:
    tracing.begin("")
