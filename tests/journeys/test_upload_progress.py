"""A large file on a slow line: the applicant sees how far it has come, and it arrives. What is refused is tested elsewhere."""

import io
from collections.abc import Callable
from random import Random

import pikepdf
import pytest
from playwright.sync_api import Locator, Page, expect

from casework.models import Account
from casework.queries.drafts import open_draft
from casework.services.drafting import begin_draft
from procedures.catalog.abtc.samples import sample_answers
from tests.journeys.conftest import Town
from tests.support.browser import PHONE, go
from tests.support.factories import make_account
from tests.support.walkers import Applicant

SLOW = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 600_000}
# Every value the bar shows while it is visible, and whether the words beside it name the file.
WATCH = """zone => {
  const bar = zone.querySelector("[data-progress]"), said = zone.querySelector("[data-said]");
  window.seen = [];
  const note = () => { if (bar.checkVisibility()) window.seen.push([bar.value, said.textContent]); };
  new MutationObserver(note).observe(bar, { attributes: true });
}"""


def large_pdf(size: int = 2_500_000) -> bytes:
    """A right PDF that cannot be made smaller."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        document.Root.Padding = document.make_stream(Random(7).randbytes(size))
        document.save(out)
    return out.getvalue()


@pytest.fixture
def office(town: Callable[[str], Town]) -> Town:
    return town("lanh-su")


@pytest.fixture
def account(office: Town) -> Account:
    return make_account(office.desks.casework, "enterprise")


@pytest.fixture
def draft(office: Town, account: Account) -> str:
    return begin_draft(office.desks.casework, account.id, "abtc", sample_answers(1), office.clock.now)


@pytest.fixture
def page(office: Town, account: Account, draft: str) -> Page:
    """A phone on the papers of the draft."""
    page = Applicant(office.visitors(PHONE, office.url), account).page
    go(page, f"/nop-ho-so/abtc/{draft}/giay-to")
    return page


@pytest.fixture
def zone(page: Page) -> Locator:
    return page.locator("#paper-tax_report-field")


def test_the_progress_of_a_large_file_is_seen_and_the_file_arrives(
    office: Town, account: Account, draft: str, page: Page, zone: Locator
) -> None:
    casework, now = office.desks.casework, office.clock.now
    expect(zone).to_have_class("upload upload--ready")
    expect(zone.locator("[data-progress]")).to_be_hidden()
    zone.evaluate(WATCH)

    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    sent = {"name": "thue-12-thang.pdf", "mimeType": "application/pdf", "buffer": large_pdf()}
    zone.locator('input[type="file"]:not([capture])').set_input_files(sent)

    expect(zone.locator(".upload__file")).to_have_count(1, timeout=60_000)
    expect(zone.locator("[data-said]")).to_have_text("Đã nhận thue-12-thang.pdf")
    expect(zone.locator("[data-progress]")).to_be_hidden()
    values = [value for value, _said in page.evaluate("seen")]
    assert values[0] == 0
    assert values == sorted(values)
    assert [one for one in values if 0 < one < 100], values
    assert all("thue-12-thang.pdf" in said for _value, said in page.evaluate("seen"))
    (file,) = open_draft(casework, draft, account.id, now).files
    assert (file.component, file.file_name) == ("tax_report", "thue-12-thang.pdf")
    assert casework.storage.read(file.storage_key).startswith(b"%PDF")


def test_photos_that_are_too_much_at_once_are_told_before_they_are_sent(zone: Locator) -> None:
    expect(zone).to_have_attribute("data-max-together", str(63 * 1024 * 1024))
    zone.evaluate("zone => { zone.dataset.maxTogether = 1500; }")
    photos = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 1000} for n in range(2)]
    zone.locator('input[type="file"]:not([capture])').set_input_files(photos)
    expect(zone.locator("[data-said]")).to_contain_text("Các ảnh chọn cùng lúc lớn hơn 63 MB")
