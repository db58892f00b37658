"""The events of all dossiers as an auditor reads them, the newest first. Nothing can be changed from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from casework.context import Casework
from casework.models import Dossier, DossierEvent
from casework.queries.keyset import PageOf, Place, page_of
from casework.queries.visible import visible_to
from procedures.case.events import Actor

PAGE = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One event with the dossier it belongs to."""

    id: int
    at: datetime
    action: str
    kind: str
    actor_kind: str
    actor_name: str
    state: str
    sequence: int
    code: str
    slug: str
    definition_version: str
    variant: str


COLUMNS = (
    *(DossierEvent.id, DossierEvent.at, DossierEvent.action, DossierEvent.kind, DossierEvent.actor_kind),
    *(DossierEvent.actor_name, DossierEvent.state, DossierEvent.sequence),
    *(Dossier.code, Dossier.slug, Dossier.definition_version, Dossier.variant),
)


def events(casework: Casework, actor: Actor, words: str = "", place: Place | None = None, size: int = PAGE) -> PageOf:
    """A page of entries; `words` is a part of a code or of a name."""
    query = select(*COLUMNS).join(Dossier, Dossier.id == DossierEvent.dossier_id).where(visible_to(actor))
    if words:
        wanted = words.strip()[:100]
        named = DossierEvent.actor_name.contains(wanted, autoescape=True)
        query = query.where(or_(Dossier.code.contains(wanted.upper(), autoescape=True), named))
    with casework.database.reading() as session:
        columns = (DossierEvent.at, DossierEvent.id)
        page = page_of(session, query, columns, _key, place, size, newest_first=True)
    return PageOf(tuple(Entry(**row._mapping) for row in page.rows), page.previous, page.next)


def _key(row: Any) -> tuple[datetime, int]:
    return row.at, row.id
