"""Whether a value an office wrote has the shape of the one it replaces. What the value means is for the procedure to say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procedures.clock.limits import LimitError, parse_limit

LARGEST_NUMBER = 100_000
# No step of an administrative procedure is promised in years; a longer one would leave the calendar.
LONGEST_LIMIT = 1000


def has_shape_of(value: Any, default: Any) -> bool:
    """Same type, and inside it: records with the same names, lists of what the default lists, dates and limits where they stood."""
    if type(value) is not type(default):
        return False
    if isinstance(default, Mapping):
        return _mapping(value, default)
    if isinstance(default, list):
        return all(_alike(one, default[0]) for one in value) if default else all(isinstance(one, str) for one in value)
    if isinstance(default, int):
        return 0 <= value <= LARGEST_NUMBER
    return _text(value, default) if isinstance(default, str) else True


def _mapping(value: Mapping[str, Any], default: Mapping[str, Any]) -> bool:
    """A table of records by key, each like the default's first."""
    if not default:
        return True
    first = next(iter(default.values()))
    return all(_alike(one, first) for one in value.values())


def _alike(value: Any, example: Any) -> bool:
    if not isinstance(example, Mapping):
        return has_shape_of(value, example)
    return isinstance(value, Mapping) and all(
        name in value and has_shape_of(value[name], one) for name, one in example.items()
    )


def _text(value: str, default: str) -> bool:
    if _is_date(default):
        return _is_date(value)
    limit = _limit(default)
    return not limit or _limit(value)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _limit(text: str) -> bool:
    try:
        return all(part.amount <= LONGEST_LIMIT for part in parse_limit(text))
    except LimitError:
        return False
