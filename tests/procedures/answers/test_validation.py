"""The whole form of the tiny procedure: what is hidden, required, repeated, ruled, and how much is too much."""

from datetime import date
from typing import Any

import pytest

from procedures.answers import Code, check_one, ending, required_components, validate, validate_fields
from procedures.definition import Field, Kind, Text, When
from tests.procedures.tiny import TINY

ON = date(2021, 10, 15)
LEAD = {"lead_days": 30}
PERSON = {"full_name": "Nguyễn Văn A", "born_on": "1985-03-02", "has_passport": False}
WHOLE = {
    "purpose": "work",
    "title": "Hội thảo",
    "starts_on": "2021-12-01",
    "persons": [PERSON],
    "countries": ["KR"],
    "true": True,
}


def codes(answers: dict[str, Any], **more: Any) -> dict[str, str]:
    return {error.path: error.code for error in validate(TINY, answers, ON, LEAD, **more).errors}


def test_a_whole_dossier_is_right():
    found = validate(TINY, WHOLE, ON, LEAD)
    assert found.ok
    assert found.answers == WHOLE
    assert found.warnings == ()


def test_everything_required_is_said_at_once():
    assert codes({}) == {
        **dict.fromkeys(["purpose", "title", "starts_on", "countries"], Code.REQUIRED),
        "persons": Code.TOO_FEW_ITEMS,
        "true": Code.MUST_BE_TICKED,
    }


def test_a_draft_requires_nothing_and_asks_no_rule():
    assert codes({}, complete=False) == {}
    assert codes({"title": "x" * 41, "starts_on": "2021-12-01", "ends_on": "2021-11-01"}, complete=False) == {
        "title": Code.TOO_LONG
    }


def test_a_page_tells_its_own_errors_only():
    assert set(codes({}, page="about")) == {"purpose", "title", "starts_on"}
    assert set(codes({}, page="more")) == {"persons", "countries", "true"}
    answers = WHOLE | {"ends_on": "2021-11-01"}
    assert codes(answers, page="about") == {"ends_on": "ends_before_it_starts"}
    assert codes(answers, page="more") == {}
    assert validate(TINY, answers, ON, LEAD, page="more").answers == answers


def test_hidden_answers_are_dropped_and_never_judged():
    found = validate(TINY, WHOLE | {"school": "x" * 500, "school_year": "nothing"}, ON, LEAD)
    assert found.ok
    assert "school" not in found.answers


def test_what_a_hidden_answer_showed_is_hidden_too():
    study = WHOLE | {"purpose": "study", "school": "FTU", "school_year": "3"}
    assert validate(TINY, study, ON, LEAD).answers["school_year"] == 3
    assert validate(TINY, study | {"purpose": "work"}, ON, LEAD).answers == WHOLE
    assert codes(study | {"school_year": ""}) == {"school_year": Code.REQUIRED}


def test_unknown_answers_are_dropped_without_an_error():
    found = validate(TINY, WHOLE | {"admin": True, "persons": [PERSON | {"role": "root"}]}, ON, LEAD)
    assert found.ok
    assert found.answers == WHOLE


def test_a_condition_inside_a_group_looks_at_its_own_item():
    with_passport = PERSON | {"has_passport": "yes", "passport": "c1234567"}
    without = PERSON | {"passport": "C7654321"}
    found = validate(TINY, WHOLE | {"persons": [with_passport, without]}, ON, LEAD)
    assert found.answers["persons"] == [
        PERSON | {"has_passport": True, "passport": "C1234567"},
        PERSON,
    ]
    assert codes(WHOLE | {"persons": [PERSON, PERSON | {"has_passport": True}]}) == {
        "persons.1.passport": Code.REQUIRED
    }


def test_errors_in_a_group_keep_the_place_of_the_item():
    persons = [PERSON, {"full_name": "B", "born_on": "2022-01-01", "has_passport": False}]
    found = validate(TINY, WHOLE | {"persons": persons}, ON, LEAD)
    assert [(error.path, error.code) for error in found.errors] == [("persons.1.born_on", Code.DATE_IN_FUTURE)]
    assert found.answers["persons"][1] == {"full_name": "B", "has_passport": False}


@pytest.mark.parametrize(
    ("persons", "errors"),
    [
        ([PERSON] * 3, {}),
        ([PERSON] * 4, {"persons": Code.TOO_MANY_ITEMS}),
        ([], {"persons": Code.TOO_FEW_ITEMS}),
        ("Nguyễn Văn A", {"persons": Code.NOT_A_LIST}),
        ({"0": PERSON}, {"persons": Code.NOT_A_LIST}),
    ],
)
def test_how_many_items(persons: Any, errors: dict[str, str]):
    assert codes(WHOLE | {"persons": persons}) == errors


