"""What the office sets by its own decision, as dated revisions that are never overwritten. Open dossiers keep theirs.

A revision names everything as of its day, so what is written after it for an earlier day is written on into it.
"""

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
from casework.queries.law_in_force import (
    LARGEST_NUMBER,
    close_the_gate,
    newest_parameters,
    parameter_revision,
    parameter_revisions,
    parameters_of,
)
from casework.services.acting import InvalidInputs
from casework.services.parameter_shapes import has_shape_of
from procedures.answers import AnswerError, validate_fields
from procedures.case.events import Actor
from procedures.case.workbench import REVISION_FIELDS
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Definition, Parameter
from procedures.reporting import REPORT, Reading, Report
from procedures.standard.limits import beyond_the_law

LONGEST = 100_000
LONGEST_DOCUMENT = ParameterRevision.__table__.c.document.type.length


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


def parameters_on(casework: Casework, on: date, *, seen: int = LARGEST_NUMBER) -> dict[str, tuple[SetParameter, ...]]:
    """The parameters of every procedure in force on a local date, and of the report, as the revisions up to `seen` have them."""
    with casework.database.reading() as session:
        revision, newest = parameter_revision(session, on, seen=seen), newest_parameters(session, seen=seen)
        return {one.slug: _set(one, revision, newest, on) for one in (*casework.registry.current(on), REPORT)}


def _set(
    definition: Definition | Report, revision: ParameterRevision | None, newest: ParameterRevision | None, on: date
) -> tuple[SetParameter, ...]:
    values = _values_on(definition, revision, newest, on)
    own = (revision.values.get(definition.slug, {}) if revision else {}) | _following(definition, newest)
    return tuple(SetParameter(one, values[one.name], one.name in own) for one in definition.parameters)


def _values_on(
    definition: Definition | Report, revision: ParameterRevision | None, newest: ParameterRevision | None, on: date
) -> dict[str, Any]:
    """The values of a day; those that follow are read as they were written last, as for every dossier."""
    return parameters_of(definition, revision, on) | _following(definition, newest)


def _following(definition: Definition | Report, newest: ParameterRevision | None) -> dict[str, Any]:
    if newest is None or isinstance(definition, Report):
        return {}
    return definition.following(newest.values.get(definition.slug, {}))


def revisions(casework: Casework) -> tuple[ParameterRevision, ...]:
    """Every revision, the latest to begin first."""
    query = select(ParameterRevision).order_by(ParameterRevision.in_force_from.desc(), ParameterRevision.id.desc())
    with casework.database.reading() as session:
        return tuple(session.scalars(query))


def revise(
    casework: Casework, slug: str, raw: Mapping[str, str], by: Actor, at: datetime, shown: Mapping[str, Any] | None = None
) -> int:
    """Add a revision for one procedure or the report: what differs from its beginning day's values; the others stay. Returns its id.

    `raw` holds "in_force_from", "document" and parameters by name, `shown` what the person saw of them: what was left as it
    was shown is not touched, whatever it is by now or on that day. Raises InvalidInputs by those names.
    """
    today = at.astimezone(OFFICE_TIME).date()
    checked = validate_fields(REVISION_FIELDS, raw, today)
    if checked.errors:
        raise InvalidInputs(checked.errors)
    begins = date.fromisoformat(checked.answers["in_force_from"])
    with casework.database.unit_of_work() as session:
        close_the_gate(session)  # two at once would each leave out what the other writes
        before, newest = parameter_revision(session, begins), newest_parameters(session)
        definition = REPORT if slug == REPORT.slug else casework.registry.in_force(slug, begins)
        if definition is None:
            raise InvalidInputs((AnswerError("in_force_from", "not_in_force"),))
        present = _values_on(definition, before, newest, begins)
        decided = before.values.get(definition.slug, {}) if before else {}
        values = _changed(definition, present, decided, raw, shown or {}, begins)
        revision = ParameterRevision(
            in_force_from=begins,
            document=checked.answers["document"],
            values=_with(before.values if before else {}, definition.slug, values),
            by=by.name,
            created_at=at,
        )
        later = _in_force_after(session, begins)
        session.add(revision)
        session.flush()
        for one in later:
            _write_on(session, one, definition, present, values, revision)
        return revision.id


def _with(whole: Mapping[str, Any], slug: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {**whole, slug: {**whole.get(slug, {}), **values}}


def _in_force_after(session: Session, day: date) -> list[ParameterRevision]:
    """Of every day after that one on which a revision begins, the revision that counts from then on, in their order."""
    return list({one.in_force_from: one for one in parameter_revisions(session) if one.in_force_from > day}.values())


def _write_on(
    session: Session,
    later: ParameterRevision,
    definition: Definition | Report,
    present: Mapping[str, Any],
    values: Mapping[str, Any],
    revision: ParameterRevision,
) -> None:
    """What a revision says goes on counting when one begins that was written before it, unless that one says otherwise.

    Entries that have days of their own follow what was written last, so they go on in any case.
    """
    follows = {one.name for one in definition.parameters if one.follows}
    there = parameters_of(definition, later, later.in_force_from)
    more = {name: value for name, value in values.items() if name in follows or there[name] == present[name]}
    document = f"{later.document}; {revision.document}"[:LONGEST_DOCUMENT]
    session.add(
        ParameterRevision(
            in_force_from=later.in_force_from,
            document=document,
            values=_with(later.values, definition.slug, more),
            by=revision.by,
            created_at=revision.created_at,
        )
    )
    session.flush()


def _changed(
    definition: Definition | Report,
    present: Mapping[str, Any],
    decided: Mapping[str, Any],
    raw: Mapping[str, str],
    shown: Mapping[str, Any],
    begins: date,
) -> dict[str, Any]:
    """The values that differ, and readings that are confirmed as they are; InvalidInputs when one cannot be used or nothing is new."""
    errors, changed = [], {}
    for one in definition.parameters:
        try:
            value = read(one, raw.get(one.name, written(present[one.name])))
        except ValueError:
            errors.append(AnswerError(one.name, "not_usable"))
            continue
        confirmed = isinstance(one, Reading) and one.name not in decided
        untouched = one.name in shown and value == shown[one.name]
        if confirmed or (value != present[one.name] and not untouched):
            changed[one.name] = value
    if not errors and not changed:
        errors.append(AnswerError("", "nothing_changed"))
    if not errors and isinstance(definition, Definition):
        errors += [AnswerError(name, "beyond_the_law") for name in beyond_the_law(definition, changed)]
        if not errors and not _works(definition, {**present, **changed}, begins):
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
        if not given or not has_shape_of(given, parameter.default) or (parameter.words and given not in parameter.words):
            raise ValueError("empty, no limit, or none of the words")
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
