"""The phiếu trình: drafted with every proposal of every procedure, told from the examination, kept inside the office."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from casework.gateways.docx import docx_letter_parts, read_docx_text
from casework.models import Paper, PaperVersion, ParameterRevision
from casework.queries.papers import papers_page
from casework.services.letter_reading import content_of
from casework.services.paper_drafts import draft_docx, draft_pdf
from casework.services.paperwork import letter_data
from procedures.catalog.hoi_nghi_quoc_te.samples import sample_answers as conference_answers
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers as legalization_answers
from procedures.definition import Role, Text
from procedures.proposal import LONGEST_SUBJECT, proposal_content
from tests.backoffice.desks import Office
from tests.support.desks import Desks
from tests.support.factories import LONG_AGO
from tests.support.paper_text import pages_of, squeezed
from tests.support.times import vn
from web.identity import actor_of


@pytest.fixture
def office(casework) -> Office:
    return Office(casework)


def drafts(casework, code: str = "proposal") -> list[tuple[Paper, list[PaperVersion]]]:
    """Every paper of a kind with its versions, the oldest first."""
    with casework.database.reading() as session:
        papers = session.scalars(select(Paper).where(Paper.code == code).order_by(Paper.round)).all()
        versions = select(PaperVersion).order_by(PaperVersion.version)
        return [(one, list(session.scalars(versions.where(PaperVersion.paper_id == one.id)))) for one in papers]


def newest(casework) -> dict:
    return drafts(casework)[0][1][-1].content


def test_the_slip_tells_the_examination_before_the_submission(office):
    code = office.file(persons=2)
    office.propose(code, persons=2)
    content, specialist = newest(office.casework), office.officers[Role.SPECIALIST].name
    division = dict(office.casework.office.divisions)["lanh-su"]
    assert content["kind_title"] == "PHIẾU TRÌNH" and content["addressee"] == "Lãnh đạo Sở Ngoại vụ tỉnh Bình Sơn"
    assert content["paragraphs"][1] == f"Mã hồ sơ: {code}, nộp ngày 05/10/2026."
    assert content["paragraphs"][2] == "Tóm tắt thẩm định: Đủ điều kiện"
    assert office.account.name in content["paragraphs"][0] and office.account.tax_code in content["paragraphs"][0]
    assert content["recipients"] == ["Như trên", division, f"Lưu: Hồ sơ {code}"]
    assert content["signature"] == {"prefix": "", "title": "CHUYÊN VIÊN", "name": specialist}
    opinions, proposed = content["tables"]
    assert ["Công an tỉnh", "Đồng ý", "12/CV", "13/10/2026"] in opinions["rows"] and len(opinions["rows"]) == 4
    assert [row[2:] for row in proposed["rows"]] == [["Đồng ý", "–"], ["Đồng ý", "–"]]
    _, listed = papers_page(office.casework, code, actor_of(office.officers[Role.AUDITOR]))
    codes = [paper.code for paper, _ in listed]
    assert codes.index("proposal") < codes.index("submission")


def test_each_further_proposal_is_a_further_version(office):
    code = office.file(persons=2)
    office.propose(code, persons=2)
    office.do(Role.DIVISION_HEAD, code, "return_to_specialist", vn("2026-10-14T09:00"), reason="Xem lại người thứ hai")
    again = {"outcome_0": "granted", "outcome_1": "refused", "reason_1": "Chưa đủ 12 tháng giữ chức vụ"}
    office.do(Role.SPECIALIST, code, "propose", vn("2026-10-14T10:00"), summary="Một người\nchưa đủ", **again)
    ((_, versions),) = drafts(office.casework)
    assert [one.version for one in versions] == [1, 2]
    assert versions[1].content["paragraphs"][2:4] == ["Tóm tắt thẩm định: Một người", "chưa đủ"]
    assert [row[2:] for row in versions[1].content["tables"][1]["rows"]] == [
        ["Đồng ý", "–"],
        ["Không đồng ý", "Chưa đủ 12 tháng giữ chức vụ"],
    ]


def test_sending_and_issuing_leave_the_slip_unnumbered_and_unseen(office):
    code = office.file()
    office.propose(code)
    office.do(Role.DIVISION_HEAD, code, "endorse", vn("2026-10-14T09:00"))
    office.do(Role.DIRECTOR, code, "sign_submission", vn("2026-10-14T10:00"))
    office.do(Role.CLERK, code, "send_to_committee", vn("2026-10-14T11:00"), number="12", issued_on="2026-10-14")
    came = {"outcome_0": "granted", "number_0": "345", "issued_on": "2026-10-16", "signer": "Lê Văn Thí Dụ"}
    office.do(Role.COMMITTEE, code, "receive_decision", vn("2026-10-16T09:00"), **came)
    office.do(Role.CLERK, code, "issue", vn("2026-10-16T10:00"))
    ((slip, _),), ((sent, _),) = drafts(office.casework), drafts(office.casework, "submission")
    assert (slip.number, slip.book, slip.storage_key, slip.public) == (None, None, None, False)
    assert sent.number == 12, "the tờ trình, and nothing else, was numbered by the sending"


def test_it_opens_in_a_word_processor_and_as_pdf(office):
    code = office.file()
    office.propose(code)
    ((slip, (version,)),) = drafts(office.casework)
    written = draft_docx(office.casework, slip, version)
    parts = docx_letter_parts(written)
    assert {"PHIẾU TRÌNH", version.content["subject"], *version.content["paragraphs"]} <= set(parts)
    assert any(("Công an tỉnh", "Đồng ý", "12/CV", "13/10/2026") in one for one in parts if not isinstance(one, str))
    assert office.officers[Role.SPECIALIST].name in read_docx_text(written)
    read_back = content_of(parts, version.content, letter_data(office.casework, slip, version.content))
    assert read_back == version.content, "empty reasons included"


def test_it_looks_final_dated_and_has_no_line_for_a_number(office):
    code = office.file()
    office.propose(code)
    ((slip, (version,)),), ((submission, (drafted,)),) = drafts(office.casework), drafts(office.casework, "submission")
    for written in (draft_text(office, slip, version), squeezed(read_docx_text(draft_docx(office.casework, slip, version)))):
        assert squeezed("PHIẾU TRÌNH") in written and squeezed("ngày 14 tháng 10 năm 2026") in written
        assert squeezed("DỰ THẢO") not in written and "Số:" not in written
    other = draft_text(office, submission, drafted)
    assert squeezed("DỰ THẢO") in other and "Số:" in other, "the tờ trình waits for its number"


def draft_text(office, paper, version):
    """What one reads on the printed page."""
    return "".join(pages_of(draft_pdf(office.casework, paper, version)))


def test_its_pages_are_those_of_the_other_papers(office, signed_in_officer, clock):
    code = office.file()
    office.propose(code)
    clock.set(vn("2026-10-14T09:30"))
    client = signed_in_officer(officer=office.officers[Role.DIVISION_HEAD])
    assert ">Phiếu trình</a>" in client.get(f"/can-bo/ho-so/{code}/van-ban").text
    path = f"/can-bo/ho-so/{code}/van-ban/{drafts(office.casework)[0][0].id}"
    assert "Phiếu trình" in client.get(path).text
    assert client.get(f"{path}/ban-1.docx").data.startswith(b"PK")
    assert client.get(f"{path}/ban-1.pdf").data.startswith(b"%PDF-")


def test_a_conference_is_proposed_as_one_thing(casework):
    desks = Desks(casework, "hop-tac-quoc-te")
    answers = conference_answers(0, date(2026, 6, 1), variant="permit_province")
    code = desks.file("hoi-nghi-quoc-te", answers, vn("2026-06-01T07:30"))
    desks.act(Role.RECEPTION, code, "accept", vn("2026-06-01T08:00"))
    specialist = str(desks.officers[Role.SPECIALIST].id)
    desks.act(Role.DIVISION_HEAD, code, "assign", vn("2026-06-01T09:00"), officer=specialist)
    refused = {"summary": "Thiếu đề án", "outcome": "refused", "reason": "Không đúng thẩm quyền"}
    desks.act(Role.SPECIALIST, code, "propose", vn("2026-06-03T09:00"), **refused)
    (only,) = newest(casework)["tables"]
    assert only["rows"] == [["1", desks.loaded(code).dossier.title, "Không đồng ý", "Không đúng thẩm quyền"]]


def test_legalization_has_a_slip_though_it_has_no_submission(casework):
    desks, slug = Desks(casework), "hop-phap-hoa-lanh-su"
    mode = [{"from": "2026-05-29", "mode": "full", "document": "Văn bản thử nghiệm"}]
    with casework.database.unit_of_work() as session:
        revision = {"in_force_from": date(2026, 6, 1), "document": "Văn bản thử nghiệm", "by": "Quản trị"}
        session.add(ParameterRevision(values={slug: {"mode": mode}}, created_at=LONG_AGO, **revision))
    code = desks.file(slug, legalization_answers(1), vn("2026-06-01T08:00"))
    counted = {"pages_0": "1", "condition_0": "Nguyên vẹn", "pages_1": "2", "condition_1": "Nguyên vẹn"}
    desks.act(Role.RECEPTION, code, "receive_originals", vn("2026-06-02T09:00"), giver="Trần Thị Mẫu", **counted)
    specialist = str(desks.officers[Role.SPECIALIST].id)
    desks.act(Role.DIVISION_HEAD, code, "assign", vn("2026-06-02T09:30"), officer=specialist)
    mixed = {"outcome_0": "granted", "outcome_1": "refused", "reason_1": "Chưa có mẫu chữ ký"}
    desks.act(Role.SPECIALIST, code, "propose", vn("2026-06-02T10:30"), summary="Một giấy khớp mẫu", **mixed)
    assert drafts(casework, "submission") == []
    (only,) = newest(casework)["tables"]
    assert [row[2:] for row in only["rows"]] == [["Đồng ý", "–"], ["Không đồng ý", "Chưa có mẫu chữ ký"]]


def facts(**changed) -> dict:
    """The facts of a dossier in which two bodies were asked; only one of them consents by silence."""
    bodies = (
        SimpleNamespace(code="tax", name=Text("Thuế tỉnh", "Tax"), silence_is_consent=True),
        SimpleNamespace(code="police", name=Text("Công an tỉnh", "Police"), silence_is_consent=False),
    )
    return {
        "office": {"name": "Sở Ngoại vụ"},
        "variant": SimpleNamespace(name=Text("Thủ tục mẫu", "Sample"), bodies=bodies),
        "title": "Hồ sơ mẫu",
        "applicant": {"name": "Công ty Mẫu"},
        "code": "H99.01-1",
        # 6 October by the clock of the office, still 5 October in UTC.
        "filed_at": vn("2026-10-06T01:00"),
        "summary": "",
        "opinions": [],
        "items": [],
        "outcome": "granted",
        "reason": "",
        "division": "",
        "receiver": "Ngô Thị Mẫu",
        **changed,
    }


@pytest.mark.parametrize(
    ("body", "opinion", "words"),
    [
        ("tax", "", "Không trả lời trong hạn, được coi là đồng ý"),
        ("tax", "silent", "Không trả lời trong hạn, được coi là đồng ý"),
        ("police", "", "Chưa trả lời"),
        ("police", "silent", "Không trả lời trong hạn"),
        ("police", "disagree", "Không đồng ý"),
    ],
)
def test_silence_is_consent_only_where_the_law_says_so(body, opinion, words):
    one = {"body": body, "opinion": opinion, "reference": "", "received_on": None}
    assert proposal_content(facts(opinions=[one]))["tables"][0]["rows"][0][1:] == [words, "–", "–"]


def test_days_are_those_of_the_office_and_nothing_unknown_is_told():
    content = proposal_content(facts())
    assert content["paragraphs"] == [
        "Người nộp hồ sơ: Công ty Mẫu.",
        "Mã hồ sơ: H99.01-1, nộp ngày 06/10/2026.",
        "Kính trình Lãnh đạo Sở Ngoại vụ xem xét, quyết định theo đề xuất dưới đây.",
    ]
    assert [one["title"] for one in content["tables"]] == ["Đề xuất"]
    assert content["recipients"] == ["Như trên", "Lưu: Hồ sơ H99.01-1"]


def test_a_long_title_is_cut_to_what_the_form_of_a_draft_takes():
    subject = proposal_content(facts(title="dài " * 75))["subject"]
    assert len(subject) <= LONGEST_SUBJECT and subject.startswith("Thủ tục mẫu: dài") and subject.endswith("…")
