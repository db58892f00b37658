"""Colours live in one token file; every other style sheet, template and picture takes them from there."""

import re

import pytest

from tests.support.tree import ROOT, files_named, name

TOKENS = ROOT / "web" / "static" / "css" / "tokens.css"
NAMED = "white|black|red|green|blue|grey|gray|yellow|orange|amber|purple|gold|silver|navy|teal|maroon|olive|brown|pink"
FUNCTION = r"\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\("
COLOUR = re.compile(rf"#[0-9a-fA-F]{{3,8}}\b|{FUNCTION}|(?<![\w-])(?:{NAMED})(?![\w-])")
DECLARATION = re.compile(r"[{;]\s*[\w-]+\s*:\s*([^;{}]+)")
ATTRIBUTE = re.compile(r"(?:fill|stroke|stop-color|color)=\"([^\"]*)\"")


def colours_in_css(text: str) -> list[str]:
    bare = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", text, flags=re.DOTALL)
    values = [value.strip() for value in DECLARATION.findall(re.sub(r"([{;])", r"\1\1", bare))]
    return [value for value in values if COLOUR.search(re.sub(r"var\([^)]*\)", "", value))]


def colours_in_markup(text: str) -> list[str]:
    return [value for value in ATTRIBUTE.findall(text) if COLOUR.search(value)]


def test_style_sheets_take_their_colours_from_the_tokens():
    found = {path: colours_in_css(path.read_text(encoding="utf-8")) for path in files_named(".css", "web/static")}
    assert [path for path, colours in found.items() if colours] == [TOKENS], found


def test_pages_name_no_colour():
    found = {name(path): colours_in_markup(path.read_text(encoding="utf-8")) for path in files_named(".html")}
    assert not {path: colours for path, colours in found.items() if colours}


def test_a_picture_that_cannot_read_the_tokens_uses_a_colour_of_theirs():
    tokens = TOKENS.read_text(encoding="utf-8").lower()
    for path in files_named(".svg", "web"):
        assert not [found for found in colours_in_markup(path.read_text(encoding="utf-8")) if found.lower() not in tokens], path


@pytest.mark.parametrize(
    "css",
    ["a { color: #fff }", "a{color:rgb(0 0 0)}", "a { margin: 0; border: 1px solid red }", "a { --x: hsl(1 2% 3%); }"],
)
def test_a_colour_is_noticed(css: str):
    assert colours_in_css(css)


@pytest.mark.parametrize("css", ["#abc { margin: 0 }", "a { color: var(--red) }", "/* #fff */ a { top: 0 }"])
def test_what_is_no_colour_is_left_alone(css: str):
    assert not colours_in_css(css)
