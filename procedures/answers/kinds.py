"""One normaliser for each kind of answer: raw value in, JSON out, or Unclean. No question of whether it was required may enter."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from procedures import identifiers
from procedures.answers.errors import Code, Unclean
from procedures.countries import COUNTRIES
from procedures.definition import DateRule, Field, Kind

LARGEST_NUMBER = 10**15
FIRST_YEAR, LAST_YEAR = 1900, 2100
# Soft hyphen, zero-width space, marks that turn the reading direction, byte order mark. Joiners stay: scripts need them.
INVISIBLE = frozenset("\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
_GROUPED = re.compile(r"(-?)([0-9]{1,3})(?:([., \u00a0\u202f])[0-9]{3}(?:\3[0-9]{3})*)?|(-?)[0-9]{1,18}")
_YEAR_FIRST = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|\.([0-9]{1,2})\.([0-9]{1,2}))\.?")
_VIETNAMESE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_TIME = re.compile(r"([0-9]{1,2})[:hH]([0-9]{2})")
_YES, _NO = frozenset({"yes", "true", "1", "on"}), frozenset({"no", "false", "0", "off"})


def is_empty(raw: Any) -> bool:
    """Nothing was answered: no value, blank text or an empty list."""
    return raw is None or raw == [] or (isinstance(raw, str) and not raw.strip())


def clean(field: Field, raw: Any, on: date) -> Any:
    """The value of a field as it is stored, None when nothing is left of it. Unclean says what is wrong."""
    return _CLEANERS[field.kind](field, raw, on)


def one_line(raw: Any) -> str:
    """Text without control characters and line ends, composed, single-spaced."""
    return " ".join(identifiers.nfc(_visible(_text(raw))).split())


def _text(raw: Any) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise Unclean(Code.NOT_TEXT)
    if isinstance(raw, str):
        return raw
    if abs(raw) > LARGEST_NUMBER:
        raise Unclean(Code.NOT_TEXT)
    return str(raw)


def _visible(text: str) -> str:
    # Nearly every text: what is printable is neither a control character, a surrogate nor a noncharacter.
    if text.isprintable() and INVISIBLE.isdisjoint(text):
        return text
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Unclean(Code.CONTROL_CHARACTERS)
    return "".join(
        sign
        for sign in text
        if sign not in INVISIBLE
        and not is_noncharacter(sign)
        and (sign.isspace() or unicodedata.category(sign) != "Cc")
    )


def is_noncharacter(sign: str) -> bool:
    """One of the 66 code points that never stand for a character; a word processor refuses a document with one."""
    point = ord(sign)
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF


def _fitting(field: Field, text: str) -> str | None:
    if len(text) > field.max_length:
        raise Unclean(Code.TOO_LONG, maximum=field.max_length)
    return text or None


def _line(field: Field, raw: Any, on: date) -> str | None:
    return _fitting(field, one_line(raw))


def _long_text(field: Field, raw: Any, on: date) -> str | None:
    lines = [" ".join(line.split()) for line in identifiers.nfc(_visible(_text(raw))).splitlines()]
    return _fitting(field, re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())


def _number(raw: Any) -> int:
    if isinstance(raw, float) and math.isfinite(raw) and raw.is_integer():
        return int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    typed = identifiers.plain(raw.strip()) if isinstance(raw, str) else ""
    if not _GROUPED.fullmatch(typed):
        raise Unclean(Code.NOT_A_NUMBER)
    return int(re.sub(r"[^0-9-]", "", typed))


def _integer(field: Field, raw: Any, on: date) -> int:
    floor = 0 if field.kind is Kind.MONEY else -LARGEST_NUMBER
    minimum = floor if field.minimum is None else field.minimum
    maximum = LARGEST_NUMBER if field.maximum is None else field.maximum
    value = _number(raw)
    if value < minimum:
        raise Unclean(Code.TOO_SMALL, minimum=minimum)
    if value > maximum:
        raise Unclean(Code.TOO_LARGE, maximum=maximum)
    return value


def _date(field: Field, raw: Any, on: date) -> str:
    value = _calendar_date(raw)
    if field.date_rule is DateRule.NOT_FUTURE and value > on:
        raise Unclean(Code.DATE_IN_FUTURE, on=on.isoformat())
    if field.date_rule is DateRule.NOT_PAST and value < on:
        raise Unclean(Code.DATE_IN_PAST, on=on.isoformat())
    return value.isoformat()


def _calendar_date(raw: Any) -> date:
    if type(raw) is date:
        raw = raw.isoformat()
    text = identifiers.plain(raw.strip()) if isinstance(raw, str) else ""
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups() if part)
    elif match := _VIETNAMESE.fullmatch(text):
        day, month, year = map(int, match.groups())
    else:
        raise Unclean(Code.NOT_A_DATE)
    try:
        value = date(year, month, day)
    except ValueError as error:
        raise Unclean(Code.NOT_A_DATE) from error
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Unclean(Code.NOT_A_DATE)
    return value


def _time(field: Field, raw: Any, on: date) -> str:
    match = _TIME.fullmatch(identifiers.plain(raw.strip())) if isinstance(raw, str) else None
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise Unclean(Code.NOT_A_TIME)
    return f"{int(match[1]):02}:{match[2]}"


def _yes_no(field: Field, raw: Any, on: date) -> bool:
    word = str(raw).strip().lower() if isinstance(raw, str | bool | int) else ""
    if word not in _YES | _NO:
        raise Unclean(Code.NOT_YES_OR_NO)
    return word in _YES


def _choice(field: Field, raw: Any, on: date) -> str:
    value = one_line(raw)
    if value not in [one.value for one in field.choices]:
        raise Unclean(Code.NOT_A_CHOICE)
    return str(value)


def _choices(field: Field, raw: Any, on: date) -> list[str] | None:
    given = raw if isinstance(raw, list | tuple) else [raw]
    picked = {_choice(field, one, on) for one in given if not is_empty(one)}
    return [str(one.value) for one in field.choices if one.value in picked] or None


def _country(field: Field, raw: Any, on: date) -> str:
    code = one_line(raw).upper()
    if code not in COUNTRIES:
        raise Unclean(Code.NOT_A_COUNTRY)
    if field.choices and code not in [one.value for one in field.choices]:
        raise Unclean(Code.NOT_A_CHOICE)
    return code


def _identifier(normalise: Callable[[str], str]) -> Callable[[Field, Any, date], str | None]:
    def cleaner(field: Field, raw: Any, on: date) -> str | None:
        text = one_line(raw)
        try:
            return _fitting(field, normalise(text)) if text else None
        except identifiers.IdentifierError as error:
            raise Unclean(Code(str(error))) from error

    return cleaner


_CLEANERS: dict[Kind, Callable[[Field, Any, date], Any]] = {
    Kind.TEXT: _line,
    Kind.LONG_TEXT: _long_text,
    Kind.INTEGER: _integer,
    Kind.MONEY: _integer,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.YES_NO: _yes_no,
    Kind.DECLARATION: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.COUNTRY: _country,
    Kind.EMAIL: _identifier(identifiers.email),
    Kind.PHONE: _identifier(identifiers.phone),
    Kind.TAX_CODE: _identifier(identifiers.tax_code),
    Kind.PERSONAL_ID: _identifier(identifiers.personal_id),
    Kind.PASSPORT: _identifier(identifiers.passport),
}
