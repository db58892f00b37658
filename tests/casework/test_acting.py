"""Actions: one unit of work each, the second writer of a page refused, every desk its own, papers numbered once."""

from datetime import datetime

import pytest
from sqlalchemy import select

from casework.models import Obligation, OutboxMessage, Paper
from casework.queries.situations import DossierNotFound
from casework.services.acting import InvalidInputs, Stale, act
from casework.services.attaching import NotAsked, attach_to_supplement
from casework.services.paperwork import NumberTaken
from casework.services.recording import derived_columns
from casework.services.supplementing import answer_supplement
from casework.services.uploading import Upload
from procedures.case.decide import Refused
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.support.desks import Desks, pdf
from tests.support.factories import make_account, make_officer
from tests.support.times import as_vn, vn
from web.identity import CitizenUser, actor_of

FILED = vn("2026-10-05T08:00")
ACCEPTED = vn("2026-10-05T09:00")


def accepted(desks: Desks, number: int = 1) -> str:
    code = desks.file("abtc", sample_answers(number), FILED)
    desks.act(Role.RECEPTION, code, "accept", ACCEPTED)
    return code


def at_work(desks: Desks, number: int = 1) -> str:
    code = accepted(desks, number)
    specialist = desks.officers[Role.SPECIALIST]
    desks.act(Role.DIVISION_HEAD, code, "assign", vn("2026-10-05T10:00"), officer=str(specialist.id))
    return code


def consulted(desks: Desks, number: int = 1) -> str:
    code = at_work(desks, number)
    bodies = [one.code for one in desks.loaded(code).situation.variant.bodies if one.always]
    desks.act(Role.SPECIALIST, code, "consult", vn("2026-10-07T10:00"), bodies=bodies)
    for body in bodies:
        answer = {"body": body, "opinion": "agree", "received_on": "2026-10-17", "reference": "12/CV"}
        desks.act(Role.SPECIALIST, code, "record_opinion", vn("2026-10-17T10:00"), **answer)
    desks.act(Role.SPECIALIST, code, "close_consultation", vn("2026-10-19T08:00"))
    return code


def outcomes(desks: Desks, code: str, *refused: int) -> dict[str, str]:
    persons = desks.loaded(code).dossier.answers["persons"]
    fields: dict[str, str] = {}
    for index in range(len(persons)):
        fields[f"outcome_{index}"] = "refused" if index in refused else "granted"
        fields[f"reason_{index}"] = "Chưa đủ 12 tháng giữ chức vụ" if index in refused else ""
    return fields


def decided(desks: Desks, number: int = 1, first_number: int = 330) -> str:
    code = consulted(desks, number)
    desks.act(Role.SPECIALIST, code, "propose", vn("2026-10-20T08:00"), summary="Đủ điều kiện", **outcomes(desks, code))
    desks.act(Role.DIVISION_HEAD, code, "endorse", vn("2026-10-20T09:00"))
    desks.act(Role.DIRECTOR, code, "sign_submission", vn("2026-10-20T10:00"))
    desks.act(
        Role.CLERK, code, "send_to_committee", vn("2026-10-20T14:00"), number=str(first_number), issued_on="2026-10-20"
    )
    count = len(desks.loaded(code).dossier.answers["persons"])
    numbers = {f"number_{index}": str(first_number + index) for index in range(count)}
    desks.act(
        Role.COMMITTEE,
        code,
        "receive_decision",
        vn("2026-10-22T14:00"),
        issued_on="2026-10-22",
        signer="Lê Văn Thí Dụ",
        **numbers,
        **outcomes(desks, code),
    )
    return code


