"""The one validation: counter, portal, API and loader all call it. No widget, no sentence and no clock reading may enter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from procedures.answers.errors import AnswerError, Code, Validated
from procedures.answers.papers import ending
from procedures.answers.reading import Reading, is_shown, question_at, read, read_value, visible
from procedures.definition import Definition, Field, Group, Kind, Page, Severity, Text
from procedures.identifiers import personal_id_doubts

MOST_BYTES = 512 * 1024


def validate(
    definition: Definition,
    answers: Mapping[str, Any],
    on: date,
    parameters: Mapping[str, Any],
    *,
    page: str | None = None,
    complete: bool = True,
) -> Validated:
    """Normalise and check the answers of a dossier as of the local date `on`.

    `page` limits errors and warnings (not the clean answers) to one page. Without `complete` nothing is required and
    no rule is asked: that is a draft. With it, and for the whole, an ending that holds is an error of its own.
    """
    if _too_much(answers):
        return Validated({}, (AnswerError("", Code.TOO_MUCH, {"maximum": MOST_BYTES}),))

    def facts_of(given: Mapping[str, Any]) -> Mapping[str, Any]:
        return definition.facts(given, parameters, on)

    found = read((item for one in definition.pages for item in one.items), answers, on)
    found.answers = visible(definition.pages, found.answers, facts_of)
    facts = facts_of(found.answers)
    pages = [one for one in definition.pages if page is None or one.name == page]
    errors = [error for one in pages for error in _page_errors(one, found, facts, complete)]
    warnings = [error for one in pages for error in _doubts(one, found.answers)]
    if complete:
        here = None if page is None else {item.name for one in pages for item in one.items}
        for severity, error in _rule_findings(definition, found.answers, on, parameters):
            if here is None or error.path.split(".")[0] in here:
                (errors if severity is Severity.ERROR else warnings).append(error)
        stop = ending(definition, facts) if page is None else None
        if stop:
            errors.append(AnswerError("", stop.code, {}, stop.text))
    return Validated(found.answers, tuple(errors), tuple(warnings))


def validate_fields(fields: Sequence[Field], raw: Mapping[str, Any], on: date) -> Validated:
    """The same for fields that belong to no definition: what an action asks of an officer."""
    if _too_much(raw):
        return Validated({}, (AnswerError("", Code.TOO_MUCH, {"maximum": MOST_BYTES}),))
    page = Page("fields", Text("", ""), tuple(fields))
    found = read(fields, raw, on)
    found.answers = visible([page], found.answers, lambda given: given)
    errors = _page_errors(page, found, found.answers, complete=True)
    return Validated(found.answers, tuple(errors), tuple(_doubts(page, found.answers)))


def check_one(definition: Definition, path: str, raw: Any, on: date) -> tuple[Any, AnswerError | None]:
    """One answer as autosave sees it: its kind and limits only, never whether it is required or shown.

    The clean value is None when the answer was emptied or is wrong.
    """
    one = question_at(definition, path)
    if one is None:
        return None, AnswerError(path, Code.UNKNOWN_FIELD)
    if _too_much({"": raw}):
        return None, AnswerError(path, Code.TOO_MUCH, {"maximum": MOST_BYTES})
    return read_value(one, raw, on, path)


def _too_much(answers: Mapping[str, Any]) -> bool:
    try:
        size = len(json.dumps(dict(answers), ensure_ascii=False, default=str, skipkeys=True).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return True
    return size > MOST_BYTES


def _page_errors(page: Page, found: Reading, facts: Mapping[str, Any], complete: bool) -> Iterator[AnswerError]:
    for item in page.items:
        if not is_shown(page, item, facts):
            continue
        if isinstance(item, Group):
            yield from _group_errors(item, found, facts, complete)
        else:
            yield from _field_errors(item, found.answers, found, item.name, complete)


def _group_errors(group: Group, found: Reading, facts: Mapping[str, Any], complete: bool) -> Iterator[AnswerError]:
    given = found.answers.get(group.name, [])
    if group.name in found.faults:
        yield found.faults[group.name]
    elif complete and len(given) < group.min_items:
        yield AnswerError(group.name, Code.TOO_FEW_ITEMS, {"minimum": group.min_items})
    for index, item in enumerate(given):
        about = {**facts, **item}
        for one in group.fields:
            if one.shown_when.holds(about):
                yield from _field_errors(one, item, found, f"{group.name}.{index}.{one.name}", complete)


def _field_errors(
    one: Field, answers: Mapping[str, Any], found: Reading, path: str, complete: bool
) -> Iterator[AnswerError]:
    if path in found.faults:
        yield found.faults[path]
    elif complete and one.required and one.kind is Kind.DECLARATION and not answers.get(one.name):
        yield AnswerError(path, Code.MUST_BE_TICKED)
    elif complete and one.required and one.name not in answers:
        yield AnswerError(path, Code.REQUIRED)


def _doubts(page: Page, answers: Mapping[str, Any]) -> Iterator[AnswerError]:
    """Warnings about personal numbers of unknown provinces; never a reason to refuse (NĐ 137/2015/NĐ-CP, Điều 13)."""
    for path, one, value in _answered(page, answers):
        if one.kind is Kind.PERSONAL_ID and Code.UNKNOWN_PROVINCE in personal_id_doubts(value):
            yield AnswerError(path, Code.UNKNOWN_PROVINCE)


def _answered(page: Page, answers: Mapping[str, Any]) -> Iterator[tuple[str, Field, Any]]:
    for item in page.items:
        if isinstance(item, Group):
            for index, given in enumerate(answers.get(item.name, [])):
                for one in item.fields:
                    if one.name in given:
                        yield f"{item.name}.{index}.{one.name}", one, given[one.name]
        elif item.name in answers:
            yield item.name, item, answers[item.name]


def _rule_findings(
    definition: Definition, answers: Mapping[str, Any], on: date, parameters: Mapping[str, Any]
) -> Iterator[tuple[Severity, AnswerError]]:
    for rule in definition.rules:
        for finding in rule.check(answers, on, parameters):
            yield rule.severity, AnswerError(finding.path, rule.code, dict(finding.params), rule.message)
