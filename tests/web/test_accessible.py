"""The eye for accessibility itself: it misses nothing by having seen a page of the same kind before."""

from __future__ import annotations

import pytest

from tests.support.accessible import assert_accessible
from tests.support.browser import Visitors

PAGE = """<!doctype html><html lang="vi"><title>Thử</title><style>.pale {{ color: #bbb }} .night {{ background: #222 }}</style>
<body><main><h1>Thử</h1>{content}</main></body></html>"""


def test_what_was_seen_in_order_is_looked_at_again_where_it_stands_otherwise(new_page: Visitors) -> None:
    page = new_page()
    words = '<p class="words">Hồ sơ đã nộp.</p>'
    for content in (words, words * 3, f'<div class="day">{words}</div>'):
        page.set_content(PAGE.format(content=content))
        assert_accessible(page)
    for wrong in (f'<div class="night">{words}</div>', '<p class="words pale">Hồ sơ đã nộp.</p>'):
        page.set_content(PAGE.format(content=words + wrong))
        for _ in range(2):  # what was found wrong counts as never seen
            with pytest.raises(AssertionError, match="color-contrast"):
                assert_accessible(page)


def test_everything_else_is_looked_at_on_every_page(new_page: Visitors) -> None:
    page = new_page()
    page.set_content(PAGE.format(content='<img src="data:," alt="Con dấu">'))
    assert_accessible(page)
    page.set_content(PAGE.format(content='<img src="data:,">'))
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)
