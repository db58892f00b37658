"""Legalization by the real services, from the declaration to the originals handed back. Times are computed by hand.

June 2026 has no holiday; a working day is eight hours, 07:00–11:30 and 13:30–17:00.
"""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from casework.models import Paper, PaperVersion, ParameterRevision
from casework.queries.situations import DossierNotFound
from casework.queries.visible import visible_dossier
from casework.queries.worklist import ALL, Wanted, found
from casework.services.paperwork import NumberTaken, letter_data
from procedures.case.clocks import clocks_of
from procedures.case.decide import Refused
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers
from procedures.definition import Role
from tests.support.desks import Desks
from tests.support.factories import LONG_AGO
from tests.support.times import as_vn, vn

SLUG = "hop-phap-hoa-lanh-su"
POST = "EE123456789VN"


def june(day: int, time: str) -> datetime:
    return vn(f"2026-06-{day:02}T{time}")


def received(desks: Desks, number: int = 1) -> str:
    """Declared on Monday 1 June, its originals received on Tuesday at 09:00. Sample 1 has two papers and two copies."""
    code = desks.file(SLUG, sample_answers(number), june(1, "08:00"))
    dossier = desks.loaded(code).dossier
    assert (dossier.state, dossier.accepted_at, dossier.due_at) == ("awaiting_originals", None, None)
    papers = dossier.answers["documents"]
    counted = {f"pages_{index}": str(index + 1) for index in range(len(papers))}
    counted |= {f"condition_{index}": "Nguyên vẹn" for index in range(len(papers))}
    desks.act(Role.RECEPTION, code, "receive_originals", june(2, "09:00"), giver="Trần Thị Mẫu", **counted)
    return code


def arrived(desks: Desks) -> str:
    code = received(desks)
    sent = {"number": "15", "issued_on": "2026-06-02", "recipient": "hcmc", "postal_code": POST}
    desks.act(Role.CLERK, code, "send_to_department", june(2, "15:00"), **sent)
    moved = {"what": "02 giấy tờ", "giver": "Bưu điện", "receiver": "Sở Ngoại vụ TP. Hồ Chí Minh"}
    desks.act(Role.CLERK, code, "record_arrival", june(4, "10:00"), **moved)
    return code


def test_the_committee_sees_nothing_of_what_went_to_the_consular_department(desks_on_both: Desks) -> None:
    code = arrived(desks_on_both)
    casework, committee = desks_on_both.casework, desks_on_both.actor(Role.COMMITTEE)
    assert not found(casework, committee, Wanted(scope=ALL), june(5, "08:00")).entries
    with casework.database.reading() as session, pytest.raises(DossierNotFound):
        visible_dossier(session, casework, code, committee)


def papers_of(desks: Desks, code: str) -> dict[str, Paper]:
    with desks.casework.database.reading() as session:
        query = select(Paper).where(Paper.dossier_id == desks.loaded(code).dossier.id)
        return {one.code: one for one in session.scalars(query)}


def content_of(desks: Desks, paper: Paper) -> dict[str, Any]:
    with desks.casework.database.reading() as session:
        query = select(PaperVersion).where(PaperVersion.paper_id == paper.id).order_by(PaperVersion.version.desc())
        return session.scalars(query.limit(1)).one().content


def text_of(desks: Desks, paper: Paper) -> str:
    return str(content_of(desks, paper))


def test_the_originals_start_the_clock_and_are_listed(desks_on_both: Desks) -> None:
    code = received(desks_on_both)
    loaded = desks_on_both.loaded(code)
    # 1 + 2 + 1 + 3 working days from Tuesday 2 June 09:00: Thursday 11 June 09:00.
    assert loaded.situation.case.limit == "1wd+2wd+1wd+3wd"
    assert as_vn(loaded.dossier.first_promise_at) == as_vn(loaded.dossier.due_at) == "2026-06-11T09:00"
    assert as_vn(loaded.dossier.step_due_at) == "2026-06-03T09:00"
    listed = text_of(desks_on_both, papers_of(desks_on_both, code)["received"])
    assert "02 giấy tờ, tổng cộng 3 trang" in listed
    assert "Trần Thị Mẫu giao" in listed
    assert desks_on_both.officers[Role.RECEPTION].name in listed
    paper = papers_of(desks_on_both, code)["received"]
    letter = letter_data(desks_on_both.casework, paper, content_of(desks_on_both, paper))
    assert letter["number_line"] == "" and "draft_mark" not in letter
    assert letter["place_date"].endswith("ngày 02 tháng 6 năm 2026")


