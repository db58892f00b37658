"""Conferences by the real services: signed TUQ., by the Chairman, after the Prime Minister. Times are computed by hand.

June and July 2026 have no holiday; a working day is eight hours, 07:00–11:30 and 13:30–17:00.
"""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from casework.models import Account, Obligation, Paper, PaperVersion, ParameterRevision
from casework.queries.worklist import ALL, IN_TIME, SOON, Wanted, waiting_for
from casework.services.acting import act
from casework.services.duties import report
from casework.services.uploading import Upload
from procedures.case.clocks import clocks_of
from procedures.case.decide import Refused
from procedures.catalog.hoi_nghi_quoc_te.samples import sample_answers
from procedures.definition import Role
from tests.support.desks import Desks, pdf
from tests.support.factories import LONG_AGO, make_account, make_officer
from tests.support.times import as_vn, vn
from web.identity import CitizenUser, actor_of

SLUG = "hoi-nghi-quoc-te"
GRANT = {"summary": "Đủ điều kiện", "outcome": "granted"}
ANSWER = {"answer_reference": "1234/VPCP-QHQT", "answer_on": "2026-07-06"}


@pytest.fixture
def office(app: Flask) -> Desks:
    """The division for international cooperation, on SQLite."""
    return Desks(app.extensions["casework"], "hop-tac-quoc-te")


@pytest.fixture
def office_on_both(app_on_both: Flask) -> Desks:
    """Twice: the same on SQLite and on PostgreSQL."""
    return Desks(app_on_both.extensions["casework"], "hop-tac-quoc-te")


def without_delegation(desks: Desks) -> None:
    with desks.casework.database.unit_of_work() as session:
        values = {SLUG: {"delegations": []}}
        session.add(
            ParameterRevision(
                in_force_from=date(2026, 5, 1), document="QĐ thu hồi mẫu", values=values, by="", created_at=LONG_AGO
            )
        )


def assigned(desks: Desks, variant: str, account: Account | None = None) -> str:
    """Accepted on Monday 1 June at 08:00 and assigned an hour later."""
    code = desks.file(SLUG, sample_answers(0, date(2026, 6, 1), variant=variant), vn("2026-06-01T07:30"), account)
    assert desks.loaded(code).dossier.variant == variant
    desks.act(Role.RECEPTION, code, "accept", vn("2026-06-01T08:00"))
    specialist = desks.officers[Role.SPECIALIST]
    desks.act(Role.DIVISION_HEAD, code, "assign", vn("2026-06-01T09:00"), officer=str(specialist.id))
    return code


def propose(desks: Desks, code: str, day: str) -> None:
    desks.act(Role.SPECIALIST, code, "propose", vn(f"{day}T09:00"), **GRANT)
    desks.act(Role.DIVISION_HEAD, code, "endorse", vn(f"{day}T10:00"))


def submit_to_committee(desks: Desks, code: str, day: str, number: str) -> None:
    propose(desks, code, day)
    desks.act(Role.DIRECTOR, code, "sign_submission", vn(f"{day}T14:00"))
    desks.act(Role.CLERK, code, "send_to_committee", vn(f"{day}T15:00"), number=number, issued_on=day)


def paper(desks: Desks, code: str, kind: str) -> tuple[Paper, dict]:
    """The newest paper of a kind with the content of its newest version."""
    with desks.casework.database.reading() as session:
        dossier_id = desks.loaded(code).dossier.id
        query = select(Paper).where(Paper.dossier_id == dossier_id, Paper.code.startswith(kind))
        found = session.scalars(query.order_by(Paper.round.desc())).first()
        versions = select(PaperVersion).where(PaperVersion.paper_id == found.id).order_by(PaperVersion.version.desc())
        return found, session.scalars(versions).first().content


