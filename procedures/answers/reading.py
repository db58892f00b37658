"""Raw answers read once: every value normalised, then what the conditions hide taken away. Nothing is required here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from procedures.answers.errors import AnswerError, Code, Unclean
from procedures.answers.kinds import clean, is_empty
from procedures.definition import Definition, Field, Group, Page

Facts = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(slots=True)
class Reading:
    """The answers as far as they are right, and what is wrong with the others by path."""

    answers: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, AnswerError] = field(default_factory=dict)


def read_value(one: Field, raw: Any, on: date, path: str) -> tuple[Any, AnswerError | None]:
    """The clean value (None when empty or wrong) and its fault."""
    if is_empty(raw):
        return None, None
    try:
        return clean(one, raw, on), None
    except Unclean as wrong:
        return None, AnswerError(path, wrong.code, wrong.params)


def read(items: Iterable[Field | Group], raw: Mapping[str, Any], on: date) -> Reading:
    """Normalise every answer that has a question; the others are dropped."""
    found = Reading()
    for item in items:
        given = raw.get(item.name)
        if isinstance(item, Group):
            _read_group(item, given, on, found)
        else:
            _read_field(item, given, on, item.name, found.answers, found.faults)
    return found


def _read_field(
    one: Field, raw: Any, on: date, path: str, answers: dict[str, Any], faults: dict[str, AnswerError]
) -> None:
    value, fault = read_value(one, raw, on, path)
    if fault:
        faults[path] = fault
    elif value is not None:
        answers[one.name] = value


def _read_group(group: Group, raw: Any, on: date, found: Reading) -> None:
    if is_empty(raw):
        return
    if not isinstance(raw, list | tuple):
        found.faults[group.name] = AnswerError(group.name, Code.NOT_A_LIST)
        return
    if len(raw) > group.max_items:
        found.faults[group.name] = AnswerError(group.name, Code.TOO_MANY_ITEMS, {"maximum": group.max_items})
    clean_items: list[dict[str, Any]] = []
    for index, given in enumerate(raw[: group.max_items]):
        item: dict[str, Any] = {}
        for one in group.fields:
            value = given.get(one.name) if isinstance(given, Mapping) else None
            _read_field(one, value, on, f"{group.name}.{index}.{one.name}", item, found.faults)
        clean_items.append(item)
    found.answers[group.name] = clean_items


def visible(pages: Iterable[Page], answers: Mapping[str, Any], facts_of: Facts) -> dict[str, Any]:
    """The answers whose questions are shown.

    Taking one answer away may hide or show another question, so this repeats until nothing changes; the number of
    rounds is bounded, should two questions hide each other.
    """
    pages = tuple(pages)
    shown = dict(answers)
    for _ in range(sum(len(page.items) for page in pages) + 2):
        after = _shown_once(pages, answers, facts_of(shown))
        if after == shown:
            break
        shown = after
    return shown


def _shown_once(pages: tuple[Page, ...], answers: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for page in pages:
        for item in page.items:
            if item.name not in answers or not is_shown(page, item, facts):
                continue
            value = answers[item.name]
            kept[item.name] = [_shown_item(item, one, facts) for one in value] if isinstance(item, Group) else value
    return kept


def _shown_item(group: Group, given: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """An item without the answers it hides; as above, what it hides may change what it shows."""
    shown = dict(given)
    for _ in range(len(group.fields) + 2):
        about = {**facts, **shown}
        after = {one.name: given[one.name] for one in group.fields if one.name in given and one.shown_when.holds(about)}
        if after == shown:
            break
        shown = after
    return shown


def is_shown(page: Page, item: Field | Group, facts: Mapping[str, Any]) -> bool:
    """Whether a page is shown and the question or group on it."""
    return page.shown_when.holds(facts) and item.shown_when.holds(facts)


def question_at(definition: Definition, path: str) -> Field | None:
    """The question of a path "name" or "group.0.field"; None when there is none."""
    name, *rest = path.split(".")
    item = next((one for page in definition.pages for one in page.items if one.name == name), None)
    if isinstance(item, Field):
        return None if rest else item
    if item is None or len(rest) != 2 or not _is_index(rest[0], item.max_items):
        return None
    return next((one for one in item.fields if one.name == rest[1]), None)


def _is_index(text: str, limit: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4 and int(text) < limit
