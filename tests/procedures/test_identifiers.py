"""Identifiers as people type them, by hand-checked tables. No form may enter."""

from datetime import date

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures import countries, identifiers
from procedures.identifiers import IdentifierError


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("0100233488", "0100233488"),
        ("0100112437", "0100112437"),
        ("0314409058-002", "0314409058-002"),
        ("0314409058002", "0314409058-002"),
        (" 0314409058 - 002 ", "0314409058-002"),
        ("0100.233.488", "0100233488"),
        ("051203000017", "051203000017"),
        ("0314409058–002", "0314409058-002"),
        ("０３１４４０９０５８－００２", "0314409058-002"),
    ],
)
def test_tax_codes(typed: str, clean: str):
    assert identifiers.tax_code(typed) == clean


@pytest.mark.parametrize(
    "typed",
    [
        *("0100233480", "010023348", "01002334888", "0314409058-000", "0314409058-02", "0100000000", "010023348A", ""),
        *("०१००२३३४८८", "0100233488\u0000", "1" * 5000),
    ],
)
def test_what_is_no_tax_code(typed: str):
    with pytest.raises(IdentifierError, match="not_a_tax_code"):
        identifiers.tax_code(typed)


def remainder(nine: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(nine, (31, 29, 23, 19, 17, 13, 7, 5, 3), strict=True)) % 11


@given(st.integers(0, 99), st.integers(1, 9_999_999))
def test_at_most_one_last_digit_makes_a_tax_code(province: int, serial: int):
    nine = f"{province:02}{serial:07}"
    valid = []
    for digit in "0123456789":
        try:
            valid.append(identifiers.tax_code(nine + digit)[-1])
        except IdentifierError:
            continue
    left = remainder(nine)
    # A remainder of 0 would need the digit 10: no such number exists.
    assert valid == ([] if left == 0 else [str(10 - left)])


def test_a_number_whose_check_digit_would_be_ten_does_not_exist():
    nine = next(f"01{serial:07}" for serial in range(1, 100) if remainder(f"01{serial:07}") == 0)
    for last in "0123456789":
        with pytest.raises(IdentifierError):
            identifiers.tax_code(nine + last)


@pytest.mark.parametrize("typed", ["051203000017", "051 203 000 017", "051.203.000.017"])
def test_personal_numbers(typed: str):
    assert identifiers.personal_id(typed) == "051203000017"


@pytest.mark.parametrize("typed", ["", "212345678", "05120300001", "0512030000171", "05120300001A", "٠٥١٢٠٣٠٠٠٠١٧"])
def test_what_is_no_personal_number(typed: str):
    with pytest.raises(IdentifierError, match="not_a_personal_id"):
        identifiers.personal_id(typed)


@pytest.mark.parametrize(
    ("number", "born_on", "sex", "doubts"),
    [
        ("051085000017", date(1985, 3, 2), "male", ()),
        ("051185000017", date(1985, 3, 2), "female", ()),
        ("051203000017", date(2003, 3, 2), "male", ()),
        ("051303000017", date(2003, 3, 2), "female", ()),
        ("051403000017", date(2103, 3, 2), "male", ()),
        ("051085000017", None, "", ()),
        ("051085000017", date(1986, 3, 2), "male", ("birth_year_mismatch",)),
        ("051203000017", date(1903, 3, 2), "male", ("birth_year_mismatch",)),
        ("051185000017", date(1985, 3, 2), "male", ("sex_mismatch",)),
        ("051085000017", None, "other", ()),
        ("003085000017", None, "", ("unknown_province",)),
        ("999185000017", date(1986, 1, 1), "male", ("unknown_province", "birth_year_mismatch", "sex_mismatch")),
    ],
)
def test_doubts_about_a_personal_number(number: str, born_on: date | None, sex: str, doubts: tuple[str, ...]):
    assert identifiers.personal_id_doubts(number, born_on=born_on, sex=sex) == doubts


def test_there_are_63_provinces_of_birth():
    assert len(identifiers.PROVINCES_OF_BIRTH) == 63
    assert {"001", "020", "051", "052", "062", "064", "096"} <= identifiers.PROVINCES_OF_BIRTH


@pytest.mark.parametrize(("typed", "clean"), [("c1234567", "C1234567"), (" M 1234-5678 ", "M12345678"), ("Ｍ１２３４５６７８", "M12345678"), ("1", "1")])
def test_passports(typed: str, clean: str):
    assert identifiers.passport(typed) == clean


@pytest.mark.parametrize("typed", ["", "C123456789", "Č1234567", "C12/34"])
def test_what_is_no_passport(typed: str):
    with pytest.raises(IdentifierError, match="not_a_passport"):
        identifiers.passport(typed)


@pytest.mark.parametrize(("number", "vietnamese"), [("C1234567", True), ("12345678", False), ("AB123456", False)])
def test_the_shape_of_a_vietnamese_passport(number: str, vietnamese: bool):
    assert identifiers.looks_like_a_vietnamese_passport(number) is vietnamese


@pytest.mark.parametrize(
    ("field", "digit"), [("L898902C3", 6), ("740812", 2), ("120415", 9), ("", 0), ("<<<<", 0), ("A", 0)]
)
def test_check_digits_of_a_machine_readable_zone(field: str, digit: int):
    assert identifiers.mrz_check_digit(field) == digit