def test_signed_on_the_chairmans_behalf_and_by_no_substitute(office_on_both: Desks) -> None:
    desks, code = office_on_both, assigned(office_on_both, "permit_province")
    # Six working days to Tuesday 9 June 08:00, half a day more to 14:00.
    assert as_vn(desks.loaded(code).dossier.first_promise_at) == "2026-06-09T14:00"
    propose(desks, code, "2026-06-03")
    deputy = make_officer(desks.casework, (Role.DIRECTOR,), division="", deputy=True)
    seen, at = desks.loaded(code).dossier.version, vn("2026-06-04T08:00")
    with pytest.raises(Refused, match="no_substitute"):
        act(desks.casework, code, "sign_by_delegation", {}, by=actor_of(deputy), at=at, seen=seen)
    assert "sign_submission" not in desks.codes(Role.DIRECTOR, code, at)
    desks.act(Role.DIRECTOR, code, "sign_by_delegation", at)
    desks.act(Role.CLERK, code, "issue", vn("2026-06-04T10:00"), number="7", issued_on="2026-06-04")
    letter, content = paper(desks, code, "result:")
    director = desks.officers[Role.DIRECTOR].name
    assert (letter.body, letter.symbol, letter.number, letter.signer) == ("committee", "UBND-NgV", 7, director)
    assert content["signature"] == {"prefix": "TUQ. CHỦ TỊCH", "title": "GIÁM ĐỐC SỞ NGOẠI VỤ", "name": director}
    desks.act(Role.RECEPTION, code, "hand_over", vn("2026-06-05T08:00"))
    assert desks.loaded(code).dossier.state == "returned"
    with desks.casework.database.reading() as session:
        # The event begins 60 days after 1 June, on 31 July, and ends on 1 August; 15 days later is 16 August.
        assert session.scalars(select(Obligation.due_on)).one() == date(2026, 8, 16)


def delegated(desks: Desks, frm: str, to: str) -> None:
    one = {"from": frm, "to": to, "document": "QĐ ủy quyền mẫu", "form": "TUQ", "signer": "", "scope": "permit"}
    with desks.casework.database.unit_of_work() as session:
        values = {SLUG: {"delegations": [one]}}
        session.add(
            ParameterRevision(
                in_force_from=date(2026, 5, 1), document="QĐ ủy quyền mẫu", values=values, by="", created_at=LONG_AGO
            )
        )


def test_what_was_signed_on_the_last_day_of_a_delegation_stays_signed_under_it(office: Desks) -> None:
    delegated(office, "2026-01-01", "2026-06-04")
    code = assigned(office, "permit_province")
    propose(office, code, "2026-06-03")
    office.act(Role.DIRECTOR, code, "sign_by_delegation", vn("2026-06-04T16:00"))
    office.act(Role.CLERK, code, "issue", vn("2026-06-05T08:00"), number="7", issued_on="2026-06-05")
    letter, content = paper(office, code, "result:")
    director = office.officers[Role.DIRECTOR].name
    assert content["signature"] == {"prefix": "TUQ. CHỦ TỊCH", "title": "GIÁM ĐỐC SỞ NGOẠI VỤ", "name": director}
    assert (letter.body, letter.signer) == ("committee", director)
    assert "Căn cứ QĐ ủy quyền mẫu;" in content["legal_bases"]


def test_a_revocation_written_down_later_reaches_what_was_filed_before(office_on_both: Desks) -> None:
    desks = office_on_both
    delegated(desks, "2026-01-01", "")
    code = assigned(desks, "permit_province")
    pinned = desks.loaded(code).dossier.parameter_revision_id
    propose(desks, code, "2026-06-03")
    at = vn("2026-06-04T08:00")
    assert "sign_by_delegation" in desks.codes(Role.DIRECTOR, code, at)
    delegated(desks, "2026-01-01", "2026-06-03")
    assert "sign_by_delegation" not in desks.codes(Role.DIRECTOR, code, at)
    desks.act(Role.DIRECTOR, code, "sign_submission", at)
    assert desks.loaded(code).dossier.parameter_revision_id == pinned, "limits and everything else stay those of its filing"


def test_a_delegation_written_down_later_reaches_what_was_filed_before(office_on_both: Desks) -> None:
    without_delegation(office_on_both)
    code = assigned(office_on_both, "permit_province")
    propose(office_on_both, code, "2026-06-03")
    at = vn("2026-06-04T08:00")
    assert "sign_by_delegation" not in office_on_both.codes(Role.DIRECTOR, code, at)
    delegated(office_on_both, "2026-06-04", "")
    office_on_both.act(Role.DIRECTOR, code, "sign_by_delegation", at)


def test_what_the_chairman_signed_is_his_though_a_delegation_began_meanwhile(office: Desks) -> None:
    delegated(office, "2026-06-10", "")
    code = assigned(office, "permit_province")
    submit_to_committee(office, code, "2026-06-03", "12")
    came = {"outcome": "granted", "number": "345", "issued_on": "2026-06-11", "signer": "Lê Văn Thí Dụ"}
    office.act(Role.COMMITTEE, code, "receive_decision", vn("2026-06-11T09:00"), **came)
    office.act(Role.CLERK, code, "issue", vn("2026-06-11T10:00"))
    content = paper(office, code, "result:")[1]
    assert content["signature"] == {"prefix": "", "title": "CHỦ TỊCH", "name": "Lê Văn Thí Dụ"}
    assert "QĐ ủy quyền mẫu" not in str(content["legal_bases"])


def warned_of(desks: Desks, code: str) -> set[str]:
    return {one["code"] for one in desks.loaded(code).events[0].data.get("warnings", ())}


