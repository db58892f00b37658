"""Scans of a result: the applicant's once it was issued, nobody else's, and never what another body answered."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from casework.models import Attachment
from casework.services.acting import act
from casework.services.uploading import Upload
from procedures.catalog.abtc.samples import sample_answers as card_answers
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers as paper_answers
from procedures.definition import Role
from tests.support.desks import Desks, pdf
from tests.support.times import vn

GRANTED = {"outcome_0": "granted", "outcome_1": "granted"}
DOSSIER = "/ho-so/{}"


class Office(Desks):
    """Desks whose officers attach files to what they do; the scan of an action is named after it."""

    def attach(self, role: Role, code: str, action: str, at: str, **inputs: object) -> str:
        """Take the action with one file; the file's id."""
        file, seen = Upload(f"{action}.pdf", pdf()), self.loaded(code).dossier.version
        act(self.casework, code, action, inputs, by=self.actor(role), at=vn(at), seen=seen, files=[file])
        with self.casework.database.reading() as session:
            return session.scalars(select(Attachment.id).where(Attachment.file_name == f"{action}.pdf")).one()


@pytest.fixture
def office(casework) -> Office:
    return Office(casework)


@pytest.fixture
def applicant(signed_in_citizen):
    return signed_in_citizen("enterprise")


@pytest.fixture
def sent_away(office, applicant) -> str:
    """A dossier of legalization whose two papers are at the department that decides."""
    code = office.file("hop-phap-hoa-lanh-su", paper_answers(1), vn("2026-06-01T08:00"), applicant.account)
    received = {f"{name}_{index}": value for index in (0, 1) for name, value in (("pages", "2"), ("condition", "tốt"))}
    office.act(Role.RECEPTION, code, "receive_originals", vn("2026-06-02T08:00"), giver="Trần Thị Mẫu", **received)
    sent = {"number": "12", "issued_on": "2026-06-02", "recipient": "consular_department", "postal_code": "EX1VN"}
    office.act(Role.CLERK, code, "send_to_department", vn("2026-06-02T14:00"), **sent)
    return code


@pytest.fixture
def came_back(office, sent_away):
    """The same, come back with a scan: its code and the id of the scan."""
    code = sent_away
    decision = {"number": "345", "issued_on": "2026-06-08", "signer": "Nguyễn Văn Ví Dụ", **GRANTED}
    return code, office.attach(Role.CLERK, code, "receive_back", "2026-06-10T08:00", **decision)


def sees(client, code: str, file: str) -> tuple[bool, int]:
    """Whether the dossier's page leads to the file, and how the file answers."""
    address = f"{DOSSIER.format(code)}/tep/{file}"
    return address in client.get(DOSSIER.format(code)).text, client.get(address).status_code


def test_the_scan_is_the_applicants_once_the_result_was_issued(office, applicant, came_back):
    code, scan = came_back
    assert sees(applicant, code, scan) == (False, 404)
    issued = office.attach(Role.CLERK, code, "issue", "2026-06-10T10:00")
    assert sees(applicant, code, scan) == sees(applicant, code, issued) == (True, 200)
    assert applicant.get(f"{DOSSIER.format(code)}/tep/{scan}").data.startswith(b"%PDF")
    assert "Bản chụp kết quả" in applicant.get(DOSSIER.format(code)).text
    office.act(Role.RECEPTION, code, "hand_over", vn("2026-06-10T15:00"), receiver="Trần Thị Mẫu", way="counter")
    assert sees(applicant, code, scan) == (True, 200)


def test_nobody_else_gets_the_scan(office, came_back, signed_in_citizen, applicant):
    code, scan = came_back
    office.act(Role.CLERK, code, "issue", vn("2026-06-10T10:00"))
    other = signed_in_citizen("enterprise")
    assert other.get(f"{DOSSIER.format(code)}/tep/{scan}").status_code == 404
    own = office.file("hop-phap-hoa-lanh-su", paper_answers(1), vn("2026-06-01T08:00"), other.account)
    assert other.get(f"{DOSSIER.format(own)}/tep/{scan}").status_code == 404
    assert applicant.get(f"{DOSSIER.format(code)}/tep/{scan}").status_code == 200


def test_the_list_sent_away_stays_in_the_office(office, applicant):
    code = office.file("hop-phap-hoa-lanh-su", paper_answers(1), vn("2026-06-01T08:00"), applicant.account)
    received = {f"{name}_{index}": value for index in (0, 1) for name, value in (("pages", "2"), ("condition", "tốt"))}
    taken = office.attach(
        Role.RECEPTION, code, "receive_originals", "2026-06-02T08:00", giver="Trần Thị Mẫu", **received
    )
    assert sees(applicant, code, taken) == (False, 404)


