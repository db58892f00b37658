"""Each kind of answer by a table: what is typed, what is stored, what is refused."""

from datetime import date
from typing import Any

import pytest

from procedures.answers import Code, validate_fields
from procedures.definition import Choice, DateRule, Field, Kind, Text

ON = date(2021, 10, 15)
CHOICES = (Choice("b", Text("Bê", "Bee")), Choice("a", Text("A", "A")), Choice("KR", Text("Hàn Quốc", "Korea")))


def ask(kind: Kind, raw: Any, **more: Any) -> tuple[Any, str | None]:
    """The stored value and the code of the error."""
    field = Field("x", kind, Text("Câu hỏi", "Question"), **more)
    found = validate_fields([field], {"x": raw}, ON)
    return found.answers.get("x"), found.errors[0].code if found.errors else None


@pytest.mark.parametrize(
    ("kind", "raw", "stored"),
    [
        (Kind.TEXT, "  Nguyễn   Văn\tA ", "Nguyễn Văn A"),
        (Kind.TEXT, "Nguye\u0302\u0303n", "Nguyễn"),
        (Kind.TEXT, "a\u200bb\ufeff\u202ec\x07\u00ad", "abc"),
        (Kind.TEXT, "A\u0000B", "AB"),
        (Kind.TEXT, "một\r\nhai", "một hai"),
        (Kind.TEXT, 12, "12"),
        (Kind.TEXT, "<script>", "<script>"),
        (Kind.LONG_TEXT, " dòng  một \r\n\r\n\r\n\r\ndòng hai\n", "dòng một\n\ndòng hai"),
        (Kind.INTEGER, " 12 ", 12),
        (Kind.INTEGER, "-3", -3),
        (Kind.INTEGER, 3.0, 3),
        (Kind.INTEGER, 0, 0),
        (Kind.MONEY, "1.234.567", 1_234_567),
        (Kind.MONEY, "1,234,567", 1_234_567),
        (Kind.MONEY, "30 000", 30_000),
        (Kind.MONEY, "0", 0),
        (Kind.DATE, "2021-10-15", "2021-10-15"),
        (Kind.DATE, "15/10/2021", "2021-10-15"),
        (Kind.DATE, "5-1-2021", "2021-01-05"),
        (Kind.DATE, "29.02.2024", "2024-02-29"),
        (Kind.DATE, "2021.10.5", "2021-10-05"),
        (Kind.DATE, "2021/1/2", "2021-01-02"),
        (Kind.DATE, "２１／１０／２０２１", "2021-10-21"),
        (Kind.DATE, "21–10–2021", "2021-10-21"),
        (Kind.DATE, date(2021, 1, 2), "2021-01-02"),
        (Kind.TIME, "7:05", "07:05"),
        (Kind.TIME, "17h30", "17:30"),
        (Kind.TIME, "７：０５", "07:05"),
        (Kind.INTEGER, "１２", 12),
        (Kind.YES_NO, "yes", True),
        (Kind.YES_NO, "0", False),
        (Kind.YES_NO, False, False),
        (Kind.DECLARATION, "on", True),
        (Kind.CHOICE, " a ", "a"),
        (Kind.CHOICES, ["a", "b", "a"], ["b", "a"]),
        (Kind.CHOICES, "a", ["a"]),
        (Kind.COUNTRY, "kr", "KR"),
        (Kind.EMAIL, " A@Example.VN ", "A@example.vn"),
        (Kind.PHONE, "0912 345 678", "+84912345678"),
        (Kind.TAX_CODE, "0314409058002", "0314409058-002"),
        (Kind.PERSONAL_ID, "051 203 000 017", "051203000017"),
        (Kind.PASSPORT, "c 1234567", "C1234567"),
    ],
)
def test_what_is_stored(kind: Kind, raw: Any, stored: Any):
    value, error = ask(kind, raw, choices=CHOICES if kind is not Kind.COUNTRY else ())
    assert (value, error) == (stored, None)
    assert type(value) is type(stored)
    assert ask(kind, value, choices=CHOICES if kind is not Kind.COUNTRY else ()) == (stored, None)


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        (Kind.TEXT, ["a"], Code.NOT_TEXT),
        (Kind.TEXT, {"a": 1}, Code.NOT_TEXT),
        (Kind.TEXT, True, Code.NOT_TEXT),
        (Kind.TEXT, "a" * 201, Code.TOO_LONG),
        (Kind.TEXT, "\ud800", Code.CONTROL_CHARACTERS),
        (Kind.LONG_TEXT, "a" * 201, Code.TOO_LONG),
        (Kind.INTEGER, "1.5", Code.NOT_A_NUMBER),
        (Kind.INTEGER, "1.23.456", Code.NOT_A_NUMBER),
        (Kind.INTEGER, "1.234,567", Code.NOT_A_NUMBER),
        (Kind.INTEGER, "٣", Code.NOT_A_NUMBER),
        (Kind.INTEGER, "9" * 5000, Code.NOT_A_NUMBER),
        (Kind.INTEGER, True, Code.NOT_A_NUMBER),
        (Kind.INTEGER, float("nan"), Code.NOT_A_NUMBER),
        (Kind.INTEGER, 10**16, Code.TOO_LARGE),
        (Kind.MONEY, "-1", Code.TOO_SMALL),
        (Kind.DATE, "2021-02-29", Code.NOT_A_DATE),
        (Kind.DATE, "31/04/2021", Code.NOT_A_DATE),
        (Kind.DATE, "13/13/2021", Code.NOT_A_DATE),
        (Kind.DATE, "15/10/21", Code.NOT_A_DATE),
        (Kind.DATE, "2021-10/15", Code.NOT_A_DATE),
        (Kind.DATE, "0001-01-01", Code.NOT_A_DATE),
        (Kind.DATE, "2101-01-01", Code.NOT_A_DATE),
        (Kind.DATE, 20211015, Code.NOT_A_DATE),
        (Kind.TIME, "24:00", Code.NOT_A_TIME),
        (Kind.TIME, "12:60", Code.NOT_A_TIME),
        (Kind.TIME, 7, Code.NOT_A_TIME),
        (Kind.YES_NO, "maybe", Code.NOT_YES_OR_NO),
        (Kind.YES_NO, 2, Code.NOT_YES_OR_NO),
        (Kind.CHOICE, "c", Code.NOT_A_CHOICE),
        (Kind.CHOICE, "A", Code.NOT_A_CHOICE),
        (Kind.CHOICES, ["a", "c"], Code.NOT_A_CHOICE),
        (Kind.CHOICES, [["a"]], Code.NOT_TEXT),
        (Kind.COUNTRY, "XX", Code.NOT_A_COUNTRY),
        (Kind.COUNTRY, "VN", Code.NOT_A_CHOICE),
        (Kind.EMAIL, "a@b", Code.NOT_AN_EMAIL),
        (Kind.PHONE, "123", Code.NOT_A_PHONE),
        (Kind.TAX_CODE, "0100233480", Code.NOT_A_TAX_CODE),
        (Kind.PERSONAL_ID, "212345678", Code.NOT_A_PERSONAL_ID),
        (Kind.PASSPORT, "C/123", Code.NOT_A_PASSPORT),
    ],
)
def test_what_is_refused(kind: Kind, raw: Any, code: Code):
    assert ask(kind, raw, choices=CHOICES) == (None, code)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("raw", [None, "", "  \t ", []])
