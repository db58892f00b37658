"""Identifiers as people type them, made uniform or refused, and search keys. No question of a form may enter."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from string import ascii_uppercase, digits

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum.exceptions import ValidationError
from stdnum.vn import mst

# The province of birth registration (TT 59/2021/TT-BCA). Country codes and later series exist: unknown is a doubt.
PROVINCES_OF_BIRTH = frozenset(
    re.findall(
        r"[0-9]{3}",
        "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 "
        "045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 "
        "092 093 094 095 096",
    )
)
VIETNAM_MOBILE = re.compile(r"\+84(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}")
VIETNAM_LANDLINE = re.compile(r"\+842[0-9]{9}")
LONGEST = 320
_PHONE_SIGNS = re.compile(r"[0-9+().\s-]{3,40}")
# What an East Asian keyboard types for ASCII, and the dashes that word processors put for a hyphen.
_AS_ASCII = {point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)} | dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
_MARKS = dict.fromkeys(range(0x0300, 0x0370))
_STROKED = str.maketrans({"đ": "d"})
_MRZ_VALUES = {sign: value for value, sign in enumerate(digits + ascii_uppercase)} | {"<": 0}


class IdentifierError(ValueError):
    """The text is no such identifier; the message is the code of what it is not."""


def nfc(text: str) -> str:
    """The text as Vietnamese is stored (TCVN 6909:2001): composed characters."""
    return unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """The text with full-width signs and every kind of dash as ASCII has them. Never for a name or a sentence."""
    return text if text.isascii() else text.translate(_AS_ASCII)


def fold(text: str) -> str:
    """The search key: no diacritics, đ as d, lower case, single spaces; "Hòa" and "Hoà" meet. Never stored as a name."""
    unmarked = unicodedata.normalize("NFD", text.lower()).translate(_MARKS).translate(_STROKED)
    return " ".join(unmarked.split())


def tax_code(text: str) -> str:
    """10 digits, 10-3 of a dependent unit, or the 12 digits of a person or household (TT 86/2024/TT-BTC)."""
    typed = re.sub(r"[\s.]", "", plain(text[:LONGEST]))
    if re.fullmatch(r"[0-9]{12}", typed):
        return typed
    if not re.fullmatch(r"[0-9]{10}(-?[0-9]{3})?", typed):
        raise IdentifierError("not_a_tax_code")
    compact = typed.replace("-", "")
    try:
        mst.validate(compact)
    except ValidationError as error:
        raise IdentifierError("not_a_tax_code") from error
    return compact if len(compact) == 10 else f"{compact[:10]}-{compact[10:]}"


def personal_id(text: str) -> str:
    """The 12 digits of a personal identification number (NĐ 137/2015/NĐ-CP, Điều 13). It has no check digit."""
    compact = re.sub(r"[\s.-]", "", plain(text[:LONGEST]))
    if not re.fullmatch(r"[0-9]{12}", compact):
        raise IdentifierError("not_a_personal_id")
    return compact


def personal_id_doubts(number: str, *, born_on: date | None = None, sex: str = "") -> tuple[str, ...]:
    """What an officer should look at: codes among unknown_province, birth_year_mismatch, sex_mismatch.

    `number` is clean; `sex` is "male", "female" or "" when it was not declared. Never a reason to refuse.
    """
    century, female = divmod(int(number[3]), 2)
    doubts = []
    if number[:3] not in PROVINCES_OF_BIRTH:
        doubts.append("unknown_province")
    if born_on is not None and born_on.year != 1900 + 100 * century + int(number[4:6]):
        doubts.append("birth_year_mismatch")
    if sex in ("male", "female") and (sex == "female") != bool(female):
        doubts.append("sex_mismatch")
    return tuple(doubts)


def passport(text: str) -> str:
    """1 to 9 letters and digits, upper case (ICAO 9303)."""
    compact = re.sub(r"[\s-]", "", plain(text[:LONGEST])).upper()
    if not re.fullmatch(r"[A-Z0-9]{1,9}", compact):
        raise IdentifierError("not_a_passport")
    return compact


def looks_like_a_vietnamese_passport(number: str) -> bool:
    """One letter and seven digits, the shape of an ordinary Vietnamese passport."""
    return re.fullmatch(r"[A-Z][0-9]{7}", number) is not None


def mrz_check_digit(field: str) -> int:
    """The check digit of a field of a machine-readable zone (ICAO 9303: weights 7, 3, 1). ValueError for other signs."""
    if not all(sign in _MRZ_VALUES for sign in field):
        raise ValueError("a machine-readable zone holds A-Z, 0-9 and <")
    return sum(_MRZ_VALUES[sign] * (7, 3, 1)[index % 3] for index, sign in enumerate(field)) % 10


def phone(text: str) -> str:
    """The number in E.164; without a country code it is Vietnamese. Extensions are refused."""
    if VIETNAM_MOBILE.fullmatch(text) or VIETNAM_LANDLINE.fullmatch(text):
        return text  # clean already, as most that are judged again
    text = plain(text[:LONGEST])
    if not _PHONE_SIGNS.fullmatch(text):
        raise IdentifierError("not_a_phone")
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException as error:
        raise IdentifierError("not_a_phone") from error
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if number.country_code == 84:
        valid = bool(VIETNAM_MOBILE.fullmatch(written) or VIETNAM_LANDLINE.fullmatch(written))
    else:
        valid = phonenumbers.is_valid_number(number)
    if not valid:
        raise IdentifierError("not_a_phone")
    return written


def is_vietnamese_mobile(number: str) -> bool:
    """Whether a clean number can receive a text message from a Vietnamese gateway."""
    return VIETNAM_MOBILE.fullmatch(number) is not None


def is_vietnamese_landline(number: str) -> bool:
    """Whether a clean number receives no text message at all."""
    return VIETNAM_LANDLINE.fullmatch(number) is not None


def email(text: str) -> str:
    """The address with its domain in lower-case ASCII; no name server is asked."""
    if len(text) > LONGEST:
        raise IdentifierError("not_an_email")
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise IdentifierError("not_an_email") from error
    return found.ascii_email or found.normalized
