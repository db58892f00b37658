"""The permission for the ABTC from filing to result through the officers' pages, each desk with its own officer."""

from __future__ import annotations

import io

import pytest

from casework.queries.situations import load
from procedures.definition import Role
from tests.backoffice.desks import one_page_pdf
from tests.support.times import vn


@pytest.fixture
def desk(office, signed_in_officer):
    """`desk(Role.CLERK)`: the browser of the officer of that role."""
    clients = {}

    def at(role):
        if role not in clients:
            clients[role] = signed_in_officer(officer=office.officers[role])
        return clients[role]

    return at


@pytest.fixture
def take(desk, clock):
    """`take(role, code, action, at, inputs)`: open the action's page, fill it in as a browser would, send it."""

    def taking(role, code, action, at, data=None, *, lands=True, **kwargs):
        clock.set(vn(at))
        button = kwargs.pop("button", None)
        answer = desk(role).submit(f"/can-bo/ho-so/{code}/{action}", data, button=button or LABELS[action], **kwargs)
        if lands:
            assert answer.status_code == 302, answer.text
        return answer

    return taking


LABELS = {
    "accept": "Tiếp nhận hồ sơ",
    "assign": "Phân công thụ lý",
    "consult": "Gửi lấy ý kiến",
    "record_opinion": "Ghi ý kiến trả lời",
    "close_consultation": "Kết thúc lấy ý kiến",
    "propose": "Trình trưởng phòng",
    "endorse": "Đồng ý, trình lãnh đạo Sở",
    "sign_submission": "Ký tờ trình",
    "send_to_committee": "Vào số và gửi UBND tỉnh",
    "receive_decision": "Ghi nhận quyết định của UBND tỉnh",
    "issue": "Phát hành kết quả",
    "hand_over": "Xác nhận đã trả kết quả",
    "request_supplement": "Yêu cầu bổ sung",
}


def to_the_committee(office, take, code, number="12"):
    """Everything before the Committee decides."""
    take(Role.RECEPTION, code, "accept", "2026-10-05T09:00")
    take(Role.DIVISION_HEAD, code, "assign", "2026-10-05T10:00", {"officer": str(office.officers[Role.SPECIALIST].id)})
    take(Role.SPECIALIST, code, "consult", "2026-10-06T10:00")
    for body in ("tax", "customs", "insurance", "police"):
        opinion = {"body": body, "opinion": "agree", "received_on": "13/10/2026", "reference": "12/CV"}
        take(Role.SPECIALIST, code, "record_opinion", "2026-10-13T15:00", opinion)
    take(Role.SPECIALIST, code, "close_consultation", "2026-10-13T16:00")
    proposal = {
        "summary": "Đủ điều kiện",
        "outcome_0": "granted",
        "outcome_1": "refused",
        "reason_1": "Chưa đủ 12 tháng",
    }
    take(Role.SPECIALIST, code, "propose", "2026-10-14T08:00", proposal)
    take(Role.DIVISION_HEAD, code, "endorse", "2026-10-14T09:00")
    take(Role.DIRECTOR, code, "sign_submission", "2026-10-14T10:00")
    take(Role.CLERK, code, "send_to_committee", "2026-10-14T11:00", {"number": number, "issued_on": "14/10/2026"})


def test_from_filing_to_result(office, desk, take, clock):
    code = office.file(persons=2)
    to_the_committee(office, take, code)
    page = desk(Role.COMMITTEE).get(f"/can-bo/ho-so/{code}/receive_decision")
    assert "Chưa đủ 12 tháng" in page.text  # what was proposed is filled in
    decision = {"number_0": "330", "number_1": "331", "issued_on": "16/10/2026", "signer": "Trần Văn Chủ Tịch"}
    signed = {**decision, "files": (io.BytesIO(one_page_pdf()), "quyết định.pdf")}
    take(Role.COMMITTEE, code, "receive_decision", "2026-10-16T14:00", signed)
    take(Role.CLERK, code, "issue", "2026-10-16T15:00")
    take(Role.RECEPTION, code, "hand_over", "2026-10-16T16:00")
    for role in (Role.RECEPTION, Role.AUDITOR):
        final = desk(role).get(f"/can-bo/ho-so/{code}")
        assert "Đã trả kết quả" in final.text and "quyết định.pdf" in final.text
    papers = desk(Role.CLERK).get(f"/can-bo/ho-so/{code}/van-ban")
    assert "Số 330/UBND-NgV" in papers.text and "Số 331/UBND-NgV" in papers.text and "Số 12/" in papers.text


