"""A letter that came back from a word processor, read as the content it was made of. Files are opened by the gateway."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procedures.letters import ADDRESSEE_LABEL

CELLS = " | "
FIXED, ADDRESSEE, BASIS, BODY, TITLE, HEADER, ROW = "fixed", "addressee", "basis", "body", "title", "header", "row"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a letter and what it is; `table` counts the tables of the content."""

    kind: str
    text: str
    table: int = -1


def content_of(lines: Sequence[str], before: Mapping[str, Any], letter: Mapping[str, Any]) -> dict[str, Any]:
    """The content with what the lines changed; `letter` is the letter that was sent out, made of `before`.

    A line that is where another was keeps its part; a new line is a paragraph, or a row of the table it stands in.
    """
    read = list(_aligned(list(_lines_of(before, letter)), [_clean(one) for one in lines], before))
    after = {**before, "paragraphs": [one.text for one in read if one.kind == BODY]}
    if "legal_bases" in before:
        after["legal_bases"] = [one.text for one in read if one.kind == BASIS]
    addressees = [_addressee(one.text) for one in read if one.kind == ADDRESSEE]
    addressees = [one for one in addressees if one]
    if addressees:
        after["addressee"] = addressees[0] if len(addressees) == 1 else addressees
    tables = [_table(read, index, one) for index, one in enumerate(before.get("tables", ()))]
    return {**after, "tables": tables} if tables else after


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", str(text)).split())


def _lines_of(content: Mapping[str, Any], letter: Mapping[str, Any]) -> Iterator[Line]:
    """The letter's lines in the order in which a reader of the document meets them."""
    fixed = [letter.get("draft_mark", "")]
    fixed += [letter["kind_title"], letter["subject"]] if letter["kind_title"] else []
    lines = [Line(FIXED, one) for one in fixed]
    several = len(letter["addressees"]) > 1
    lines += [Line(ADDRESSEE, ADDRESSEE_LABEL)] if several else []
    sign = "-" if several else ADDRESSEE_LABEL
    lines += [Line(ADDRESSEE, f"{sign} {one}") for one in letter["addressees"]]
    lines += [Line(BASIS, one) for one in content.get("legal_bases", ())]
    lines += [Line(BODY, one) for one in content.get("paragraphs", ())]
    for index, table in enumerate(content.get("tables", ())):
        lines += [Line(TITLE, table.get("title", ""), index), Line(HEADER, CELLS.join(table["header"]), index)]
        lines += [Line(ROW, CELLS.join(_clean(cell) for cell in row), index) for row in table["rows"]]
    for line in lines:
        if text := _clean(line.text):
            yield Line(line.kind, text, line.table)


def _aligned(old: list[Line], new: list[str], before: Mapping[str, Any]) -> Iterator[Line]:
    """Each new line with the part it belongs to."""
    texts = [one.text for one in old]
    for how, a, b, c, d in difflib.SequenceMatcher(a=texts, b=new, autojunk=False).get_opcodes():
        if how == "equal":
            yield from old[a:b]
        elif how in ("replace", "insert"):
            for offset, text in enumerate(new[c:d]):
                stood = old[a + offset] if a + offset < b else None
                yield _placed(text, stood, old[a - 1] if a else None, before)


def _placed(text: str, stood: Line | None, above: Line | None, before: Mapping[str, Any]) -> Line:
    """A changed or added line: it stays what it replaced if it can be that, else it is a paragraph."""
    near = stood or above
    index = near.table if near else -1
    in_table = index >= 0 and text.count(CELLS) == len(before["tables"][index]["header"]) - 1
    if in_table and text.count(CELLS):
        kind = HEADER if stood and stood.kind == HEADER else ROW
        return Line(kind, text, index)
    if stood and stood.kind in (FIXED, ADDRESSEE, BASIS, TITLE):
        return Line(stood.kind, text, stood.table)
    return Line(BODY, text)


def _addressee(text: str) -> str:
    return text.removeprefix(ADDRESSEE_LABEL).removeprefix("-").strip()


def _table(read: Sequence[Line], index: int, before: Mapping[str, Any]) -> dict[str, Any]:
    mine = [one for one in read if one.table == index]
    titles = [one.text for one in mine if one.kind == TITLE]
    headers = [one.text.split(CELLS) for one in mine if one.kind == HEADER]
    rows = [one.text.split(CELLS) for one in mine if one.kind == ROW]
    return {
        **before,
        "title": titles[0] if titles else "",
        "header": headers[0] if headers else before["header"],
        "rows": rows,
    }
