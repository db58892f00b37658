"""What each action does to the tiny dossier, and who may take it. Nothing is stored or sent."""

from dataclasses import replace

import pytest

from procedures.case.clocks import clocks_of, estimate
from procedures.case.decide import Refused
from procedures.definition import Role, SupplementRules
from tests.procedures.case.stories import (
    CITIZEN,
    CLERK,
    DIRECTOR,
    GRANT_ALL,
    HEAD,
    OFFICE,
    RECEPTION,
    SPECIALIST,
    Story,
    accepted,
    at_the_director,
    examining,
    officer,
    proposed,
)
from tests.procedures.tiny import LAW, TINY, VARIANT, with_process
from tests.support.times import as_vn, vn

ASK = {"items": ["paper:proof"], "reason": "Thiếu giấy tờ"}


def overall(story: Story) -> str | None:
    found = clocks_of(story.case, story.definition, OFFICE).overall
    return as_vn(found.due_at) if found.due_at else None


def refused(story: Story, code: str, actor, at: str = "2021-10-05T10:00", **inputs) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        story.decided(code, actor, at, **inputs)
    return caught.value.code, caught.value.path


def test_acceptance_makes_the_first_promise():
    story = accepted()
    assert story.case.limit == "3wd"
    assert as_vn(story.case.promise) == "2021-10-07T10:00" == overall(story)
    assert story.case.accepted_at == vn("2021-10-04T10:00")
    assert story.decided("assign", HEAD, "2021-10-04T11:00", officer="12").notice == ""
    assert Story().file().decided("accept", RECEPTION, "2021-10-04T10:00").notice == "accepted"


def test_the_promise_follows_what_the_office_set_and_what_the_answers_say():
    story = Story(parameters={"lead_days": 30, "limit.only.office": "2wd"}).file()
    story.answers |= {"ends_on": "2022-03-01"}
    story.do("accept", RECEPTION, "2021-10-04T10:00")
    assert story.case.limit == "2wd+20cd"
    assert overall(story) == "2021-10-26T17:00"


def test_before_acceptance_reception_has_its_own_clock():
    clocks = clocks_of(Story().file().case, TINY, OFFICE)
    assert as_vn(clocks.reception.due_at) == "2021-10-05T08:00"
    assert clocks.overall.status == "not_started"
    assert clocks_of(accepted().case, TINY, OFFICE).reception.status == "not_started"


def test_filing_shows_an_estimate():
    found = estimate(TINY, VARIANT, {"long": False}, {}, vn("2021-10-04T08:00"), OFFICE)
    assert as_vn(found) == "2021-10-08T08:00"


def test_from_filing_to_the_result():
    story = at_the_director().do("approve", DIRECTOR, "2021-10-05T14:00")
    assert {key: one.outcome for key, one in story.case.decided.items()} == {"0": "granted", "1": "granted"}
    story.do("issue", CLERK, "2021-10-05T15:00", number=12, issued_on="2021-10-05")
    clock = clocks_of(story.case, TINY, OFFICE).overall
    assert (clock.status, as_vn(clock.due_at), as_vn(clock.stopped_at)) == (
        "stopped",
        "2021-10-07T10:00",
        "2021-10-05T15:00",
    )
    assert story.case.finished_at == vn("2021-10-05T15:00")
    assert story.case.closed_at is None
    story.do("hand_over", CITIZEN, "2021-10-08T08:00")
    assert story.case.state == "returned"
    assert story.case.closed_at == vn("2021-10-08T08:00")
    assert story.case.finished_at == vn("2021-10-05T15:00")


def test_an_early_supplement_starts_the_limit_again_when_the_answer_arrived():
    story = examining().do("request_supplement", SPECIALIST, "2021-10-06T08:00", **ASK)
    clocks = clocks_of(story.case, TINY, OFFICE)
    assert clocks.overall.status == "paused"
    assert as_vn(clocks.step.due_at) == "2021-11-05T17:00"
    story.do("answer_supplement", CITIZEN, "2021-10-09T20:00")
    assert (story.case.state, overall(story)) == ("supplement_check", None)
    story.do("confirm_complete", SPECIALIST, "2021-10-12T16:00")
    assert story.case.state == "examining"
    # Saturday evening counts from Monday 07:00: three whole days.
    assert overall(story) == "2021-10-13T17:00"
    assert as_vn(story.case.promise) == "2021-10-07T10:00"