def test_a_missing_report_is_warned_of_at_the_organisers_next_request(office_on_both: Desks) -> None:
    desks, account = office_on_both, make_account(office_on_both.casework, "enterprise")
    code = assigned(desks, "permit_province", account)
    propose(desks, code, "2026-06-03")
    desks.act(Role.DIRECTOR, code, "sign_by_delegation", vn("2026-06-04T08:00"))
    desks.act(Role.CLERK, code, "issue", vn("2026-06-04T10:00"), number="7", issued_on="2026-06-04")
    desks.act(Role.RECEPTION, code, "hand_over", vn("2026-06-05T08:00"))

    def ask_again(n: int, day: str) -> str:
        return desks.file(SLUG, sample_answers(n, date.fromisoformat(day)), vn(f"{day}T08:00"), account)

    # The report is due on 16 August: nothing is owed on that day, it is the day after.
    assert "report_missing" not in warned_of(desks, ask_again(1, "2026-08-16"))
    assert "report_missing" in warned_of(desks, ask_again(2, "2026-08-17"))
    with desks.casework.database.reading() as session:
        duty = session.scalars(select(Obligation.id)).one()
    sent = Upload("bao-cao-mau-02.pdf", pdf())
    report(desks.casework, code, duty, by=CitizenUser(account).actor, at=vn("2026-08-18T08:00"), files=[sent])
    assert "report_missing" not in warned_of(desks, ask_again(3, "2026-08-19"))


def test_without_a_delegation_the_chairman_decides_at_the_second_sending(office_on_both: Desks) -> None:
    desks = office_on_both
    without_delegation(desks)
    code = assigned(desks, "permit_province")
    # Five working days at the Committee in between: to 16 June 08:00, half a day more to 14:00.
    assert as_vn(desks.loaded(code).dossier.first_promise_at) == "2026-06-16T14:00"
    submit_to_committee(desks, code, "2026-06-03", "12")
    # 36 working hours from Wednesday 15:00: two on the day, four days of eight, two more on Wednesday 10 June.
    assert as_vn(desks.loaded(code).dossier.step_due_at) == "2026-06-10T09:00"
    desks.act(Role.COMMITTEE, code, "committee_returns", vn("2026-06-05T09:00"), reason="Bổ sung thuyết minh")
    submit_to_committee(desks, code, "2026-06-08", "13")
    with desks.casework.database.reading() as session:
        sent = select(Paper).where(Paper.code == "submission").order_by(Paper.round)
        assert [(one.round, one.number, bool(one.storage_key)) for one in session.scalars(sent)] == [
            (1, 12, True),
            (2, 13, True),
        ]
    came = {"outcome": "granted", "number": "345", "issued_on": "2026-06-11", "signer": "Lê Văn Thí Dụ"}
    desks.act(Role.COMMITTEE, code, "receive_decision", vn("2026-06-11T09:00"), **came)
    desks.act(Role.CLERK, code, "issue", vn("2026-06-11T10:00"))
    letter, content = paper(desks, code, "result:")
    assert (letter.body, letter.number, letter.signer) == ("committee", 345, "Lê Văn Thí Dụ")
    assert content["signature"] == {"prefix": "", "title": "CHỦ TỊCH", "name": "Lê Văn Thí Dụ"}
    assert as_vn(desks.loaded(code).dossier.due_at) == "2026-06-16T14:00"


def with_the_prime_minister(desks: Desks, variant: str) -> str:
    code = assigned(desks, variant)
    submit_to_committee(desks, code, "2026-06-03", "12")
    sent = {"reference": "45/TTr-UBND", "sent_on": "2026-06-25"}
    desks.act(Role.COMMITTEE, code, "send_to_prime_minister", vn("2026-06-25T09:00"), **sent)
    return code


