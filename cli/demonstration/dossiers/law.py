"""The law of a procedure on a day of the past. No dossier and no officer may enter."""

from __future__ import annotations

from datetime import date

from casework.context import Casework
from procedures.definition import Definition


class NotYetInForce(LookupError):
    """The procedure had no version on that day: the demonstration begins too early."""


def law_on(casework: Casework, slug: str, on: date) -> Definition:
    """The version in force. Raises NotYetInForce."""
    found = casework.registry.in_force(slug, on)
    if found is None:
        raise NotYetInForce(f"{slug} on {on}")
    return found
