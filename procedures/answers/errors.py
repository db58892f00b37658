"""What may be wrong with an answer, as codes. No sentence of the interface may enter: it words each code in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from procedures.definition import Text


class Code(StrEnum):
    """The closed list of generic codes, each with the parameters it carries."""

    REQUIRED = "required"
    MUST_BE_TICKED = "must_be_ticked"
    NOT_TEXT = "not_text"
    TOO_LONG = "too_long"  # maximum
    CONTROL_CHARACTERS = "control_characters"
    NOT_A_NUMBER = "not_a_number"
    TOO_SMALL = "too_small"  # minimum
    TOO_LARGE = "too_large"  # maximum
    NOT_A_DATE = "not_a_date"
    DATE_IN_FUTURE = "date_in_future"  # on
    DATE_IN_PAST = "date_in_past"  # on
    NOT_A_TIME = "not_a_time"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_COUNTRY = "not_a_country"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_PHONE = "not_a_phone"
    NOT_A_TAX_CODE = "not_a_tax_code"
    NOT_A_PERSONAL_ID = "not_a_personal_id"
    NOT_A_PASSPORT = "not_a_passport"
    NOT_A_LIST = "not_a_list"
    TOO_FEW_ITEMS = "too_few_items"  # minimum
    TOO_MANY_ITEMS = "too_many_items"  # maximum
    TOO_MUCH = "too_much"  # maximum, in bytes, of all answers together
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_PROVINCE = "unknown_province"  # a warning: the number may be of a newer series


class Unclean(ValueError):
    """A value that its kind refuses."""

    def __init__(self, code: Code, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True, slots=True)
class AnswerError:
    """What is wrong at a path ("name", "persons.0.born_on", "" for the whole).

    `code` is a `Code`, or the code of a rule or an ending; then `text` is the law's message, its placeholders unfilled.
    """

    path: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Validated:
    """Clean answers (JSON, only what is shown and right), what stops a submission, and what an officer should look at."""

    answers: dict[str, Any]
    errors: tuple[AnswerError, ...] = ()
    warnings: tuple[AnswerError, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.errors
