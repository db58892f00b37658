"""What the answers lead to before anything is filed: papers to hand in, or an ending. No file handling may enter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from procedures.definition import Component, Definition, Ending


@dataclass(frozen=True, slots=True)
class RequiredComponent:
    """A component as this dossier needs it; with `each`, one for each item of the group.

    `item_title` is None where the definition gives the group's items no title of their own.
    """

    component: Component
    item_index: int | None
    item_title: str | None
    required: bool


def required_components(definition: Definition, answers: Mapping[str, Any]) -> tuple[RequiredComponent, ...]:
    """The components shown to this dossier, in the law's order; `answers` are clean, or `definition.facts(…)`."""
    return tuple(one for component in definition.components for one in _expanded(definition, component, answers))


def _expanded(definition: Definition, component: Component, answers: Mapping[str, Any]) -> Iterator[RequiredComponent]:
    if not component.each:
        if component.shown_when.holds(answers):
            yield RequiredComponent(component, None, None, component.required_when.holds(answers))
        return
    for index, item in enumerate(answers.get(component.each, [])):
        about = {**answers, **item}
        if component.shown_when.holds(about):
            title = _title(definition, component.each, item)
            yield RequiredComponent(component, index, title, component.required_when.holds(about))


def _title(definition: Definition, group: str, item: Mapping[str, Any]) -> str | None:
    if group != definition.items or definition.item_title is None:
        return None
    return definition.item_title(item)


def groups_with_papers(definition: Definition) -> frozenset[str]:
    """Groups whose items are known by their place: papers belong to them, or they are decided one by one."""
    return frozenset({definition.items, *(one.each for one in definition.components)} - {""})


def ending(definition: Definition, answers: Mapping[str, Any]) -> Ending | None:
    """The first ending whose condition holds: this office is not the one to ask. `answers` as above."""
    return next((one for one in definition.endings if one.when.holds(answers)), None)