def test_the_fee_is_computed_and_taken_once(desks: Desks) -> None:
    code = received(desks)
    paid = {"receipt_number": "0000123", "method": "cash", "amount_vnd": "1"}
    desks.act(Role.ACCOUNTANT, code, "record_payment", june(2, "09:30"), **paid)
    # Two papers at 30,000 and two copies at 5,000.
    assert desks.loaded(code).situation.case.paid_vnd == 70_000
    with pytest.raises(Refused, match="already_paid"):
        desks.act(Role.RECEPTION, code, "record_payment", june(2, "09:31"), **paid)


def test_the_dispatch_list_has_its_number_and_the_clock_runs_on_in_the_post(desks_on_both: Desks) -> None:
    code = arrived(desks_on_both)
    dispatch = papers_of(desks_on_both, code)["dispatch"]
    assert (dispatch.body, dispatch.book, dispatch.number, dispatch.year) == ("office", "dispatch", 15, 2026)
    assert dispatch.symbol == "SNgV-LS"
    assert not dispatch.public, "it goes to the department, not to the applicant"
    assert desks_on_both.casework.storage.read(dispatch.storage_key).startswith(b"%PDF-")
    listed = text_of(desks_on_both, dispatch)
    assert POST in listed
    assert "Sở Ngoại vụ Thành phố Hồ Chí Minh" in listed
    loaded = desks_on_both.loaded(code)
    # The days in the post are a leg of the promise and no pause: nothing but the start stands in the ledger.
    assert [one.effect for one in loaded.situation.case.ledger] == ["start"]
    assert as_vn(loaded.dossier.due_at) == "2026-06-11T09:00"
    # The department's own day and two for the post back, from Thursday 10:00 to Tuesday 10:00.
    assert as_vn(loaded.dossier.step_due_at) == "2026-06-09T10:00"


def test_each_paper_is_reconciled_and_both_slips_are_numbered(desks_on_both: Desks) -> None:
    code = arrived(desks_on_both)
    back = {
        **{"outcome_0": "granted", "outcome_1": "refused", "reason_1": "Chưa có mẫu chữ ký"},
        **{"number": "40", "issued_on": "2026-06-09", "signer": "Phạm Văn Thí Dụ"},
    }
    with pytest.raises(Refused, match="number_missing") as missing:
        desks_on_both.act(Role.CLERK, code, "receive_back", june(9, "14:00"), **back)
    assert (missing.value.path, desks_on_both.loaded(code).dossier.state) == ("refusal_number", "at_department")
    desks_on_both.act(Role.CLERK, code, "receive_back", june(9, "14:00"), **back, refusal_number="41")
    assert not any(one.public for one in papers_of(desks_on_both, code).values())
    desks_on_both.act(Role.CLERK, code, "issue", june(9, "15:00"))
    papers = papers_of(desks_on_both, code)
    slip, refusal = papers["result:return_slip"], papers["result:refusal"]
    assert [(one.number, one.item, one.signer, one.public) for one in (slip, refusal)] == [
        (40, 0, "Phạm Văn Thí Dụ", True),
        (41, 1, "Phạm Văn Thí Dụ", True),
    ]
    assert "Chưa có mẫu chữ ký" in text_of(desks_on_both, refusal)
    desks_on_both.act(Role.RECEPTION, code, "hand_over", june(10, "08:00"), way="counter")
    loaded = desks_on_both.loaded(code)
    clocks = clocks_of(loaded.situation.case, loaded.situation.definition, loaded.situation.calendar)
    assert (clocks.overall.status, loaded.dossier.finished_at) == ("stopped", june(9, "15:00"))
    assert (loaded.dossier.state, loaded.dossier.closed_at) == ("returned", june(10, "08:00"))
    assert as_vn(loaded.dossier.first_promise_at) == "2026-06-11T09:00"


