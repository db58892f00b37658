"""What every template may use: the office's identity, the other language's address, the present instant. No query may enter."""

from __future__ import annotations

from typing import Any

from flask import Flask, request

from casework.tracing import current_id
from web.current import casework, now
from web.english import PREFIX, is_english

SESSION_SECONDS = 3600


def register(app: Flask) -> None:
    app.context_processor(_context)


def _context() -> dict[str, Any]:
    office = casework().office
    return {
        "office": {
            "name": office.name,
            "short_name": office.name,
            "parent": office.parent,
            "counter_name": office.counter,
            "counter_phone": office.phone,
            "counter_hours": office.hours,
            "address": office.address,
            "email": office.email,
        },
        "now": now(),
        "alternate_url": _alternate(),
        "english": is_english(),
        "request_id": current_id(),
    }


def _alternate() -> str:
    """This page in the other language."""
    path = request.full_path.rstrip("?")
    return path if is_english() else PREFIX + path
