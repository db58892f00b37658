"""The one id that joins what belongs together: a request, its log lines, the messages it caused, their mail header.

No Flask and no logging; the id says nothing about a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from secrets import token_hex

# What a proxy may hand in; anything else could write into a log line or a mail header.
SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def new_id() -> str:
    """Sixteen characters: short enough to be read out over the telephone."""
    return token_hex(8)


def acceptable(given: str) -> bool:
    """Whether an id that came from outside may be used."""
    return SHAPE.fullmatch(given) is not None


def current_id() -> str:
    """The id of what is being done now; "" when nobody began anything."""
    return _request_id.get()


def begin(request_id: str) -> None:
    """From here on everything belongs to this id; "" ends it."""
    _request_id.set(request_id)


@contextmanager
def under(request_id: str) -> Iterator[None]:
    """Everything in the block belongs to this id."""
    token = _request_id.set(request_id)
    try:
        yield
    finally:
        _request_id.reset(token)