def test_the_provinces_clock_stands_while_the_prime_minister_decides(office_on_both: Desks) -> None:
    desks, code = office_on_both, with_the_prime_minister(office_on_both, "permit_pm")
    dossier = desks.loaded(code).dossier
    # To 9 June 08:00; fifteen days to Wednesday 24 June 17:00; five to 1 July 17:00; one to 2 July 17:00.
    assert (as_vn(dossier.first_promise_at), dossier.due_at) == ("2026-07-02T17:00", None)
    # No rule limits the step. The registry asks how it stands after forty days: Tuesday 4 August at closing time.
    assert (dossier.step_due_at, as_vn(dossier.urgent_at)) == (None, "2026-08-04T17:00")
    clerk, wanted = actor_of(desks.officers[Role.CLERK]), Wanted(scope=ALL)
    for at, how in (("2026-07-07T10:00", IN_TIME), ("2026-08-04T10:00", SOON), ("2026-09-30T10:00", SOON)):
        found = waiting_for(desks.casework, clerk, replace(wanted, lateness=how), vn(at))
        assert [one.code for one in found.entries] == [code], at
    desks.act(Role.CLERK, code, "receive_prime_minister_answer", vn("2026-07-08T10:00"))
    # Two of the last 48 hours were used; 46 run from 8 July 10:00: five that day, forty to the 15th, one on the 16th.
    assert as_vn(desks.loaded(code).dossier.due_at) == "2026-07-16T08:00"
    told = {"outcome": "granted", "number": "88", "issued_on": "2026-07-08", "signer": "Phạm Thị Thí Dụ"}
    desks.act(Role.CLERK, code, "announce", vn("2026-07-08T14:00"), **told, **ANSWER)
    desks.act(Role.CLERK, code, "issue", vn("2026-07-08T15:00"))
    letter, content = paper(desks, code, "result:")
    assert (letter.body, letter.symbol, letter.number) == ("office", "SNgV-HTQT", 88)
    assert "văn bản số 1234/VPCP-QHQT ngày" in str(content), "the answer is cited, though it was unknown to the draft"
    desks.act(Role.RECEPTION, code, "hand_over", vn("2026-07-09T08:00"))
    dossier = desks.loaded(code).dossier
    assert (dossier.state, as_vn(dossier.finished_at)) == ("returned", "2026-07-08T15:00")
    assert as_vn(dossier.first_promise_at) == "2026-07-02T17:00", "the first promise is kept for ever"


def test_hosting_is_the_chairmans_even_under_the_delegation_and_may_be_refused(office: Desks) -> None:
    code = assigned(office, "host_province")
    assert as_vn(office.loaded(code).dossier.first_promise_at) == "2026-06-16T14:00"
    submit_to_committee(office, code, "2026-06-03", "12")
    no = {"outcome": "refused", "number": "346", "issued_on": "2026-06-11", "signer": "Lê Văn Thí Dụ"}
    with pytest.raises(Refused, match="refusal_needs_reason"):
        office.act(Role.COMMITTEE, code, "receive_decision", vn("2026-06-11T09:00"), **no)
    office.act(Role.COMMITTEE, code, "receive_decision", vn("2026-06-11T09:00"), **no, reason="Trùng sự kiện khác")
    office.act(Role.CLERK, code, "issue", vn("2026-06-11T10:00"))
    letter, content = paper(office, code, "result:refusal")
    assert (letter.number, letter.public) == (346, True)
    assert "Lý do: Trùng sự kiện khác" in content["paragraphs"]
    with office.casework.database.reading() as session:
        assert session.scalars(select(Obligation)).first() is None, "nothing was granted, nothing falls due"


def test_the_prime_minister_asks_for_more_and_then_refuses_hosting(office: Desks) -> None:
    code = with_the_prime_minister(office, "host_pm")
    office.act(Role.COMMITTEE, code, "prime_minister_asks", vn("2026-07-08T10:00"), reason="Giải trình kinh phí")
    assert (office.loaded(code).dossier.state, as_vn(office.loaded(code).dossier.due_at)) == (
        "appraising",
        "2026-07-16T08:00",
    )
    submit_to_committee(office, code, "2026-07-09", "20")
    sent = {"reference": "60/TTr-UBND", "sent_on": "2026-07-10"}
    office.act(Role.CLERK, code, "send_to_prime_minister", vn("2026-07-10T09:00"), **sent)
    office.act(Role.CLERK, code, "receive_prime_minister_answer", vn("2026-07-20T10:00"))
    loaded = office.loaded(code)
    # Of 46 hours 5 + 8 + 2 were used by 10 July 09:00; 31 run from Monday 20 July 10:00: 5 + 8 + 8 + 8, and 2 on Friday.
    clocks = clocks_of(loaded.situation.case, loaded.situation.definition, loaded.situation.calendar)
    assert as_vn(clocks.overall.due_at) == as_vn(loaded.dossier.due_at) == "2026-07-24T09:00"
    told = {"outcome": "refused", "reason": "Chưa phù hợp", "number": "90", "issued_on": "2026-07-20"}
    office.act(Role.CLERK, code, "announce", vn("2026-07-20T14:00"), **told, **ANSWER, signer="Phạm Thị Thí Dụ")
    office.act(Role.CLERK, code, "issue", vn("2026-07-20T15:00"))
    letter, content = paper(office, code, "result:refusal")
    assert (letter.body, letter.number, letter.public) == ("office", 90, True)
    assert "Lý do: Chưa phù hợp" in content["paragraphs"]