def test_a_number_in_the_book_already_is_refused_at_its_field(office, desk, take):
    first, second = office.file(1, persons=2), office.file(2, persons=2)
    to_the_committee(office, take, first)
    with pytest.raises(AssertionError, match="Số 12 đã có trong sổ năm 2026"):
        to_the_committee(office, take, second)
    page = desk(Role.CLERK).get(f"/can-bo/ho-so/{second}/send_to_committee")
    assert page.status_code == 200
    again = take(Role.CLERK, second, "send_to_committee", "2026-10-14T12:00", {"number": "12"}, lands=False)
    assert again.status_code == 422
    assert 'id="number-error"' in again.text and 'href="#number"' in again.text and 'value="12"' in again.text
    take(Role.CLERK, second, "send_to_committee", "2026-10-14T12:01", {"number": "13"})


def test_the_second_write_on_a_stale_page_is_refused_and_shows_what_changed(office, desk, clock):
    code = office.file()
    clock.set(vn("2026-10-05T09:00"))
    first = desk(Role.RECEPTION)
    path = f"/can-bo/ho-so/{code}/request_supplement_at_reception"
    typed = {"items": ["paper:" + office_paper(code, office)], "reason": "Thiếu trang có chữ ký", "seen": "1"}
    office.accept(code)
    stale = first.post(path, data={**typed, "csrf_token": token(first, f"/can-bo/ho-so/{code}")})
    assert stale.status_code == 409
    assert "Tiếp nhận hồ sơ" in stale.text and "Thiếu trang có chữ ký" in stale.text


def test_a_stale_page_whose_action_is_still_open_keeps_the_form(office, desk, clock):
    code = office.file()
    office.assign(code)
    clock.set(vn("2026-10-06T09:00"))
    specialist = desk(Role.SPECIALIST)
    path = f"/can-bo/ho-so/{code}/request_supplement"
    csrf = token(specialist, path)
    data = {"items": [], "reason": "Hộ chiếu mờ", "seen": "3", "csrf_token": csrf}
    again = office.officers[Role.SPECIALIST]
    office.do(Role.DIVISION_HEAD, code, "reassign", vn("2026-10-06T08:30"), officer=str(again.id))
    stale = specialist.post(path, data=data)
    assert stale.status_code == 409
    assert (
        "Đổi người thụ lý" in stale.text
        and "Hộ chiếu mờ</textarea>" in stale.text
        and 'name="seen" value="4"' in stale.text
    )


def office_paper(code, office):
    definition = office.casework.registry.versions("abtc")[-1]
    return definition.components[0].code


def token(client, path):
    page = client.get(path)
    return page.text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]


def test_what_is_wrong_is_said_at_the_field_and_the_rest_is_kept(office, desk, take):
    code = office.file()
    office.assign(code)
    data = {"items": [], "reason": "Bản chụp hộ chiếu bị mờ"}
    wrong = take(Role.SPECIALIST, code, "request_supplement", "2026-10-06T09:00", data, lands=False)
    assert wrong.status_code == 422
    assert 'href="#items"' in wrong.text and "Bản chụp hộ chiếu bị mờ</textarea>" in wrong.text
    assert wrong.text.index("<title>Lỗi: ")


def test_a_file_that_cannot_be_taken_is_refused_at_the_upload(office, desk, take):
    code = office.file()
    office.consult(code)
    data = {
        "body": "tax",
        "opinion": "agree",
        "received_on": "13/10/2026",
        "files": (io.BytesIO(b"MZ\x90"), "tra-loi.pdf"),
    }
    wrong = take(Role.SPECIALIST, code, "record_opinion", "2026-10-13T09:00", data, lands=False)
    assert wrong.status_code == 422 and "Chỉ nhận tệp PDF" in wrong.text and 'value="13/10/2026"' in wrong.text


