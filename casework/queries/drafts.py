"""Drafts as their owner reads them: answers as typed, judged and derived, files, what is still missing. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from casework.context import Casework
from casework.models import Attachment, Dossier, Draft
from casework.queries.attachments import attachments_of
from casework.queries.law_in_force import calendar_numbered, parameters_numbered, parameters_of
from casework.queries.scans import is_infected, let_out
from casework.queries.to_submit import JUDGED_BY, of_one_draft, overdue_years
from casework.services.drafting import DraftNotFound
from procedures.answers import AnswerError, Code, RequiredComponent, Validated, ending, required_components, validate
from procedures.answers.reading import is_shown, read
from procedures.case.clocks import estimate
from procedures.clock.calendar import OFFICE_TIME, Calendar
from procedures.definition import Definition, Ending, FeeLine, Group, Page, Route, Variant, fields_of

# A draft and what it is judged by, in one statement.
_OPEN = of_one_draft(select(Draft, *JUDGED_BY))


@dataclass(frozen=True)
class OpenDraft:
    """A draft under the law of the day it is read on.

    `checked` is what the law says of the answers; `facts` is what conditions look at.
    """

    draft: Draft
    definition: Definition
    parameters: Mapping[str, Any]
    on: date
    checked: Validated
    facts: Mapping[str, Any]
    files: tuple[Attachment, ...]
    calendar: Calendar
    at: datetime

    @cached_property
    def answers(self) -> Mapping[str, Any]:
        """As typed, right or wrong."""
        return as_typed(self.definition, self.draft.answers, self.on)

    @property
    def expected_at(self) -> datetime:
        """When the result may be expected if it is filed now."""
        return estimate(self.definition, self.variant, self.facts, self.parameters, self.at, self.calendar)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages that this draft has to fill."""
        return tuple(one for one in self.definition.pages if self._asks(one))

    def _asks(self, page: Page) -> bool:
        return any(is_shown(page, item, self.facts) for item in page.items)

    def page(self, name: str) -> Page | None:
        return next((one for one in self.pages if one.name == name), None)

    def errors_of(self, page: Page) -> tuple[AnswerError, ...]:
        names = {item.name for item in page.items}
        whole = tuple(one for one in self.checked.errors if one.code == Code.TOO_MUCH)
        if whole:
            # Nothing was judged then: which answers are too long is said at each, else nobody could find them.
            return (*whole, *read(page.items, self.draft.answers, self.on).faults.values())
        return tuple(one for one in self.checked.errors if one.path.split(".")[0] in names)

    def is_begun(self, page: Page) -> bool:
        return any(self.answers.get(item.name) not in (None, "", [], False) for item in page.items)

    @property
    def stop(self) -> Ending | None:
        """The ending the answers lead to: this office is not the one to ask."""
        return ending(self.definition, self.facts)

    def pages_before(self, stop: Ending) -> tuple[Page, ...]:
        """The pages on which the answers that led to a stop can be changed."""
        names = fields_of(stop.when)
        deciding = [page for page in self.pages if any(one.name in names for one in page.fields())]
        return tuple(deciding) or self.pages[:1]

    @cached_property
    def needed(self) -> tuple[RequiredComponent, ...]:
        return required_components(self.definition, self.facts)

    @property
    def missing(self) -> tuple[RequiredComponent, ...]:
        """Required papers without a file; one with malware in it is none."""
        present = {(one.component, one.item) for one in self.files if not is_infected(one)}
        return tuple(one for one in self.needed if one.required and key_of(one) not in present)

    @property
    def infected(self) -> tuple[RequiredComponent, ...]:
        """Papers with a file in which malware was found: it is to be replaced or removed before the draft can be submitted."""
        wrong = {(one.component, one.item) for one in self.files if is_infected(one)}
        return tuple(one for one in self.needed if key_of(one) in wrong)

    @property
    def left_over(self) -> tuple[Attachment, ...]:
        """Files for papers that the answers need no more: they would be filed all the same, so nobody may overlook them."""
        asked = {key_of(one) for one in self.needed}
        return tuple(one for one in self.files if (one.component, one.item) not in asked)

    @property
    def route(self) -> Route:
        return self.definition.route(self.checked.answers, self.parameters)

    @property
    def variant(self) -> Variant:
        return self.definition.variant(self.route.variant)

    @property
    def fee(self) -> tuple[FeeLine, ...]:
        rule = self.variant.fee
        return rule.lines(self.checked.answers, self.parameters) if rule else ()


@dataclass(frozen=True, slots=True)
class DraftInList:
    """A draft in a list, with its procedure and how many files it has."""

    draft: Draft
    definition: Definition
    files: int


