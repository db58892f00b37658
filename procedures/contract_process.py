"""What the process of a variant must keep to: reachable states, no dead ends, a time limit for every step. No form may enter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from procedures.clock.limits import LimitError, Unit, is_longer, parse_limit
from procedures.definition import Action, ActionKind, ClockEffect, Leg, Outcome, Phase, Role, State, Variant

# Actions that remember the state they came from, to which "@origin" leads back.
LEAVES_AN_ORIGIN = frozenset({ActionKind.REQUEST_SUPPLEMENT, ActionKind.WITHDRAW})
# The promise is computed from acceptance, and processing ends with the result (NĐ 61/2018/NĐ-CP, Điều 17, Điều 20).
MOVES_THE_CLOCK = {
    ActionKind.ACCEPT: ClockEffect.START,
    ActionKind.RECEIVE_ORIGINALS: ClockEffect.START,
    ActionKind.ISSUE: ClockEffect.STOP,
}
WORKED = frozenset({Phase.OFFICE, Phase.OTHER_BODY})


def process_problems(variant: Variant) -> list[str]:
    """Everything that is wrong with the process, each problem naming the variant."""
    problems = [
        *_doubles(variant),
        *(problem for state in variant.states for problem in _state_problems(state)),
        *(problem for action in variant.actions for problem in _action_problems(variant, action)),
        *(problem for leg in variant.legs for problem in _leg_problems(leg)),
        *_body_problems(variant),
        *_result_problems(variant),
    ]
    # A way through states that are not there would only repeat what was said above.
    problems = problems or _ways(variant)
    return [f"{variant.code}: {problem}" for problem in problems]


def _doubles(variant: Variant) -> Iterator[str]:
    lists: dict[str, Iterable[Any]] = {
        "states": variant.states,
        "actions": variant.actions,
        "legs": variant.legs,
        "bodies": variant.bodies,
        "results": variant.results,
    }
    for what, parts in lists.items():
        counted = Counter(one.code for one in parts)
        yield from (f"two {what} are called {code}" for code, count in counted.items() if count > 1)


def _state_problems(state: State) -> Iterator[str]:
    if state.national_status not in range(1, 11):
        yield f"state {state.code} has the national status {state.national_status}, which is not one of 1 to 10"
    if state.phase in WORKED and (state.step is None or not (state.step.limit or _may_be_open(state))):
        yield f"state {state.code} is worked by somebody and has no time limit"
    if state.step is not None:
        for limit in (state.step.limit, state.step.remind_after) if _may_be_open(state) else (state.step.limit,):
            if limit:
                yield from _not_a_limit(f"the step of state {state.code}", limit)
        if state.step.limit and state.step.remind_after:
            yield f"state {state.code} has a limit, which reminds by itself, and a reminder"
        if not isinstance(state.step.role, Role):
            yield f"state {state.code} is worked by {state.step.role!r}, which is no role"


def _may_be_open(state: State) -> bool:
    """A body outside the office may have all the time it needs, as long as the office is reminded of it."""
    return state.phase is Phase.OTHER_BODY and state.step is not None and bool(state.step.remind_after)


def _action_problems(variant: Variant, action: Action) -> Iterator[str]:
    states = {state.code for state in variant.states}
    for code in action.frm:
        if code not in states:
            yield f"action {action.code} starts from {code}, which is no state"
    if action.to and action.to != "@origin" and action.to not in states:
        yield f"action {action.code} leads to {action.to}, which is no state"
    if not action.by:
        yield f"action {action.code} may be taken by nobody"
    yield from (
        f"action {action.code} is given to {role!r}, which is no role"
        for role in action.by
        if not isinstance(role, Role)
    )
    if not action.frm:
        yield f"action {action.code} starts from no state"
    effect = MOVES_THE_CLOCK.get(action.kind, action.clock)
    if action.clock is not effect:
        yield f"action {action.code} has to {effect} the clock"


def _leg_problems(leg: Leg) -> Iterator[str]:
    wrong = [*_not_a_limit(f"leg {leg.code}", leg.committed)]
    if leg.statutory:
        wrong += _not_a_limit(f"the statutory limit of leg {leg.code}", leg.statutory)
        if leg.statutory_citation is None:
            wrong.append(f"leg {leg.code} has a statutory limit and cites no law for it")
    if not wrong and leg.statutory:
        committed, statutory = parse_limit(leg.committed), parse_limit(leg.statutory)
        if is_longer(committed, statutory):
            wrong.append(f"leg {leg.code} commits to {leg.committed}, longer than the law's {leg.statutory}")
        if not leg.may_be_shortened and committed != statutory:
            wrong.append(f"leg {leg.code} may not be shortened and commits to {leg.committed}, not {leg.statutory}")
    yield from wrong


def _body_problems(variant: Variant) -> Iterator[str]:
    for body in variant.bodies:
        yield from _not_a_limit(f"body {body.code}", body.limit)
        if body.extension:
            yield from _no_number_of_days(f"the extension of body {body.code}", body.extension)


def _result_problems(variant: Variant) -> Iterator[str]:
    """Which paper carries out a decision must follow from the outcome and from who decided."""
    counted = Counter((one.body, one.outcome) for one in variant.results)
    yield from (f"the {body} has {count} papers for {what}" for (body, what), count in counted.items() if count > 1)
    issued_from = {code for one in variant.actions if one.kind is ActionKind.ISSUE for code in one.frm}
    for action in variant.actions:
        if action.kind is not ActionKind.REFUSE:
            continue
        if ("office", Outcome.REFUSED) not in counted:
            yield f"action {action.code} refuses and the office has no paper for it"
        if action.to not in issued_from:
            yield f"action {action.code} refuses and leads to {action.to or 'nowhere'}, from which nothing is issued"


def _not_a_limit(what: str, limit: str) -> Iterator[str]:
    try:
        parse_limit(limit)
    except LimitError as error:
        yield f"{what}: {error}"


def _no_number_of_days(what: str, limit: str) -> Iterator[str]:
    """The ledger moves a due time by calendar days."""
    faults = list(_not_a_limit(what, limit))
    yield from faults
    if not faults and any(part.unit is not Unit.CIVIL_DAYS for part in parse_limit(limit)):
        yield f"{what}: {limit} does not count calendar days"


def _ways(variant: Variant) -> list[str]:
    """Every state can be reached from the beginning, and from every open one the dossier can be closed."""
    closed = {state.code for state in variant.states if state.phase is Phase.CLOSED}
    states = {state.code for state in variant.states}
    if variant.initial not in states:
        return [f"the process begins in {variant.initial}, which is no state"]
    ways = set(_edges(variant))
    reached = _reachable({variant.initial}, ways)
    closable = _reachable(closed, {(to, frm) for frm, to in ways})
    return [
        *(f"state {code} cannot be reached from {variant.initial}" for code in sorted(states - reached)),
        *(f"state {code} is a dead end: no way leads on to a closed state" for code in sorted(states - closable)),
    ]


def _edges(variant: Variant) -> Iterator[tuple[str, str]]:
    origins = {frm for action in variant.actions if action.kind in LEAVES_AN_ORIGIN for frm in action.frm}
    for action in variant.actions:
        targets: Iterable[str] = origins if action.to == "@origin" else ([action.to] if action.to else [])
        if action.kind is ActionKind.ANSWER_SUPPLEMENT:
            # Before acceptance the answer goes straight back to where it was asked.
            targets = {*targets, *origins}
        yield from ((frm, to) for frm in action.frm for to in targets if frm != to)


def _reachable(start: set[str], ways: set[tuple[str, str]]) -> set[str]:
    found, waiting = set(start), list(start)
    while waiting:
        here = waiting.pop()
        new = {to for frm, to in ways if frm == here} - found
        found |= new
        waiting += new
    return found
