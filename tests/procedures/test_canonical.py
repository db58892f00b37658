"""A released version never changes: its canonical form is kept beside it. A correction of the law is a new version."""

from dataclasses import replace
from datetime import date

import pytest

from procedures.canonical import canonical
from procedures.registry import CATALOG, load
from tests.procedures.tiny import TINY, words
from tests.support.canonical import home_of, versions_of

VERSIONS = versions_of(load(), [])


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda one: f"{one.slug} {one.version}")
def test_a_version_is_what_it_was_when_it_was_released(definition):
    kept = home_of(definition)
    assert kept.is_file(), "a new version is written down with: python -m tests.support.canonical"
    assert canonical(definition) == kept.read_text(encoding="utf-8"), "a correction is a new version"


def test_every_kept_form_belongs_to_a_version():
    kept = set(CATALOG.glob("*/canonical/*.json"))
    assert kept == {home_of(one) for one in VERSIONS}


def test_the_form_is_stable():
    assert canonical(TINY) == canonical(replace(TINY))


def another_title(answers):
    return answers.get("title", "?")


THRESHOLD = 3


def inner(answers):
    return len(answers) > THRESHOLD


def outer(answers):
    return str(inner(answers))


@pytest.mark.parametrize(
    "parts",
    [
        {"summary": words("Khác")},
        {"in_force_from": date(2021, 6, 2)},
        {"title_of": another_title},
        {"components": TINY.components[:-1]},
        {"items": ""},
    ],
)
def test_a_change_shows(parts):
    assert canonical(replace(TINY, **parts)) != canonical(TINY)


def test_a_change_behind_a_function_shows(monkeypatch):
    before = canonical(replace(TINY, title_of=outer))
    monkeypatch.setitem(globals(), "THRESHOLD", 4)
    assert canonical(replace(TINY, title_of=outer)) != before


def test_what_has_no_text_form_is_refused():
    with pytest.raises(TypeError, match="no text form"):
        canonical(replace(TINY, items=object()))