def test_a_machine_readable_zone_has_its_own_alphabet():
    with pytest.raises(ValueError, match="A-Z"):
        identifiers.mrz_check_digit("l898902c3")


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("0912345678", "+84912345678"),
        ("0912 345 678", "+84912345678"),
        ("(091) 234-5678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("+84 912 345 678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("0559123456", "+84559123456"),
        ("0255.3822.123", "+842553822123"),
        ("+82 2-2100-7999", "+82221007999"),
        ("+1 202 456 1111", "+12024561111"),
        ("＋８２ １０‑１２３４‑５６７８", "+821012345678"),
    ],
)
def test_phones(typed: str, clean: str):
    assert identifiers.phone(typed) == clean


@given(st.from_regex(identifiers.VIETNAM_MOBILE, fullmatch=True) | st.from_regex(identifiers.VIETNAM_LANDLINE, fullmatch=True))
def test_a_number_that_is_clean_already_is_what_the_library_would_write(number: str):
    written = phonenumbers.format_number(phonenumbers.parse(number, "VN"), phonenumbers.PhoneNumberFormat.E164)
    assert identifiers.phone(number) == written


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "091234567",
            "09123456789",
            "0112345678",
            "0512345678",
            "0312345678x12",
            "0710123456",
            "1800 1060",
            "113",
        ),
        *("+82 1", "0912345678 ext 3", "CALLME", "+999123456789", "0" * 60, "٠٩١٢٣٤٥٦٧٨"),
    ],
)
def test_what_is_no_phone(typed: str):
    with pytest.raises(IdentifierError, match="not_a_phone"):
        identifiers.phone(typed)


@pytest.mark.parametrize("prefix", [f"0{p}" for p in (32, 39, 52, 55, 56, 58, 59, 70, 76, 77, 78, 79, 81, 89, 90, 99)])
def test_mobile_prefixes(prefix: str):
    assert identifiers.is_vietnamese_mobile(identifiers.phone(f"{prefix}1234567"))


@pytest.mark.parametrize("prefix", [f"0{p}" for p in (30, 31, 50, 51, 53, 54, 57, 71, 75, 80, 40, 60, 10)])
def test_what_is_no_mobile_prefix(prefix: str):
    with pytest.raises(IdentifierError):
        identifiers.phone(f"{prefix}1234567")


def test_a_landline_gets_no_text_message():
    assert not identifiers.is_vietnamese_mobile(identifiers.phone("02553822123"))


@pytest.mark.parametrize(
    ("typed", "clean"),
    [("a.b@Example.VN", "a.b@example.vn"), (" a@b.gov.vn ", "a@b.gov.vn"), ("A+x@công-ty.vn", "A+x@xn--cng-ty-ixa.vn")],
)
def test_emails(typed: str, clean: str):
    assert identifiers.email(typed) == clean
    assert identifiers.email(clean) == clean


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "a",
        "a@b",
        "a@@b.vn",
        "a b@c.vn",
        "a@b.vn\nBcc: c@d.vn",
        "Ông A <a@b.vn>",
        "ng\u0129a@b.vn",
        "a" * 400 + "@b.vn",
    ],
)
def test_what_is_no_email(typed: str):
    with pytest.raises(IdentifierError, match="not_an_email"):
        identifiers.email(typed)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Nguyễn Thị Hòa", "nguyen thi hoa"),
        ("NGUYỄN  THỊ HOÀ", "nguyen thi hoa"),
        ("Nguye\u0302\u0303n Thi\u0323 Ho\u0300a", "nguyen thi hoa"),
        ("Thúy", "thuy"),
        ("Thuý", "thuy"),
        ("Đỗ Đức Ương", "do duc uong"),
        ("ĐẶNG THÙY TRÂM", "dang thuy tram"),
        ("  H99.01-20211015-0000001 ", "h99.01-20211015-0000001"),
        ("김민수", "김민수"),
    ],
)
def test_the_search_key(text: str, key: str):
    assert identifiers.nfc(identifiers.fold(text)) == key


@given(st.text(max_size=40))
def test_the_search_key_of_a_key_is_the_key(text: str):
    assert identifiers.fold(identifiers.fold(text)) == identifiers.fold(text)


@given(st.text(max_size=40))
def test_composed_and_decomposed_names_meet(text: str):
    assert identifiers.fold(identifiers.nfc(text)) == identifiers.fold(text)


def test_countries():
    assert len(countries.COUNTRIES) == 249
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in countries.COUNTRIES)
    assert all(text.vi.strip() and text.en.strip() for text in countries.COUNTRIES.values())
    for language in ("vi", "en"):
        names = [countries.name(code, language) for code in countries.COUNTRIES]
        assert len(set(names)) == 249
    assert countries.name("KR") == "Hàn Quốc"
    assert countries.name("KR", "en") == "South Korea"
    assert countries.name("XX") == "XX"


def test_apec_has_21_economies():
    assert len(countries.APEC) == 21
    assert set(countries.COUNTRIES) >= countries.APEC
    assert countries.economy("TW").vi == "Đài Bắc Trung Hoa"
    assert countries.economy("VN").en == "Vietnam"