def test_an_item_that_is_no_object_is_an_empty_one():
    assert set(codes(WHOLE | {"persons": ["x"]})) == {
        "persons.0.full_name",
        "persons.0.born_on",
        "persons.0.has_passport",
    }


def test_a_rule_speaks_with_the_laws_words():
    found = validate(TINY, WHOLE | {"ends_on": "2021-11-30"}, ON, LEAD)
    (error,) = found.errors
    assert (error.path, error.code, error.params) == ("ends_on", "ends_before_it_starts", {"starts_on": "2021-12-01"})
    assert error.text and error.text.vi == "Kết thúc trước {starts_on}"


def test_a_warning_stops_nothing():
    found = validate(TINY, WHOLE | {"starts_on": "20/10/2021"}, ON, LEAD)
    assert found.ok
    assert [(one.path, one.code, one.params) for one in found.warnings] == [("starts_on", "starts_soon", {"days": 5})]
    assert validate(TINY, WHOLE | {"starts_on": "20/10/2021"}, ON, {"lead_days": 5}).warnings == ()


def test_a_number_of_an_unknown_province_is_a_warning():
    persons = [PERSON | {"number": "051085000017"}, PERSON | {"number": "003085000017"}]
    found = validate(TINY, WHOLE | {"persons": persons}, ON, LEAD)
    assert found.ok
    assert [(one.path, one.code) for one in found.warnings] == [("persons.1.number", Code.UNKNOWN_PROVINCE)]


def test_an_ending_stops_the_submission():
    answers = WHOLE | {"purpose": "elsewhere"}
    assert codes(answers) == {"": "elsewhere"}
    assert codes(answers, page="about") == {}
    found = ending(TINY, answers)
    assert found and found.text.vi == "Nộp nơi khác"
    assert ending(TINY, WHOLE) is None


def test_too_much_is_refused_before_it_is_read():
    found = validate(TINY, WHOLE | {"story": "á" * 300_000}, ON, LEAD)
    assert [(error.path, error.code) for error in found.errors] == [("", Code.TOO_MUCH)]
    assert found.answers == {}
    assert validate_fields([], {"a": "á" * 300_000}, ON).errors[0].code == Code.TOO_MUCH
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    assert codes({"title": nested}) == {"": Code.TOO_MUCH}


@pytest.mark.parametrize(
    ("path", "raw", "value", "code"),
    [
        ("title", "  Hội   thảo ", "Hội thảo", None),
        ("title", "", None, None),
        ("title", "x" * 41, None, Code.TOO_LONG),
        ("school", "FTU", "FTU", None),
        ("persons.0.born_on", "02/03/1985", "1985-03-02", None),
        ("persons.2.passport", "c1", "C1", None),
        ("persons.3.passport", "c1", None, Code.UNKNOWN_FIELD),
        ("persons.-1.passport", "c1", None, Code.UNKNOWN_FIELD),
        ("persons.0", {}, None, Code.UNKNOWN_FIELD),
        ("persons.0.role", "x", None, Code.UNKNOWN_FIELD),
        ("persons", [], None, Code.UNKNOWN_FIELD),
        ("title.0", "x", None, Code.UNKNOWN_FIELD),
        ("", "x", None, Code.UNKNOWN_FIELD),
        ("admin", True, None, Code.UNKNOWN_FIELD),
        ("title", "x" * 600_000, None, Code.TOO_MUCH),
    ],
)
def test_one_answer_as_autosave_sees_it(path: str, raw: Any, value: Any, code: Code | None):
    found, error = check_one(TINY, path, raw, ON)
    assert found == value
    assert (error.code if error else None) == code
    assert error is None or error.path == path


def test_fields_of_an_action_hide_each_other_too():
    label = Text("a", "b")
    fields = [
        Field("opinion", Kind.YES_NO, label),
        Field("reason", Kind.LONG_TEXT, label, shown_when=When("opinion", (False,))),
    ]
    assert validate_fields(fields, {"opinion": "yes", "reason": "x"}, ON).answers == {"opinion": True}
    assert [error.path for error in validate_fields(fields, {"opinion": "no"}, ON).errors] == ["reason"]


def test_papers_follow_the_answers():
    persons = [PERSON, PERSON | {"full_name": "Trần Thị B", "has_passport": True}]
    work = required_components(TINY, WHOLE | {"persons": persons})
    assert [(one.component.code, one.item_index, one.item_title, one.required) for one in work] == [
        ("request", None, None, True),
        ("proof", None, None, False),
        ("passport_copy", 0, "Nguyễn Văn A", False),
        ("passport_copy", 1, "Trần Thị B", True),
    ]
    study = required_components(TINY, {"purpose": "study"})
    assert [(one.component.code, one.required) for one in study] == [
        ("request", True),
        ("proof", True),
        ("certificate", True),
    ]