def test_what_is_finished_is_pressed_by_its_handing_over_alone(desks_on_both: Desks) -> None:
    code = arrived(desks_on_both)
    back = {"outcome_0": "granted", "outcome_1": "granted", "number": "40", "issued_on": "2026-06-09", "signer": "Phạm Văn Thí Dụ"}
    desks_on_both.act(Role.CLERK, code, "receive_back", june(9, "14:00"), **back)
    desks_on_both.act(Role.CLERK, code, "issue", june(10, "16:00"))
    dossier = desks_on_both.loaded(code).dossier
    assert (as_vn(dossier.due_at), as_vn(dossier.step_due_at)) == ("2026-06-11T09:00", "2026-06-11T16:00")
    assert dossier.urgent_at == dossier.step_due_at, "the promise was kept"


def full_authority(desks: Desks) -> None:
    mode = [{"from": "2026-05-29", "mode": "full", "document": "Văn bản thử nghiệm"}]
    with desks.casework.database.unit_of_work() as session:
        values = {SLUG: {"mode": mode}}
        on = june(1, "08:00").date()
        session.add(
            ParameterRevision(
                in_force_from=on, document="Văn bản thử nghiệm", values=values, by="Quản trị", created_at=LONG_AGO
            )
        )


def test_in_full_authority_the_office_decides_within_a_day(desks_on_both: Desks) -> None:
    full_authority(desks_on_both)
    code = received(desks_on_both)
    assert desks_on_both.loaded(code).dossier.variant == "full"
    assert as_vn(desks_on_both.loaded(code).dossier.due_at) == "2026-06-03T09:00"
    specialist = desks_on_both.officers[Role.SPECIALIST]
    desks_on_both.act(Role.DIVISION_HEAD, code, "assign", june(2, "09:30"), officer=str(specialist.id))
    granted = {"summary": "Khớp mẫu", "outcome_0": "granted", "outcome_1": "granted"}
    desks_on_both.act(Role.SPECIALIST, code, "propose", june(2, "10:30"), **granted)
    desks_on_both.act(Role.DIVISION_HEAD, code, "endorse", june(2, "11:00"))
    desks_on_both.act(Role.DIRECTOR, code, "sign", june(2, "14:00"))
    desks_on_both.act(Role.CLERK, code, "issue", june(2, "15:00"), number="7", issued_on="2026-06-02")
    slip = papers_of(desks_on_both, code)["result:return_slip"]
    assert (slip.number, slip.item, slip.signer) == (7, -1, desks_on_both.officers[Role.DIRECTOR].name)
    assert "Sở Ngoại vụ đã giải quyết 02 giấy tờ" in text_of(desks_on_both, slip)
    desks_on_both.act(Role.RECEPTION, code, "hand_over", june(2, "16:00"), way="post", postal_code=POST)
    assert desks_on_both.loaded(code).dossier.state == "returned"


def test_twelve_papers_have_five_days_and_the_longer_desk(desks: Desks) -> None:
    full_authority(desks)
    code = received(desks, 9)
    # Five working days from Tuesday 2 June 09:00.
    assert as_vn(desks.loaded(code).dossier.due_at) == "2026-06-09T09:00"
    assert "assign" not in desks.codes(Role.DIVISION_HEAD, code, june(2, "09:30"))
    specialist = desks.officers[Role.SPECIALIST]
    desks.act(Role.DIVISION_HEAD, code, "assign_many", june(2, "09:30"), officer=str(specialist.id))
    assert as_vn(desks.loaded(code).dossier.step_due_at) == "2026-06-08T09:30"


def test_a_number_that_is_taken_is_refused_while_it_can_still_be_corrected(desks: Desks) -> None:
    first, second = arrived(desks), received(desks)
    sent = {"issued_on": "2026-06-02", "recipient": "hcmc", "postal_code": POST}
    with pytest.raises(NumberTaken) as dispatched:
        desks.act(Role.CLERK, second, "send_to_department", june(2, "15:00"), number="15", **sent)
    assert (dispatched.value.path, desks.loaded(second).dossier.state) == ("number", "forwarding")
    desks.act(Role.CLERK, second, "send_to_department", june(2, "15:00"), number="16", **sent)
    back = {"outcome_0": "granted", "outcome_1": "granted", "issued_on": "2026-06-09", "signer": "Phạm Văn Thí Dụ"}
    desks.act(Role.CLERK, first, "receive_back", june(9, "14:00"), number="40", **back)
    with pytest.raises(NumberTaken) as reconciled:
        desks.act(Role.CLERK, second, "receive_back", june(9, "14:00"), number="40", **back)
    assert (reconciled.value.path, desks.loaded(second).dossier.state) == ("number", "in_post")
