"""`/healthz/live` and `/healthz/ready`: what a balancer or a monitor asks. No address, version or secret may enter."""

from __future__ import annotations

from typing import Any

from api.blueprint import blueprint
from casework.queries.health import health
from casework.queries.running import lag
from web.access import public
from web.current import casework, now


@blueprint.get("/healthz/live")
@public("a monitor asks without an account; the answer tells only that the process answers")
def live() -> dict[str, Any]:
    """The process answers; nothing else is asked, so that a slow database does not get it restarted."""
    return {"status": "ok"}


@blueprint.get("/healthz/ready")
@public("a balancer asks without an account; the answer holds one word for each part")
def ready() -> tuple[dict[str, Any], int]:
    """Whether requests may be sent here: 503 when a part is missing without which no page works.

    Late messages, duties and scans are told with 200: no balancer mends them by sending people elsewhere.
    """
    found = health(casework())
    checks = {name: str(getattr(found, name)) for name in ("database", "schema", "storage", "disk")}
    if not found.ready:
        return {"status": "unavailable", "checks": checks}, 503
    behind = lag(casework(), now())
    checks["outbox"] = "late" if behind.outbox_is_late else "ok"
    checks["duties"] = "late" if behind.late_duties else "ok"
    if behind.scanning is not None:
        checks["scanner"] = "late" if behind.scanner_is_late else "ok"
    return {"status": "degraded" if "late" in checks.values() else "ok", "checks": checks}, 200
