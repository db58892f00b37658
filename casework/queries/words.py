"""Finding dossiers by words: an index of whole words finds candidates, the text itself decides. Who may see them is decided elsewhere.

A word is found where it stands at the beginning of a word of the code or of the search keys, a name before the last word as a
whole; a number also without the noughts before it, and a code also by its end ("…-0000012").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Connection, false, func, literal, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from casework.models import Dossier
from procedures.identifiers import fold

MOST_WORDS = 8
LONGEST = 200
# How long the numbers at the end of a code are; people type them without their noughts.
PADDED = (4, 7)
PARTS = re.compile(r"[^\W_]+")
# A word, the beginning of one, alternatives and all of them, as each index is asked.
TSQUERY = ("'{}'", "'{}':*", " | ", " & ")
MATCH = ('"{}"', '"{}"*', " OR ", " AND ")
# So many dossiers are fetched and put in order in the time of some thousand read in order.
FEW = 5000
TEXT = func.lower(Dossier.code) + " " + Dossier.search_text


class InIndex(FunctionElement[bool]):
    """Whether the index of words has a dossier; asked in the language of each database."""

    name = "in_index"
    type = Boolean()
    inherit_cache = True


@compiles(InIndex, "postgresql")
def _on_postgresql(element: InIndex, compiler: Any, **how: Any) -> str:
    asked, _ = element.clauses
    # The function of migration 0005 lets the planner do nothing but ask the index: reading words out of a row takes far longer.
    return f"dossiers.id IN (SELECT dossiers_with_words(CAST({compiler.process(asked, **how)} AS tsquery)))"


@compiles(InIndex, "sqlite")
def _on_sqlite(element: InIndex, compiler: Any, **how: Any) -> str:
    _, asked = element.clauses
    rows = "SELECT rowid FROM dossier_words WHERE dossier_words MATCH"
    return f"dossiers.id IN ({rows} {compiler.process(asked, **how)})"


def by_words(words: str) -> list[ColumnElement[bool]]:
    """The condition that every word is in the code or among the search keys: names without diacritics, tax codes, passports.

    Nothing can be found by what has neither a letter nor a digit.
    """
    wanted = _wanted(words)
    if not wanted:
        return []
    parted = [PARTS.findall(one) for one in wanted]
    if not all(parted):
        return [false()]
    keys = _keys_of_all(parted)
    postgresql, sqlite = literal(_asked(keys, *TSQUERY)), literal(_asked(keys, *MATCH))
    # The index knows no signs between words, and not what stands before the first of them.
    signed = [_contains(one) for one, parts in zip(wanted, parted, strict=True) if [one] != parts]
    return [InIndex(postgresql, sqlite), *signed]


def are_few(asked: Connection, words: str) -> bool:
    """Whether the index has so few dossiers for some words that all may be looked at; it is asked for no more."""
    parted = [PARTS.findall(one) for one in _wanted(words)]
    if not all(parted):
        return True
    keys = _keys_of_all(parted)
    if asked.dialect.name == "postgresql":
        query, which = "SELECT dossiers_with_words(CAST(:which AS tsquery))", _asked(keys, *TSQUERY)
    else:
        query, which = "SELECT rowid FROM dossier_words WHERE dossier_words MATCH :which", _asked(keys, *MATCH)
    counted = text(f"SELECT count(*) FROM ({query} LIMIT :most) AS found")  # noqa: S608  sentences of our own
    return asked.execute(counted, {"which": which, "most": FEW + 1}).scalar_one() <= FEW


def is_one_name(words: str) -> bool:
    """A single word without a digit: most often a surname, which the newest dossiers have in plenty."""
    return len(_wanted(words)) == 1 and not any(one.isdigit() for one in words)


def in_text(words: str) -> list[ColumnElement[bool]]:
    """What `by_words` finds is among this: quickly compared with a row at hand, found by no index."""
    return [_contains(one) for one in _wanted(words)]


def _wanted(words: str) -> list[str]:
    return fold(words[:LONGEST]).split()[:MOST_WORDS]


def _contains(word: str) -> ColumnElement[bool]:
    return TEXT.contains(word, autoescape=True)


def _keys_of_all(parted: list[list[str]]) -> list[tuple[str, ...]]:
    """The keys of all words. A name before the last word is typed to its end: to gather all that begin with "nguyen" takes an
    index a hundred times as long as to look whether "nguyen" is there."""
    *before, last = parted
    typed = [[(parts[0], "")] if len(parts) == 1 and parts[0].isalpha() else _keys(parts) for parts in before]
    return [key for keys in (*typed, _keys(last)) for key in keys]


def _keys(parts: list[str]) -> Iterator[tuple[str, ...]]:
    """What the index is asked for: alternatives, the last of them as the beginning of a word.

    What stands before the first sign may be the end of a word, because a code is typed from any place on: it is left to the
    comparison with the text. What stands between two signs is a whole word.
    """
    *whole, begun = parts[1:] if len(parts) > 1 else parts
    yield from ((one, "") for one in whole)
    yield *({begun.zfill(length) for length in PADDED} - {begun} if begun.isdecimal() else ()), begun


def _asked(keys: list[tuple[str, ...]], word: str, beginning: str, either: str, both: str) -> str:
    """The keys in the language of an index. They are letters and digits alone, so nothing in them needs to be escaped."""
    terms = ([word.format(one) for one in whole] + [beginning.format(begun)] * bool(begun) for *whole, begun in keys)
    return both.join(f"({either.join(one)})" for one in terms)