def test_from_acceptance_to_result(desks_on_both: Desks) -> None:
    code = decided(desks_on_both)
    assert as_vn(desks_on_both.loaded(code).dossier.first_promise_at) == "2026-11-11T17:00"
    desks_on_both.act(Role.CLERK, code, "issue", vn("2026-10-22T15:00"))
    desks_on_both.act(Role.RECEPTION, code, "hand_over", vn("2026-10-22T16:00"))
    loaded = desks_on_both.loaded(code)
    assert (loaded.dossier.state, loaded.dossier.national_status) == ("returned", 10)
    with desks_on_both.casework.database.reading() as session:
        result = session.scalars(select(Paper).where(Paper.code.startswith("result:"))).one()
        assert (result.number, result.year, result.public) == (330, 2026, True)
        assert desks_on_both.casework.storage.read(result.storage_key).startswith(b"%PDF-")
        assert [one.kind for one in session.scalars(select(OutboxMessage).order_by(OutboxMessage.created_at))] == [
            "filed",
            "accepted",
            "result_ready",
        ]
        assert session.scalars(select(Obligation)).first() is not None


def test_derived_columns_are_what_the_events_say(desks: Desks) -> None:
    code = decided(desks)
    loaded = desks.loaded(code)
    rebuilt = derived_columns(loaded.situation.case, loaded.situation.definition, loaded.situation.calendar)
    assert {name: getattr(loaded.dossier, name) for name in rebuilt} == rebuilt


def test_the_second_write_on_a_page_is_refused_and_told_what_changed(desks_on_both: Desks) -> None:
    code = desks_on_both.file("abtc", sample_answers(1), FILED)
    seen = desks_on_both.loaded(code).dossier.version
    reception = desks_on_both.actor(Role.RECEPTION)
    act(desks_on_both.casework, code, "accept", {}, by=reception, at=ACCEPTED, seen=seen)
    with pytest.raises(Stale) as stale:
        act(desks_on_both.casework, code, "refuse_reception", {"reason": "x"}, by=reception, at=ACCEPTED, seen=seen)
    assert [one.action for one in stale.value.since] == ["accept"]


@pytest.mark.parametrize("role", [Role.CLERK, Role.SPECIALIST, Role.DIRECTOR, Role.COMMITTEE])
def test_another_desk_cannot_accept(desks: Desks, role: Role) -> None:
    code = desks.file("abtc", sample_answers(1), FILED)
    with pytest.raises((Refused, DossierNotFound)):
        desks.act(role, code, "accept", ACCEPTED)


def test_a_refusal_without_a_reason_is_refused_at_its_field(desks: Desks) -> None:
    code = desks.file("abtc", sample_answers(1), FILED)
    with pytest.raises(InvalidInputs) as invalid:
        desks.act(Role.RECEPTION, code, "refuse_reception", ACCEPTED, reason="  ")
    assert [(one.path, one.code) for one in invalid.value.errors] == [("reason", "required")]


def test_nobody_approves_what_they_examined(desks: Desks) -> None:
    code = consulted(desks)
    both = make_officer(desks.casework, (Role.SPECIALIST, Role.DIVISION_HEAD), division="lanh-su")
    desks.act(Role.DIVISION_HEAD, code, "reassign", vn("2026-10-19T09:00"), officer=str(both.id))
    desks.officers[Role.SPECIALIST] = both
    desks.act(Role.SPECIALIST, code, "propose", vn("2026-10-20T08:00"), summary="ổn", **outcomes(desks, code))
    with pytest.raises(Refused, match="examined_it"):
        act(
            desks.casework,
            code,
            "endorse",
            {},
            by=actor_of(both),
            at=vn("2026-10-20T09:00"),
            seen=desks.loaded(code).dossier.version,
        )


def test_a_number_stands_once_in_a_book_and_year(desks: Desks) -> None:
    first, second = decided(desks, 1, 330), decided(desks, 2, 500)
    desks.act(Role.CLERK, first, "issue", vn("2026-10-22T15:00"))
    third = consulted(desks, 3)
    desks.act(Role.SPECIALIST, third, "propose", vn("2026-10-20T08:00"), summary="ổn", **outcomes(desks, third))
    desks.act(Role.DIVISION_HEAD, third, "endorse", vn("2026-10-20T09:00"))
    desks.act(Role.DIRECTOR, third, "sign_submission", vn("2026-10-20T10:00"))
    with pytest.raises(NumberTaken) as taken:
        desks.act(Role.CLERK, third, "send_to_committee", vn("2026-10-20T14:00"), number="500", issued_on="2026-10-20")
    assert (taken.value.path, taken.value.number) == ("number", 500)
    assert desks.loaded(third).dossier.state == "to_committee", "nothing of the refused action stays"
    assert desks.loaded(second).dossier.state == "issuing"