def test_a_letter_is_no_older_than_the_dossier_it_belongs_to():
    story = at_the_director().do("approve", DIRECTOR, "2021-10-05T14:00")
    wrong = {"number": 12, "issued_on": "2020-10-05"}
    assert refused(story, "issue", CLERK, "2021-10-05T15:00", **wrong) == ("older_than_the_dossier", "issued_on")
    assert story.do("issue", CLERK, "2021-10-05T15:00", **(wrong | {"issued_on": "2021-10-04"})).case.finished_at


def test_a_late_or_second_supplement_needs_the_head_and_does_not_restart():
    story = examining()
    assert refused(story, "request_supplement", SPECIALIST, "2021-10-07T10:01", **ASK) == ("needs_the_head", "")
    assert "request_supplement" in story.may(SPECIALIST, "2021-10-07T10:00")
    story.do("request_supplement", SPECIALIST, "2021-10-05T08:00", **ASK)
    story.do("answer_supplement", CITIZEN, "2021-10-05T09:00").do("confirm_complete", SPECIALIST, "2021-10-05T10:00")
    assert overall(story) == "2021-10-08T09:00"
    assert refused(story, "request_supplement", SPECIALIST, "2021-10-05T11:00", **ASK) == ("needs_the_head", "")
    story.do("request_supplement", HEAD, "2021-10-06T09:00", **ASK)
    assert not story.case.supplements[-1].restarts
    story.do("answer_supplement", CITIZEN, "2021-10-11T09:00").do("confirm_complete", HEAD, "2021-10-11T10:00")
    assert overall(story) == "2021-10-13T09:00"


def test_a_procedures_own_rule_may_restart_late_but_the_head_still_decides():
    rules = SupplementRules(LAW, late_restarts=True)
    story = examining()
    story.definition = replace(TINY, supplement=rules)
    assert refused(story, "request_supplement", SPECIALIST, "2021-10-08T08:00", **ASK) == ("needs_the_head", "")
    story.do("request_supplement", HEAD, "2021-10-07T09:00", **ASK)
    story.do("answer_supplement", CITIZEN, "2021-10-11T09:00").do("confirm_complete", HEAD, "2021-10-11T10:00")
    assert overall(story) == "2021-10-14T09:00"


def test_what_is_still_incomplete_is_no_new_request():
    story = examining().do("request_supplement", SPECIALIST, "2021-10-05T08:00", **ASK)
    story.do("answer_supplement", CITIZEN, "2021-10-06T08:00")
    found = story.decided("still_incomplete", SPECIALIST, "2021-10-06T09:00", items=["answer:title"], reason="Sai tên")
    assert found.notice == "supplement_requested"
    story.do("still_incomplete", SPECIALIST, "2021-10-06T09:00", items=["answer:title"], reason="Sai tên")
    (one,) = story.case.supplements
    assert (one.rounds, one.items, one.answered_at, story.case.state) == (2, ("answer:title",), None, "supplement")
    # 30 days to answer begin anew on Wednesday 6 October: Friday 5 November at closing time.
    assert as_vn(one.answer_by) == as_vn(clocks_of(story.case, TINY, OFFICE).step.due_at) == "2021-11-05T17:00"
    story.do("answer_supplement", CITIZEN, "2021-10-11T08:00").do("confirm_complete", SPECIALIST, "2021-10-11T09:00")
    assert overall(story) == "2021-10-14T08:00"


def test_before_acceptance_a_supplement_goes_back_to_reception_and_moves_no_clock():
    story = Story().file().do("request_supplement_at_reception", RECEPTION, "2021-10-04T09:00", **ASK)
    assert clocks_of(story.case, TINY, OFFICE).reception.status == "not_started"
    story.do("answer_supplement", CITIZEN, "2021-10-06T08:00")
    assert (story.case.state, story.case.open_supplement, story.case.ledger) == ("filed", None, ())
    assert as_vn(clocks_of(story.case, TINY, OFFICE).reception.due_at) == "2021-10-07T08:00"
    story.do("accept", RECEPTION, "2021-10-06T09:00").do("assign", HEAD, "2021-10-06T10:00", officer="12")
    assert "request_supplement" in story.may(SPECIALIST, "2021-10-06T11:00")


def test_processing_is_not_stopped_while_the_applicant_may_still_answer():
    story = examining().do("request_supplement", SPECIALIST, "2021-10-05T08:00", **ASK)
    # 30 days after 5 October 2021: Thursday 4 November at closing time, that minute included.
    assert refused(story, "stop", HEAD, "2021-11-04T17:00", reason="Không bổ sung") == ("still_in_time", "")
    assert story.do("stop", HEAD, "2021-11-04T17:01", reason="Không bổ sung").case.state == "stopped"


