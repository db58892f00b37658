"""What every procedure must keep to before the program starts with it, as a list of problems. No procedure's own rule may enter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, partial
from typing import Any

from procedures import definition as words
from procedures.clock.limits import LimitError, parse_limit
from procedures.contract_process import process_problems
from procedures.countries import COUNTRIES
from procedures.definition import Citation, Condition, Definition, Field, Group, Kind, Text, When

CITED = (
    *(words.Rule, words.Component, words.Leg, words.Step, words.Variant, words.Ending, words.Parameter),
    *(words.Obligation, words.FeeRule, words.ResultPaper, words.FilledForm, words.ConsultedBody, words.SupplementRules),
)
LABELS = {
    "label",
    "name",
    "title",
    "sentence",
    "item_label",
    "consequence",
    "text",
    "message",
    "summary",
    "authority",
    "field",
}


def problems_of(definition: Definition) -> list[str]:
    """Everything that keeps a definition from being used; empty when it is sound."""
    found = [
        *_word_problems(definition, definition.slug, set()),
        *_doubles(definition),
        *_form_problems(definition),
        *_condition_problems(definition),
        *_reference_problems(definition),
        *_limit_problems(definition),
        *_call_problems(definition),
        *(problem for variant in definition.variants for problem in process_problems(variant)),
        *([] if definition.variants else ["there is no variant"]),
        *([] if definition.legal_basis else ["there is no legal basis"]),
    ]
    return list(dict.fromkeys(found))


def problems_between(versions: Iterable[Definition]) -> list[str]:
    """What is wrong between the versions of one procedure."""
    versions = tuple(versions)
    slugs = sorted({one.slug for one in versions})
    return [
        *([f"one folder holds several procedures: {', '.join(slugs)}"] if len(slugs) > 1 else []),
        *(f"two versions are called {name}" for name in _repeated(one.version for one in versions)),
        *(
            f"two versions are in force from {day}"
            for day in _repeated(one.in_force_from.isoformat() for one in versions)
        ),
    ]


def _repeated(names: Iterable[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


def _name_of(part: Any) -> str:
    return next((str(getattr(part, name)) for name in ("code", "slug", "value") if hasattr(part, name)), "") or str(
        getattr(part, "name", "")
    )


def _word_problems(part: Any, path: str, seen: set[int]) -> Iterator[str]:
    """Walk the whole definition: every text in both languages, every citation naming its document.

    Variants share most of their parts: `seen` has the identities of what was walked already, which the definition keeps alive.
    """
    if id(part) in seen:
        return
    seen.add(id(part))
    if isinstance(part, Text):
        yield from (
            f"{path} has no text in {language}" for language in ("vi", "en") if not getattr(part, language).strip()
        )
    elif isinstance(part, Citation):
        if not part.document.strip():
            yield f"{path} names no document"
    elif isinstance(part, tuple):
        for index, one in enumerate(part):
            own = _name_of(one) if is_dataclass(one) and not isinstance(one, Text | Citation) else ""
            yield from _word_problems(one, f"{path}[{own or index}]", seen)
    elif (names := _field_names(type(part))) and not isinstance(part, Enum):
        yield from _missing(part, path, names)
        for name in names:
            value = getattr(part, name)
            if isinstance(value, tuple) or _field_names(type(value)):
                yield from _word_problems(value, f"{path}.{name}", seen)


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """The fields of a type, none for a plain value: a start looks at some ten thousand values of thirty types."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _missing(part: Any, path: str, names: tuple[str, ...]) -> Iterator[str]:
    if isinstance(part, CITED) and not isinstance(part.citation, Citation):
        yield f"{path} cites nothing"
    for name in names:
        if name in LABELS and getattr(part, name) is None:
            yield f"{path}.{name} is missing"


def _doubles(definition: Definition) -> Iterator[str]:
    items = [item for page in definition.pages for item in page.items]
    groups = [item for item in items if isinstance(item, Group)]
    lists = {
        "pages": (one.name for one in definition.pages),
        "questions": (one.name for one in items),
        "components": (one.code for one in definition.components),
        "forms": (one.code for one in definition.forms),
        "rules": (one.code for one in definition.rules),
        "endings": (one.code for one in definition.endings),
        "parameters": (one.name for one in definition.parameters),
        "obligations": (one.code for one in definition.obligations),
        "variants": (one.code for one in definition.variants),
        **{f"questions of {group.name}": (one.name for one in group.fields) for group in groups},
    }
    return (f"two {what} are called {name}" for what, names in lists.items() for name in _repeated(names))


def _form_problems(definition: Definition) -> Iterator[str]:
    for page in definition.pages:
        for item in page.items:
            if not item.name.isidentifier():
                yield f"{item.name!r} is no name for a question"
            if isinstance(item, Group) and not 0 <= item.min_items <= item.max_items:
                yield f"{item.name} wants at least {item.min_items} and at most {item.max_items} items"
        for one in page.fields():
            yield from _field_problems(one)


def _field_problems(one: Field) -> Iterator[str]:
    if not one.name.isidentifier():
        yield f"{one.name!r} is no name for a question"
    if one.kind in (Kind.CHOICE, Kind.CHOICES) and not one.choices:
        yield f"{one.name} offers nothing to choose"
    yield from (f"{one.name} offers {value} twice" for value in _repeated(choice.value for choice in one.choices))
    if one.max_length < 1:
        yield f"{one.name} has no room for an answer"
    if one.minimum is not None and one.maximum is not None and one.minimum > one.maximum:
        yield f"{one.name} wants at least {one.minimum} and at most {one.maximum}"


