"""Limits in words, and the percentage the office promises less: only where both figures count the same thing."""

from __future__ import annotations

import pytest

from web.limits import limit_text, percentage_cut


@pytest.fixture(autouse=True)
def _page(app):
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("", ""),
        ("3wd", "3 ngày làm việc"),
        ("6wd+0.5wd", "6,5 ngày làm việc"),
        ("8wh", "8 giờ làm việc"),
        ("5cwd", "5 ngày làm việc"),
        ("3wd+20cd+5wd+5wd", "13 ngày làm việc và 20 ngày"),
    ],
)
def test_a_limit_in_words(limit, words):
    assert limit_text(limit) == words


@pytest.mark.parametrize(
    ("statutory", "committed", "percent"),
    [
        ("10wd", "6wd", 40),
        ("10wd", "3wd+3.5wd", 35),
        ("10wd", "10wd", None),
        ("", "6wd", None),
        ("10wd", "", None),
        ("10wd", "6cd", None),
        ("10wd+5cd", "6wd+5cd", None),
        ("5wd", "6wd", None),
    ],
)
def test_a_cut_is_told_only_where_it_is_one(statutory, committed, percent):
    assert percentage_cut(statutory, committed) == percent
