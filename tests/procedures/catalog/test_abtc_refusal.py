"""The department's own refusal of an ABTC request (QĐ 09/2023/QĐ-TTg, Điều 12 khoản 6): when it may be signed and what follows."""

from __future__ import annotations

import pytest

from procedures.case.decide import Refused, decide
from procedures.case.events import Actor
from procedures.case.inputs import Surroundings, inputs_for
from procedures.case.results import drafted_papers, planned_papers
from procedures.catalog.abtc import results
from procedures.catalog.abtc.definition import VERSION_2021, VERSION_2023
from procedures.definition import ActionKind, Definition, Role
from tests.procedures.catalog.test_abtc_story import (
    ALL_FOUR,
    DECIDED,
    DIVISION,
    MIXED,
    Story,
    accepted,
    everything_in,
    facts_for,
    local,
    step_due,
)
from tests.support.times import vn

BOTH_REFUSED = {
    "summary": "Cả hai chưa đủ điều kiện",
    **{"outcome_0": "refused", "reason_0": "Giữ chức vụ chưa đủ 12 tháng"},
    **{"outcome_1": "refused", "reason_1": "Đang nợ thuế"},
}


def proposed(**outcomes: str) -> Story:
    """Accepted on Monday 10/7/2023, all four bodies asked and heard, and the appraisal done."""
    story = accepted(VERSION_2023, "2023-07-09T20:00", "2023-07-10T07:00")
    story.do("head", "assign", "2023-07-10T08:00", officer="13")
    story.do("specialist", "consult", "2023-07-11T10:00", bodies=ALL_FOUR)
    for body in ALL_FOUR:
        opinion = {"body": body, "opinion": "disagree", "received_on": "2023-07-20"}
        story.do("specialist", "record_opinion", "2023-07-20T09:00", **opinion)
    story.do("specialist", "close_consultation", "2023-07-20T09:30")
    story.do("specialist", "propose", "2023-07-21T09:00", **outcomes)
    return story


def at_the_director(**outcomes: str) -> Story:
    story = proposed(**outcomes)
    story.do("head", "endorse", "2023-07-21T10:00")
    return story


def papers(story: Story, papers_by: str = "each") -> list[tuple[str, tuple[int, ...], str]]:
    """Code, persons and number of each paper with which the decision leaves."""
    planned = planned_papers(
        *(VERSION_2023, story.situation.variant, story.case.decided, {"papers_by": papers_by}),
        decided_here=story.case.decided_here,
    )
    return [(one.result.code, one.items, one.number_input) for one in planned]


def drafted(story: Story) -> list[str]:
    return [
        one.result.code for one in drafted_papers(VERSION_2023, story.situation.variant, story.case, story.parameters)
    ]


def test_the_department_refuses_everybody_without_the_chairman():
    story = at_the_director(**BOTH_REFUSED)
    assert story.offered("director", "2023-07-24T08:00") == ["sign_submission", "return_to_head", "refuse"]
    before = local(story.clocks.overall.due_at)
    assert story.do("director", "refuse", "2023-07-24T08:00", note="Đồng ý từ chối").state == "issuing"
    reasons = {key: (one.outcome, one.reason) for key, one in story.case.decided.items()}
    assert reasons == {"0": ("refused", "Giữ chức vụ chưa đủ 12 tháng"), "1": ("refused", "Đang nợ thuế")}
    assert (story.case.signed_by, story.case.decided_here) == ("Giám đốc", True)
    # Mon 24/7 08:00 and the registry's four hours: 3,5 before lunch, 0,5 after it. The promise is as it was.
    assert (step_due(story), local(story.clocks.overall.due_at)) == ("2023-07-24T14:00", before)
    assert story.offered("owner", "2023-07-24T09:00") == [], "what is signed is not withdrawn"
    action = story.situation.variant.action("issue")
    asked = {one.name for one in inputs_for(action, VERSION_2023, story.case, Surroundings(items=("An", "Bình")))}
    assert {"number", "issued_on"} <= asked, "the registry numbers it: no other body has"
    issued = story.do("clerk", "issue", "2023-07-24T09:30", number_0=81, number_1=82, issued_on="2023-07-24")
    assert (issued.state, story.clocks.overall.status) == ("result_ready", "stopped")
    assert papers(story) == [("office_refusal", (0,), "number_0"), ("office_refusal", (1,), "number_1")]
    assert papers(story, "one_letter") == [("office_refusal", (0, 1), "number")]
    assert story.do("owner", "hand_over", "2023-07-25T08:00").state == "returned"