def supplement(desks: Desks, at: datetime) -> tuple[str, object]:
    account = make_account(desks.casework, "enterprise")
    code = desks.file("abtc", sample_answers(1), FILED, account)
    desks.act(Role.RECEPTION, code, "accept", ACCEPTED)
    specialist = desks.officers[Role.SPECIALIST]
    desks.act(Role.DIVISION_HEAD, code, "assign", vn("2026-10-05T10:00"), officer=str(specialist.id))
    desks.act(
        Role.SPECIALIST, code, "request_supplement", at, items=["paper:tax_report"], reason="Báo cáo thiếu trang 2"
    )
    return code, account


def test_a_supplement_within_three_working_days_restarts_the_limit_when_the_answer_arrived(desks: Desks) -> None:
    code, account = supplement(desks, vn("2026-10-08T09:00"))
    assert desks.loaded(code).dossier.due_at is None, "the clock stands"
    assert desks.loaded(code).dossier.national_status == 5
    attach_to_supplement(desks.casework, code, account.id, "tax_report", -1, [Upload("bo-sung.pdf", pdf())], FILED)
    with pytest.raises(NotAsked):
        attach_to_supplement(desks.casework, code, account.id, "passport", 0, [Upload("x.pdf", pdf())], FILED)
    answered = vn("2026-10-12T20:00")
    seen = desks.loaded(code).dossier.version
    answer_supplement(desks.casework, code, {}, by=CitizenUser(account).actor, at=answered, seen=seen)
    assert desks.loaded(code).dossier.due_at is None, "not yet confirmed complete"
    desks.act(Role.SPECIALIST, code, "confirm_complete", vn("2026-10-14T15:00"))
    dossier = desks.loaded(code).dossier
    # 3wd from Monday 20:00 ends on Thursday 15/10 at 17:00; 20 days: Wednesday 4/11 17:00; 5wd: 11/11; 5wd: 18/11.
    assert as_vn(dossier.due_at) == "2026-11-18T17:00"
    assert as_vn(dossier.first_promise_at) == "2026-11-11T17:00", "the first promise is kept for ever"


def test_a_later_supplement_needs_the_head_and_does_not_restart(desks: Desks) -> None:
    code = at_work(desks)
    late = vn("2026-10-08T09:01")
    with pytest.raises(Refused, match="needs_the_head"):
        desks.act(Role.SPECIALIST, code, "request_supplement", late, items=["paper:tax_report"], reason="thiếu")
    desks.act(Role.DIVISION_HEAD, code, "request_supplement", late, items=["paper:tax_report"], reason="thiếu")
    assert desks.loaded(code).situation.case.supplements[-1].restarts is False


def test_a_supplement_without_what_was_asked_is_not_sent(desks: Desks) -> None:
    code, account = supplement(desks, vn("2026-10-07T09:00"))
    with pytest.raises(InvalidInputs) as invalid:
        answer_supplement(
            desks.casework,
            code,
            {"reasons": "khác"},
            by=CitizenUser(account).actor,
            at=vn("2026-10-08T09:00"),
            seen=desks.loaded(code).dossier.version,
        )
    assert [one.path for one in invalid.value.errors] == ["paper:tax_report"]


def test_withdrawing_before_and_after_the_submission_was_sent(desks: Desks) -> None:
    account = make_account(desks.casework, "enterprise")
    early = desks.file("abtc", sample_answers(1), FILED, account)
    assert desks.citizen_acts(account, early, "withdraw", ACCEPTED, reason="Không đi nữa").state == "withdrawn"
    with pytest.raises(DossierNotFound):
        other = make_account(desks.casework, "person")
        desks.citizen_acts(other, early, "withdraw", ACCEPTED, reason="của người khác")
