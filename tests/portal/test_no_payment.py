"""Where the law sets no fee, nobody meets a payment: neither before filing nor after. Fees themselves are tested elsewhere."""

from __future__ import annotations

import re
from datetime import date

import html5lib
import pytest

from procedures.catalog.abtc import samples as abtc
from procedures.catalog.hoi_nghi_quoc_te import samples as conference
from procedures.catalog.hop_phap_hoa_lanh_su import samples as legalization
from procedures.definition import Role
from procedures.registry import load
from tests.portal.filing import begin, fill, hand_in_papers
from tests.portal.stories import done
from tests.support.page_rules import elements, text_of

ON = date(2026, 10, 14)
PAYING = re.compile(r"thanh toán|nộp (lệ )?phí|trả phí|đóng phí|biên lai|payment|\bpay\b", re.IGNORECASE)
WITHOUT_FEE = [
    ("abtc", lambda: abtc.sample_answers(3, ON, persons=2)),
    ("hoi-nghi-quoc-te", lambda: conference.sample_answers(1, ON)),
]


def content(page: str):
    return next(elements(html5lib.parse(page, namespaceHTMLElements=False), "main"))


def ready(client, slug: str, answers) -> str:
    """The address of the review of a draft in which nothing is missing."""
    draft = begin(client, slug)
    fill(client, slug, draft, answers)
    hand_in_papers(client, slug, draft)
    return f"/nop-ho-so/{slug}/{draft}/xem-lai"


def offers(main) -> list[str]:
    """The words of everything one can follow or press, every step and every heading."""
    return [text_of(one) for one in elements(main, "a", "button", "h2", "h3", "li", "summary")]


def fee_before_filing(main) -> list[str]:
    """What the review says the fee is."""
    lines = [text_of(one) for one in elements(main, "div") if text_of(one).startswith("Lệ phí")]
    return [line.removeprefix("Lệ phí").strip() for line in lines]


@pytest.mark.parametrize(("slug", "answers"), WITHOUT_FEE)
def test_no_payment_is_met_before_or_after_filing(signed_in_citizen, slug, answers):
    client = signed_in_citizen("enterprise")
    address = ready(client, slug, answers())
    review = content(client.get(address).text)
    assert fee_before_filing(review) == ["Không thu"]
    assert not [one for one in offers(review) if PAYING.search(one)]
    filed = client.submit(address, button="Nộp hồ sơ").location
    assert filed.startswith("/ho-so/"), "filing leads straight to the dossier"
    for action in ("", "accept"):
        if action:
            done(client, filed.rsplit("/", 1)[1], action, Role.RECEPTION)
        dossier = content(client.get(filed).text)
        assert "Lệ phí" not in text_of(dossier)
        assert not [one for one in offers(dossier) if PAYING.search(one)]


def test_where_there_is_a_fee_both_pages_name_it(signed_in_citizen):
    client = signed_in_citizen("person")
    address = ready(client, "hop-phap-hoa-lanh-su", legalization.sample_answers(0))
    (named,) = fee_before_filing(content(client.get(address).text))
    assert re.match(r"[\d.]+ ?\S*đ", named), named
    filed = client.submit(address, button="Nộp hồ sơ").location
    assert "Lệ phí" in text_of(content(client.get(filed).text))


@pytest.mark.parametrize("slug", [slug for slug, _answers in WITHOUT_FEE])
def test_no_version_and_no_case_of_these_procedures_has_a_fee(slug):
    versions = load().versions(slug)
    assert not [(one.version, case.code) for one in versions for case in one.variants if case.fee is not None]
