"""Which papers carry a decision out: one each or one letter for the agreed and one for the refused. Pure; nothing is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procedures.case.replay import Case, ItemOutcome
from procedures.definition import ActionKind, Definition, Outcome, ResultPaper, Variant

ONE_EACH = "each"
OFFICE = "office"


@dataclass(frozen=True, slots=True)
class PlannedPaper:
    """One result paper to be issued: its kind, the items it speaks of (empty: the dossier), its number if known."""

    result: ResultPaper
    items: tuple[int, ...]
    number_input: str


def planned_papers(
    definition: Definition,
    variant: Variant,
    outcomes: Mapping[str, ItemOutcome],
    parameters: Mapping[str, Any],
    decided_here: bool = False,
) -> tuple[PlannedPaper, ...]:
    """The papers for these outcomes; the parameter `papers_by` ("each" or "one_letter") is the office's setting.

    `decided_here` chooses where the office and another body each have a paper for an outcome.
    """
    kinds = _kinds(variant, decided_here)
    if not definition.items:
        whole = outcomes.get("")
        result = kinds.get(Outcome(whole.outcome)) if whole else None
        return (PlannedPaper(result, (), "number"),) if result else ()
    decided = {int(key): Outcome(one.outcome) for key, one in outcomes.items() if key}
    if parameters.get("papers_by") == ONE_EACH:
        return tuple(
            PlannedPaper(kinds[outcome], (index,), f"number_{index}")
            for index, outcome in sorted(decided.items())
            if outcome in kinds
        )
    return _one_letter_each_way(kinds, decided)


def drafted_papers(
    definition: Definition, variant: Variant, case: Case, parameters: Mapping[str, Any]
) -> tuple[PlannedPaper, ...]:
    """What is drafted with a proposal: the papers of who usually decides, and the office's own where it may refuse."""
    usual = planned_papers(definition, variant, case.proposed, parameters)
    may_refuse = any(one.kind is ActionKind.REFUSE for one in variant.actions)
    if not (may_refuse and case.all_refused):
        return usual
    return (*usual, *planned_papers(definition, variant, case.proposed, parameters, decided_here=True))


def _kinds(variant: Variant, decided_here: bool) -> dict[Outcome, ResultPaper]:
    kinds: dict[Outcome, ResultPaper] = {}
    for result in variant.results:
        if result.outcome not in kinds or (result.body == OFFICE) is decided_here:
            kinds[result.outcome] = result
    return kinds


def _one_letter_each_way(
    kinds: Mapping[Outcome, ResultPaper], decided: Mapping[int, Outcome]
) -> tuple[PlannedPaper, ...]:
    papers = []
    for outcome in (Outcome.GRANTED, Outcome.REFUSED):
        items = tuple(sorted(index for index, one in decided.items() if one == outcome))
        if items and outcome in kinds:
            number = "number" if not papers else "refusal_number"
            papers.append(PlannedPaper(kinds[outcome], items, number))
    return tuple(papers)
