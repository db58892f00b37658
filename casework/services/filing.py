"""Submitting: a complete draft becomes exactly one dossier; a dossier from the national portal enters by the same service."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Account, Attachment, Dossier, Draft, ParameterRevision
from casework.queries.law_in_force import current_calendar, parameter_revision, parameters_of
from casework.queries.obligations import overdue_reports, parties_of
from casework.services.drafting import DraftNotFound
from casework.services.numbering import next_code
from casework.services.recording import append, derive
from casework.services.telling import tell
from procedures.answers import AnswerError, required_components, validate
from procedures.case.clocks import clocks_of, estimate
from procedures.case.events import Actor, Event
from procedures.case.replay import replay
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import ActionKind, Definition, Role
from procedures.identifiers import fold


class NotComplete(ValueError):
    """The draft cannot be submitted: errors by path, and required papers that are missing."""

    def __init__(self, errors: tuple[AnswerError, ...], missing: tuple[tuple[str, int], ...]) -> None:
        super().__init__("the draft is not complete")
        self.errors, self.missing = errors, missing


class NotOnline(RuntimeError):
    """In the mode in force the office only guides for this procedure, or filing happens at the national portal."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What is filed, whatever door it came through. `applicant` is the snapshot kept with the dossier."""

    definition: Definition
    answers: Mapping[str, Any]
    warnings: tuple[AnswerError, ...]
    applicant: Mapping[str, Any]
    account_id: int | None
    actor: Actor
    revision: ParameterRevision | None
    parameters: Mapping[str, Any]
    intake: str = "local"
    external_code: str | None = None


def submit(casework: Casework, draft_id: str, account_id: int, at: datetime) -> str:
    """Submit a draft and return the dossier's code; a repeated call returns the same code.

    Raises DraftNotFound, NotComplete or NotOnline.
    """
    if casework.office.intake != "local":
        raise NotOnline
    with casework.database.unit_of_work() as session:
        draft = session.scalars(
            select(Draft).where(Draft.id == draft_id, Draft.account_id == account_id).with_for_update()
        ).first()
        if draft is None:
            raise DraftNotFound(draft_id)
        if draft.dossier_id is not None:
            return session.get_one(Dossier, draft.dossier_id).code
        if draft.expires_at <= at:
            raise DraftNotFound(draft_id)
        account = session.get_one(Account, account_id)
        filing = _filing_of(session, casework, draft, account, at)
        dossier = file_dossier(session, casework, filing, at)
        draft.dossier_id = dossier.id
        files = update(Attachment).where(Attachment.draft_id == draft_id, Attachment.removed_at.is_(None))
        session.execute(files.values(dossier_id=dossier.id, draft_id=None))
        return dossier.code


def _filing_of(session: Session, casework: Casework, draft: Draft, account: Account, at: datetime) -> Filing:
    on = at.astimezone(OFFICE_TIME).date()
    definition = casework.registry.in_force(draft.slug, on)
    revision = parameter_revision(session, on)
    parameters = parameters_of(definition, revision, on)
    if definition.guide_only and definition.guide_only(parameters):
        raise NotOnline
    known = {**parameters, "overdue_reports": overdue_reports(session, draft.slug, parties_of(applicant_of(account), account.id), on)}
    checked = validate(definition, draft.answers, on, known)
    facts = definition.facts(checked.answers, known, on)
    missing = missing_papers(session, definition, draft.id, facts)
    if checked.errors or missing:
        raise NotComplete(checked.errors, missing)
    return Filing(
        definition,
        checked.answers,
        checked.warnings,
        applicant_of(account),
        account.id,
        citizen(account),
        revision,
        known,
    )


def missing_papers(
    session: Session, definition: Definition, draft_id: str, facts: Mapping[str, Any]
) -> tuple[tuple[str, int], ...]:
    """Required components without a file, as (code, item index or -1)."""
    query = select(Attachment.component, Attachment.item).where(
        Attachment.draft_id == draft_id, Attachment.removed_at.is_(None)
    )
    present = {tuple(row) for row in session.execute(query)}
    needed = required_components(definition, facts)
    wanted = [(one.component.code, -1 if one.item_index is None else one.item_index) for one in needed if one.required]
    return tuple(one for one in wanted if one not in present)


def file_dossier(session: Session, casework: Casework, filing: Filing, at: datetime) -> Dossier:
    """Create the dossier with its first event inside the caller's unit of work; the code is taken last."""
    definition = filing.definition
    route = definition.route(filing.answers, filing.parameters)
    variant = definition.variant(route.variant)
    data: dict[str, Any] = {"variant": variant.code, "division": definition.division, "certain": route.certain}
    if filing.warnings:
        data["warnings"] = [{"path": one.path, "code": one.code, "params": dict(one.params)} for one in filing.warnings]
    event = Event(
        1, "submit", ActionKind.SUBMIT, at, filing.actor.kind, filing.actor.id, filing.actor.name, variant.initial, data
    )
    calendar = current_calendar(session)
    facts = definition.facts(filing.answers, filing.parameters, at.astimezone(OFFICE_TIME).date())
    expected = estimate(definition, variant, facts, filing.parameters, at, calendar)
    data["estimate"] = expected.isoformat()
    title = definition.title_of(filing.answers)[:300]
    dossier = Dossier(
        intake=filing.intake,
        external_code=filing.external_code,
        slug=definition.slug,
        definition_version=definition.version,
        parameter_revision_id=filing.revision.id if filing.revision else None,
        account_id=filing.account_id,
        applicant=dict(filing.applicant),
        answers=dict(filing.answers),
        title=title,
        search_text=search_text(title, filing.applicant, filing.answers),
        access_nonce=secrets.token_hex(16),
        filed_at=at,
    )
    case = replay([event])
    derive(session, dossier, case, definition, calendar)
    dossier.code = next_code(session, casework.office.code, at.astimezone(OFFICE_TIME).date())
    session.add(dossier)
    session.flush()
    append(session, dossier, event)
    told = {"code": dossier.code, "title": title, "estimate": data["estimate"]}
    check_due = clocks_of(case, definition, calendar).reception.due_at
    if check_due is not None:  # what waits for its originals is not at the counter yet
        told["check_due"] = check_due.isoformat()
    tell(session, dossier, "filed", told, "filed", at)
    return dossier


def applicant_of(account: Account) -> dict[str, Any]:
    """The snapshot of an account that stays with its dossier."""
    names = ("kind", "name", "email", "phone", "tax_code", "personal_id", "passport_number", "nationality", "address")
    return {name: getattr(account, name) for name in names if getattr(account, name)}


def citizen(account: Account) -> Actor:
    return Actor("citizen", account.id, account.name, frozenset({Role.CITIZEN}))


def search_text(title: str, applicant: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    """Folded words to find a dossier by: title, applicant, and every name and number among the answers."""
    words = [title, *(str(value) for name, value in applicant.items() if name != "kind")]
    for value in answers.values():
        items = value if isinstance(value, list) else [{"": value}]
        for item in items:
            if isinstance(item, dict):
                words += [str(one) for one in item.values() if isinstance(one, str) and len(one) <= 120]
    return fold(" ".join(dict.fromkeys(words)))[:2000]