@pytest.fixture
def card(office, applicant):
    """A dossier of two cards that the Committee decided: its code, the file of an opinion, that of the decision."""
    code = office.file("abtc", card_answers(1, persons=2), vn("2026-10-05T08:00"), applicant.account)
    office.act(Role.RECEPTION, code, "accept", vn("2026-10-05T09:00"))
    specialist = str(office.officers[Role.SPECIALIST].id)
    office.act(Role.DIVISION_HEAD, code, "assign", vn("2026-10-05T10:00"), officer=specialist)
    bodies = [one.code for one in office.loaded(code).situation.variant.bodies if one.always]
    office.act(Role.SPECIALIST, code, "consult", vn("2026-10-07T10:00"), bodies=bodies)
    answer = {"opinion": "agree", "received_on": "2026-10-17", "reference": "12/CV"}
    for body in bodies[1:]:
        office.act(Role.SPECIALIST, code, "record_opinion", vn("2026-10-17T10:00"), body=body, **answer)
    opinion = office.attach(Role.SPECIALIST, code, "record_opinion", "2026-10-17T11:00", body=bodies[0], **answer)
    office.act(Role.SPECIALIST, code, "close_consultation", vn("2026-10-19T08:00"))
    office.act(Role.SPECIALIST, code, "propose", vn("2026-10-20T08:00"), summary="Đủ điều kiện", **GRANTED)
    office.act(Role.DIVISION_HEAD, code, "endorse", vn("2026-10-20T09:00"))
    office.act(Role.DIRECTOR, code, "sign_submission", vn("2026-10-20T10:00"))
    sent = {"number": "330", "issued_on": "2026-10-20"}
    office.act(Role.CLERK, code, "send_to_committee", vn("2026-10-20T14:00"), **sent)
    numbers = {"number_0": "330", "number_1": "331", "issued_on": "2026-10-22", "signer": "Lê Văn Thí Dụ"}
    decision = office.attach(Role.COMMITTEE, code, "receive_decision", "2026-10-22T14:00", **numbers, **GRANTED)
    return code, opinion, decision


def test_an_opinion_stays_hidden_when_the_decision_is_shown(office, applicant, card):
    code, opinion, decision = card
    office.act(Role.CLERK, code, "issue", vn("2026-10-22T15:00"))
    assert sees(applicant, code, decision) == (True, 200)
    assert sees(applicant, code, opinion) == (False, 404)


def test_what_the_law_says_of_the_result_stands_beside_it(office, applicant, card):
    code = card[0]
    words = "Kết quả là văn bản cho phép, không phải là thẻ."
    assert words not in applicant.get(DOSSIER.format(code)).text
    office.act(Role.CLERK, code, "issue", vn("2026-10-22T15:00"))
    page = applicant.get(DOSSIER.format(code)).text
    assert words in page
    assert "trong vòng 06 tháng" in page
    assert "within 6 months" in applicant.get(f"/en{DOSSIER.format(code)}").text
    # What belongs to the procedure, or to another outcome, does not stand there.
    assert "không thu phí, lệ phí" not in page
    assert "có thể nộp hồ sơ mới" not in page


def test_a_refusal_has_words_of_its_own(office, applicant, sent_away):
    refused = {
        "outcome_0": "refused",
        "reason_0": "Con dấu không khớp.",
        "outcome_1": "refused",
        "reason_1": "Tẩy xóa.",
    }
    decision = {"number": "346", "issued_on": "2026-06-08", "signer": "Nguyễn Văn Ví Dụ", **refused}
    office.act(Role.CLERK, sent_away, "receive_back", vn("2026-06-10T08:00"), **decision)
    office.act(Role.CLERK, sent_away, "issue", vn("2026-06-10T10:00"))
    page = applicant.get(DOSSIER.format(sent_away)).text
    assert "Bản chính được trả lại cùng thông báo" in page
    assert "đã được chứng nhận; nội dung" not in page


def test_the_clerk_is_asked_for_the_scan_when_issuing_and_told_who_sees_it(came_back, signed_in_officer, clock):
    code, _scan = came_back
    clock.set(vn("2026-06-10T09:00"))
    page = signed_in_officer(Role.CLERK).get(f"/can-bo/ho-so/{code}/issue").text
    assert 'type="file"' in page
    assert "người nộp tải được sau khi phát hành" in page