def test_nothing_is_confirmed_that_was_not_answered():
    story = examining().do("request_supplement", SPECIALIST, "2021-10-05T08:00", **ASK)
    assert refused(story, "confirm_complete", SPECIALIST) == ("not_in_this_state", "")


@pytest.mark.parametrize(
    ("outcomes", "answer"),
    [
        ({"outcome_1": "refused"}, ("refusal_needs_reason", "reason_1")),
        ({"outcome_0": "refused", "reason_0": ""}, ("refusal_needs_reason", "reason_0")),
    ],
)
def test_a_refusal_needs_its_reason(outcomes: dict[str, str], answer: tuple[str, str]):
    assert refused(examining(), "propose", SPECIALIST, **(GRANT_ALL | outcomes)) == answer


def test_one_of_two_may_be_refused():
    story = at_the_director(outcome_1="refused", reason_1="Chưa đủ 12 tháng")
    assert story.case.decided == {}
    story.do("approve", DIRECTOR, "2021-10-05T14:00")
    assert story.case.decided["1"].outcome == "refused"
    assert story.case.decided["1"].reason == "Chưa đủ 12 tháng"


def test_a_returned_proposal_is_made_again():
    story = proposed().do("return_to_specialist", HEAD, "2021-10-05T09:00", reason="Sửa dự thảo")
    story.do("propose", SPECIALIST, "2021-10-05T10:00", **(GRANT_ALL | {"outcome_0": "refused", "reason_0": "Thiếu"}))
    assert story.case.proposed["0"].outcome == "refused"
    assert overall(story) == "2021-10-07T10:00"


def test_nobody_approves_what_they_examined():
    both = officer(12, Role.SPECIALIST, Role.DIVISION_HEAD, Role.DIRECTOR, division="consular")
    assert refused(proposed(), "endorse", both) == ("examined_it", "")
    assert refused(at_the_director(), "approve", both) == ("examined_it", "")


@pytest.mark.parametrize(
    ("actor", "why"),
    [
        (officer(20, Role.SPECIALIST, division="consular"), "not_your_dossier"),
        (officer(12, Role.SPECIALIST, division="cooperation"), "not_your_dossier"),
        (officer(12, Role.CLERK), "not_your_role"),
        (CITIZEN, "not_your_role"),
    ],
)
def test_only_the_one_it_was_assigned_to_proposes(actor, why: str):
    assert refused(examining(), "propose", actor, **GRANT_ALL) == (why, "")


def test_a_head_serves_the_own_division_only():
    other = officer(30, Role.DIVISION_HEAD, division="cooperation")
    assert refused(accepted(), "assign", other, officer="12") == ("not_your_dossier", "")


def test_a_deputy_director_signs_for_the_own_fields():
    def deputy(*fields: str):
        return officer(31, Role.DIRECTOR, deputy=True, fields=frozenset(fields))

    assert refused(at_the_director(), "approve", deputy("khac")) == ("other_field", "")
    assert at_the_director().do("approve", deputy("thu-nghiem"), "2021-10-05T14:00").case.state == "issuing"
    assert at_the_director().do("approve", deputy(), "2021-10-05T14:00").case.state == "issuing"


def test_no_substitute_signs_what_is_personal():
    personal = tuple(replace(one, holder_only=one.code == "approve") for one in VARIANT.actions)
    story = at_the_director()
    story.definition = with_process(actions=personal)
    assert refused(story, "approve", officer(31, Role.DIRECTOR, deputy=True)) == ("no_substitute", "")
    assert story.do("approve", DIRECTOR, "2021-10-05T14:00").case.state == "issuing"


def test_the_recommended_action_comes_first():
    assert Story().file().may(RECEPTION, "2021-10-04T09:00") == [
        *("accept", "refuse_reception", "request_supplement_at_reception"),
    ]
    assert Story().file().may(CITIZEN, "2021-10-04T09:00") == ["withdraw"]
    assert Story().file().may(CLERK, "2021-10-04T09:00") == []


def test_a_consultation_has_its_own_clock_and_closes_when_all_have_answered():
    story = examining().do("consult", SPECIALIST, "2021-10-05T08:00", bodies=["police"])
    clocks = clocks_of(story.case, TINY, OFFICE)
    assert as_vn(clocks.consultations["police"].due_at) == "2021-10-25T17:00" == as_vn(clocks.step.due_at)
    assert refused(story, "close_consultation", SPECIALIST) == ("opinions_awaited", "")
    opinion = {"body": "police", "opinion": "agree", "received_on": "2021-10-12", "reference": "12/CAT-PA08"}
    story.do("record_opinion", SPECIALIST, "2021-10-12T08:00", **opinion)
    assert clocks_of(story.case, TINY, OFFICE).consultations["police"].status == "stopped"
    assert refused(story, "record_opinion", SPECIALIST, "2021-10-12T09:00", **opinion) == ("nobody_awaited", "")
    assert story.do("close_consultation", SPECIALIST, "2021-10-12T09:00").case.state == "examining"


