"""Drafts: versions from the form and from a word processor, who may edit, and what a conflict says."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from docx import Document
from sqlalchemy import select

from casework.gateways.uploads import UploadRefused
from casework.models import Paper
from casework.queries.papers import PaperNotFound, differences, paper_page
from casework.services.acting import InvalidInputs
from casework.services.paper_drafts import DraftMoved, draft_docx, draft_pdf, form_values, save_draft, upload_draft
from casework.services.sweeping import files_without_row
from casework.services.uploading import Upload
from procedures.case.decide import Refused
from procedures.definition import Role
from tests.backoffice.desks import Office, one_page_pdf
from tests.support.times import vn
from web.identity import actor_of

AT = vn("2026-10-14T09:00")


@pytest.fixture
def office(casework) -> Office:
    return Office(casework)


@pytest.fixture
def drafted(office) -> tuple[str, str]:
    """A dossier before its head of division, and the id of its draft submission."""
    code = office.file(persons=2)
    office.propose(code, persons=2)
    with office.casework.database.reading() as session:
        return code, session.scalars(select(Paper.id).where(Paper.code == "submission")).one()


def head(office):
    return actor_of(office.officers[Role.DIVISION_HEAD])


def page_of(office, drafted, role=Role.DIVISION_HEAD):
    return paper_page(office.casework, *drafted, actor_of(office.officers[role]))


def edited(data: bytes, change) -> bytes:
    """The document as somebody saves it after changing it."""
    document, out = Document(io.BytesIO(data)), io.BytesIO()
    change(document)
    document.save(out)
    return out.getvalue()


def paragraph_with(document, words):
    return next(one for one in document.paragraphs if words in one.text)


def test_the_form_makes_a_further_version_with_a_comment(office, drafted):
    values = form_values(page_of(office, drafted).versions[0].content)
    changed = values | {"paragraphs": values["paragraphs"] + "\nKính trình.", "comment": "Thêm câu kết"}
    assert save_draft(office.casework, *drafted, changed, head(office), AT, 1) == 2
    page = page_of(office, drafted)
    assert [one.version for one in page.versions] == [2, 1]
    assert page.versions[0].comment == "Thêm câu kết" and page.versions[0].officer_name == head(office).name
    assert differences(page.versions[1].content, page.versions[0].content) == [("added", "Kính trình.")]
    assert page.versions[0].content["tables"] == page.versions[1].content["tables"]


def test_a_document_that_nobody_changed_comes_back_as_it_went(office, drafted):
    page = page_of(office, drafted)
    data = draft_docx(office.casework, page.paper, page.versions[0])
    assert upload_draft(office.casework, *drafted, Upload("trinh.docx", data), "", head(office), AT, 1) == 2
    page = page_of(office, drafted)
    assert differences(page.versions[1].content, page.versions[0].content) == []
    assert page.versions[0].content == page.versions[1].content


def test_what_was_changed_in_the_word_processor_is_read_back_and_the_file_kept(office, drafted):
    page = page_of(office, drafted)

    def change(document):
        paragraph_with(document, "Kết quả thẩm định").text = "Kết quả thẩm định: đủ điều kiện theo Điều 9."
        paragraph_with(document, "Kính gửi").text = "Kính gửi: Phó Chủ tịch Ủy ban nhân dân tỉnh"
        paragraph_with(document, "Lý do doanh nghiệp").insert_paragraph_before("Đoạn mới <của> trưởng phòng.")
        document.tables[1].rows[1].cells[5].text = "Phó Giám đốc"

    data = edited(draft_docx(office.casework, page.paper, page.versions[0]), change)
    upload_draft(office.casework, *drafted, Upload("trinh.docx", data), "Sửa theo ý Giám đốc", head(office), AT, 1)
    newest = page_of(office, drafted).versions[0]
    assert "Kết quả thẩm định: đủ điều kiện theo Điều 9." in newest.content["paragraphs"]
    assert "Đoạn mới <của> trưởng phòng." in newest.content["paragraphs"]
    assert newest.content["addressee"] == "Phó Chủ tịch Ủy ban nhân dân tỉnh"
    assert newest.content["tables"][0]["rows"][0][5] == "Phó Giám đốc"
    assert newest.content["legal_bases"] == page.versions[0].content["legal_bases"]
    assert draft_docx(office.casework, page.paper, newest) == data
    assert draft_pdf(office.casework, page.paper, newest).startswith(b"%PDF")


def test_rows_added_and_removed_in_the_word_processor_stay_a_table(office, drafted):
    page = page_of(office, drafted)

    def change(document):
        table = document.tables[1]
        for cell, text in zip(
            table.add_row().cells, ["3", "Người Mới", "01/01/1990", "X9", "01/01/2030", "Kế toán"], strict=True
        ):
            cell.text = text
        table._tbl.remove(table.rows[1]._tr)

    data = edited(draft_docx(office.casework, page.paper, page.versions[0]), change)
    upload_draft(office.casework, *drafted, Upload("trinh.docx", data), "", head(office), AT, 1)
    before, after = page.versions[0].content["tables"][0], page_of(office, drafted).versions[0].content["tables"][0]
    assert (
        after["rows"][0] == before["rows"][1]
        and after["rows"][1][1] == "Người Mới"
        and after["header"] == before["header"]
    )


def test_a_draft_that_moved_is_not_overwritten(office, drafted):
    values = form_values(page_of(office, drafted).versions[0].content)
    save_draft(office.casework, *drafted, values | {"subject": "Bản của tôi"}, head(office), AT, 1)
    with pytest.raises(DraftMoved) as moved:
        save_draft(office.casework, *drafted, values | {"subject": "Bản sau"}, head(office), AT, 1)
    assert moved.value.newest == 2
    assert page_of(office, drafted).versions[0].content["subject"] == "Bản của tôi"


def test_a_document_that_came_too_late_goes_with_the_sweep(office, drafted):
    page = page_of(office, drafted)
    document = Upload("to-trinh.docx", draft_docx(office.casework, page.paper, page.versions[0]))
    upload_draft(office.casework, *drafted, document, "", head(office), AT, 1)
    with pytest.raises(DraftMoved):
        upload_draft(office.casework, *drafted, document, "", head(office), AT, 1)
    [left] = files_without_row(office.casework, datetime.now(UTC) + timedelta(hours=25))
    assert set(office.casework.storage.keys("drafts/")) == {left, page_of(office, drafted).version(2).storage_key}


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.DIRECTOR, Role.CLERK, Role.RECEPTION, Role.AUDITOR])
def test_only_whose_desk_it_is_on_may_edit(office, drafted, role):
    values = form_values(page_of(office, drafted).versions[0].content)
    assert not page_of(office, drafted, role).editable
    with pytest.raises(Refused):
        save_draft(office.casework, *drafted, values, actor_of(office.officers[role]), AT, 1)


def test_the_director_edits_while_reviewing_and_nobody_after_the_number(office, drafted):
    code, _paper = drafted
    office.do(Role.DIVISION_HEAD, code, "endorse", vn("2026-10-14T09:00"))
    assert page_of(office, drafted, Role.DIRECTOR).editable and not page_of(office, drafted).editable
    office.do(Role.DIRECTOR, code, "sign_submission", vn("2026-10-14T10:00"))
    office.do(Role.CLERK, code, "send_to_committee", vn("2026-10-14T11:00"), number="12", issued_on="2026-10-14")
    assert not any(
        page_of(office, drafted, role).editable for role in (Role.DIRECTOR, Role.DIVISION_HEAD, Role.SPECIALIST)
    )


def test_a_paper_of_another_dossier_is_not_there(office, drafted):
    other = office.file(8)
    with pytest.raises(PaperNotFound):
        paper_page(office.casework, other, drafted[1], actor_of(office.officers[Role.CLERK]))


@pytest.mark.parametrize("data", [b"", b"MZ\x90\x00", one_page_pdf(), b"PK\x03\x04 not a document"])
def test_what_is_no_document_is_refused(office, drafted, data):
    with pytest.raises(UploadRefused):
        upload_draft(office.casework, *drafted, Upload("trinh.docx", data), "", head(office), AT, 1)
    assert len(page_of(office, drafted).versions) == 1


def test_an_empty_letter_or_a_comment_too_long_is_refused(office, drafted):
    values = form_values(page_of(office, drafted).versions[0].content)
    for wrong in ({"paragraphs": ""}, {"subject": ""}, {"comment": "a" * 1001}):
        with pytest.raises(InvalidInputs):
            save_draft(office.casework, *drafted, values | wrong, head(office), AT, 1)
