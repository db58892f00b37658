"""What a form asks, as data: fields, repeating groups, pages. No widget and no sentence of the interface may enter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from procedures.definition.conditions import ALWAYS, Condition
from procedures.definition.words import Citation, Text


class Kind(StrEnum):
    """The closed list of kinds of answer; each has one normaliser in `procedures.answers` and one widget in `web`."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    COUNTRY = "country"
    EMAIL = "email"
    PHONE = "phone"
    TAX_CODE = "tax_code"
    PERSONAL_ID = "personal_id"
    PASSPORT = "passport"
    DECLARATION = "declaration"


class DateRule(StrEnum):
    """How a date must lie to the day of filing."""

    ANY = "any"
    NOT_FUTURE = "not_future"
    NOT_PAST = "not_past"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be picked."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `max_length` counts characters; `minimum` and `maximum` bound INTEGER and MONEY (VND)."""

    name: str
    kind: Kind
    label: Text
    help: Text | None = None
    required: bool = True
    shown_when: Condition = ALWAYS
    choices: tuple[Choice, ...] = ()
    max_length: int = 200
    minimum: int | None = None
    maximum: int | None = None
    date_rule: DateRule = DateRule.ANY
    autocomplete: str = ""
    from_account: str = ""
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A repeating group: the answer is a list of objects. Conditions inside it look at the same item first."""

    name: str
    label: Text
    item_label: Text
    fields: tuple[Field, ...]
    min_items: int = 1
    max_items: int = 50
    shown_when: Condition = ALWAYS
    help: Text | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One topic of the form, one screen."""

    name: str
    title: Text
    items: tuple[Field | Group, ...]
    intro: Text | None = None
    shown_when: Condition = ALWAYS

    def fields(self) -> Iterator[Field]:
        """Every field of the page, those inside groups included."""
        for item in self.items:
            if isinstance(item, Group):
                yield from item.fields
            else:
                yield item
