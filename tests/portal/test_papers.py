"""Papers of a draft: with and without scripts, photos become one PDF, refusals at the paper, only the owner reads them."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from procedures.catalog.abtc.samples import sample_answers
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers as legalization_answers
from tests.portal.filing import PDF, begin, fill, opened, posted, token
from tests.portal.stories import ON

PAPER = "paper:tax_report:-1"


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def filling(signed_in_citizen):
    """A client and its draft that has come to the papers."""
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    fill(client, "abtc", draft, sample_answers(3, ON))
    return client, draft


def send(client, draft, query="", **data):
    return client.post(
        f"/nop-ho-so/abtc/{draft}/giay-to{query}",
        data={"csrf_token": token(client), **data},
        content_type="multipart/form-data",
    )


def files(client, draft):
    return [one for one in opened(client, draft).files if one.component == "tax_report"]


def test_photos_chosen_together_become_one_pdf(filling):
    client, draft = filling
    photos = [(io.BytesIO(picture(colour)), f"anh-{colour}.jpg") for colour in ("red", "green", "blue")]
    assert send(client, draft, **{PAPER: photos}).status_code == 302
    (file,) = files(client, draft)
    assert (file.kind, file.pages, file.file_name) == ("pdf", 3, "anh-red.pdf")


def test_the_script_sends_a_file_and_hears_what_is_wrong(filling):
    client, draft = filling
    headers = {"X-CSRFToken": token(client), "Accept": "application/json"}

    def upload(component, content, name):
        data = {"component": component, "file": (io.BytesIO(content), name)}
        return client.post(f"/nop-ho-so/abtc/{draft}/giay-to/tep", data=data, headers=headers)

    assert upload(PAPER, PDF, "thue.pdf").json == {"name": "thue.pdf"}
    wrong = upload(PAPER, b"MZ\x90\x00" * 50, "thue.pdf")
    assert wrong.status_code == 422
    assert "Chỉ nhận tệp" in wrong.json["error"]
    assert upload(PAPER, b"", "trong.pdf").status_code == 422
    for nowhere in ("paper:none:-1", "paper:tax_report:7", "tax_report", "paper:a:b:c", ""):
        assert upload(nowhere, PDF, "x.pdf").status_code == 404, nowhere
    assert [one.file_name for one in files(client, draft)] == ["thue.pdf"]


def test_a_refused_file_is_told_at_its_paper_and_the_others_are_kept(filling):
    client, draft = filling
    answer = send(
        client,
        draft,
        **{PAPER: (io.BytesIO(b"MZ" * 100), "thue.pdf"), "paper:financial_report:-1": (io.BytesIO(PDF), "tc.pdf")},
    )
    assert answer.status_code == 422
    assert 'id="paper-tax_report-error"' in answer.text
    assert "tc.pdf" in answer.text


def test_a_file_too_large_is_told(filling):
    client, draft = filling
    large = (io.BytesIO(b"%PDF-1.4" + b" " * 25 * 1024 * 1024), "lon.pdf")
    boundary, body = encode_multipart({"csrf_token": token(client), PAPER: FileStorage(*large)})
    kind = f"multipart/form-data; boundary={boundary}"
    answer = client.post(f"/nop-ho-so/abtc/{draft}/giay-to", data=body, content_type=kind)
    assert answer.status_code == 422
    assert "quá mức 20 MB" in answer.text


def test_a_file_is_removed_and_replaced_without_scripts(filling):
    client, draft = filling
    send(client, draft, **{PAPER: (io.BytesIO(PDF), "cu.pdf")})
    (old,) = files(client, draft)
    asked = send(client, draft, replace=old.id)
    assert f"thay={old.id}" in asked.location
    assert "sẽ được thay" in client.get(asked.location).text
    send(client, draft, f"?thay={old.id}", **{PAPER: (io.BytesIO(PDF), "moi.pdf")})
    assert [one.file_name for one in files(client, draft)] == ["moi.pdf"]
    send(client, draft, remove=files(client, draft)[0].id)
    assert files(client, draft) == []


def test_a_photo_has_a_small_picture_and_only_for_its_owner(filling, signed_in_citizen):
    client, draft = filling
    send(client, draft, **{PAPER: (io.BytesIO(picture("red")), "anh.jpg")})
    (photo,) = files(client, draft)
    address = f"/nop-ho-so/abtc/{draft}/tep/{photo.id}"
    assert client.get(address + "/anh-nho").mimetype == "image/png"
    assert client.get(address).mimetype == "image/jpeg"
    other = signed_in_citizen("enterprise")
    assert other.get(address).status_code == other.get(address + "/anh-nho").status_code == 404
    gone = other.post(f"/nop-ho-so/abtc/{draft}/giay-to", data={"csrf_token": token(other), "remove": photo.id})
    assert gone.status_code == 404
    assert files(client, draft)


def test_a_file_of_another_draft_cannot_be_removed(filling):
    client, draft = filling
    send(client, draft, **{PAPER: (io.BytesIO(PDF), "thue.pdf")})
    other_draft = begin(client, "abtc")
    assert send(client, other_draft, remove=files(client, draft)[0].id).status_code == 404
    assert files(client, draft)


def test_a_file_for_a_paper_that_is_needed_no_more_is_shown_before_it_is_filed_and_can_go(filling):
    client, draft = filling
    send(client, draft, **{"paper:contract:0": (io.BytesIO(PDF), "hop-dong-cu.pdf")})
    path = f"/nop-ho-so/abtc/{draft}"
    for page in ("giay-to", "xem-lai"):
        assert "Tệp không còn cần đến" not in client.get(f"{path}/{page}").text
    page = opened(client, draft).page("partners")
    data = posted(page, {**sample_answers(3, ON), "need_basis": "other_proof", "need_explained": "Thư mời của đối tác."})
    data.update({"csrf_token": token(client)})
    assert client.post(f"{path}/partners", data=data).status_code == 302
    for page in ("giay-to", "xem-lai"):
        shown = client.get(f"{path}/{page}").text
        assert "Tệp không còn cần đến" in shown and "hop-dong-cu.pdf" in shown
    (file,) = opened(client, draft).left_over
    assert send(client, draft, remove=file.id).status_code == 302
    assert not opened(client, draft).files


def test_the_form_to_sign_is_filled(filling):
    client, draft = filling
    form = client.get(f"/nop-ho-so/abtc/{draft}/mau/cv01.pdf")
    assert form.data.startswith(b"%PDF")
    assert client.get(f"/nop-ho-so/abtc/{draft}/mau/none.pdf").status_code == 404


def test_more_files_than_the_paper_takes_are_refused(filling):
    client, draft = filling
    many = [(io.BytesIO(PDF), f"{n}.pdf") for n in range(11)]
    answer = send(client, draft, **{PAPER: many})
    assert answer.status_code == 422
    assert "Nhiều nhất 10 tệp" in answer.text


def test_originals_are_brought_to_the_counter_and_only_a_copy_of_them_is_optional(signed_in_citizen):
    client = signed_in_citizen("person")
    draft = begin(client, "hop-phap-hoa-lanh-su")
    by_post = {"postal_return": True, "return_receiver": "Mẫu", "return_address": "Số 1", "return_phone": "0912345678"}
    fill(client, "hop-phap-hoa-lanh-su", draft, legalization_answers(1) | by_post)
    page = client.get(f"/nop-ho-so/hop-phap-hoa-lanh-su/{draft}/giay-to").text
    original = page.split('id="paper-original-0-field"', 1)[1].split('id="paper-original-1-field"')[0]
    assert "(bản chụp không bắt buộc)" in original
    envelope = page.split('id="paper-envelope-field"', 1)[1].split('class="actions"')[0]
    assert "Mang bản giấy đến Bộ phận Một cửa." in envelope
    assert "<input" not in envelope
