"""A page of what has some words, by whichever way is short: a rare word by its index, a common one along the order of the list.

Which dossiers may be seen at all and in what order they stand is given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select
from sqlalchemy.sql.util import ClauseAdapter

from casework.models import Dossier
from casework.queries.keyset import Key, PageOf, Place, nearest_to, page_of
from casework.queries.words import are_few, by_words, in_text, is_one_name

# So many are read along the order before all are fetched by the index: whatever one in two hundred has fills a page of these.
AT_HAND = 10_000


@dataclass(frozen=True, slots=True)
class Look:
    """A list without its words: `query` within `within`, in the order of two columns, from a place on."""

    asked: Connection
    query: Select[Any]
    within: ColumnElement[bool]
    columns: tuple[Any, Any]
    key: Callable[[Any], Key]
    place: Place | None
    size: int
    newest_first: bool = False

    def for_words(self, words: str) -> tuple[PageOf, list[ColumnElement[bool]]]:
        """The page of what has all the words, and the condition by which the same is best counted."""
        if words and (is_one_name(words) or not are_few(self.asked, words)) and (page := self._at_hand(words)):
            return page, in_text(words)
        by = by_words(words)
        return self._page(self.query.where(*by)), by

    def _at_hand(self, words: str) -> PageOf | None:
        """The page if the nearest dossiers fill it: they are read in order, and no further than that."""
        nearest = nearest_to(select(Dossier).where(self.within), self.columns, self.place, AT_HAND, newest_first=self.newest_first)
        near = nearest.subquery("near")
        query = ClauseAdapter(near).traverse(self.query.where(*in_text(words)))
        page = self._page(query, tuple(near.c[one.key] for one in self.columns))
        beyond = page.previous if self.place is not None and self.place.backward else page.next
        return page if beyond else None

    def _page(self, query: Select[Any], columns: tuple[Any, Any] | None = None) -> PageOf:
        return page_of(self.asked, query, columns or self.columns, self.key, self.place, self.size, newest_first=self.newest_first)
