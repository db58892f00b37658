"""Every paper an applicant hands in is shown: a filled sample of a form, or what a good paper must show. Blank forms are elsewhere."""

from __future__ import annotations

import html5lib
import pytest

from procedures.answers import validate
from procedures.catalog.abtc.samples import sample_answers
from procedures.clock.calendar import OFFICE_TIME
from procedures.registry import load
from tests.portal.filing import begin, fill
from tests.portal.stories import ON
from tests.support.page_rules import elements, text_of
from tests.support.paper_text import pages_of, squeezed

REGISTRY = load()
VERSIONS = [one for slug in REGISTRY.slugs() for one in REGISTRY.versions(slug)]
FORMS = [(one.slug, one.version, form.code) for one in VERSIONS for form in one.forms]
PEOPLE = {"abtc": "Thử Nghiệm Biển Xanh", "hoi-nghi-quoc-te": "Trường Đại học Ví Dụ", "hop-phap-hoa-lanh-su": "Thị Mẫu"}


@pytest.mark.parametrize(("slug", "version", "form"), FORMS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_form_is_shown_filled_by_fictional_people_and_marked(client, prefix, slug, version, form):
    answer = client.get(f"{prefix}/thu-tuc/{slug}/xem-mau/{form}.pdf?phien-ban={version}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("inline;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    pages = pages_of(answer.data)
    assert all(squeezed("MẪU THAM KHẢO / SAMPLE") in page for page in pages)
    assert all(squeezed("Không dùng để nộp") in page for page in pages)
    assert squeezed(PEOPLE[slug]) in "".join(pages)


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda one: f"{one.slug} {one.version}")
def test_an_example_is_what_the_law_asks(definition, clock):
    on = clock().astimezone(OFFICE_TIME).date()
    parameters = {**definition.merged_parameters({}), "on": on}
    for form in definition.forms:
        assert validate(definition, form.example(on), on, parameters).errors == ()


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda one: f"{one.slug} {one.version}")
def test_the_page_shows_a_sample_or_a_list_for_every_paper(client, casework, clock, definition):
    page = html5lib.parse(
        client.get(f"/thu-tuc/{definition.slug}?phien-ban={definition.version}").text, namespaceHTMLElements=False
    )
    rows = [one for one in elements(page, "li") if one.get("class") == "checklist__item"]
    assert len(rows) == len(definition.components)
    filled = {one.code for one in definition.forms}
    for component, row in zip(definition.components, rows, strict=True):
        links = [one.get("href") for one in elements(row, "a")]
        assert [f"/xem-mau/{component.filled_form}.pdf" in one for one in links] == [True] * (
            component.filled_form in filled
        )
        assert all(client.get(one).data.startswith(b"%PDF") for one in links)
        said = text_of(row)
        assert "Giấy này phải có" in said
        assert all(one.vi in said for one in component.must_show)


def test_what_a_paper_must_show_stands_beside_its_upload(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    fill(client, "abtc", draft, sample_answers(3, ON))
    page = html5lib.parse(client.get(f"/nop-ho-so/abtc/{draft}/giay-to").text, namespaceHTMLElements=False)
    zones = {one.get("id"): one for one in elements(page, "div") if "data-upload" in one.attrib}
    request = zones["paper-request_letter-field"]
    assert "/thu-tuc/abtc/xem-mau/cv01.pdf" in [one.get("href") for one in elements(request, "a")]
    assert "Tải mẫu đã điền sẵn để ký" in text_of(request)
    passport = zones["paper-passport-0-field"]
    assert "Ngày hết hạn: hộ chiếu còn giá trị." in text_of(passport)
    assert all("Giấy này phải có" in text_of(one) for one in zones.values())


@pytest.mark.parametrize("path", ["abtc/xem-mau/khong-co.pdf", "khong-co/xem-mau/cv01.pdf", "abtc/xem-mau/to_khai.pdf"])
def test_a_sample_that_is_not_there_is_not_found(client, path):
    assert client.get(f"/thu-tuc/{path}").status_code == 404
