"""International conferences from filing to result through the pure decisions; due times were worked out by hand.

The office works Monday to Friday 07:00–11:30 and 13:30–17:00; October to December 2021 have no holiday. Every dossier
is accepted on Friday 15 October 2021 at 08:00, so one working day later is Monday the 18th at 08:00.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from procedures.case.clocks import Clocks, clocks_of
from procedures.case.decide import Refused, decide
from procedures.case.events import Actor, Event
from procedures.case.permission import Situation, available
from procedures.case.replay import Case, replay
from procedures.catalog.hoi_nghi_quoc_te.definition import VERSIONS
from procedures.catalog.hoi_nghi_quoc_te.samples import sample_answers
from procedures.clock.calendar import parse_calendar
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from procedures.definition import ActionKind, Role
from tests.support.times import as_vn, vn

OFFICE = parse_calendar(OFFICE_CALENDAR_TOML)
ORDINARY, SHORTENED = VERSIONS
DIVISION = SHORTENED.division
FILED = "2021-10-15T07:30"
ACCEPTED = "2021-10-15T08:00"

ORGANISER = Actor("citizen", 1, "Trường Đại học Ví Dụ", frozenset({Role.CITIZEN}))
RECEPTION = Actor("officer", 2, "Lê Một Cửa", frozenset({Role.RECEPTION}))
SPECIALIST = Actor("officer", 3, "Trần Chuyên Viên", frozenset({Role.SPECIALIST}), DIVISION)
HEAD = Actor("officer", 4, "Phạm Trưởng Phòng", frozenset({Role.DIVISION_HEAD}), DIVISION)
DIRECTOR = Actor("officer", 5, "Nguyễn Giám Đốc", frozenset({Role.DIRECTOR}))
DEPUTY = Actor("officer", 6, "Võ Phó Giám Đốc", frozenset({Role.DIRECTOR}), deputy=True)
CLERK = Actor("officer", 7, "Bùi Văn Thư", frozenset({Role.CLERK}))
COMMITTEE = Actor("officer", 8, "Đặng Ủy Ban", frozenset({Role.COMMITTEE}))

GRANT = {"summary": "Đủ điều kiện", "outcome": "granted"}
SENT = {"number": 12, "issued_on": "2021-11-08"}
TO_THE_PM = {"reference": "45/TTr-UBND", "sent_on": "2021-11-10"}
CAME_BACK = {"number": 345, "issued_on": "2021-11-30", "signer": "Người Ký Mẫu", "outcome": "granted"}

ANSWER = {"answer_reference": "1234/VPCP-QHQT", "answer_on": "2021-11-30"}


class Story:
    """One dossier and its history; `does` takes an action as the office would and keeps the event."""

    def __init__(self, variant: str, version: Any = SHORTENED, **parameters: Any) -> None:
        self.definition = version
        self.answers = sample_answers(0, date(2021, 10, 15), variant=variant)
        self.parameters = version.merged_parameters(parameters)
        start = {"variant": version.route(self.answers, self.parameters).variant, "division": DIVISION}
        self.events = [Event(1, "submit", ActionKind.SUBMIT, vn(FILED), "citizen", 1, "", "filed", start)]

    @property
    def case(self) -> Case:
        return replay(self.events)

    @property
    def situation(self) -> Situation:
        return Situation(self.definition, self.case, self.answers, self.parameters, OFFICE)

    @property
    def clocks(self) -> Clocks:
        return clocks_of(self.case, self.definition, OFFICE)

    @property
    def due(self) -> str:
        return as_vn(self.clocks.overall.due_at)

    def offers(self, actor: Actor, at: str) -> set[str]:
        return {one.code for one in available(self.situation, actor, vn(at))}

    def does(self, code: str, actor: Actor, at: str, **inputs: Any) -> Story:
        action = self.situation.variant.action(code)
        made = decide(self.situation, action, inputs, actor, vn(at))
        person = (actor.kind, actor.id, actor.name)
        event = Event(len(self.events) + 1, code, action.kind, vn(at), *person, made.state, made.data)
        self.events.append(event)
        return self

    def refuses(self, code: str, actor: Actor, at: str, **inputs: Any) -> str:
        before = len(self.events)
        with pytest.raises(Refused) as caught:
            self.does(code, actor, at, **inputs)
        assert len(self.events) == before
        return caught.value.code

    def accepted_and_assigned(self) -> Story:
        self.does("accept", RECEPTION, ACCEPTED)
        return self.does("assign", HEAD, "2021-10-15T09:00", officer="3")

    def before_the_director(self, **proposal: Any) -> Story:
        self.does("propose", SPECIALIST, "2021-10-19T09:00", **(proposal or GRANT))
        return self.does("endorse", HEAD, "2021-10-19T10:00")

    def handed_over(self, at: str) -> Story:
        return self.does("hand_over", RECEPTION, at)


def at_the_director(variant: str, version: Any = SHORTENED, **parameters: Any) -> Story:
    return Story(variant, version, **parameters).accepted_and_assigned().before_the_director()


def with_the_prime_minister(variant: str = "permit_pm") -> Story:
    story = at_the_director(variant).does("sign_submission", DIRECTOR, "2021-10-20T08:00")
    story.does("send_to_committee", CLERK, "2021-10-20T09:00", **SENT)
    return story.does("send_to_prime_minister", COMMITTEE, "2021-11-10T09:00", **TO_THE_PM)


def test_the_director_signs_on_the_chairmans_behalf_and_nobody_for_him():
    story = Story("permit_province").accepted_and_assigned()
    # Six working days to Monday the 25th at 08:00, half a day more to 14:00.
    assert (story.case.limit, as_vn(story.case.promise)) == ("6wd+0.5wd", "2021-10-25T14:00")
    story.before_the_director()
    assert story.case.state == "director_review"
    # One working day from Tuesday the 19th at 10:00.
    assert as_vn(story.clocks.step.due_at) == "2021-10-20T10:00"
    assert story.refuses("sign_by_delegation", DEPUTY, "2021-10-20T08:00") == "no_substitute"
    assert story.offers(DIRECTOR, "2021-10-20T08:00") == {"sign_by_delegation", "return_to_head"}
    story.does("sign_by_delegation", DIRECTOR, "2021-10-20T08:00")
    assert (story.case.state, story.case.decided[""].outcome) == ("issuing", "granted")
    story.does("issue", CLERK, "2021-10-20T10:00", number=7, issued_on="2021-10-20")
    assert (story.case.state, story.clocks.overall.status) == ("result_ready", "stopped")
    assert story.handed_over("2021-10-21T08:00").case.closed_at == vn("2021-10-21T08:00")


def test_after_the_delegation_has_expired_the_chairman_decides():
    ended = {"from": "2021-04-09", "to": "2021-10-19", "document": "QĐ mẫu", "form": "TUQ", "signer": ""}
    story = at_the_director("permit_province", delegations=[ended])
    assert "sign_by_delegation" in story.offers(DIRECTOR, "2021-10-19T16:59")
    assert story.offers(DIRECTOR, "2021-10-20T07:00") == {"sign_submission", "return_to_head"}
    assert story.refuses("sign_by_delegation", DIRECTOR, "2021-10-20T07:00") == "not_offered"
    story.does("sign_submission", DIRECTOR, "2021-10-20T08:00")
    assert (story.case.state, dict(story.case.decided)) == ("to_committee", {})
    story.does("send_to_committee", CLERK, "2021-10-20T09:00", **SENT)
    story.does("receive_decision", COMMITTEE, "2021-10-25T09:00", **CAME_BACK)
    assert (story.case.state, story.case.decided[""].outcome) == ("issuing", "granted")
    # The first promise, made while the delegation was in force, is kept.
    assert as_vn(story.case.promise) == story.due == "2021-10-25T14:00"


def test_under_its_own_authority_a_deputy_may_sign():
    own = {"from": "2021-04-09", "to": "", "document": "QĐ mẫu", "form": "own", "signer": ""}
    story = at_the_director("permit_province", delegations=[own])
    assert story.offers(DEPUTY, "2021-10-20T08:00") == {"sign", "return_to_head"}
    assert story.does("sign", DEPUTY, "2021-10-20T08:00").case.state == "issuing"


def test_in_2020_the_chairman_decided():
    story = Story("permit_province", ORDINARY).accepted_and_assigned()
    # 10 days to 29 October 08:00, 7 more to 9 November 08:00, half a day to 14:00.
    assert (story.case.limit, story.due) == ("10wd+7wd+0.5wd", "2021-11-09T14:00")
    story.before_the_director()
    assert story.offers(DIRECTOR, "2021-10-20T08:00") == {"sign_submission", "return_to_head"}


def test_hosting_goes_to_the_chairman_who_may_refuse_with_a_reason():
    story = at_the_director("host_province")
    # Six days to the 25th, five more to 1 November 08:00, half a day to 14:00.
    assert (story.case.limit, story.due) == ("6wd+5wd+0.5wd", "2021-11-01T14:00")
    story.does("sign_submission", DIRECTOR, "2021-10-20T08:00")
    story.does("send_to_committee", CLERK, "2021-10-20T09:00", **SENT)
    # 36 working hours from Wednesday the 20th at 09:00: four days, then four hours.
    assert as_vn(story.clocks.step.due_at) == "2021-10-26T15:00"
    no = CAME_BACK | {"outcome": "refused"}
    assert story.refuses("receive_decision", COMMITTEE, "2021-10-25T09:00", **no) == "refusal_needs_reason"
    story.does("receive_decision", COMMITTEE, "2021-10-25T09:00", **no, reason="Trùng với sự kiện khác")
    assert story.case.decided[""].reason == "Trùng với sự kiện khác"
    story.does("issue", CLERK, "2021-10-25T10:00")
    assert story.handed_over("2021-10-26T08:00").case.state == "returned"


def test_the_committee_may_send_a_submission_back():
    story = at_the_director("host_province").does("sign_submission", DIRECTOR, "2021-10-20T08:00")
    story.does("send_to_committee", CLERK, "2021-10-20T09:00", **SENT)
    story.does("committee_returns", COMMITTEE, "2021-10-22T09:00", reason="Bổ sung thuyết minh")
    assert (story.case.state, story.clocks.overall.status) == ("appraising", "running")


def test_the_prime_ministers_case_asks_five_bodies_and_silence_is_not_consent():
    story = Story("permit_pm").accepted_and_assigned()
    story.does("consult", SPECIALIST, "2021-10-20T09:00", bodies=["provincial_police", "mofa", "mps"])
    # Fifteen days after 20 October: 4 November at closing time, for the step as for each body.
    assert {as_vn(one.due_at) for one in story.clocks.consultations.values()} == {"2021-11-04T17:00"}
    assert as_vn(story.clocks.step.due_at) == "2021-11-04T17:00"
    answer = {"opinion": "agree", "received_on": "2021-10-29"}
    story.does("record_opinion", SPECIALIST, "2021-10-29T08:00", body="mofa", **answer)
    story.does("record_opinion", SPECIALIST, "2021-10-29T08:05", body="mps", **answer)
    assert story.refuses("close_consultation", SPECIALIST, "2021-11-08T08:00") == "opinions_awaited"
    asked = {"body": "provincial_police", "received_on": "2021-11-08"}
    late = {"opinion": "extension", **asked}
    assert story.refuses("record_opinion", SPECIALIST, "2021-11-05T08:00", **late) == "no_further_extension"
    story.does("record_opinion", SPECIALIST, "2021-11-08T08:00", opinion="silent", **asked)
    story.does("close_consultation", SPECIALIST, "2021-11-08T08:10")
    assert story.case.state == "appraising"
    assert {one.opinion for one in story.case.consultations} == {"agree", "silent"}
    assert {body.code for body in story.situation.variant.bodies} == {
        *("provincial_police", "department", "locality", "mofa", "mps")
    }
    assert not any(body.silence_is_consent or body.extension for body in story.situation.variant.bodies)


def test_the_provinces_clock_stands_while_the_prime_minister_decides():
    story = with_the_prime_minister()
    # 25 October 08:00, fifteen days to 9 November 17:00, five to the 16th 17:00, one to the 17th 17:00.
    assert (story.case.limit, as_vn(story.case.promise)) == ("6wd+15cd+5wd+1wd", "2021-11-17T17:00")
    assert (story.case.state, story.clocks.overall.status) == ("with_prime_minister", "paused")
    assert "Điều 3" in story.clocks.overall.paused.basis
    # No rule limits this step: there is nothing to be late with, and the office asks after forty days (20 December).
    assert story.clocks.step.due_at is None
    assert as_vn(story.clocks.reminder) == "2021-12-20T17:00"
    story.does("receive_prime_minister_answer", CLERK, "2021-12-01T10:00")
    assert story.clocks.reminder is None
    # On 10 November at 09:00 two of 40 + 8 hours were used; 46 are left from 1 December 10:00.
    assert (story.case.state, story.due) == ("announcing", "2021-12-09T08:00")
    story.does("announce", CLERK, "2021-12-01T14:00", **CAME_BACK, **ANSWER)
    assert (story.case.state, story.case.decided[""].outcome) == ("issuing", "granted")
    assert story.case.decision["answer_reference"] == "1234/VPCP-QHQT"
    assert as_vn(story.case.promise) == "2021-11-17T17:00"
    story.does("issue", CLERK, "2021-12-01T15:00")
    assert story.case.finished_at == vn("2021-12-01T15:00")
    assert story.handed_over("2021-12-02T08:00").case.state == "returned"


def test_the_prime_minister_may_refuse_hosting_or_ask_for_more():
    story = with_the_prime_minister("host_pm")
    assert (story.case.variant, story.case.limit) == ("host_pm", "6wd+15cd+5wd+1wd")
    story.does("prime_minister_asks", COMMITTEE, "2021-11-20T09:00", reason="Giải trình kinh phí")
    assert (story.case.state, story.clocks.overall.status) == ("appraising", "running")
    story.does("propose", SPECIALIST, "2021-11-22T09:00", **GRANT)
    story.does("endorse", HEAD, "2021-11-22T10:00")
    story.does("sign_submission", DIRECTOR, "2021-11-22T11:00")
    story.does("send_to_committee", CLERK, "2021-11-22T14:00", **SENT)
    story.does("send_to_prime_minister", CLERK, "2021-11-23T09:00", **TO_THE_PM)
    no = CAME_BACK | {"outcome": "refused", "reason": "Chưa phù hợp"}
    story.does("receive_prime_minister_answer", CLERK, "2021-12-01T10:00")
    story.does("announce", CLERK, "2021-12-01T11:00", **no, **ANSWER)
    assert (story.case.decided[""].outcome, story.case.decided[""].reason) == ("refused", "Chưa phù hợp")


def test_an_unsure_rank_is_decided_by_an_officer():
    story = Story("permit_province")
    story.answers["top_rank"] = "unsure"
    route = SHORTENED.route(story.answers, story.parameters)
    assert (route.variant, route.certain) == ("permit_province", False)
    reason = "Khách tương đương Bộ trưởng"
    story.does("reroute_at_reception", RECEPTION, FILED, variant="permit_pm", reason=reason)
    assert (story.case.variant, story.case.state, story.case.last.data["reason"]) == ("permit_pm", "filed", reason)
    story.accepted_and_assigned()
    assert "committee" in [leg.code for leg in story.situation.variant.legs_for(story.situation.facts(vn(ACCEPTED)))]
    assert "reroute" in story.offers(HEAD, "2021-10-18T08:00")


def test_an_accepted_dossier_that_moves_to_the_prime_minister_has_time_for_the_opinions_asked_there():
    story = Story("permit_province").accepted_and_assigned()
    assert story.case.limit == "6wd+0.5wd", "the Director signs under a delegation"
    story.does("reroute", HEAD, "2021-10-18T08:00", variant="permit_pm", reason="Khách là Bộ trưởng")
    assert story.case.limit == Story("permit_pm").accepted_and_assigned().case.limit == "6wd+15cd+5wd+1wd"


def test_a_supplement_asked_in_time_starts_the_limits_anew():
    story = Story("permit_province").accepted_and_assigned()
    items = {"items": ["paper:proposal"], "reason": "Đề án chưa ký"}
    story.does("request_supplement", SPECIALIST, "2021-10-18T08:00", **items)
    assert (story.case.state, story.clocks.overall.status) == ("supplement", "paused")
    story.does("answer_supplement", ORGANISER, "2021-10-25T08:00")
    story.does("confirm_complete", SPECIALIST, "2021-10-25T09:00")
    # 6.5 working days from the moment all had arrived: 2 November 08:00, then four hours.
    assert (story.case.state, story.due) == ("appraising", "2021-11-02T14:00")


def test_withdrawing_is_free_before_the_signature_and_needs_a_recall_after_the_submission():
    early = at_the_director("permit_province").does("withdraw", ORGANISER, "2021-10-19T11:00", reason="Hoãn")
    assert (early.case.state, early.clocks.overall.status) == ("withdrawn", "stopped")
    unsent = at_the_director("permit_pm").does("sign_submission", DIRECTOR, "2021-10-20T08:00")
    assert unsent.offers(ORGANISER, "2021-10-20T09:00") == {"request_withdrawal"}, "signed, though not sent yet"
    story = with_the_prime_minister()
    assert story.offers(ORGANISER, "2021-11-12T08:00") == {"request_withdrawal"}
    story.does("request_withdrawal", ORGANISER, "2021-11-12T08:00", reason="Hoãn")
    story.does("recall", DIRECTOR, "2021-11-12T10:00", reason="Theo đề nghị của đơn vị")
    assert (story.case.state, story.clocks.overall.status) == ("withdrawn", "stopped")
    signed = at_the_director("permit_province").does("sign_by_delegation", DIRECTOR, "2021-10-20T08:00")
    assert not signed.offers(ORGANISER, "2021-10-20T09:00")


def test_a_decision_already_signed_is_not_recalled():
    story = with_the_prime_minister()
    story.does("request_withdrawal", ORGANISER, "2021-11-12T08:00", reason="Hoãn")
    story.does("decline_withdrawal", DIRECTOR, "2021-11-12T10:00", reason="Thủ tướng đã có ý kiến")
    assert (story.case.state, story.clocks.overall.status) == ("with_prime_minister", "paused")
    story.does("receive_prime_minister_answer", COMMITTEE, "2021-11-12T11:00")
    assert not story.offers(ORGANISER, "2021-11-12T14:00")
