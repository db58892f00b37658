"""`/healthz/live` and `/healthz/ready`: what a balancer or a monitor asks. No address, version or secret may enter."""

from __future__ import annotations

from typing import Any

from api.blueprint import blueprint
from casework.queries.health import health
from web.access import public
from web.current import casework


@blueprint.get("/healthz/live")
@public("a monitor asks without an account; the answer tells only that the process answers")
def live() -> dict[str, Any]:
    """The process answers; nothing else is asked, so that a slow database does not get it restarted."""
    return {"status": "ok"}


@blueprint.get("/healthz/ready")
@public("a balancer asks without an account; the answer holds one word for each part")
def ready() -> tuple[dict[str, Any], int]:
    """Whether requests may be sent here: 200 when every part works, else 503."""
    found = health(casework())
    checks = {"database": found.database, "schema": found.schema, "storage": found.storage}
    return {"status": "ok" if found.ready else "unavailable", "checks": checks}, 200 if found.ready else 503