@pytest.mark.parametrize("outcomes", [MIXED, MIXED | {"outcome_0": "refused", "reason_0": "X", "outcome_1": "granted"}])
def test_with_one_person_agreed_to_the_dossier_goes_to_the_chairman(outcomes: dict[str, str]):
    story = at_the_director(**outcomes)
    assert story.offered("director", "2023-07-24T08:00") == ["sign_submission", "return_to_head"]
    with pytest.raises(Refused, match="not_all_refused"):
        story.do("director", "refuse", "2023-07-24T08:00")
    assert sorted(drafted(story)) == ["permission", "refusal"]


def test_the_chairman_may_be_asked_all_the_same_and_his_refusal_is_his_own():
    story = at_the_director(**BOTH_REFUSED)
    assert drafted(story) == ["refusal", "refusal", "office_refusal", "office_refusal"], "the Director chooses"
    assert story.do("director", "sign_submission", "2023-07-24T08:00").state == "to_committee"
    story.do("clerk", "send_to_committee", "2023-07-24T10:00", number=45, issued_on="2023-07-24")
    story.do("committee", "receive_decision", "2023-07-28T09:00", **BOTH_REFUSED, **DECIDED)
    assert story.case.decided_here is False
    assert [code for code, *_ in papers(story)] == ["refusal", "refusal"]


def test_what_the_chairman_sent_back_may_be_refused_by_the_department():
    story = at_the_director(**MIXED)
    story.do("director", "sign_submission", "2023-07-24T08:00")
    story.do("clerk", "send_to_committee", "2023-07-24T10:00", number=45, issued_on="2023-07-24")
    story.do("committee", "return_from_committee", "2023-07-26T09:00", reason="Xem lại người thứ nhất")
    story.do("specialist", "propose", "2023-07-26T10:00", **BOTH_REFUSED)
    story.do("head", "endorse", "2023-07-26T11:00")
    assert story.do("director", "refuse", "2023-07-26T14:00").state == "issuing"
    assert [code for code, *_ in papers(story)] == ["office_refusal", "office_refusal"]


def test_who_examined_does_not_refuse_either():
    story = at_the_director(**BOTH_REFUSED)
    both = Actor("officer", 13, "Chuyên viên", frozenset({Role.SPECIALIST, Role.DIRECTOR}), DIVISION)
    with pytest.raises(Refused, match="examined_it"):
        decide(story.situation, story.situation.variant.action("refuse"), {}, both, vn("2023-07-24T08:00"))


@pytest.mark.parametrize("who", ["specialist", "head", "clerk", "committee", "reception", "owner"])
def test_only_the_director_refuses_and_only_at_that_desk(who: str):
    story = at_the_director(**BOTH_REFUSED)
    assert "refuse" not in story.offered(who, "2023-07-24T08:00")
    assert "refuse" not in proposed(**BOTH_REFUSED).offered("director", "2023-07-21T09:30"), (
        "the head has not reviewed it"
    )


@pytest.mark.parametrize(
    ("definition", "variant"), [(VERSION_2021, "private"), (VERSION_2021, "state"), (VERSION_2023, "state")]
)
def test_where_the_law_does_not_say_so_the_chairman_decides(definition: Definition, variant: str):
    found = definition.variant(variant)
    assert all(one.kind is not ActionKind.REFUSE for one in found.actions)
    assert {one.body for one in found.results} == {"committee"}


def test_the_letter_is_the_departments_and_names_everybody_with_the_reason():
    story = Story(VERSION_2023, "2023-07-10T08:00")
    facts = facts_for(story, signer="Giám đốc Mẫu")
    for item, reason in zip(facts["items"], ("Chưa đủ 12 tháng", "Đang nợ thuế"), strict=True):
        item |= {"outcome": "refused", "reason": reason}
    content = results.office_refusal_content(facts)
    told = everything_in(content)
    for person in story.answers["persons"]:
        assert person["full_name"] in told
    assert "Chưa đủ 12 tháng" in told and "Đang nợ thuế" in told and facts["code"] in told
    assert "Chủ tịch" not in told and "Tờ trình" not in told
    assert content["signature"] == {"prefix": "", "title": "GIÁM ĐỐC", "name": "Giám đốc Mẫu"}
    assert content["addressee"] == story.answers["enterprise_name"]
    assert content["legal_bases"] == [
        "Căn cứ khoản 6 Điều 12 Quyết định số 09/2023/QĐ-TTg về việc cấp và quản lý thẻ đi lại doanh nhân APEC;"
    ]
    paper = results.OFFICE_REFUSAL
    assert (paper.body, paper.symbol, paper.book) == ("office", "SNgV-LS", "cong_van")
