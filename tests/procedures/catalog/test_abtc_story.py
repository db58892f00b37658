"""The permission to use an ABTC from filing to result: states, promises and due times worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from procedures.case.clocks import Clocks, clocks_of, estimate
from procedures.case.decide import Refused, decide
from procedures.case.events import Actor, Event
from procedures.case.inputs import Surroundings, inputs_for
from procedures.case.permission import Situation, available
from procedures.case.replay import Case, replay
from procedures.case.results import planned_papers
from procedures.catalog.abtc import results
from procedures.catalog.abtc.definition import VERSION_2021, VERSION_2023
from procedures.catalog.abtc.samples import sample_answers
from procedures.clock.calendar import parse_calendar
from procedures.clock.limits import parse_limit
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from procedures.definition import ActionKind, Definition, Phase, Role
from tests.support.times import as_vn, vn

CALENDAR = parse_calendar(OFFICE_CALENDAR_TOML)
DIVISION = "lanh-su"
OWNER = Actor("citizen", 1, "Trần Thị Mẫu", frozenset({Role.CITIZEN}))
PEOPLE = {
    "reception": Actor("officer", 11, "Cán bộ Một cửa", frozenset({Role.RECEPTION})),
    "head": Actor("officer", 12, "Trưởng phòng", frozenset({Role.DIVISION_HEAD}), DIVISION),
    "specialist": Actor("officer", 13, "Chuyên viên", frozenset({Role.SPECIALIST}), DIVISION),
    "director": Actor("officer", 14, "Giám đốc", frozenset({Role.DIRECTOR})),
    "clerk": Actor("officer", 15, "Văn thư", frozenset({Role.CLERK})),
    "committee": Actor("officer", 16, "Văn phòng UBND", frozenset({Role.COMMITTEE})),
    "owner": OWNER,
}
ALL_FOUR = ["tax", "customs", "insurance", "police"]
AGREED = {"summary": "Đủ điều kiện", "outcome_0": "granted", "outcome_1": "granted"}
MIXED = {"summary": "Một người chưa đủ", "outcome_0": "granted", "outcome_1": "refused", "reason_1": "Đang nợ thuế"}
DECIDED = {"number_0": 310, "number_1": 311, "issued_on": "2023-08-23", "signer": "Chủ tịch Mẫu"}


class Story:
    """A dossier of two persons whose actions are decided and replayed one after the other."""

    def __init__(self, definition: Definition, filed: str, group: str = "private", **parameters: Any) -> None:
        self.definition, self.parameters = definition, definition.merged_parameters(parameters)
        self.answers = sample_answers(3, vn(filed).date(), persons=2, group=group)
        variant = definition.route(self.answers, self.parameters).variant
        data = {"variant": variant, "division": definition.division}
        state = definition.variant(variant).initial
        self.events = [Event(1, "submit", ActionKind.SUBMIT, vn(filed), "citizen", 1, OWNER.name, state, data)]

    @property
    def case(self) -> Case:
        return replay(self.events)

    @property
    def situation(self) -> Situation:
        return Situation(self.definition, self.case, self.answers, self.parameters, CALENDAR)

    @property
    def clocks(self) -> Clocks:
        return clocks_of(self.case, self.definition, CALENDAR)

    def do(self, who: str, code: str, at: str, **inputs: Any) -> Case:
        action, actor = self.situation.variant.action(code), PEOPLE[who]
        decision = decide(self.situation, action, inputs, actor, vn(at))
        number = len(self.events) + 1
        event = Event(
            *(number, code, action.kind, vn(at), actor.kind, actor.id, actor.name),
            decision.state,
            decision.data,
        )
        self.events.append(event)
        return self.case

    def offered(self, who: str, at: str) -> list[str]:
        return [one.code for one in available(self.situation, PEOPLE[who], vn(at))]


def local(moment: datetime | None) -> str:
    return as_vn(moment.astimezone(UTC)) if moment else ""


def step_due(story: Story) -> str:
    return local(story.clocks.step.due_at)


def overall_due(story: Story) -> str:
    return local(story.clocks.overall.due_at)


def accepted(definition: Definition, filed: str, at: str, group: str = "private", **parameters: Any) -> Story:
    story = Story(definition, filed, group, **parameters)
    story.do("reception", "accept", at)
    return story


def at_committee_2021() -> Story:
    story = accepted(VERSION_2021, "2021-10-15T15:00", "2021-10-15T16:30")
    story.do("head", "assign", "2021-10-18T08:00", officer="13")
    story.do("specialist", "propose", "2021-10-18T16:00", **AGREED)
    story.do("head", "endorse", "2021-10-19T07:30")
    story.do("director", "sign_submission", "2021-10-19T09:00")
    story.do("clerk", "send_to_committee", "2021-10-19T10:00", number=12, issued_on="2021-10-19")
    return story


def at_committee_2023() -> Story:
    """Mixed proposal of two persons after a consultation in which nobody asked for more time."""
    story = accepted(VERSION_2023, "2023-07-09T20:00", "2023-07-10T07:00")
    story.do("head", "assign", "2023-07-10T08:00", officer="13")
    story.do("specialist", "consult", "2023-07-11T10:00", bodies=ALL_FOUR)
    for body in ALL_FOUR:
        opinion = {"body": body, "opinion": "agree", "received_on": "2023-07-20"}
        story.do("specialist", "record_opinion", "2023-07-20T09:00", **opinion)
    story.do("specialist", "close_consultation", "2023-07-20T09:30")
    story.do("specialist", "propose", "2023-07-21T09:00", **MIXED)
    story.do("head", "endorse", "2023-07-21T10:00")
    story.do("director", "sign_submission", "2023-07-24T08:00")
    story.do("clerk", "send_to_committee", "2023-07-24T10:00", number=45, issued_on="2023-07-24")
    return story


def test_the_whole_way_in_2021():
    story = Story(VERSION_2021, "2021-10-15T15:00")
    assert story.case.state == "filed"
    assert local(story.clocks.reception.due_at) == "2021-10-18T15:00"  # 2 h on Friday, 6 h on Monday
    estimated = estimate(VERSION_2021, story.situation.variant, {}, story.parameters, story.events[0].at, CALENDAR)
    # From Mon 18/10 15:00: 2 h, then three days of 8 h, 2 h on Friday.
    assert local(estimated) == "2021-10-22T09:00"
    assert story.do("reception", "accept", "2021-10-15T16:30").state == "dispatching"
    assert (story.case.limit, local(story.case.promise)) == ("3.5wd", "2021-10-21T10:30")
    assert step_due(story) == "2021-10-18T08:30"
    assert story.do("head", "assign", "2021-10-18T08:00", officer="13").state == "appraising"
    assert step_due(story) == "2021-10-19T08:00"
    assert story.do("specialist", "propose", "2021-10-18T16:00", **AGREED).state == "head_review"
    assert step_due(story) == "2021-10-19T08:00"
    assert story.do("head", "endorse", "2021-10-19T07:30").state == "director_review"
    assert step_due(story) == "2021-10-19T09:30"
    assert story.do("director", "sign_submission", "2021-10-19T09:00").state == "to_committee"
    assert not story.case.decided, "the Director proposes, the Chairman decides"
    story.do("clerk", "send_to_committee", "2021-10-19T10:00", number=12, issued_on="2021-10-19")
    assert (story.case.state, step_due(story)) == ("at_committee", "2021-10-20T10:00")
    story.do("committee", "receive_decision", "2021-10-20T09:30", outcome_0="granted", outcome_1="granted", **DECIDED)
    assert (story.case.state, step_due(story)) == ("issuing", "2021-10-20T15:30")
    assert story.do("clerk", "issue", "2021-10-20T14:00").state == "result_ready"
    assert story.clocks.overall.status == "stopped"
    assert local(story.case.finished_at) == "2021-10-20T14:00" < overall_due(story) == "2021-10-21T10:30"
    assert story.case.closed_at is None
    assert story.do("reception", "hand_over", "2021-10-21T08:00").state == "returned"
    assert story.case.closed_at == vn("2021-10-21T08:00")


def test_a_state_enterprise_goes_the_same_way_in_2021():
    story = accepted(VERSION_2021, "2021-10-15T15:00", "2021-10-15T16:30", "state")
    assert (story.case.variant, local(story.case.promise)) == ("state", "2021-10-21T10:30")


def test_a_supplement_within_three_days_restarts_and_the_first_promise_stays():
    story = accepted(VERSION_2021, "2021-10-15T15:00", "2021-10-15T16:30")
    story.do("head", "assign", "2021-10-18T08:00", officer="13")
    asked = {"items": ["paper:passport"], "reason": "Bản chụp mờ"}
    assert story.do("specialist", "request_supplement", "2021-10-18T09:00", **asked).state == "supplement"
    assert story.clocks.overall.status == "paused"
    assert story.do("owner", "answer_supplement", "2021-10-20T14:00").state == "supplement_check"
    assert story.do("specialist", "confirm_complete", "2021-10-20T16:00").state == "appraising"
    # From Wednesday 14:00: 180 + Thu 480 + Fri 480 + Mon 480 + Tue 60 = 1680 minutes.
    assert overall_due(story) == "2021-10-26T08:00"
    assert local(story.clocks.first_promise) == "2021-10-21T10:30"
    with pytest.raises(Refused, match="needs_the_head"):
        story.do("specialist", "request_supplement", "2021-10-20T16:30", **asked)
    story.do("head", "request_supplement", "2021-10-21T07:00", **asked)
    story.do("owner", "answer_supplement", "2021-10-22T07:00")
    story.do("head", "confirm_complete", "2021-10-22T08:00")
    assert overall_due(story) == "2021-10-27T08:00"  # one working day stood, none was given back


def test_consultation_extension_and_silence_from_2023():
    story = accepted(VERSION_2023, "2023-07-09T20:00", "2023-07-10T07:00")
    # 3 wd to Wed 12/7 17:00; 20 days to Tue 01/8; 5 wd to Tue 08/8; 5 wd to Tue 15/8.
    assert story.case.limit == "3wd+20cd+5wd+5wd"
    assert local(story.case.promise) == "2023-08-15T17:00"
    assert story.do("head", "assign", "2023-07-10T08:00", officer="13").state == "preparing"
    assert step_due(story) == "2023-07-12T16:00"  # 22 hours: 7 on Monday, 8 on Tuesday, 7 on Wednesday
    with pytest.raises(Refused, match="bodies_missing"):
        story.do("specialist", "consult", "2023-07-11T10:00", bodies=["tax"])
    assert story.do("specialist", "consult", "2023-07-11T10:00", bodies=ALL_FOUR).state == "consulting"
    assert {local(one.due_at) for one in story.clocks.consultations.values()} == {"2023-07-31T17:00"}
    assert story.situation.variant.state("consulting").phase is Phase.OTHER_BODY
    story.do("specialist", "record_opinion", "2023-07-20T09:00", body="tax", opinion="agree", received_on="2023-07-20")
    more = {"body": "customs", "opinion": "extension", "received_on": "2023-07-25", "note": "Cần kiểm tra thêm"}
    story.do("specialist", "record_opinion", "2023-07-25T10:00", **more)
    assert local(story.clocks.consultations["customs"].due_at) == "2023-08-15T17:00"
    # The 20 days become 35, to Wed 16/8; then 5 wd to Wed 23/8 and 5 wd to Wed 30/8.
    assert overall_due(story) == "2023-08-30T17:00"
    assert local(story.clocks.first_promise) == "2023-08-15T17:00"
    with pytest.raises(Refused, match="no_further_extension"):
        story.do("specialist", "record_opinion", "2023-07-26T10:00", **more)
    with pytest.raises(Refused, match="opinions_awaited"):
        story.do("specialist", "close_consultation", "2023-07-31T16:59")
    story.do(
        "specialist", "record_opinion", "2023-08-10T09:00", body="customs", opinion="agree", received_on="2023-08-10"
    )
    assert story.do("specialist", "close_consultation", "2023-08-10T09:30").state == "appraising"
    assert not story.case.awaited
    silent = {one.body for one in story.case.consultations if one.opinion == "silent"}
    assert silent == {"insurance", "police"}, "their silence is consent"



def test_another_body_may_be_asked_in_a_complex_case():
    story = accepted(VERSION_2023, "2023-07-09T20:00", "2023-07-10T07:00")
    story.do("head", "assign", "2023-07-10T08:00", officer="13")
    story.do("specialist", "consult", "2023-07-11T10:00", bodies=ALL_FOUR, letter_reference="45/SNgV-LS")
    assert story.do("specialist", "consult_more", "2023-07-12T10:00", bodies=["labour"]).state == "consulting"
    assert local(story.clocks.consultations["labour"].due_at) == "2023-08-01T17:00"


def test_two_persons_one_refused_each_with_a_paper_of_its_own():
    story = at_committee_2023()
    # Mon 24/7 10:00: 5 h that day, then four days of 8 h, 3 h on Mon 31/7.
    assert step_due(story) == "2023-07-31T10:00"
    with pytest.raises(Refused, match="refusal_needs_reason"):
        story.do("clerk", "receive_decision", "2023-07-28T09:00", outcome_0="granted", outcome_1="refused")
    decided = {**MIXED, **DECIDED}
    assert story.do("clerk", "receive_decision", "2023-07-28T09:00", **decided).state == "issuing"
    assert [one.outcome for one in story.case.decided.values()] == ["granted", "refused"]
    variant = story.situation.variant
    papers = planned_papers(VERSION_2023, variant, story.case.decided, story.parameters)
    assert [(one.result.code, one.items) for one in papers] == [("permission", (0,)), ("refusal", (1,))]
    together = {"papers_by": "one_letter"}
    papers = planned_papers(VERSION_2023, variant, story.case.decided, together)
    assert [(one.result.code, one.items) for one in papers] == [("permission", (0,)), ("refusal", (1,))]
    story.do("clerk", "issue", "2023-07-28T14:00")
    assert story.do("owner", "hand_over", "2023-07-28T20:00").state == "returned"


def test_the_committee_may_return_the_submission_and_the_clock_goes_on():
    story = at_committee_2023()
    before = overall_due(story)
    back = story.do("committee", "return_from_committee", "2023-07-26T09:00", reason="Làm rõ ý kiến thuế")
    assert (back.state, overall_due(story)) == ("appraising", before)
    assert "propose" in story.offered("specialist", "2023-07-26T10:00")


def test_who_examined_does_not_sign():
    story = accepted(VERSION_2021, "2021-10-15T15:00", "2021-10-15T16:30")
    story.do("head", "assign", "2021-10-18T08:00", officer="13")
    story.do("specialist", "propose", "2021-10-18T16:00", **AGREED)
    both = Actor("officer", 13, "Chuyên viên", frozenset({Role.SPECIALIST, Role.DIVISION_HEAD}), DIVISION)
    with pytest.raises(Refused, match="examined_it"):
        decide(story.situation, story.situation.variant.action("endorse"), {}, both, vn("2021-10-19T07:30"))


def test_withdrawing_after_the_submission_needs_its_recall():
    story = at_committee_2021()
    assert story.offered("owner", "2021-10-19T11:00") == ["request_withdrawal"]
    asked = story.do("owner", "request_withdrawal", "2021-10-19T11:00", reason="Đổi người")
    assert asked.state == "withdrawal_requested" and asked.closed_at is None
    done = story.do("director", "recall", "2021-10-19T14:00", reason="Đồng ý")
    assert (done.state, done.closed_at) == ("withdrawn", vn("2021-10-19T14:00"))
    assert story.clocks.overall.status == "stopped"


def test_a_signed_decision_cannot_be_recalled():
    story = at_committee_2021()
    story.do("owner", "request_withdrawal", "2021-10-19T11:00", reason="Đổi người")
    back = story.do("director", "decline_withdrawal", "2021-10-19T14:00", reason="Chủ tịch đã ký")
    assert back.state == "at_committee"
    story.do("committee", "receive_decision", "2021-10-19T15:00", outcome_0="granted", outcome_1="granted", **DECIDED)
    assert story.offered("owner", "2021-10-19T15:30") == []


def test_withdrawing_early_ends_at_once():
    story = Story(VERSION_2023, "2023-07-10T08:00")
    assert story.do("owner", "withdraw", "2023-07-10T09:00", reason="Nhầm").state == "withdrawn"
    assert story.case.closed_at == vn("2023-07-10T09:00")


def test_a_state_enterprise_has_fifteen_days_and_five_working_days_from_2023():
    story = accepted(VERSION_2023, "2023-09-05T07:30", "2023-09-05T08:00", "state")
    # 15 days to Wed 20/9 closing; then Thu, Fri, Mon, Tue, Wed 27/9.
    assert (story.case.limit, local(story.case.promise)) == ("15cd+5wd", "2023-09-27T17:00")
    assert story.do("head", "assign", "2023-09-05T09:00", officer="13").state == "appraising"
    story.do("specialist", "propose", "2023-09-08T09:00", **AGREED)
    story.do("head", "endorse", "2023-09-08T10:00")
    story.do("director", "sign_submission", "2023-09-11T08:00")
    story.do("clerk", "send_to_committee", "2023-09-11T09:00", number=60, issued_on="2023-09-11")
    assert step_due(story) == "2023-09-18T09:00"
    refused = {
        f"{name}_{index}": value for index in (0, 1) for name, value in [("outcome", "refused"), ("reason", "X")]
    }
    story.do("clerk", "receive_decision", "2023-09-15T09:00", **refused, **DECIDED | {"issued_on": "2023-09-14"})
    papers = planned_papers(VERSION_2023, story.situation.variant, story.case.decided, {"papers_by": "one_letter"})
    assert [(one.result.code, one.items) for one in papers] == [("refusal", (0, 1))]
    assert story.do("clerk", "issue", "2023-09-15T10:00").state == "result_ready"


def test_the_office_may_shorten_its_legs():
    story = accepted(VERSION_2023, "2023-07-09T20:00", "2023-07-10T07:00", **{"limit.private.committee": "3wd"})
    assert local(story.case.promise) == "2023-08-11T17:00"


def test_actions_ask_for_what_the_law_needs():
    story = at_committee_2023()
    around = Surroundings(items=("An", "Bình"))
    names = {
        one.name
        for one in inputs_for(story.situation.variant.action("receive_decision"), VERSION_2023, story.case, around)
    }
    assert {"issued_on", "signer", "outcome_0", "outcome_1", "reason_0", "reason_1"} <= names


def hours_of(definition: Definition, variant: str, states: tuple[str, ...]) -> Decimal:
    """Committed working hours of the steps of some states, a day counted as eight."""
    steps = [definition.variant(variant).state(code).step for code in states]
    parts = [part for one in steps for part in parse_limit(one.limit)]
    return sum((part.amount * (8 if part.unit == "wd" else 1) for part in parts), Decimal(0))


def test_the_steps_add_up_to_the_legs():
    common = ("dispatching", "appraising", "head_review", "director_review", "to_committee", "at_committee", "issuing")
    assert hours_of(VERSION_2021, "private", common) == Decimal("3.5") * 8
    assert hours_of(VERSION_2023, "private", (*common, "preparing")) == (3 + 5 + 5) * 8
    assert hours_of(VERSION_2023, "private", ("at_committee",)) == 5 * 8


def facts_for(story: Story, **more: Any) -> dict[str, Any]:
    items = [
        {"answers": story.answers["persons"][0], "outcome": "granted", "reason": "", "title": "A"},
        {"answers": story.answers["persons"][1], "outcome": "refused", "reason": "Đang nợ thuế", "title": "B"},
    ]
    return {
        "code": "H99.01-20230710-0000001",
        "answers": story.answers,
        "items": items,
        "signer": "Chủ tịch Mẫu",
        "parameters": story.parameters,
        **more,
    }


def everything_in(content: dict[str, Any]) -> str:
    return " ".join(
        [*content["paragraphs"], *(cell for one in content["tables"] for row in one["rows"] for cell in row)]
    )


def test_the_papers_name_the_right_persons_and_say_that_they_are_not_the_card():
    story = Story(VERSION_2023, "2023-07-10T08:00")
    first, second = (person["full_name"] for person in story.answers["persons"])
    permission = everything_in(results.permission_content(facts_for(story)))
    assert first in permission and second not in permission
    assert "không phải là thẻ ABTC" in permission and "06 tháng" in permission
    refusal = everything_in(results.refusal_content(facts_for(story)))
    assert second in refusal and first not in refusal and "Đang nợ thuế" in refusal


def test_the_letters_of_the_office_tell_what_was_asked_and_answered():
    story = Story(VERSION_2023, "2023-07-10T08:00")
    first, second = (person["full_name"] for person in story.answers["persons"])
    opinions = [
        {"body": "tax", "opinion": "disagree", "reference": "12/CT-TTHT", "note": ""},
        {"body": "police", "opinion": "", "reference": "", "note": ""},
    ]
    content = VERSION_2023.letters["submission"](facts_for(story, summary="Thuế xác nhận nợ.", opinions=opinions))
    submission = everything_in(content)
    assert content["symbol"] == "TTr-SNgV"
    assert first in submission and second in submission and "Thuế xác nhận nợ." in submission
    assert "Cơ quan thuế Không đồng ý 12/CT-TTHT" in submission and "được coi là đồng ý" in submission
    body = VERSION_2023.variant("private").bodies[3]
    letter = VERSION_2023.letters["consultation"](facts_for(story, body=body, due="2023-07-31T10:00:00+00:00"))
    assert (letter["symbol"], letter["addressee"]) == ("SNgV-LS", "Công an tỉnh")
    assert "31/07/2023" in everything_in(letter) and "15 ngày" in everything_in(letter)


@pytest.mark.parametrize(
    ("definition", "cited", "not_cited"),
    [(VERSION_2021, "45/2006", "09/2023"), (VERSION_2023, "09/2023", "45/2006")],
)
def test_a_paper_cites_the_decision_of_its_time(definition: Definition, cited: str, not_cited: str):
    story = Story(definition, "2021-10-15T15:00")
    for paper in definition.variant("private").results:
        bases = " ".join(paper.content(facts_for(story))["legal_bases"])
        assert cited in bases and not_cited not in bases
    bases = " ".join(definition.letters["submission"](facts_for(story))["legal_bases"])
    assert cited in bases and not_cited not in bases


def test_the_yearly_report_falls_due_at_the_end_of_the_year():
    obligation = VERSION_2023.obligations[0]
    assert obligation.due_on({}, vn("2023-08-23T10:00").date()).isoformat() == "2023-12-31"
