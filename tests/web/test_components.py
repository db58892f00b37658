"""What is true of the look: valid and labelled pages, colours in one file, enough contrast, small scripts without words."""

import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from fontTools.ttLib import TTFont

from tests.support.page_rules import problems_of_page
from tests.web.gallery import PASSPORT_ERROR, create_gallery
from web.assets import build_fonts

WEB = Path(__file__).parents[2] / "web"
ERRORS = [400, 403, 404, 409, 413, 429, 500, 503]
PAGES = ["/public", "/office", *(f"/loi/{code}" for code in ERRORS)]
TOKENS = (WEB / "static/css/tokens.css").read_text()


@pytest.fixture(scope="module")
def gallery() -> Flask:
    return create_gallery()


def draw(gallery: Flask, source: str, **values) -> str:
    with gallery.test_request_context():
        return render_template_string(source, **values)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_keeps_the_rules(gallery: Flask, path: str) -> None:
    response = gallery.test_client().get(path)
    assert problems_of_page(response.text, response.headers) == []


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_says_what_to_do(gallery: Flask, code: int) -> None:
    page = gallery.test_client().get(f"/loi/{code}").text
    assert "Ông/Bà có thể làm gì" in page
    assert page.count("button--primary") == 1


def test_preferences_come_back_from_cookies(gallery: Flask) -> None:
    client = gallery.test_client()
    client.set_cookie("text", "3")
    client.set_cookie("contrast", "high")
    page = client.get("/public").text
    assert 'data-text="3" data-contrast="high"' in page
    assert 'name="contrast" value="normal" aria-pressed="true"' in page


def test_a_cookie_cannot_write_markup(gallery: Flask) -> None:
    client = gallery.test_client()
    client.set_cookie("text", "'\"><b>")
    assert "<b>" not in client.get("/public").text


def test_the_error_stands_between_help_and_input(gallery: Flask) -> None:
    page = gallery.test_client().get("/public").text
    field = page[page.index('id="passport_expires_on-field"') :]
    label, error, box = field.index("<label"), field.index(PASSPORT_ERROR), field.index("<input")
    assert label < error < box
    assert 'aria-describedby="passport_expires_on-error"' in field[box : box + 300]
    assert 'aria-invalid="true"' in field[box : box + 300]


@pytest.mark.parametrize(
    ("phase", "kind"),
    [("draft", "you"), ("citizen", "you"), ("office", "office"), ("other_body", "other"), ("closed", "done")],
)
def test_the_band_has_colour_icon_and_word(gallery: Flask, phase: str, kind: str) -> None:
    source = '{% from "components/state_band.html" import state_band %}{{ state_band(phase, "Một câu.") }}'
    band = draw(gallery, source, phase=phase)
    assert f"state--{kind}" in band
    assert "icons.svg#" in band
    assert re.search(r"<h2[^>]*>\S.+</h2>", band)


def test_the_first_action_is_the_only_primary(gallery: Flask) -> None:
    source = '{% from "components/action_bar.html" import action_bar %}{{ action_bar(actions) }}'
    actions = [
        {"label": "Trình lãnh đạo", "url": "/a", "method": "post", "version": 4},
        {"label": "Từ chối", "url": "/b"},
    ]
    bar = draw(gallery, source, actions=actions)
    assert bar.count("button--primary") == 1
    assert bar.index("button--primary") < bar.index("Từ chối")
    assert 'name="version" value="4"' in bar


def test_cards_are_added_copied_and_removed_without_scripts(gallery: Flask) -> None:
    source = (
        '{% from "components/card_list.html" import card_list %}'
        '{% call(item, number) card_list(items, "persons", "Người", max=2) %}{{ item }}{% endcall %}'
    )
    two, one = draw(gallery, source, items=["a", "b"]), draw(gallery, source, items=["a"])
    assert 'value="persons:remove:1"' in two
    assert 'value="persons:add"' not in two
    assert 'value="persons:add"' in one
    assert 'value="persons:copy:0"' in one
    assert "persons:remove" not in one


def test_a_bar_never_runs_over(gallery: Flask) -> None:
    source = '{% from "components/clock.html" import clock %}{{ clock("quá hạn 2 giờ", 1200, 960, "late") }}'
    assert 'max="960" value="960"' in draw(gallery, source)


def test_words_of_a_person_stay_words(gallery: Flask) -> None:
    source = '{% from "components/timeline.html" import timeline %}{{ timeline([{"at": "", "title": title}]) }}'
    assert "<script" not in draw(gallery, source, title="<script>alert(1)</script>")


def test_every_icon_that_is_asked_for_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="(\w+)"', (WEB / "static/icons.svg").read_text()))
    asked = {name for file in WEB.rglob("*.html") for name in re.findall(r'icon\("(\w+)"', file.read_text())}
    assert asked
    assert asked <= drawn


def test_colours_live_in_the_token_file() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|\b(?:rgba?|hsla?|oklch)\(")
    guilty = [
        f"{file.name}: {line.strip()}"
        for file in (WEB / "static/css").glob("*.css")
        if file.name != "tokens.css"
        for line in file.read_text().splitlines()
        if colour.search(line)
    ]
    assert guilty == []


def luminance(hex_colour: str) -> float:
    channels = [int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def token_sets() -> list[dict[str, str]]:
    usual = dict(re.findall(r"--([\w-]+): (#\w{6});", TOKENS[: TOKENS.index('[data-contrast="high"]')]))
    high = dict(re.findall(r"--([\w-]+): (#\w{6});", TOKENS[TOKENS.index('[data-contrast="high"]') :]))
    return [usual, {**usual, **high}]


@pytest.mark.parametrize("tokens", token_sets(), ids=["usual", "high"])
def test_words_can_be_read_on_their_ground(tokens: dict[str, str]) -> None:
    pairs = [(ink, ground) for ink in ("ink", "ink-soft", "blue") for ground in ("white", "ground", "ground-deep")]
    pairs += [(state, f"{state}-tint") for state in ("done", "office", "you", "other", "late")]
    assert contrast(tokens["blue"], tokens["white"]) >= 7
    weak = {pair: ratio for pair in pairs if (ratio := contrast(tokens[pair[0]], tokens[pair[1]])) < 6}
    assert weak == {}


def test_national_colours_stay_in_the_identity_bar() -> None:
    for file in (WEB / "static/css").glob("*.css"):
        for line in file.read_text().splitlines():
            if "var(--national" in line:
                assert ".identity" in line or ".wordmark" in line, f"{file.name}: {line.strip()}"


def test_scripts_are_small_and_without_words() -> None:
    for file in (WEB / "static/js").glob("*.js"):
        script = file.read_text()
        assert len(script.splitlines()) < 150, file.name
        assert not re.search(r"[À-ỹ]", script), f"{file.name} speaks; words belong to the page"
        assert "innerHTML" not in script, file.name


def test_the_fonts_can_write_vietnamese(tmp_path: Path) -> None:
    fonts = build_fonts(tmp_path / "fonts")
    before = [font.stat().st_mtime_ns for font in fonts]
    letters = "ăâđêôơưĂÂĐÊÔƠƯ" + "ằắẳẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữựỳýỷỹỵ₫–“”…"
    for font in fonts:
        with TTFont(font) as face:
            missing = [letter for letter in letters if ord(letter) not in face.getBestCmap()]
        assert missing == [], font.name
        assert font.stat().st_size < 60_000
    assert [font.stat().st_mtime_ns for font in build_fonts(tmp_path / "fonts")] == before
