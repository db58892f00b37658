"""Notices of the past, kept in the history of a dossier but never mailed. Demonstration only; no wording of a real notice."""

from __future__ import annotations

from datetime import datetime

from casework.context import Casework
from casework.services.settling import settle_unsent

NOTE = "Dữ liệu minh họa: thông báo này thuộc quá khứ của hồ sơ và không được gửi đi."


def settle_outbox(casework: Casework, before: datetime) -> int:
    """Mark every notice older than `before` as sent at its creation, with a note that says it never was.

    Returns how many were marked; younger ones are left to the worker.
    """
    return settle_unsent(casework, before, NOTE.encode())