def test_a_refusal_without_its_reason_is_no_refusal(office, desk, take):
    code = office.file(persons=2)
    office.consult(code)
    for body in ("tax", "customs", "insurance", "police"):
        office.do(
            Role.SPECIALIST,
            code,
            "record_opinion",
            vn("2026-10-13T15:00"),
            body=body,
            opinion="agree",
            received_on="2026-10-13",
        )
    office.do(Role.SPECIALIST, code, "close_consultation", vn("2026-10-13T16:00"))
    data = {"summary": "Xem xét", "outcome_0": "granted", "outcome_1": "refused"}
    wrong = take(Role.SPECIALIST, code, "propose", "2026-10-14T08:00", data, lands=False)
    assert wrong.status_code == 422 and 'id="reason_1-error"' in wrong.text


def test_only_the_action_bar_of_the_role_is_shown(office, desk, clock):
    code = office.file()
    clock.set(vn("2026-10-05T09:00"))
    assert "Tiếp nhận hồ sơ" in desk(Role.RECEPTION).get(f"/can-bo/ho-so/{code}").text
    assert 'class="action-bar"' not in desk(Role.CLERK).get(f"/can-bo/ho-so/{code}").text
    assert 'class="action-bar"' not in desk(Role.AUDITOR).get(f"/can-bo/ho-so/{code}").text


def test_wrong_roles_are_refused_without_a_trace(office, desk, clock):
    code = office.file()
    clock.set(vn("2026-10-05T09:00"))
    path = f"/can-bo/ho-so/{code}/accept"
    csrf = token(desk(Role.CLERK), f"/can-bo/ho-so/{code}")
    for answer in (desk(Role.CLERK).get(path), desk(Role.CLERK).post(path, data={"seen": "1", "csrf_token": csrf})):
        assert answer.status_code == 403 and "Giả Định" not in answer.text.split("<main")[1]
    for role in (Role.COMMITTEE,):
        assert desk(role).get(f"/can-bo/ho-so/{code}").status_code == 404
    for role in (Role.ADMINISTRATOR,):
        assert desk(role).get(f"/can-bo/ho-so/{code}").status_code == 403
        assert desk(role).get("/can-bo/viec-can-lam").status_code == 403
    assert desk(Role.RECEPTION).get("/can-bo/ho-so/H99.01-20260101-0000001").status_code == 404
    assert desk(Role.RECEPTION).get(f"/can-bo/ho-so/{code}/no_such_action").status_code == 404
    assert desk(Role.AUDITOR).get(path).status_code == 403


def test_a_visitor_is_led_to_the_officers_door(client, office):
    answer = client.get("/can-bo/viec-can-lam")
    assert answer.status_code == 302 and "/can-bo/dang-nhap" in answer.headers["Location"]


def test_a_citizen_finds_no_officers_page(office, signed_in_citizen):
    code = office.file()
    answer = signed_in_citizen("person").get(f"/can-bo/ho-so/{code}")
    assert answer.status_code == 302 and "/can-bo/dang-nhap" in answer.headers["Location"]


def test_nobody_approves_what_they_examined(office, signed_in_officer, clock):
    code = office.file()
    office.propose(code)
    both = office.officers[Role.SPECIALIST]
    with office.casework.database.unit_of_work() as session:
        row = session.get_one(type(both), both.id)
        row.roles = ["specialist", "division_head", "director"]
    client = signed_in_officer(officer=row)
    clock.set(vn("2026-10-14T09:00"))
    page = client.get(f"/can-bo/ho-so/{code}")
    assert f"/can-bo/ho-so/{code}/endorse" not in page.text
    csrf = token(client, f"/can-bo/ho-so/{code}")
    version = page_version(office, code)
    refused = client.post(f"/can-bo/ho-so/{code}/endorse", data={"seen": version, "csrf_token": csrf})
    assert refused.status_code == 422 and "Người đã thẩm định" in refused.text
    assert page_version(office, code) == version


def page_version(office, code):
    with office.casework.database.reading() as session:
        return load(session, office.casework, code).dossier.version


@pytest.mark.parametrize("seen", ["", "x", "-1", "1" * 20])
def test_a_forged_form_is_refused(office, desk, seen):
    code = office.file()
    csrf = token(desk(Role.RECEPTION), f"/can-bo/ho-so/{code}")
    answer = desk(Role.RECEPTION).post(f"/can-bo/ho-so/{code}/accept", data={"seen": seen, "csrf_token": csrf})
    assert answer.status_code == 400
