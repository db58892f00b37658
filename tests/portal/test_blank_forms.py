"""Every form of every version of a procedure is there for everybody to take home blank. Filled ones are tested elsewhere."""

from __future__ import annotations

import html5lib
import pytest

from procedures.registry import load
from tests.support.page_rules import elements

REGISTRY = load()
VERSIONS = [one for slug in REGISTRY.slugs() for one in REGISTRY.versions(slug)]
FORMS = [(one.slug, one.version, form.code) for one in VERSIONS for form in one.forms]


@pytest.mark.parametrize(("slug", "version", "form"), FORMS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_form_can_be_had_with_nothing_filled_in(client, prefix, slug, version, form):
    answer = client.get(f"{prefix}/thu-tuc/{slug}/mau/{form}.pdf?phien-ban={version}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{slug}-{form}.pdf"')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda one: f"{one.slug} {one.version}")
def test_the_page_of_a_version_leads_to_its_own_forms(client, casework, clock, definition):
    page = client.get(f"/thu-tuc/{definition.slug}?phien-ban={definition.version}").text
    links = elements(html5lib.parse(page, namespaceHTMLElements=False), "a")
    found = [one.get("href") for one in links if "/mau/" in one.get("href", "")]
    current = casework.registry.in_force(definition.slug, clock().date()).version == definition.version
    named = "" if current else f"?phien-ban={definition.version}"
    assert found == [f"/thu-tuc/{definition.slug}/mau/{one.code}.pdf{named}" for one in definition.forms]
    assert all(client.get(address).data.startswith(b"%PDF") for address in found)


@pytest.mark.parametrize(
    "path",
    ["abtc/mau/khong-co.pdf", "khong-co/mau/cv01.pdf", "abtc/mau/cv01.pdf?phien-ban=1999", "abtc/mau/to_khai.pdf"],
)
def test_what_is_no_form_of_the_procedure_is_not_found(client, path):
    assert client.get(f"/thu-tuc/{path}").status_code == 404
