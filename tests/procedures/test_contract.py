"""Each way in which a procedure can be wrong is noticed and named. The tiny procedure itself is right."""

from dataclasses import replace
from datetime import date

import pytest

from procedures.contract import problems_between, problems_of
from procedures.definition import (
    ActionKind,
    Choice,
    Citation,
    ClockEffect,
    Definition,
    Kind,
    Page,
    Parameter,
    Phase,
    State,
    Text,
    When,
)
from tests.procedures.tiny import (
    ABOUT,
    ACTIONS,
    BODY,
    LEGS,
    MORE,
    PERSONS,
    STATES,
    TINY,
    VARIANT,
    changed,
    question,
    with_process,
    words,
)

NOWHERE = When("nowhere", (True,))
LOST = State("lost", Phase.OFFICE, 4, words("Lạc"), words("Lạc"), STATES[0].step)
LAST = next(state for state in STATES if state.code == "issuing")


def on_page(*items) -> Definition:
    return changed(pages=(ABOUT, MORE, Page("third", words("Ba"), items)))


def states(code: str, **parts):
    return tuple(replace(state, **parts) if state.code == code else state for state in STATES)


def actions(code: str, **parts):
    return tuple(replace(action, **parts) if action.code == code else action for action in ACTIONS)


def fails(*given):
    return given[0]["missing"]


def test_the_tiny_procedure_is_right():
    assert problems_of(TINY) == []


WRONG = {
    # Words and sources
    "name has no text in en": changed(name=Text("Tên", " ")),
    # Only a body outside the office may have no limit.
    "only: state issuing is worked by somebody": with_process(
        states=states("issuing", step=replace(LAST.step, limit="", remind_after="40cd"))
    ),
    "has a limit, which reminds by itself, and a reminder": with_process(
        states=states("issuing", phase=Phase.OTHER_BODY, step=replace(LAST.step, remind_after="40cd"))
    ),
    "has no text in vi": changed(pages=(replace(ABOUT, title=Text("", "About")), MORE)),
    "pages[third].items[x].label has no text in en": on_page(replace(question("x", Kind.TEXT), label=Text("X", ""))),
    "choices[a].label has no text in en": on_page(question("x", Kind.CHOICE, choices=(Choice("a", Text("A", "")),))),
    "states[issuing].sentence has no text in vi": with_process(states=states("issuing", sentence=Text("", "x"))),
    "states[issuing].sentence is missing": with_process(states=states("issuing", sentence=None)),
    "actions[approve].label has no text in en": with_process(actions=actions("approve", label=Text("Ký", ""))),
    "components[request].citation names no document": changed(
        components=(replace(TINY.components[0], citation=Citation("")),)
    ),
    "rules[starts_soon] cites nothing": changed(rules=(replace(TINY.rules[1], citation=None),)),
    "legs[office] cites nothing": with_process(legs=(replace(LEGS[0], citation=None),)),
    "step cites nothing": with_process(states=states("issuing", step=replace(LAST.step, citation=None))),
    "there is no legal basis": changed(legal_basis=()),
    "there is no variant": changed(variants=()),
    # The form
    "two questions are called title": on_page(question("title", Kind.TEXT)),
    "two questions of persons are called full_name": changed(
        pages=(
            ABOUT,
            replace(MORE, items=(replace(PERSONS, fields=(*PERSONS.fields, PERSONS.fields[0])), *MORE.items[1:])),
        )
    ),
    "two pages are called about": changed(pages=(ABOUT, MORE, Page("about", words("Hai"), ()))),
    "two components are called request": changed(components=(*TINY.components, TINY.components[0])),
    "two rules are called starts_soon": changed(rules=(*TINY.rules, TINY.rules[1])),
    "'a.b' is no name": on_page(question("a.b", Kind.TEXT)),
    "x offers nothing to choose": on_page(question("x", Kind.CHOICE)),
    "x offers a twice": on_page(question("x", Kind.CHOICE, choices=(Choice("a", words("A")), Choice("a", words("B"))))),
    "x has no room": on_page(question("x", Kind.TEXT, max_length=0)),
    "x wants at least 5 and at most 1": on_page(question("x", Kind.INTEGER, minimum=5, maximum=1)),
    "group wants at least 2 and at most 1": on_page(replace(PERSONS, name="group", min_items=2, max_items=1)),
    # Conditions
    "x looks at nowhere": on_page(question("x", Kind.TEXT, shown_when=NOWHERE)),
    "third looks at nowhere": changed(pages=(ABOUT, MORE, Page("third", words("Ba"), (), shown_when=NOWHERE))),
    "third looks at has_passport": changed(
        pages=(ABOUT, MORE, Page("third", words("Ba"), (), shown_when=When("has_passport", (True,))))
    ),
    "component proof looks at nowhere": changed(components=(replace(TINY.components[1], shown_when=NOWHERE),)),
    "ending elsewhere looks at nowhere": changed(endings=(replace(TINY.endings[0], when=NOWHERE),)),
    "action approve looks at nowhere": with_process(actions=actions("approve", offered_when=NOWHERE)),
    "leg office looks at nowhere": with_process(legs=(replace(LEGS[0], when=NOWHERE),)),
    "leg opinion looks at long": changed(derive=None),
    "purpose is never 'wrok'": on_page(question("x", Kind.TEXT, shown_when=When("purpose", ("wrok",)))),
    "true is never 'yes'": on_page(question("x", Kind.TEXT, shown_when=When("true", ("yes",)))),
    "country is never 'KOR'": on_page(question("x", Kind.TEXT, shown_when=When("country", ("KOR",)))),
    # What names something else
    "is for each of nobody": changed(components=(replace(TINY.components[0], each="nobody"),)),
    "names the form CV99": changed(components=(replace(TINY.components[0], filled_form="CV99"),)),
    "is accepted in no shape": changed(components=(replace(TINY.components[0], accepts=()),)),
    "component request has neither a sample": changed(
        components=(replace(TINY.components[0], must_show=(), filled_form=""),)
    ),
    "items names title, which is no group": changed(items="title"),
    "result_choice names how": changed(result_choice="how"),
    # Limits
    "reception_limit: '8h' is not a limit": changed(reception_limit="8h"),
    "supplement.restart_within": changed(supplement=replace(TINY.supplement, restart_within="")),
    "parameter limit.only.office": changed(
        parameters=(*TINY.parameters, Parameter("limit.only.office", "x", words("a"), LEGS[0].citation))
    ),
    "leg office: '3' is not a limit": with_process(legs=(replace(LEGS[0], committed="3"),)),
    "leg office commits to 6wd, longer than the law's 5wd": with_process(legs=(replace(LEGS[0], committed="6wd"),)),
    "leg office has a statutory limit and cites no law": with_process(
        legs=(replace(LEGS[0], statutory_citation=None),)
    ),
    "leg opinion may not be shortened": with_process(legs=(replace(LEGS[1], committed="15cd"),)),
    "body police: '20' is not a limit": with_process(bodies=(replace(BODY, limit="20"),)),
    "the extension of body police: 'x'": with_process(bodies=(replace(BODY, extension="x"),)),
    "the extension of body police: 10wd does not count": with_process(bodies=(replace(BODY, extension="10wd"),)),
    # The process
    "state issuing is worked by somebody and has no time limit": with_process(states=states("issuing", step=None)),
    "state waiting is worked by somebody and has no time limit": with_process(states=states("waiting", step=None)),
    "the step of state issuing: 'soon' is not a limit": with_process(
        states=states("issuing", step=replace(LAST.step, limit="soon"))
    ),
    "national status 11": with_process(states=states("issuing", national_status=11)),
    "national status 0": with_process(states=states("issuing", national_status=0)),
    "is worked by 'clerck'": with_process(states=states("issuing", step=replace(LAST.step, role="clerck"))),
    "is given to 'bosss'": with_process(actions=actions("approve", by=("bosss",))),
    "may be taken by nobody": with_process(actions=actions("approve", by=())),
    "action approve starts from nowhere": with_process(actions=actions("approve", frm=("nowhere",))),
    "action approve leads to nowhere": with_process(actions=actions("approve", to="nowhere")),
    "action approve starts from no state": with_process(actions=actions("approve", frm=())),
    "action accept has to start the clock": with_process(actions=actions("accept", clock=ClockEffect.NONE)),
    "action issue has to stop the clock": with_process(actions=actions("issue", clock=ClockEffect.NONE)),
    "state lost cannot be reached": with_process(states=(*STATES, LOST)),
    "state lost is a dead end": with_process(states=(*STATES, LOST), actions=actions("approve", to="lost")),
    "begins in nowhere": with_process(initial="nowhere"),
    "two states are called issuing": with_process(states=(*STATES, LAST)),
    "two actions are called approve": with_process(
        actions=(*ACTIONS, *(one for one in ACTIONS if one.code == "approve"))
    ),
    "the office has 2 papers for granted": with_process(
        results=(*VARIANT.results, replace(VARIANT.results[0], code="second"))
    ),
    "action approve refuses and the office has no paper for it": with_process(
        actions=actions("approve", kind=ActionKind.REFUSE)
    ),
    "action approve refuses and leads to examining": with_process(
        actions=actions("approve", kind=ActionKind.REFUSE, to="examining")
    ),
    # Functions
    "rule starts_soon does not stand": changed(rules=(replace(TINY.rules[1], check=fails),)),
    "derive does not stand": changed(derive=fails),
    "route does not stand": changed(route=fails),
    "title_of does not stand": changed(title_of=fails),
    "item_title does not stand": changed(item_title=fails),
    "guide_only does not stand": changed(guide_only=fails),
}


