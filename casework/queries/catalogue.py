"""The procedures as the public reads them: the version in force, the office's own settings, who decides. No dossier may enter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from casework.context import Casework
from casework.queries.law_in_force import current_calendar, parameter_revision, parameters_of
from procedures.case.clocks import estimate
from procedures.clock.calendar import OFFICE_TIME, Calendar
from procedures.definition import Definition, Phase, State, Text, Variant
from procedures.identifiers import fold

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class ShownProcedure:
    """One version of a procedure with the office's parameters of a day.

    `variant` is the usual case, `guide` the reason why one cannot file here (None: one can), `expected_at` when the
    result of the usual case may be expected if it is filed now, `is_current` whether it is the version of that day.
    """

    definition: Definition
    parameters: Mapping[str, Any]
    variant: Variant
    versions: tuple[Definition, ...]
    is_current: bool
    guide: Text | None
    expected_at: datetime

    @property
    def committed(self) -> str:
        return self.variant.committed_limit({}, self.parameters)


def shown_procedures(casework: Casework, at: datetime) -> tuple[ShownProcedure, ...]:
    """Every procedure in force now, in the order of their folders."""
    on = at.astimezone(OFFICE_TIME).date()
    with casework.database.reading() as session:
        return tuple(_shown(session, casework, one, at) for one in casework.registry.current(on))


def find_procedures(shown: Iterable[ShownProcedure], words: str) -> tuple[ShownProcedure, ...]:
    """Those in which every word begins some word of what the procedure is, in either language; diacritics do not count.

    Without a word everything is found.
    """
    wanted = _words(words)[:MOST_WORDS]
    return tuple(one for one in shown if _says_all(_words(_about(one.definition)), wanted))


def _says_all(said: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(one) for word in said) for one in wanted)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _about(definition: Definition) -> str:
    """What one may look for: the name, the field, the summary, the cases and the papers of a procedure."""
    parts = (definition.name, definition.field, definition.summary)
    named = (one.name for one in (*definition.variants, *definition.components))
    return " ".join(f"{text.vi} {text.en}" for text in (*parts, *named))


def shown_procedure(casework: Casework, slug: str, at: datetime, version: str = "") -> ShownProcedure | None:
    """One procedure in the version named, else in the one in force; None when there is no such thing."""
    found = casework.registry.in_force(slug, at.astimezone(OFFICE_TIME).date())
    if version:
        found = next((one for one in _versions(casework, slug) if one.version == version), None)
    if found is None:
        return None
    with casework.database.reading() as session:
        return _shown(session, casework, found, at)


def _versions(casework: Casework, slug: str) -> tuple[Definition, ...]:
    return casework.registry.versions(slug) if slug in casework.registry.slugs() else ()


def _shown(session: Session, casework: Casework, definition: Definition, at: datetime) -> ShownProcedure:
    on = at.astimezone(OFFICE_TIME).date()
    parameters = parameters_of(definition, parameter_revision(session, on), on)
    variant = definition.variant(definition.route({}, parameters).variant)
    in_force = casework.registry.in_force(definition.slug, on)
    return ShownProcedure(
        definition=definition,
        parameters=parameters,
        variant=variant,
        versions=_versions(casework, definition.slug),
        is_current=in_force is definition,
        guide=guidance(definition, parameters, on),
        expected_at=estimate(definition, variant, {}, parameters, at, current_calendar(session)),
    )


def guidance(definition: Definition, parameters: Mapping[str, Any], on: date) -> Text | None:
    """Why one cannot file here on that day, or None."""
    return definition.guide_only({**parameters, "on": on.isoformat()}) if definition.guide_only else None


def calendar_now(casework: Casework) -> Calendar:
    """The office calendar that counts now."""
    with casework.database.reading() as session:
        return current_calendar(session)


def counter_is_open(casework: Casework, at: datetime) -> bool:
    """Whether the counter is open at this minute: it is as long as working time passes."""
    return calendar_now(casework).is_working_instant(at)


def main_line(variant: Variant) -> tuple[State, ...]:
    """The states of a dossier with which nothing goes wrong, from filing to the result, by the recommended actions."""
    line: list[State] = []
    code = variant.initial
    while code and all(one.code != code for one in line):
        state = variant.state(code)
        if state.phase is Phase.CLOSED:
            break
        line.append(state)
        code = _next(variant, code)
    return tuple(line)


def _next(variant: Variant, code: str) -> str:
    """Where the recommended action leads; when each depends on facts of a dossier, the first of them."""
    ahead = [
        one for one in variant.actions if one.recommended and code in one.frm and one.to not in ("", "@origin", code)
    ]
    usual = [one for one in ahead if one.offered_when.holds({})]
    return next((one.to for one in (*usual, *ahead)), "")
