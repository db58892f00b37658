"""Other dossiers that share a passport, a number, a document or an event with one. Only what the reader may see is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.models import Dossier
from casework.queries.visible import visible_to
from procedures.case.events import Actor
from procedures.definition import Definition, Field, Group, Kind
from procedures.identifiers import fold

MOST_KEYS = 40
MOST_FOUND = 10
SHORTEST = 4
BY_KIND = {Kind.PASSPORT: "passport", Kind.TAX_CODE: "tax_code", Kind.PERSONAL_ID: "personal_id"}
DOCUMENT, EVENT = "document", "event"


@dataclass(frozen=True, slots=True)
class Shared:
    """Another dossier, and what the two share as (kind of key, the value)."""

    code: str
    title: str
    state: str
    slug: str
    definition_version: str
    variant: str
    keys: tuple[tuple[str, str], ...]


def related_to(session: Session, dossier: Dossier, definition: Definition, actor: Actor) -> tuple[Shared, ...]:
    """At most `MOST_FOUND` other dossiers, the newest first."""
    keys = search_keys(definition, dossier.answers, dossier.title)
    if not keys:
        return ()
    matching = or_(*(Dossier.search_text.contains(value, autoescape=True) for _, value, _ in keys))
    columns = (Dossier.code, Dossier.title, Dossier.state, Dossier.slug, Dossier.definition_version, Dossier.variant)
    query = (
        select(*columns, Dossier.search_text)
        .where(Dossier.id != dossier.id, visible_to(actor), matching)
        .order_by(Dossier.filed_at.desc())
        .limit(MOST_FOUND)
    )
    return tuple(
        Shared(*row[:-1], keys=tuple((kind, shown) for kind, value, shown in keys if value in row[-1]))
        for row in session.execute(query)
    )


def search_keys(definition: Definition, answers: Mapping[str, Any], title: str) -> list[tuple[str, str, str]]:
    """(kind, folded value, value as written): numbers of people, firms and documents, and the event itself.

    A question names a document's number when it is a text whose name is or ends with "number".
    """
    found = {
        (kind, fold(value), value): None
        for kind, value in _numbers(definition, answers)
        if len(fold(value)) >= SHORTEST
    }
    if not definition.items and len(fold(title)) >= SHORTEST:
        found[(EVENT, fold(title), title)] = None
    return list(found)[:MOST_KEYS]


def _numbers(definition: Definition, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for item in (one for page in definition.pages for one in page.items):
        given = answers.get(item.name) or [] if isinstance(item, Group) else [answers]
        for one in item.fields if isinstance(item, Group) else (item,):
            kind = _kind_of_key(one)
            values = (each.get(one.name) for each in given) if kind else ()
            yield from ((kind, value) for value in values if isinstance(value, str))


def _kind_of_key(one: Field) -> str:
    if one.kind is Kind.TEXT and (one.name == "number" or one.name.endswith("_number")):
        return DOCUMENT
    return BY_KIND.get(one.kind, "")
