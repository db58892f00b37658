"""Checks of typed identifiers by the one function of the law that knows them. No pattern of an identifier may enter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from procedures.answers import AnswerError
from procedures.identifiers import IdentifierError, nfc
from web.words import error_message


class Identifier:
    """A validator that makes the typed text uniform with `clean`, or says what is wrong in the words of every form."""

    def __init__(self, clean: Callable[[str], str]) -> None:
        self.clean = clean

    def __call__(self, form: Any, field: Field) -> None:
        try:
            field.data = self.clean(field.data)
        except IdentifierError as wrong:
            raise ValidationError(error_message(AnswerError(field.name, str(wrong)))) from wrong


def no_control_characters(form: Any, field: Field) -> None:
    """Refuses line breaks and invisible signs in a one-line answer."""
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in field.data or ""):
        raise ValidationError(error_message(AnswerError(field.name, "control_characters")))


def trimmed(value: str | None) -> str | None:
    """A filter: composed characters, single spaces, none at the ends."""
    return " ".join(nfc(value).split()) if isinstance(value, str) else value
