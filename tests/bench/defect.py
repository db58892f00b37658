"""The product with one deliberate defect, an extra query for each row: `--defect` shows that the bench turns red. Never served to anybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import text

import backoffice.worklist
import portal.tracking
from wsgi import application


def querying(items_of: Callable[..., Any]) -> Callable[..., Any]:
    """The same items, with a query for each: what a lazily loaded relation does."""

    def one_by_one(*given: Any, **named: Any) -> Any:
        items = items_of(*given, **named)
        for _ in items:
            with application.extensions["casework"].database.reading() as session:
                session.execute(text("SELECT name FROM officers WHERE id = 1")).all()
        return items

    return one_by_one


portal.tracking.timeline_items = querying(portal.tracking.timeline_items)  # type: ignore[assignment]  a defect on purpose
backoffice.worklist.rows_of = querying(backoffice.worklist.rows_of)

__all__ = ["application"]
