"""Pages by key: a page begins after the key of a row, so the last costs as little as the first. No filter may enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

Key = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: behind this key, or (backward) before it."""

    at: datetime
    id: int
    backward: bool = False

    def __str__(self) -> str:
        return f"{'b' if self.backward else 'f'}{self.at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{self.id}"


@dataclass(frozen=True, slots=True)
class PageOf:
    """The rows of a page, and where the page before and the page after it begin (None: there is none)."""

    rows: tuple[Any, ...]
    previous: Place | None
    next: Place | None


def place_from(text: str) -> Place | None:
    """Read a place as `str` wrote it; None for anything else, which is the first page."""
    try:
        moment, number = text[1:].split("-", 1)
        at = datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
        place = Place(at, int(number), text.startswith("b"))
    except ValueError:
        return None
    return place if 0 < place.id < 2**31 else None


def page_of(
    asked: Session | Connection,
    query: Select[Any],
    columns: tuple[InstrumentedAttribute[datetime], InstrumentedAttribute[int]],
    key: Callable[[Any], Key],
    place: Place | None,
    size: int,
    *,
    newest_first: bool = False,
) -> PageOf:
    """One page of a query in the order of its two key columns."""
    backward = place is not None and place.backward
    rising = newest_first == backward
    if place is not None:
        query = query.where(_beyond(columns, place, rising))
    order = [one.asc() if rising else one.desc() for one in columns]
    found = list(asked.execute(query.order_by(*order).limit(size + 1)))
    more, rows = len(found) > size, found[:size]
    if backward:
        rows.reverse()
    return PageOf(tuple(rows), *_neighbours(rows, key, more, place, backward))


def nearest_to(
    query: Select[Any],
    columns: tuple[InstrumentedAttribute[datetime], InstrumentedAttribute[int]],
    place: Place | None,
    count: int,
    *,
    newest_first: bool = False,
) -> Select[Any]:
    """As many rows as asked, in the order and from the place at which `page_of` begins."""
    rising = newest_first == (place is not None and place.backward)
    if place is not None:
        query = query.where(_beyond(columns, place, rising))
    return query.order_by(*(one.asc() if rising else one.desc() for one in columns)).limit(count)


def _beyond(columns: tuple[Any, Any], place: Place, rising: bool) -> ColumnElement[bool]:
    """A comparison of rows: an index begins at it, where "later, or as late and …" would be read from its start."""
    here, there = tuple_(*columns), tuple_(literal(place.at, columns[0].type), literal(place.id, columns[1].type))
    return here > there if rising else here < there


def _neighbours(
    rows: Sequence[Any], key: Callable[[Any], Key], more: bool, place: Place | None, backward: bool
) -> tuple[Place | None, Place | None]:
    if not rows:
        return None, None
    before = Place(*key(rows[0]), backward=True) if (more if backward else place is not None) else None
    after = Place(*key(rows[-1])) if (backward or more) else None
    return before, after
