"""Answers as a person reads them again: label and value of every question shown. Nothing is judged or changed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from procedures.answers.reading import is_shown
from procedures.countries import name as country_name
from procedures.definition import Definition, Field, Group, Kind, Page
from web.english import language
from web.filters import text, vn_date, vn_money, vn_number


@dataclass(frozen=True, slots=True)
class Section:
    """One page, or one item of a group on it: a title and rows of {label, value, path}."""

    page: Page
    title: str
    rows: tuple[dict[str, str], ...]


def sections_of(definition: Definition, answers: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Section]:
    """Everything answered, page by page; each item of a repeating group is a section of its own."""
    for page in definition.pages:
        shown = [item for item in page.items if is_shown(page, item, facts)]
        rows = tuple(_row(one, answers.get(one.name), one.name) for one in shown if isinstance(one, Field))
        if rows:
            yield Section(page, text(page.title), rows)
        for group in (one for one in shown if isinstance(one, Group)):
            yield from _items(page, group, answers, facts)


def _items(page: Page, group: Group, answers: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Section]:
    for index, given in enumerate(answers.get(group.name) or []):
        about = {**facts, **given}
        rows = tuple(
            _row(one, given.get(one.name), f"{group.name}.{index}.{one.name}")
            for one in group.fields
            if one.shown_when.holds(about)
        )
        yield Section(page, f"{text(group.item_label)} {index + 1}", rows)


def _row(one: Field, value: Any, path: str) -> dict[str, str]:
    return {"label": text(one.label), "value": value_in_words(one, value), "path": path}


def value_in_words(one: Field, value: Any) -> str:
    """One answer in words; "" for none. A value that its kind does not know is shown as it is."""
    try:
        return _in_words(one, value)
    except (ValueError, TypeError, LookupError, ArithmeticError):
        return str(value)  # wrong, and shown as it was typed so that it can be mended


def _in_words(one: Field, value: Any) -> str:
    if value is None or value == "" or value == []:
        return ""
    match one.kind:
        case Kind.YES_NO | Kind.DECLARATION:
            return _("Có") if value in (True, "yes") else _("Không")
        case Kind.CHOICE | Kind.CHOICES:
            labels = {choice.value: text(choice.label) for choice in one.choices}
            values = value if isinstance(value, list) else [value]
            return ", ".join(labels.get(each, str(each)) for each in values)
        case Kind.COUNTRY:
            return country_name(value, language())
        case Kind.DATE:
            return vn_date(date.fromisoformat(value))
        case Kind.MONEY:
            return vn_money(value)
        case Kind.INTEGER:
            return vn_number(value)
        case _:
            return str(value)
