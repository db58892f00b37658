"""What holds for every answer anybody could send: nothing raises, what is clean stays clean, it can be stored as JSON."""

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from procedures.answers import check_one, required_components, validate
from procedures.definition import Group
from tests.procedures.tiny import TINY

ON = date(2021, 10, 15)
LEAD = {"lead_days": 30}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=6,
)
LIKELY = st.sampled_from(
    [
        *(
            "work",
            "study",
            "elsewhere",
            "FTU",
            "yes",
            "no",
            "on",
            "KR",
            "2021-12-01",
            "01/11/2021",
            "0912345678",
            "8h05",
        ),
        *(
            "a@Example.VN",
            "0100233488",
            "051203000017",
            "c1234567",
            "1.234.567",
            " Nguye\u0302\u0303n  A ",
            "\u200b",
            True,
        ),
        *(["KR", "JP"], "dòng\r\n\r\n\r\n một", 3),
    ]
)
VALUE = LIKELY | ANYTHING


def _of(item: Any) -> st.SearchStrategy:
    if isinstance(item, Group):
        one = st.fixed_dictionaries({}, optional={field.name: VALUE for field in item.fields})
        return st.lists(one | ANYTHING, max_size=5) | ANYTHING
    return VALUE


ITEMS = [item for page in TINY.pages for item in page.items]
RAW = st.fixed_dictionaries({}, optional={item.name: _of(item) for item in ITEMS})


@given(RAW)
def test_clean_answers_are_clean(raw: dict[str, Any]):
    once = validate(TINY, raw, ON, LEAD)
    twice = validate(TINY, once.answers, ON, LEAD)
    assert twice.answers == once.answers
    assert json.loads(json.dumps(once.answers)) == once.answers
    json.dumps(once.answers, ensure_ascii=False).encode()


@given(RAW)
def test_a_draft_has_no_error_that_the_submission_has_not(raw: dict[str, Any]):
    draft = validate(TINY, raw, ON, LEAD, complete=False)
    whole = validate(TINY, raw, ON, LEAD)
    assert {(one.path, one.code) for one in draft.errors} <= {(one.path, one.code) for one in whole.errors}
    assert draft.answers == whole.answers


@given(RAW)
def test_the_pages_together_tell_what_the_whole_tells(raw: dict[str, Any]):
    whole = {(one.path, one.code) for one in validate(TINY, raw, ON, LEAD).errors if one.path}
    pages = [validate(TINY, raw, ON, LEAD, page=page.name) for page in TINY.pages]
    assert {(one.path, one.code) for page in pages for one in page.errors} == whole


@given(st.dictionaries(st.text(max_size=12), ANYTHING, max_size=5))
def test_nothing_raises(raw: dict[str, Any]):
    found = validate(TINY, raw, ON, LEAD)
    required_components(TINY, found.answers)
    for path, value in raw.items():
        check_one(TINY, path, value, ON)


@given(
    st.sampled_from([item.name for item in ITEMS]) | st.from_regex(r"persons\.[0-9]\.[a-z_]+", fullmatch=True), VALUE
)
def test_autosave_keeps_what_it_would_keep_again(path: str, raw: Any):
    value, error = check_one(TINY, path, raw, ON)
    assert error is None or value is None
    if value is not None:
        assert check_one(TINY, path, value, ON) == (value, None)