def key_of(needed: RequiredComponent) -> tuple[str, int]:
    """Component and item as attachments name them: -1 is the dossier itself."""
    return needed.component.code, -1 if needed.item_index is None else needed.item_index


def open_draft(casework: Casework, draft_id: str, account_id: int, at: datetime) -> OpenDraft:
    """The draft of this account; raises DraftNotFound, also once it was submitted, discarded or has expired."""
    on = at.astimezone(OFFICE_TIME).date()
    with casework.database.reading() as session:
        row = session.execute(_OPEN, {"draft": draft_id, "account": account_id, "on": on}).first()
        if row is None or row.Draft.dossier_id is not None or row.Draft.expires_at <= at:
            raise DraftNotFound(draft_id)
        calendar = calendar_numbered(session, casework, row.calendar_id, row.calendar_made)
        revision = parameters_numbered(session, casework, row.revision_id, row.revision_made)
        files = tuple(attachments_of(session, draft_id=draft_id))
    draft, definition = row.Draft, _definition_of(casework, row.Draft, on)
    parameters = {**parameters_of(definition, revision, on), "overdue_reports": overdue_years(row.owed)}
    checked = validate(definition, draft.answers, on, parameters)
    return OpenDraft(
        draft=draft,
        definition=definition,
        parameters=parameters,
        on=on,
        checked=checked,
        facts=definition.facts(checked.answers, parameters, on),
        files=files,
        calendar=calendar,
        at=at,
    )


def _definition_of(casework: Casework, draft: Draft, on: date) -> Definition:
    """The law it will be submitted under; the version it was begun in when nothing is in force any more."""
    in_force = casework.registry.in_force(draft.slug, on)
    return in_force or casework.registry.version(draft.slug, draft.definition_version)


def as_typed(definition: Definition, raw: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The answers for the form: normalised where they are right, else as they were typed."""
    items = [item for page in definition.pages for item in page.items]
    clean = read(items, raw, on).answers
    shown = {**raw, **clean}
    for item in items:
        given = raw.get(item.name)
        if isinstance(item, Group) and isinstance(given, list):
            right = clean.get(item.name, [])
            shown[item.name] = [
                {**one, **right[index]} if index < len(right) else one for index, one in enumerate(given)
            ]
    return shown


def drafts_of(casework: Casework, account_id: int, at: datetime, slug: str = "") -> tuple[DraftInList, ...]:
    """Open drafts of an account, the one saved last first; of one procedure if it is named."""
    query = select(Draft).where(Draft.account_id == account_id, Draft.dossier_id.is_(None), Draft.expires_at > at)
    if slug:
        query = query.where(Draft.slug == slug)
    on = at.astimezone(OFFICE_TIME).date()
    with casework.database.reading() as session:
        drafts = list(session.scalars(query.order_by(Draft.saved_at.desc()).limit(50)))
        counted = select(Attachment.draft_id, func.count()).where(
            Attachment.draft_id.in_([one.id for one in drafts]), Attachment.removed_at.is_(None)
        )
        files = {row[0]: row[1] for row in session.execute(counted.group_by(Attachment.draft_id))}
    return tuple(DraftInList(one, _definition_of(casework, one, on), files.get(one.id, 0)) for one in drafts)


def submitted_as(casework: Casework, draft_id: str, account_id: int) -> str | None:
    """The code of the dossier that a draft of this account became."""
    query = (
        select(Dossier.code)
        .join(Draft, Draft.dossier_id == Dossier.id)
        .where(Draft.id == draft_id, Draft.account_id == account_id)
    )
    with casework.database.reading() as session:
        return session.scalars(query).first()


def saved_state(casework: Casework, draft_id: str, account_id: int) -> tuple[datetime, int]:
    """When a draft was saved last and how many times; raises DraftNotFound."""
    query = select(Draft.saved_at, Draft.revision).where(Draft.id == draft_id, Draft.account_id == account_id)
    with casework.database.reading() as session:
        row = session.execute(query).first()
    if row is None:
        raise DraftNotFound(draft_id)
    return row[0], row[1]


def file_of_draft(casework: Casework, draft_id: str, account_id: int, attachment_id: str) -> Attachment:
    """A present file of a draft of this account; raises DraftNotFound, or FileWithheld when it is infected."""
    query = (
        select(Attachment)
        .join(Draft, Attachment.draft_id == Draft.id)
        .where(Draft.id == draft_id, Draft.account_id == account_id, Attachment.id == attachment_id)
        .where(Attachment.removed_at.is_(None))
        .options(joinedload(Attachment.scan))
    )
    with casework.database.reading() as session:
        row = session.scalars(query).first()
    if row is None:
        raise DraftNotFound(draft_id)
    let_out(casework, row, to_its_owner=True)
    return row