@pytest.mark.parametrize(("problem", "wrong"), WRONG.items(), ids=WRONG.keys())
def test_what_is_wrong_is_named(problem: str, wrong: Definition):
    found = problems_of(wrong)
    assert any(problem in one for one in found), found


def test_a_state_that_only_turns_in_circles_is_a_dead_end():
    leaving = {ActionKind.WITHDRAW, ActionKind.REQUEST_SUPPLEMENT}
    circle = tuple(one for one in actions("approve", to="examining") if one.kind not in leaving)
    found = problems_of(with_process(actions=circle))
    assert "only: state examining is a dead end: no way leads on to a closed state" in found


def test_a_group_may_be_asked_about_by_its_own_papers_only():
    seen = replace(TINY.components[3], each="")
    assert (
        "component passport_copy looks at has_passport, which is neither a question nor a derived fact"
        in problems_of(changed(components=(seen,)))
    )


def test_versions_among_each_other():
    later = replace(TINY, version="2023-07", in_force_from=date(2023, 7, 10))
    assert problems_between([TINY, later]) == []
    assert problems_between([TINY, replace(TINY, version="b")]) == ["two versions are in force from 2021-06-01"]
    assert problems_between([TINY, replace(later, version=TINY.version)]) == ["two versions are called 2021-06"]
    assert problems_between([TINY, replace(later, slug="khac")]) == [
        "one folder holds several procedures: khac, thu-nghiem"
    ]
