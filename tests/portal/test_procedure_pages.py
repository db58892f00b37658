"""Finding a procedure by words, with or without diacritics and without scripts. Reading one is tested elsewhere."""

from __future__ import annotations

import html5lib
import pytest

from procedures.registry import load
from tests.support.page_rules import elements

SLUGS = frozenset(load().slugs())


def listed(page: str) -> set[str]:
    """The procedures to which the cards of a page lead."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    cards = [one for one in elements(root, "article") if "procedure-card" in one.get("class", "")]
    return {link.get("href").split("/")[-1] for card in cards for link in elements(card, "a")}


def test_the_home_page_has_a_field_for_procedures_and_one_for_a_dossier(client):
    root = html5lib.parse(client.get("/").text, namespaceHTMLElements=False)
    searches = {one.get("action"): one for one in elements(root, "form") if one.get("role") == "search"}
    assert {"/thu-tuc", "/tra-cuu"} <= set(searches)
    for action, name in (("/thu-tuc", "tim"), ("/tra-cuu", "ma")):
        form = searches[action]
        assert form.get("method") == "get"
        assert [one.get("name") for one in elements(form, "input")] == [name]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("thẻ APEC", {"abtc"}),
        ("THE apec", {"abtc"}),
        ("hội thảo", {"hoi-nghi-quoc-te"}),
        ("hoi thao quoc te", {"hoi-nghi-quoc-te"}),
        ("hop phap hoa", {"hop-phap-hoa-lanh-su"}),
        ("Hợp pháp hoá", {"hop-phap-hoa-lanh-su"}),
        ("business travel", {"abtc"}),
        ("", SLUGS),
        ("   ", SLUGS),
        ("bán hàng đa cấp", set()),
    ],
)
def test_procedures_are_found_by_words_of_either_language(client, words, found):
    assert listed(client.get("/thu-tuc", query_string={"tim": words}).text) == found


@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_every_procedure_is_found_by_its_name_and_by_the_name_of_each_paper(client, casework, clock, slug):
    definition = casework.registry.in_force(slug, clock().date())
    for text in (definition.name, definition.field, *(one.name for one in definition.components)):
        words = " ".join(text.vi.split()[:6])
        assert slug in listed(client.get("/thu-tuc", query_string={"tim": words}).text), words


def test_what_was_typed_stays_in_the_field(client):
    page = client.get("/thu-tuc", query_string={"tim": 'apec "<b>'}).text
    root = html5lib.parse(page, namespaceHTMLElements=False)
    assert [one.get("value") for one in elements(root, "input") if one.get("name") == "tim"] == ['apec "<b>']


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_nothing_found_says_so_and_leads_back_to_everything(client, prefix):
    page = client.get(f"{prefix}/thu-tuc", query_string={"tim": "xyz"}).text
    root = html5lib.parse(page, namespaceHTMLElements=False)
    empty = [one for one in elements(root, "div") if one.get("class") == "empty"]
    assert len(empty) == 1
    assert [link.get("href") for link in elements(empty[0], "a")] == [f"{prefix}/thu-tuc"]
    assert listed(page) == set()


@pytest.mark.parametrize(
    "typed", ["%00", "%FF%FE", "%E2%80%AE", "a" * 5000, "%25_", "'+OR+1=1--", "\\w+(", "%F0%9F%98%80"]
)
def test_strange_words_get_a_page(client, typed):
    assert client.get(f"/thu-tuc?tim={typed}").status_code == 200


def test_what_is_handed_in_on_paper_is_not_called_optional(client):
    page = client.get("/thu-tuc/hop-phap-hoa-lanh-su").text
    for paper in ("Giấy tờ đề nghị: bản chính, kèm 01 bản sao", "Tờ khai LS/HPH-2012/TK", "Phong bì ghi sẵn người nhận"):
        assert f"{paper}</label>" in page, paper


@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_the_way_to_file_comes_before_the_details(client, slug):
    page = client.get(f"/thu-tuc/{slug}").text
    assert page.index(f'href="/nop-ho-so/{slug}"') < page.index('id="giay-to"')
