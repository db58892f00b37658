"""Another authority for the same dossier: before acceptance it begins there, afterwards it keeps its place and promise."""

from dataclasses import replace

import pytest

from procedures import standard
from procedures.case.clocks import clocks_of
from procedures.case.decide import Refused
from procedures.definition import Action, ActionKind, Leg, Phase, Role, State
from tests.procedures.case.stories import HEAD, OFFICE, RECEPTION, Story
from tests.procedures.tiny import ACTIONS, LAW, STATES, TINY, VARIANT, words
from tests.support.times import as_vn

BY = (Role.RECEPTION, Role.DIVISION_HEAD)
REROUTE = Action(
    "reroute", ActionKind.REROUTE, ("filed", "dispatching", "examining"), "", BY, words("Chuyển"), words("Đã chuyển")
)
WAITING_ROOM = State(
    "waiting_room",
    Phase.OFFICE,
    1,
    words("Chờ xem"),
    words("Đang chờ"),
    standard.step(Role.RECEPTION, standard.ONE_STOP, "4wh"),
)
HERE = replace(VARIANT, actions=(*ACTIONS, REROUTE))
ELSEWHERE = replace(
    HERE,
    code="elsewhere",
    states=(WAITING_ROOM, *(one for one in STATES if one.code != "examining")),
    legs=(Leg("office", words("Nơi khác"), "5wd", LAW),),
    initial="waiting_room",
)
TWO_WAYS = replace(TINY, variants=(HERE, ELSEWHERE))
OVER_THERE = {"variant": "elsewhere", "reason": "Thuộc thẩm quyền khác"}


def filed() -> Story:
    return Story(definition=TWO_WAYS).file()


def test_before_acceptance_it_begins_where_the_right_procedure_begins():
    story = filed().do("reroute", RECEPTION, "2021-10-04T09:00", **OVER_THERE)
    assert (story.case.variant, story.case.state, story.case.limit) == ("elsewhere", "waiting_room", "")
    assert story.case.last.data["reason"] == "Thuộc thẩm quyền khác"


def test_after_acceptance_the_limit_changes_and_the_first_promise_stays():
    story = filed().do("accept", RECEPTION, "2021-10-04T10:00").do("reroute", HEAD, "2021-10-05T09:00", **OVER_THERE)
    assert (story.case.variant, story.case.state, story.case.limit) == ("elsewhere", "dispatching", "5wd")
    # Promised: 3 working days from Monday 10:00. Due now: 5 working days from the same Monday 10:00.
    assert as_vn(story.case.promise) == "2021-10-07T10:00"
    assert as_vn(clocks_of(story.case, TWO_WAYS, OFFICE).overall.due_at) == "2021-10-11T10:00"
    assert as_vn(story.case.entered_at) == "2021-10-04T10:00", "the desk's own time goes on"


def test_it_does_not_go_where_its_step_does_not_exist():
    story = filed().do("accept", RECEPTION, "2021-10-04T10:00").do("assign", HEAD, "2021-10-04T11:00", officer="12")
    with pytest.raises(Refused) as caught:
        story.decided("reroute", HEAD, "2021-10-05T09:00", **OVER_THERE)
    assert (caught.value.code, caught.value.path) == ("no_such_step", "variant")
