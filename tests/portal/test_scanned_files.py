"""The applicant and the malware scanner: nobody waits for it, and what is infected is said, given to nobody and replaced."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from casework.models import Attachment
from casework.services.scanning import scan_next
from procedures.catalog.abtc.samples import sample_answers
from tests.portal.filing import PDF, begin, fill, hand_in_papers, opened, problems, token
from tests.portal.stories import ON, asked, filed
from tests.support.clamd import infected

BAD = infected(PDF)


@pytest.fixture
def look(with_scanner, app, clock):
    """`look()`: the scanner looks at all that waits."""

    def look_at_all():
        while scan_next(app.extensions["casework"], "a worker", clock):
            pass

    return look_at_all


def put(client, draft, key, data, name="to-khai.pdf"):
    post = {"csrf_token": token(client), "component": f"paper:{key[0]}:{key[1]}", "file": (io.BytesIO(data), name)}
    return client.post(f"/nop-ho-so/abtc/{draft}/giay-to/tep", data=post, content_type="multipart/form-data")


def files_of(casework, **where):
    with casework.database.reading() as session:
        return list(session.scalars(select(Attachment).filter_by(removed_at=None, **where).order_by(Attachment.id)))


@pytest.fixture
def drafted(with_scanner, signed_in_citizen):
    """A draft of an applicant with its first paper infected, and that paper's key."""
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    fill(client, "abtc", draft, sample_answers(3, ON))
    needed = opened(client, draft).missing[0]
    key = (needed.component.code, -1 if needed.item_index is None else needed.item_index)
    assert put(client, draft, key, BAD).status_code == 200
    return client, draft, key


def test_nobody_waits_for_the_scanner(drafted, app):
    client, draft, _key = drafted
    page = client.get(f"/nop-ho-so/abtc/{draft}/giay-to").text
    assert "đang kiểm tra mã độc, từ 09:00 14/10/2026" in page
    [file] = files_of(app.extensions["casework"], draft_id=draft)
    assert client.get(f"/nop-ho-so/abtc/{draft}/tep/{file.id}").data == BAD, "one's own, not looked at yet"
    hand_in_papers(client, "abtc", draft)
    filed_now = client.submit(f"/nop-ho-so/abtc/{draft}/xem-lai", button="Nộp hồ sơ")
    assert filed_now.status_code == 302 and "/ho-so/" in filed_now.location


def test_an_infected_file_is_told_given_to_nobody_and_replaced(drafted, look, app):
    client, draft, key = drafted
    hand_in_papers(client, "abtc", draft)
    look()
    papers = client.get(f"/nop-ho-so/abtc/{draft}/giay-to")
    assert "Tệp to-khai.pdf có mã độc nên không được nhận" in " ".join(problems(papers.text))
    [file] = [one for one in files_of(app.extensions["casework"], draft_id=draft) if one.component == key[0] and one.item == key[1]]
    assert file.id not in papers.text.replace(f'value="{file.id}"', ""), "no way leads to its bytes"
    refused = client.get(f"/nop-ho-so/abtc/{draft}/tep/{file.id}")
    assert refused.status_code == 403 and "Tệp này có mã độc" in refused.text
    review = client.get(f"/nop-ho-so/abtc/{draft}/xem-lai").text
    assert "tệp có mã độc, cần gửi tệp khác" in review
    stopped = client.post(f"/nop-ho-so/abtc/{draft}/nop", data={"csrf_token": token(client)})
    assert stopped.location.endswith("/xem-lai"), "not filed"
    assert put(client, draft, key, PDF.replace(b"200 200", b"300 300"), "to-khai-moi.pdf").status_code == 200
    assert client.submit(f"/nop-ho-so/abtc/{draft}/giay-to", button="Xóa to-khai.pdf").status_code == 302
    filed_now = client.submit(f"/nop-ho-so/abtc/{draft}/xem-lai", button="Nộp hồ sơ")
    assert filed_now.status_code == 302 and "/ho-so/" in filed_now.location


def test_an_answer_to_a_supplement_with_an_infected_file_is_not_sent(look, signed_in_citizen, app, clock):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["paper:tax_report"])
    clock.advance(minutes=5)
    page = f"/ho-so/{code}/bo-sung"
    post = {"csrf_token": token(client), "component": "paper:tax_report:-1", "file": (io.BytesIO(BAD), "bao-cao.pdf")}
    assert client.post(f"{page}/tep", data=post, content_type="multipart/form-data").status_code == 200
    look()
    assert "Tệp bao-cao.pdf có mã độc" in client.get(page).text
    refused = client.submit(page, button="Gửi bổ sung")
    assert refused.status_code == 422
    post["file"] = (io.BytesIO(PDF.replace(b"200 200", b"300 300")), "bao-cao-moi.pdf")
    assert client.post(f"{page}/tep", data=post, content_type="multipart/form-data").status_code == 200
    sent = client.submit(page, button="Gửi bổ sung")
    assert sent.status_code == 302 and sent.location.endswith(f"/ho-so/{code}")


def test_the_page_of_a_dossier_shows_what_waits_and_what_is_infected(with_scanner, look, signed_in_citizen, app):
    client = signed_in_citizen("enterprise")
    code = filed(client)
    file = files_of(app.extensions["casework"])[0]
    address = f"/ho-so/{code}/tep/{file.id}"
    assert "đang kiểm tra mã độc" in client.get(f"/ho-so/{code}").text and client.get(address).data == PDF
    with_scanner.answer = "stream: Win.Test.Thing FOUND"
    look()
    page = client.get(f"/ho-so/{code}").text
    assert "có mã độc, không ai mở được" in page and address not in page and "Win.Test.Thing" not in page
    assert client.get(address).status_code == 403
