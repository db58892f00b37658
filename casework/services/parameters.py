"""What the office sets by its own decision, as dated revisions that are never overwritten. Open dossiers keep theirs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import ParameterRevision
from casework.queries.law_in_force import parameter_revision, parameters_of
from casework.services.acting import InvalidInputs
from casework.services.parameter_shapes import has_shape_of
from procedures.answers import AnswerError, validate_fields
from procedures.case.events import Actor
from procedures.case.workbench import REVISION_FIELDS
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Definition, Parameter
from procedures.reporting import REPORT, Reading, Report

LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class SetParameter:
    """One parameter with the value of a day; `revised` tells that the office set it."""

    parameter: Parameter
    value: Any
    revised: bool

    @property
    def written(self) -> str:
        """As it is edited: text and numbers as they are, everything else as JSON."""
        return written(self.value)


def written(value: Any) -> str:
    """A value as a person edits it."""
    return str(value) if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False, indent=2)


def parameters_on(casework: Casework, on: date) -> dict[str, tuple[SetParameter, ...]]:
    """The parameters of every procedure in force on a local date, and of the report."""
    with casework.database.reading() as session:
        revision = parameter_revision(session, on)
        return {one.slug: _set(one, revision, on) for one in (*casework.registry.current(on), REPORT)}


def _set(definition: Definition | Report, revision: ParameterRevision | None, on: date) -> tuple[SetParameter, ...]:
    values = parameters_of(definition, revision, on)
    own = revision.values.get(definition.slug, {}) if revision else {}
    return tuple(SetParameter(one, values[one.name], one.name in own) for one in definition.parameters)


def revisions(casework: Casework) -> tuple[ParameterRevision, ...]:
    """Every revision, the latest to begin first."""
    query = select(ParameterRevision).order_by(ParameterRevision.in_force_from.desc(), ParameterRevision.id.desc())
    with casework.database.reading() as session:
        return tuple(session.scalars(query))


def revise(casework: Casework, slug: str, raw: Mapping[str, str], by: Actor, at: datetime) -> int:
    """Add a revision for one procedure or the report: what differs from its beginning day's values; the others stay. Returns its id.

    `raw` holds "in_force_from", "document" and parameters by name. Raises InvalidInputs by those names.
    """
    today = at.astimezone(OFFICE_TIME).date()
    checked = validate_fields(REVISION_FIELDS, raw, today)
    if checked.errors:
        raise InvalidInputs(checked.errors)
    begins = date.fromisoformat(checked.answers["in_force_from"])
    with casework.database.unit_of_work() as session:
        before = parameter_revision(session, begins)
        definition = REPORT if slug == REPORT.slug else casework.registry.in_force(slug, begins)
        if definition is None:
            raise InvalidInputs((AnswerError("in_force_from", "not_in_force"),))
        values = _changed(definition, before, raw, begins)
        return _add(session, definition.slug, values, before, checked.answers["document"], begins, by, at).id


def _add(
    session: Session,
    slug: str,
    values: dict[str, Any],
    before: ParameterRevision | None,
    document: str,
    begins: date,
    by: Actor,
    at: datetime,
) -> ParameterRevision:
    whole = dict(before.values) if before else {}
    whole[slug] = {**whole.get(slug, {}), **values}
    revision = ParameterRevision(in_force_from=begins, document=document, values=whole, by=by.name, created_at=at)
    session.add(revision)
    session.flush()
    return revision


def _changed(
    definition: Definition | Report, before: ParameterRevision | None, raw: Mapping[str, str], begins: date
) -> dict[str, Any]:
    """The values that differ, and readings that are confirmed as they are; InvalidInputs when one cannot be used or nothing is new."""
    present, errors, changed = parameters_of(definition, before, begins), [], {}
    decided = before.values.get(definition.slug, {}) if before else {}
    for one in definition.parameters:
        try:
            value = read(one, raw.get(one.name, written(present[one.name])))
        except ValueError:
            errors.append(AnswerError(one.name, "not_usable"))
            continue
        if value != present[one.name] or (isinstance(one, Reading) and one.name not in decided):
            changed[one.name] = value
    if not errors and not changed:
        errors.append(AnswerError("", "nothing_changed"))
    if not errors and isinstance(definition, Definition) and not _works(definition, {**present, **changed}, begins):
        errors += [AnswerError(name, "not_usable") for name in changed]
    if errors:
        raise InvalidInputs(tuple(errors))
    return changed


def read(parameter: Parameter, text: str) -> Any:
    """The value a person wrote, of the same type as the default. ValueError says it is none."""
    given = text.strip()
    if len(given) > LONGEST:
        raise ValueError("too long")
    if isinstance(parameter, Reading):
        if given not in {one.value for one in parameter.choices}:
            raise ValueError("none of the choices")
        return given
    if isinstance(parameter.default, str):
        if not given or not has_shape_of(given, parameter.default):
            raise ValueError("empty, or no limit")
        return given
    try:
        value = json.loads(given, parse_constant=_no_number)
    except RecursionError as deep:
        raise ValueError("nested too deeply") from deep
    if not has_shape_of(value, parameter.default):
        raise ValueError("of another shape")
    return value


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _works(definition: Definition, parameters: Mapping[str, Any], on: date) -> bool:
    """Whether the procedure can read its parameters: a structure it does not understand must not reach an applicant."""
    known = {**parameters, "on": on}
    try:
        route = definition.route({}, known)
        definition.facts({}, known, on)
        definition.variant(route.variant).committed_limit({}, known)
        if definition.guide_only:
            definition.guide_only(known)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, StopIteration, RecursionError):
        return False
    return True
