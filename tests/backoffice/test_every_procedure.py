"""Every procedure at the officers' desks: the dossier page and each action it offers open, for whoever it offers them to."""

from __future__ import annotations

import pytest

from casework.queries.situations import load
from procedures.case.permission import available
from procedures.catalog.hoi_nghi_quoc_te import samples as conference
from procedures.catalog.hop_phap_hoa_lanh_su import samples as legalization
from procedures.definition import Role
from tests.backoffice.desks import FILED, file_answers
from tests.support.times import vn
from web.identity import actor_of

ANSWERS = {
    "hoi-nghi-quoc-te": lambda: conference.sample_answers(1, FILED.date()),
    "hop-phap-hoa-lanh-su": lambda: legalization.sample_answers(4),
}


@pytest.mark.parametrize("slug", ANSWERS)
def test_the_page_and_the_actions_of_reception_open(office, signed_in_officer, clock, slug):
    code = file_answers(office.casework, office.account, slug, ANSWERS[slug]())
    clock.set(vn("2026-10-05T09:00"))
    officer = office.officers[Role.RECEPTION]
    client = signed_in_officer(officer=officer)
    assert client.get(f"/can-bo/ho-so/{code}").status_code == 200
    with office.casework.database.reading() as session:
        offered = available(load(session, office.casework, code).situation, actor_of(officer), clock.now)
    assert offered
    for action in offered:
        page = client.get(f"/can-bo/ho-so/{code}/{action.code}")
        assert page.status_code == 200 and action.consequence.vi in page.text, action.code


def test_originals_are_received_one_by_one_and_make_the_promise(office, signed_in_officer, clock):
    answers = ANSWERS["hop-phap-hoa-lanh-su"]()
    code = file_answers(office.casework, office.account, "hop-phap-hoa-lanh-su", answers)
    clock.set(vn("2026-10-05T09:00"))
    client = signed_in_officer(officer=office.officers[Role.RECEPTION])
    with office.casework.database.reading() as session:
        variant = load(session, office.casework, code).situation.variant
    action = next(one for one in variant.actions if one.kind == "receive_originals")
    path = f"/can-bo/ho-so/{code}/{action.code}"
    assert "hẹn trả kết quả trước" in client.get(path).text
    count = len(answers["documents"])
    given = {f"pages_{index}": "2" for index in range(count)} | {
        f"condition_{index}": "nguyên vẹn" for index in range(count)
    }
    answer = client.submit(path, {**given, "giver": "Người Nộp Mẫu"}, button=action.label.vi, follow_redirects=True)
    assert "Đã ghi" in answer.text and "Hẹn lần đầu" in answer.text
    assert "Danh sách bản chính đã nhận" in client.get(f"/can-bo/ho-so/{code}/van-ban").text