def test_silence_is_consent_once_the_time_is_over():
    story = examining().do("consult", SPECIALIST, "2021-10-05T08:00", bodies=["police"])
    assert refused(story, "close_consultation", SPECIALIST, "2021-10-25T17:00") == ("opinions_awaited", "")
    assert refused(story, "close_consultation", SPECIALIST, "2021-10-25T17:00:59") == ("opinions_awaited", "")
    assert story.do("close_consultation", SPECIALIST, "2021-10-25T17:01").case.state == "examining"


def test_nobody_is_recorded_as_silent_while_there_is_time_to_answer():
    story = examining().do("consult", SPECIALIST, "2021-10-05T08:00", bodies=["police"])
    silent = {"body": "police", "opinion": "silent", "received_on": "2021-10-25"}
    assert refused(story, "record_opinion", SPECIALIST, "2021-10-25T17:00:59", **silent) == (
        "body_still_in_time",
        "opinion",
    )
    assert not story.do("record_opinion", SPECIALIST, "2021-10-25T17:01", **silent).case.awaited


def test_the_third_working_day_ends_with_its_last_minute():
    early = examining()  # accepted on Monday at 10:00
    assert early.decided("request_supplement", SPECIALIST, "2021-10-07T10:00:59", **ASK).data["restarts"]
    assert refused(early, "request_supplement", SPECIALIST, "2021-10-07T10:01", **ASK) == ("needs_the_head", "")


def test_a_body_may_ask_for_more_time_once():
    story = examining().do("consult", SPECIALIST, "2021-10-05T08:00", bodies=["police"])
    more = {"body": "police", "opinion": "extension", "received_on": "2021-10-20"}
    story.do("record_opinion", SPECIALIST, "2021-10-20T08:00", **more)
    assert as_vn(story.case.awaited[0].due_at) == "2021-11-04T17:00"
    assert refused(story, "record_opinion", SPECIALIST, "2021-10-21T08:00", **more) == (
        "no_further_extension",
        "opinion",
    )


def test_a_body_that_must_be_asked_is_asked():
    assert refused(examining(), "consult", SPECIALIST, bodies=[]) == ("bodies_missing", "bodies")


def test_another_division_may_decline():
    story = accepted().do("move", HEAD, "2021-10-04T11:00", division="cooperation", reason="Thuộc phòng khác")
    other = officer(30, Role.DIVISION_HEAD, division="cooperation")
    assert refused(story, "assign", HEAD, officer="12") == ("not_your_dossier", "")
    assert story.case.division == "cooperation"
    story.do("decline_move", other, "2021-10-04T14:00", reason="Không đúng lĩnh vực")
    assert (story.case.division, story.case.state) == ("consular", "dispatching")
    assert refused(story, "decline_move", HEAD, reason="x") == ("not_moved", "")
    assert overall(story) == "2021-10-07T10:00"


def test_withdrawing_at_once_or_after_a_recall():
    story = examining().do("withdraw", CITIZEN, "2021-10-05T08:00", reason="Đổi ý")
    assert (story.case.state, story.case.closed_at) == ("withdrawn", vn("2021-10-05T08:00"))
    late = at_the_director().do("approve", DIRECTOR, "2021-10-05T14:00")
    late.do("request_withdrawal", CITIZEN, "2021-10-05T15:00", reason="Đổi ý")
    assert (late.case.state, late.case.origin, late.case.closed_at) == ("withdrawal_requested", "issuing", None)
    late.do("recall", DIRECTOR, "2021-10-05T16:00", reason="Đồng ý cho rút")
    assert clocks_of(late.case, TINY, OFFICE).overall.status == "stopped"


def test_refusing_at_reception_closes_without_a_clock():
    story = Story().file().do("refuse_reception", RECEPTION, "2021-10-04T09:00", reason="Không thuộc thẩm quyền")
    assert story.case.closed_at == vn("2021-10-04T09:00")
    clocks = clocks_of(story.case, TINY, OFFICE)
    assert clocks.overall.status == clocks.reception.status == clocks.step.status == "not_started"
