"""The office's papers as pages: list, editing, the way of a DOCX, previews, and what a conflict shows."""

from __future__ import annotations

import io

import pytest

from procedures.definition import Role
from tests.support.times import vn


@pytest.fixture
def desk(office, signed_in_officer, clock):
    clock.set(vn("2026-10-14T09:30"))
    return lambda role: signed_in_officer(officer=office.officers[role])


@pytest.fixture
def code(office) -> str:
    code = office.file()
    office.propose(code)
    return code


def paper_address(client, code, name="Tờ trình"):
    page = client.get(f"/can-bo/ho-so/{code}/van-ban").text
    before = page.split(f">{name}</a>")[0]
    return before.rsplit('href="', 1)[1].split('"', 1)[0]


def test_the_list_shows_drafts_and_letters(code, desk):
    page = desk(Role.DIVISION_HEAD).get(f"/can-bo/ho-so/{code}/van-ban").text
    assert "Văn bản lấy ý kiến: Công an tỉnh" in page and "Tờ trình" in page and page.count("Dự thảo") >= 6


def test_a_draft_is_edited_previewed_and_compared(code, desk):
    client = desk(Role.DIVISION_HEAD)
    path = paper_address(client, code)
    saved = client.submit(
        path, {"subject": "Về việc mới", "comment": "Đổi trích yếu"}, button="Lưu thành bản mới", follow_redirects=True
    )
    assert "Đã lưu bản 2" in saved.text and "<ins>Về việc mới</ins>" in saved.text and "Đổi trích yếu" in saved.text
    preview = client.get(f"{path}/ban-2.pdf")
    assert preview.data.startswith(b"%PDF") and preview.mimetype == "application/pdf"
    assert client.get(f"{path}/ban-in").data.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["Phiếu trình", "Tờ trình"])
def test_a_docx_goes_out_and_comes_back(code, desk, name):
    client = desk(Role.DIVISION_HEAD)
    path = paper_address(client, code, name)
    sent = client.get(f"{path}/ban-1.docx")
    assert sent.headers["Content-Disposition"].startswith("attachment")
    data = {"file": (io.BytesIO(sent.data), "to-trinh.docx"), "comment-upload": "Bản Word"}
    back = client.submit(path, data, button="Gửi lại tệp DOCX", follow_redirects=True)
    assert "Đã lưu bản 2" in back.text and "từ tệp DOCX" in back.text and "Bản Word" in back.text


def test_a_file_that_is_no_docx_is_refused_at_its_place(code, desk):
    client = desk(Role.DIVISION_HEAD)
    path = paper_address(client, code)
    data = {"file": (io.BytesIO(b"MZ\x90"), "to-trinh.docx")}
    refused = client.submit(path, data, button="Gửi lại tệp DOCX")
    assert refused.status_code == 422 and 'href="#file"' in refused.text and 'id="file-error"' in refused.text
    nothing = client.submit(path, button="Gửi lại tệp DOCX")
    assert nothing.status_code == 422 and "Chưa chọn tệp nào" in nothing.text


def test_the_second_of_two_editors_sees_what_changed_and_keeps_the_words(code, desk):
    client = desk(Role.DIVISION_HEAD)
    path = paper_address(client, code)
    csrf = client.get(path).text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    client.submit(path, {"subject": "Bản thứ nhất"}, button="Lưu thành bản mới")
    mine = {"csrf_token": csrf, "seen": "1", "subject": "Bản thứ hai", "paragraphs": "Nội dung của tôi"}
    late = client.post(path, data=mine)
    assert late.status_code == 409
    assert "<ins>Bản thứ nhất</ins>" in late.text and "Nội dung của tôi</textarea>" in late.text
    assert 'name="seen" value="2"' in late.text


def test_who_is_not_in_charge_reads_only(code, desk):
    path = paper_address(desk(Role.CLERK), code)
    page = desk(Role.CLERK).get(path).text
    assert "Lưu thành bản mới" not in page and "<iframe" in page
    csrf = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    assert desk(Role.CLERK).post(path, data={"csrf_token": csrf, "seen": "1"}).status_code in (400, 403)
    assert desk(Role.COMMITTEE).get(path).status_code == 404
    assert desk(Role.CLERK).get(path[:-4] + "0000").status_code == 404


def test_an_empty_subject_is_said_at_its_field(code, desk):
    client = desk(Role.DIVISION_HEAD)
    wrong = client.submit(
        paper_address(client, code), {"subject": "", "recipients": "Sở Mẫu"}, button="Lưu thành bản mới"
    )
    assert wrong.status_code == 422 and 'id="subject-error"' in wrong.text and "Sở Mẫu</textarea>" in wrong.text