def test_nothing_is_an_answer_to_nothing(kind: Kind, raw: Any):
    wanted = Code.MUST_BE_TICKED if kind is Kind.DECLARATION else Code.REQUIRED
    assert ask(kind, raw, choices=CHOICES) == (None, wanted)
    assert ask(kind, raw, choices=CHOICES, required=False) == (None, None)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.PASSPORT])
def test_what_is_only_invisible_is_nothing(kind: Kind):
    assert ask(kind, "\u200b\ufeff\x07") == (None, Code.REQUIRED)


def test_an_unticked_declaration_is_stored_and_refused():
    assert ask(Kind.DECLARATION, False) == (False, Code.MUST_BE_TICKED)
    assert ask(Kind.DECLARATION, "off", required=False) == (False, None)


@pytest.mark.parametrize(
    ("rule", "raw", "code"),
    [
        (DateRule.ANY, "2050-01-01", None),
        (DateRule.NOT_FUTURE, "2021-10-15", None),
        (DateRule.NOT_FUTURE, "2021-10-16", Code.DATE_IN_FUTURE),
        (DateRule.NOT_PAST, "2021-10-15", None),
        (DateRule.NOT_PAST, "2021-10-14", Code.DATE_IN_PAST),
    ],
)
def test_dates_lie_to_the_day_of_filing(rule: DateRule, raw: str, code: Code | None):
    assert ask(Kind.DATE, raw, date_rule=rule)[1] == code


@pytest.mark.parametrize(("raw", "code"), [(1, None), (5, None), (0, Code.TOO_SMALL), (6, Code.TOO_LARGE)])
def test_numbers_keep_their_bounds(raw: int, code: Code | None):
    assert ask(Kind.INTEGER, raw, minimum=1, maximum=5)[1] == code


def test_an_error_carries_its_parameters():
    field = Field("x", Kind.TEXT, Text("a", "b"), max_length=3)
    (error,) = validate_fields([field], {"x": "abcd"}, ON).errors
    assert (error.path, error.params, error.text) == ("x", {"maximum": 3}, None)
