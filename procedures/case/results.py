"""Which papers carry a decision out: one each or one letter for the agreed and one for the refused. Pure; nothing is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procedures.case.replay import ItemOutcome
from procedures.definition import Definition, Outcome, ResultPaper, Variant

ONE_EACH = "each"


@dataclass(frozen=True, slots=True)
class PlannedPaper:
    """One result paper to be issued: its kind, the items it speaks of (empty: the dossier), its number if known."""

    result: ResultPaper
    items: tuple[int, ...]
    number_input: str


def planned_papers(
    definition: Definition, variant: Variant, outcomes: Mapping[str, ItemOutcome], parameters: Mapping[str, Any]
) -> tuple[PlannedPaper, ...]:
    """The papers for these outcomes; the parameter `papers_by` ("each" or "one_letter") is the office's setting."""
    kinds = {result.outcome: result for result in variant.results}
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
