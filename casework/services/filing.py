"""Submitting: a complete draft becomes exactly one dossier; a dossier from the national portal enters by the same service."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, select
from sqlalchemy import Row as Selected

from casework.context import Casework
from casework.models import Account, Attachment, Dossier, DossierEvent, Draft, OutboxMessage
from casework.queries.law_in_force import parameters_of
from casework.queries.to_submit import ToSubmit, to_submit
from casework.services.drafting import DraftNotFound
from casework.services.numbering import insert_numbered
from casework.services.recording import derived_columns, event_row
from casework.services.telling import Addressee, notice
from casework.services.writing import FromFirst, Row
from procedures.answers import AnswerError, required_components, validate
from procedures.case.clocks import clocks_of, estimate, originals_due_at
from procedures.case.events import Actor, Event
from procedures.case.replay import Case, replay
from procedures.clock.calendar import OFFICE_TIME, Calendar
from procedures.definition import ActionKind, Definition, Role
from procedures.identifiers import fold

DOSSIERS, EVENTS, OUTBOX = Dossier.__table__, DossierEvent.__table__, OutboxMessage.__table__
FILES, DRAFTS = Attachment.__table__, Draft.__table__
MOST_TEXT = Dossier.__table__.c.search_text.type.length
LONGEST_WORDS, LONGEST_NUMBER = 120, 30
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class HasNumber(Protocol):
    """A parameter revision, or what is remembered of one."""

    @property
    def id(self) -> int: ...


class NotComplete(ValueError):
    """The draft cannot be submitted: errors by path, and required papers that are missing."""

    def __init__(self, errors: tuple[AnswerError, ...], missing: tuple[tuple[str, int], ...]) -> None:
        super().__init__("the draft is not complete")
        self.errors, self.missing = errors, missing


class NotOnline(RuntimeError):
    """In the mode in force the office only guides for this procedure, or filing happens at the national portal."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What is filed, whatever door it came through. `applicant` is the snapshot kept with the dossier.

    What a draft was read with comes along: whom to tell, and the draft that becomes the dossier.
    """

    definition: Definition
    answers: Mapping[str, Any]
    warnings: tuple[AnswerError, ...]
    applicant: Mapping[str, Any]
    account_id: int | None
    actor: Actor
    revision: HasNumber | None
    parameters: Mapping[str, Any]
    calendar: Calendar
    intake: str = "local"
    external_code: str | None = None
    whom: Addressee | None = None
    draft_id: str | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """The dossier that came of it."""

    id: int
    code: str


def submit(casework: Casework, draft_id: str, account_id: int, at: datetime) -> str:
    """Submit a draft and return the dossier's code; a repeated call returns the same code.

    Raises DraftNotFound, NotComplete or NotOnline.
    """
    if casework.office.intake != "local":
        raise NotOnline
    with casework.database.writing_rows() as connection:
        given = to_submit(connection, casework, draft_id, account_id, at.astimezone(OFFICE_TIME).date())
        if given is None:
            raise DraftNotFound(draft_id)
        if given.row.dossier_id is not None:
            return connection.scalars(select(DOSSIERS.c.code).where(DOSSIERS.c.id == given.row.dossier_id)).one()
        if given.row.expires_at <= at:
            raise DraftNotFound(draft_id)
        return file_dossier(connection, casework, _filing_of(casework, given, draft_id, at), at).code


def _filing_of(casework: Casework, given: ToSubmit, draft_id: str, at: datetime) -> Filing:
    on, account = at.astimezone(OFFICE_TIME).date(), given.row
    definition = casework.registry.in_force(account.slug, on)
    parameters = parameters_of(definition, given.revision, on)
    if definition.guide_only and definition.guide_only(parameters):
        raise NotOnline
    known = {**parameters, "overdue_reports": given.overdue}
    checked = validate(definition, account.answers, on, known)
    facts = definition.facts(checked.answers, known, on)
    missing = _missing_papers(given, definition, facts)
    if checked.errors or missing:
        raise NotComplete(checked.errors, missing)
    return Filing(
        definition,
        checked.answers,
        checked.warnings,
        applicant_of(account),
        account.id,
        citizen(account),
        given.revision,
        known,
        given.calendar,
        whom=Addressee(account.email, account.phone, account.language),
        draft_id=draft_id,
    )


def _missing_papers(given: ToSubmit, definition: Definition, facts: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """Required components without a file, and any with an infected one, as (code, item index or -1)."""
    needed = {
        (one.component.code, -1 if one.item_index is None else one.item_index): one.required
        for one in required_components(definition, facts)
    }
    return tuple(one for one, required in needed.items() if one in given.infected or (required and one not in given.present))


def file_dossier(connection: Connection, casework: Casework, filing: Filing, at: datetime) -> Filed:
    """Create the dossier with its first event inside the caller's unit of work; the code is taken last.

    The row that counts the day's codes stays locked until the transaction ends, so everything is ready before it is asked.
    """
    calendar = filing.calendar
    event, told = _first_event(filing, at, calendar)
    case = replay([event])
    told |= awaited_next(case, filing.definition, calendar)
    values = _columns(filing, at) | derived_columns(case, filing.definition, calendar)
    first = Row(DOSSIERS, values | {"version": event.sequence})
    rows = [Row(EVENTS, event_row(event, FromFirst("id"))), *_told(filing.whom, told, at), *_taken_over(filing.draft_id)]
    return Filed(**insert_numbered(connection, casework.office.code, at.astimezone(OFFICE_TIME).date(), first, rows))


def awaited_next(case: Case, definition: Definition, calendar: Calendar) -> dict[str, str]:
    """Until when the counter checks; or, for what waits for its originals and is not at the counter yet, until when they are to come."""
    clocks = clocks_of(case, definition, calendar)
    originals = originals_due_at(case, definition.variant(case.variant), clocks)
    moments = {"check_due": clocks.reception.due_at, "originals_due": originals}
    return {name: at.isoformat() for name, at in moments.items() if at is not None}


def _told(whom: Addressee | None, told: Mapping[str, Any], at: datetime) -> list[Row]:
    """The notice of the filing, which names the code."""
    row = notice(whom, "filed", dict(told), "filed", at, FromFirst("id"), "")
    if row is None:
        return []
    row["params"], row["dedupe"] = FromFirst("code", "among", row["params"]), FromFirst("code", "before", row["dedupe"])
    return [Row(OUTBOX, row)]


def _first_event(filing: Filing, at: datetime, calendar: Calendar) -> tuple[Event, dict[str, Any]]:
    """The submission, and what the applicant is told of it."""
    definition, by = filing.definition, filing.actor
    route = definition.route(filing.answers, filing.parameters)
    variant = definition.variant(route.variant)
    facts = definition.facts(filing.answers, filing.parameters, at.astimezone(OFFICE_TIME).date())
    expected = estimate(definition, variant, facts, filing.parameters, at, calendar).isoformat()
    data: dict[str, Any] = {"variant": variant.code, "division": definition.division, "certain": route.certain}
    if filing.warnings:
        data["warnings"] = [{"path": one.path, "code": one.code, "params": dict(one.params)} for one in filing.warnings]
    data["estimate"] = expected
    event = Event(1, "submit", ActionKind.SUBMIT, at, by.kind, by.id, by.name, variant.initial, data)
    return event, {"title": _title_of(filing), "estimate": expected}


def _columns(filing: Filing, at: datetime) -> dict[str, Any]:
    """The columns of the new dossier that do not follow from its event."""
    definition, title = filing.definition, _title_of(filing)
    return {
        "intake": filing.intake,
        "external_code": filing.external_code,
        "slug": definition.slug,
        "definition_version": definition.version,
        "parameter_revision_id": filing.revision.id if filing.revision else None,
        "account_id": filing.account_id,
        "applicant": dict(filing.applicant),
        "answers": dict(filing.answers),
        "title": title,
        "search_text": search_text(title, filing.applicant, filing.answers),
        "access_nonce": secrets.token_hex(16),
        "filed_at": at,
    }


def _title_of(filing: Filing) -> str:
    return filing.definition.title_of(filing.answers)[:300]


def _taken_over(draft_id: str | None) -> list[Row]:
    """The draft names its dossier, once, and its files go over to it."""
    if draft_id is None:
        return []
    dossier = FromFirst("id")
    return [
        Row(FILES, {"dossier_id": dossier, "draft_id": None}, {"draft_id": draft_id, "removed_at": None}),
        Row(DRAFTS, {"dossier_id": dossier}, {"id": draft_id}),
    ]


def applicant_of(account: Account | Selected[Any]) -> dict[str, Any]:
    """The snapshot of an account that stays with its dossier."""
    names = ("kind", "name", "email", "phone", "tax_code", "personal_id", "passport_number", "nationality", "address")
    return {name: getattr(account, name) for name in names if getattr(account, name)}


def citizen(account: Account | Selected[Any]) -> Actor:
    return Actor("citizen", account.id, account.name, frozenset({Role.CITIZEN}))


def search_text(title: str, applicant: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    """Folded words to find a dossier by: title, applicant, and the texts among the answers; numbers and names of all people and
    papers before what is long, because there is room for so much only."""
    words = [title, *(str(value) for name, value in applicant.items() if name != "kind")]
    given: list[str] = []
    for value in answers.values():
        items = value if isinstance(value, list) else [{"": value}]
        for item in items:
            if isinstance(item, dict):
                given += [one for one in item.values() if isinstance(one, str) and len(one) <= LONGEST_WORDS]
    return fold(" ".join(dict.fromkeys([*words, *sorted(given, key=_room)])))[:MOST_TEXT]


def _room(value: str) -> tuple[int, int]:
    """The place of a text: numbers first, then the short before the long, dates last; nobody looks for a date by its digits."""
    if DATE.fullmatch(value):
        return 2, 0
    return (0, 0) if len(value) <= LONGEST_NUMBER and any(one.isdigit() for one in value) else (1, len(value))