Questions = Mapping[str, Field | Group | None]


def _questions(definition: Definition) -> dict[str, Field | Group | None] | None:
    """What a condition may look at: questions and groups, and names of derived facts (without a question).

    None when the facts cannot be derived, which `_call_problems` reports.
    """
    derived: dict[str, Field | Group | None] = {}
    if definition.derive:
        try:
            derived = dict.fromkeys(definition.derive({}, definition.merged_parameters({}), definition.in_force_from))
        except Exception:  # reported as said above
            return None
    return derived | {item.name: item for page in definition.pages for item in page.items}


def _condition_problems(definition: Definition) -> Iterator[str]:
    known = _questions(definition)
    if known is None:
        return
    for path, condition, seen in _conditions(definition, known):
        for when in _whens(condition):
            if when.field not in seen:
                yield f"{path} looks at {when.field}, which is neither a question nor a derived fact"
            else:
                yield from (f"{path}: {problem}" for problem in _never_given(when, seen[when.field]))


def _conditions(definition: Definition, known: Questions) -> Iterator[tuple[str, Condition, Questions]]:
    inside = {
        item.name: {**known, **{one.name: one for one in item.fields}}
        for item in known.values()
        if isinstance(item, Group)
    }
    for page in definition.pages:
        yield page.name, page.shown_when, known
        for item in page.items:
            yield item.name, item.shown_when, known
            if isinstance(item, Group):
                yield from ((f"{item.name}.{one.name}", one.shown_when, inside[item.name]) for one in item.fields)
    for component in definition.components:
        seen = inside.get(component.each, known)
        yield f"component {component.code}", component.required_when, seen
        yield f"component {component.code}", component.shown_when, seen
    yield from ((f"ending {one.code}", one.when, known) for one in definition.endings)
    for variant in definition.variants:
        yield from ((f"{variant.code}: action {one.code}", one.offered_when, known) for one in variant.actions)
        yield from ((f"{variant.code}: leg {one.code}", one.when, known) for one in variant.legs)


def _whens(condition: Condition) -> Iterator[When]:
    match condition:
        case When():
            yield condition
        case words.Not(part=part):
            yield from _whens(part)
        case words.AllOf(parts=parts) | words.AnyOf(parts=parts):
            for part in parts:
                yield from _whens(part)


def _never_given(when: When, question: Field | Group | None) -> Iterator[str]:
    """Values that the question can never have: most often a misspelling."""
    if not isinstance(question, Field):
        return
    match question.kind:
        case Kind.CHOICE | Kind.CHOICES:
            possible: set[Any] = {choice.value for choice in question.choices}
        case Kind.YES_NO | Kind.DECLARATION:
            possible = {True, False}
        case Kind.COUNTRY:
            possible = set(COUNTRIES)
        case _:
            return
    yield from (f"{when.field} is never {value!r}" for value in when.values if value not in possible)


def _reference_problems(definition: Definition) -> Iterator[str]:
    groups = {item.name for page in definition.pages for item in page.items if isinstance(item, Group)}
    forms = {one.code for one in definition.forms}
    exemplified = {one.code for one in definition.forms if one.example}
    if definition.items and definition.items not in groups:
        yield f"items names {definition.items}, which is no group"
    questions = {item.name for page in definition.pages for item in page.items}
    if definition.result_choice and definition.result_choice not in questions:
        yield f"result_choice names {definition.result_choice}, which is no question"
    for component in definition.components:
        if component.each and component.each not in groups:
            yield f"component {component.code} is for each of {component.each}, which is no group"
        if component.filled_form and component.filled_form not in forms:
            yield f"component {component.code} names the form {component.filled_form}, which is not there"
        if not component.accepts:
            yield f"component {component.code} is accepted in no shape"
        if not component.must_show and component.filled_form not in exemplified:
            yield f"component {component.code} has neither a sample nor a list of what it must show"


def _limit_problems(definition: Definition) -> Iterator[str]:
    limits = {
        "reception_limit": definition.reception_limit,
        "supplement.restart_within": definition.supplement.restart_within,
        "supplement.answer_within": definition.supplement.answer_within,
        **{f"parameter {one.name}": str(one.default) for one in definition.parameters if one.name.startswith("limit.")},
    }
    for what, limit in limits.items():
        try:
            parse_limit(limit)
        except LimitError as error:
            yield f"{what}: {error}"


def _call_problems(definition: Definition) -> Iterator[str]:
    """The functions that are asked about drafts must stand an empty dossier, and one whose items are still empty."""
    empty_items: dict[str, Any] = {
        item.name: [{}] for page in definition.pages for item in page.items if isinstance(item, Group)
    }
    for answers in ({}, empty_items):
        for what, call in _asked_about_drafts(definition, answers):
            try:
                call()
            except Exception as error:  # whatever the law's function raises is the finding
                yield f"{what} does not stand an unfinished dossier: {type(error).__name__}: {error}"


def _asked_about_drafts(definition: Definition, answers: Mapping[str, Any]) -> Iterator[tuple[str, Callable[[], Any]]]:
    on = definition.in_force_from
    parameters = definition.merged_parameters({}) | {"on": on}
    yield "title_of", partial(definition.title_of, answers)
    yield "route", partial(definition.route, answers, parameters)
    for rule in definition.rules:
        yield f"rule {rule.code}", partial(rule.check, answers, on, parameters)
    if definition.derive:
        yield "derive", partial(definition.derive, answers, parameters, on)
    if definition.item_title:
        yield "item_title", partial(definition.item_title, {})
    if definition.guide_only:
        yield "guide_only", partial(definition.guide_only, parameters)
