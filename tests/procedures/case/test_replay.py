"""The state of a dossier follows from its events alone. No decision may enter but to tell a story."""

import json
from dataclasses import replace

import pytest

from procedures.case.events import Event
from procedures.case.replay import ItemOutcome, replay
from procedures.definition import ActionKind
from tests.procedures.case.stories import (
    CLERK,
    DIRECTOR,
    HEAD,
    SPECIALIST,
    Story,
    accepted,
    at_the_director,
    examining,
    officer,
    proposed,
)
from tests.support.times import vn


def test_a_dossier_begins_with_its_submission():
    case = Story().file("2021-10-04T08:00").case
    assert (case.state, case.variant, case.division) == ("filed", "only", "consular")
    assert case.filed_at == case.entered_at == vn("2021-10-04T08:00")
    assert (case.accepted_at, case.promise, case.limit) == (None, None, "")


def test_without_events_there_is_no_dossier():
    with pytest.raises(ValueError, match="submission"):
        replay([])


def test_every_stay_is_kept_with_who_ended_it():
    case = at_the_director().case
    assert [(one.state, one.by) for one in case.steps] == [
        ("filed", "Cán bộ 10"),
        ("dispatching", "Cán bộ 11"),
        ("examining", "Cán bộ 12"),
        ("head_review", "Cán bộ 11"),
        ("director_review", ""),
    ]
    for one, following in zip(case.steps, case.steps[1:], strict=False):
        assert one.left_at == following.entered_at
    assert case.steps[-1].left_at is None
    assert case.entered_at == case.steps[-1].entered_at


def test_staying_in_a_state_does_not_enter_it_again():
    story = examining().do("reassign", HEAD, "2021-10-04T14:00", officer="20")
    assert story.case.assignee_id == 20
    assert story.case.entered_at == vn("2021-10-04T11:00")


def test_a_move_enters_the_state_again():
    story = accepted().do("move", HEAD, "2021-10-04T11:00", division="cooperation", reason="x")
    assert story.case.entered_at == vn("2021-10-04T11:00")
    assert (story.case.moved_from, story.case.assignee_id) == ("consular", None)
    other = officer(30, *HEAD.roles, division="cooperation")
    story.do("assign", other, "2021-10-04T14:00", officer="40")
    assert (story.case.moved_from, story.case.assignee_id) == ("", 40)


def test_who_examined_is_remembered():
    assert examining().case.examined_by == frozenset()
    case = proposed().case
    assert (case.examined_by, case.proposed_by) == (frozenset({12}), 12)
    assert at_the_director().case.examined_by == frozenset({12})


def test_outcomes_are_proposed_first_and_decided_later():
    story = at_the_director(outcome_1="refused", reason_1="Chưa đủ")
    assert story.case.proposed == {"0": ItemOutcome("granted"), "1": ItemOutcome("refused", "Chưa đủ")}
    assert story.case.decided == {}
    assert story.do("approve", DIRECTOR, "2021-10-05T14:00").case.decided == story.case.proposed


def test_an_issued_result_keeps_its_number_and_date():
    story = at_the_director().do("approve", DIRECTOR, "2021-10-05T14:00")
    story.do("issue", CLERK, "2021-10-05T15:00", number=12, issued_on="2021-10-05")
    assert (story.case.decision["number"], story.case.decision["issued_on"]) == (12, "2021-10-05")


def test_supplements_are_numbered_and_remember_where_they_came_from():
    ask = {"items": ["paper:proof"], "reason": "Thiếu"}
    story = examining().do("request_supplement", SPECIALIST, "2021-10-05T08:00", **ask)
    (one,) = story.case.supplements
    assert story.case.open_supplement == one
    assert (one.number, one.items, one.reason, one.restarts) == (1, ("paper:proof",), "Thiếu", True)
    assert (one.requested_at, one.answered_at, story.case.origin) == (vn("2021-10-05T08:00"), None, "examining")


def plain(event: Event) -> Event:
    """The event as it comes back from the database: its data as JSON."""
    return replace(event, data=json.loads(json.dumps(event.data)))


def test_what_is_recorded_is_json_and_reads_back_the_same():
    story = examining().do("request_supplement", SPECIALIST, "2021-10-05T08:00", items=["paper:proof"], reason="Thiếu")
    assert replay(plain(event) for event in story.events) == replace(story.case, last=plain(story.events[-1]))
    other = at_the_director()
    assert replay(plain(event) for event in other.events) == replace(other.case, last=plain(other.events[-1]))


def test_replaying_a_prefix_is_the_dossier_as_it_was():
    story = at_the_director()
    states = [replay(story.events[: count + 1]).state for count in range(len(story.events))]
    assert states == ["filed", "dispatching", "examining", "head_review", "director_review"]


def test_payments_add_up():
    story = accepted()
    for amount in (30_000, 5_000):
        told = (
            9,
            "pay",
            ActionKind.RECORD_PAYMENT,
            vn("2021-10-05T08:00"),
            "officer",
            15,
            "Cán bộ 15",
            story.case.state,
        )
        story.events.append(Event(*told, {"amount_vnd": amount}))
    assert story.case.paid_vnd == 35_000


def test_another_variant_is_another_process():
    story = accepted()
    told = (9, "reroute", ActionKind.REROUTE, vn("2021-10-05T08:00"), "officer", 11, "Cán bộ 11", "dispatching")
    story.events.append(Event(*told, {"variant": "other"}))
    assert story.case.variant == "other"


def test_bodies_are_in_the_order_asked_however_a_database_orders_names():
    """PostgreSQL's jsonb gives the shorter name first."""
    due = {"insurance": "2021-10-15T16:30:00+07:00", "customs": "2021-10-18T16:30:00+07:00"}
    story = examining()
    orders = []
    for names in (["insurance", "customs"], ["customs", "insurance"]):
        data = {"bodies": ["insurance", "customs"], "due": {name: due[name] for name in names}}
        asked = replace(story.events[-1], sequence=9, action="consult", kind=ActionKind.CONSULT, data=data)
        orders.append([one.body for one in replay([*story.events, asked]).consultations])
    assert orders == [["insurance", "customs"]] * 2
