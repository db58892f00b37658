"""A letter that came back from a word processor, read as the content it was made of. Files are opened by the gateway."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procedures.letters import ADDRESSEE_LABEL

FIXED, ADDRESSEE, BASIS, BODY, TITLE, TABLE, CLOSING = "fixed", "addressee", "basis", "body", "title", "table", "closing"
NEW_TABLE = -1

# A paragraph, or a table as rows of cells.
Grid = tuple[tuple[str, ...], ...]
Written = str | Grid


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph or table of a letter and what it is; `table` counts the tables of the content."""

    kind: str
    written: Written
    table: int = NEW_TABLE


def content_of(written: Sequence[Written], before: Mapping[str, Any], letter: Mapping[str, Any]) -> dict[str, Any]:
    """The content with what was written; `letter` is the letter that was sent out, made of `before`.

    A paragraph that is where another was keeps its part; a new one belongs to the text, or to its end when it stands
    below a table. A table keeps its title when its first row is the same or nothing else took its place.
    """
    read = _below_tables(list(_aligned(list(_parts_of(before, letter)), [_clean(one) for one in written])))
    after = {**before, "paragraphs": _texts(read, BODY)}
    if "legal_bases" in before:
        after["legal_bases"] = _texts(read, BASIS)
    addressees = [name for one in _texts(read, ADDRESSEE) if (name := _addressee(one))]
    if addressees:
        after["addressee"] = addressees[0] if len(addressees) == 1 else addressees
    for name, found in ((CLOSING, _texts(read, CLOSING)), ("tables", list(_tables(read, before)))):
        if found or name in before:
            after[name] = found
    return after


def _texts(read: Sequence[Part], kind: str) -> list[str]:
    return [str(one.written) for one in read if one.kind == kind]


def _clean(written: Written) -> Written:
    if isinstance(written, str):
        return " ".join(unicodedata.normalize("NFC", written).split())
    return tuple(tuple(str(_clean(str(cell))) for cell in row) for row in written)


def _parts_of(content: Mapping[str, Any], letter: Mapping[str, Any]) -> Iterator[Part]:
    """The letter's parts in the order in which a reader of the document meets them; empty ones are not there."""
    fixed = [letter.get("draft_mark", "")]
    fixed += [letter["kind_title"], letter["subject"]] if letter["kind_title"] else []
    parts = [Part(FIXED, one) for one in fixed]
    several = len(letter["addressees"]) > 1
    parts += [Part(ADDRESSEE, ADDRESSEE_LABEL)] if several else []
    sign = "-" if several else ADDRESSEE_LABEL
    parts += [Part(ADDRESSEE, f"{sign} {one}") for one in letter["addressees"]]
    parts += [Part(BASIS, one) for one in content.get("legal_bases", ())]
    parts += [Part(BODY, one) for one in content.get("paragraphs", ())]
    for index, table in enumerate(content.get("tables", ())):
        grid = tuple(tuple(row) for row in (table["header"], *table["rows"]))
        parts += [Part(TITLE, table.get("title", ""), index), Part(TABLE, grid, index)]
    parts += [Part(CLOSING, one) for one in content.get(CLOSING, ())]
    for part in parts:
        if written := _clean(part.written):
            yield Part(part.kind, written, part.table)


def _key(written: Written) -> Written:
    """What two versions of one thing have in common: a table's first row, a paragraph as it is."""
    return written if isinstance(written, str) else written[:1]


def _aligned(old: list[Part], new: list[Written]) -> Iterator[Part]:
    """Each thing written as the part it is now; within a changed stretch, tables follow tables and text follows text."""
    keys = [_key(one.written) for one in old], [_key(one) for one in new]
    for _, a, b, c, d in difflib.SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        tables = iter([one for one in old[a:b] if one.kind == TABLE])
        texts = iter([one for one in old[a:b] if one.kind != TABLE])
        for written in new[c:d]:
            if isinstance(written, str):
                stood = next(texts, None)
                yield Part(stood.kind, written, stood.table) if stood else Part(BODY, written)
            else:
                stood = next(tables, None)
                yield Part(TABLE, written, stood.table if stood else NEW_TABLE)


def _below_tables(read: list[Part]) -> list[Part]:
    """Text that stands below a table closes the letter, above it is the text; a title without its table is text too."""
    titled = {one.table for one in read if one.kind == TABLE}
    first = next((place for place, one in enumerate(read) if one.kind == TABLE), len(read))
    found = []
    for place, one in enumerate(read):
        is_text = one.kind in (BODY, CLOSING) or (one.kind == TITLE and one.table not in titled)
        found.append(Part(CLOSING if place > first else BODY, one.written) if is_text else one)
    return found


def _addressee(text: str) -> str:
    return text.removeprefix(ADDRESSEE_LABEL).removeprefix("-").strip()


def _tables(read: Sequence[Part], before: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The tables in the order of the document, every row as wide as the widest."""
    titles = {one.table: one.written for one in read if one.kind == TITLE}
    for one in read:
        if one.kind != TABLE or isinstance(one.written, str):
            continue
        known = before["tables"][one.table] if one.table != NEW_TABLE else {}
        width = max(len(row) for row in one.written)
        header, *rows = [[*row, *[""] * (width - len(row))] for row in one.written]
        yield {**known, "title": titles.get(one.table, ""), "header": header, "rows": rows}
