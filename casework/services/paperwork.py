"""What an action does to the papers of a dossier: drafts made, numbers entered, results set and issued. No clock is moved here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.files import Folder, store_file
from casework.gateways.papers import letter_pdf
from casework.models import Dossier, Obligation, Paper, PaperVersion
from casework.queries.obligations import parties_of
from casework.queries.paper_facts import facts_for, facts_of_paper
from procedures.case.decide import Decision, Refused
from procedures.case.events import Actor
from procedures.case.permission import Situation
from procedures.case.replay import Case, ItemOutcome
from procedures.case.results import PlannedPaper, drafted_papers, planned_papers
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import ActionKind, Outcome
from procedures.letters import NEVER_NUMBERED, compose
from procedures.proposal import proposal_content

PROPOSAL = "proposal"
SUBMISSION = "submission"
CONSULTATION = "consultation"
RECEIVED = "received"
DISPATCH = "dispatch"
RESULT = "result"
# What a paper owes to the day it is signed and not to who drafted it: whose it is, its sign, who signs it how.
OF_THE_SIGNATURE = ("body", "symbol", "signature")


class NumberTaken(ValueError):
    """The number stands in the book already: unique per body, book and year (NĐ 30/2020/NĐ-CP, Điều 15)."""

    def __init__(self, path: str, number: int, book: str, year: int) -> None:
        super().__init__("number taken")
        self.path, self.number, self.book, self.year = path, number, book, year


@dataclass(frozen=True, slots=True)
class Occasion:
    """An action that was just recorded, with all that its papers may need. `case` is the case after it."""

    session: Session
    casework: Casework
    dossier: Dossier
    situation: Situation
    case: Case
    decision: Decision
    by: Actor
    at: datetime

    def facts(self) -> dict[str, Any]:
        inputs = self.decision.data
        return facts_for(self.casework, self.dossier, self.situation, self.case, self.at, inputs, self.by.name)

    def planned(self, outcomes: Mapping[str, ItemOutcome]) -> tuple[PlannedPaper, ...]:
        situation, here = self.situation, self.case.decided_here
        return planned_papers(situation.definition, situation.variant, outcomes, situation.parameters, here)

    def drafted(self) -> tuple[PlannedPaper, ...]:
        situation = self.situation
        return drafted_papers(situation.definition, situation.variant, self.case, situation.parameters)

    def paper(self, code: str, item: int = -1) -> Paper | None:
        """The newest paper of that kind, if one was made."""
        query = select(Paper).where(Paper.dossier_id == self.dossier.id, Paper.code == code, Paper.item == item)
        return self.session.scalars(query.order_by(Paper.round.desc()).limit(1)).first()


def after_action(occasion: Occasion) -> None:
    """Do what the action means for papers; runs inside the unit of work of the action."""
    work = _WORK.get(occasion.decision.action.kind)
    if work:
        work(occasion)


def _list_originals(occasion: Occasion) -> None:
    """The list of what was handed in, for both sides to sign."""
    _draft_letter(occasion, RECEIVED, RECEIVED, "", occasion.facts())


def _draft_consultations(occasion: Occasion) -> None:
    """One letter to each body asked."""
    facts = occasion.facts()
    for body in occasion.situation.variant.bodies:
        due = occasion.decision.data["due"].get(body.code)
        if due:
            _draft_letter(
                occasion, CONSULTATION, f"{CONSULTATION}:{body.code}", body.name.vi, {**facts, "body": body, "due": due}
            )


def _draft_proposal(occasion: Occasion) -> None:
    """The phiếu trình, the tờ trình and the draft results, made anew with each proposal as further versions."""
    facts = occasion.facts() | {"summary": occasion.decision.data.get("summary", "")}
    _draft_slip(occasion, facts)
    _draft_letter(occasion, SUBMISSION, SUBMISSION, occasion.situation.variant.name.vi, facts)
    for planned in occasion.drafted():
        _draft_result(occasion, planned, facts, occasion.case.proposed)


def _draft_slip(occasion: Occasion, facts: Mapping[str, Any]) -> None:
    """The phiếu trình, whatever the procedure; it stays inside the office, so nothing ever numbers or sets it."""
    divisions = dict(occasion.casework.office.divisions)
    more = {
        "title": occasion.dossier.title,
        "filed_at": occasion.case.filed_at,
        "division": divisions.get(occasion.case.division, ""),
    }
    _draft(occasion, PROPOSAL, -1, occasion.situation.variant.name.vi, proposal_content({**facts, **more}))


def _draft_letter(occasion: Occasion, kind: str, code: str, title: str, facts: Mapping[str, Any]) -> Paper | None:
    """One of the office's own letters, when the procedure writes that kind; without a title it is called by its subject."""
    write = occasion.situation.definition.letters.get(kind)
    if write is None:
        return None
    content = write(facts)
    return _draft(occasion, code, -1, title or content["subject"], content)


def _draft_result(
    occasion: Occasion, planned: PlannedPaper, facts: Mapping[str, Any], outcomes: Mapping[str, ItemOutcome]
) -> Paper:
    """The paper of one planned result; its content may say whose it is and its sign, else the definition does."""
    result = planned.result
    content = result.content(facts_of_paper(facts, planned, outcomes))
    edited = _edited(occasion.session, occasion.paper(*_place_of(planned)))
    if (
        edited
        and dict(occasion.case.proposed) == dict(outcomes)
        and occasion.decision.action.kind != ActionKind.PROPOSE
    ):
        content = edited | {name: content[name] for name in OF_THE_SIGNATURE if name in content}
    paper = _draft(occasion, *_place_of(planned), result.name.vi, content)
    paper.body, paper.book = content.get("body", result.body), result.book
    paper.symbol = content.get("symbol", result.symbol)
    return paper


def _place_of(planned: PlannedPaper) -> tuple[str, int]:
    """Code and item under which a result paper is kept."""
    return f"{RESULT}:{planned.result.code}", planned.items[0] if len(planned.items) == 1 else -1


def _draft(occasion: Occasion, code: str, item: int, title: str, content: dict[str, Any]) -> Paper:
    """A further version of the paper; what was already set and left the office stays, and a new round begins."""
    paper = occasion.paper(code, item)
    if paper is None or paper.storage_key:
        paper = Paper(
            id=uuid4().hex,
            dossier_id=occasion.dossier.id,
            code=code,
            item=item,
            round=paper.round + 1 if paper else 1,
            title=title[:300],
            symbol=content.get("symbol", ""),
            signer="",
            public=False,
            content_type="application/pdf",
            created_at=occasion.at,
        )
        occasion.session.add(paper)
        occasion.session.flush()
    add_version(occasion.session, paper, content, "", occasion.by, occasion.at)
    return paper


def add_version(
    session: Session,
    paper: Paper,
    content: dict[str, Any],
    comment: str,
    by: Actor,
    at: datetime,
    *,
    storage_key: str | None = None,
    sha256: str | None = None,
) -> PaperVersion:
    """Add a version of a draft; the newest one is what will be issued."""
    last = session.scalar(select(func.max(PaperVersion.version)).where(PaperVersion.paper_id == paper.id)) or 0
    version = PaperVersion(
        paper_id=paper.id,
        version=last + 1,
        content=content,
        comment=comment,
        storage_key=storage_key,
        sha256=sha256,
        officer_id=by.id if by.kind == "officer" else None,
        officer_name=by.name,
        at=at,
    )
    session.add(version)
    return version


def newest_content(session: Session, paper: Paper) -> dict[str, Any]:
    """The content of the newest version."""
    return dict(_newest(session, paper).content)


def _newest(session: Session, paper: Paper) -> PaperVersion:
    query = select(PaperVersion).where(PaperVersion.paper_id == paper.id).order_by(PaperVersion.version.desc()).limit(1)
    return session.scalars(query).one()


def _edited(session: Session, paper: Paper | None) -> dict[str, Any] | None:
    """The newest content if a person wrote it: such a version has a comment or a file, a drafted one has neither."""
    newest = _newest(session, paper) if paper else None
    return dict(newest.content) if newest and (newest.comment or newest.storage_key) else None


def letter_data(casework: Casework, paper: Paper, content: Mapping[str, Any], at: datetime | None = None) -> Any:
    """The letter of a paper as it stands: a draft until it has its number.

    One that never has a number carries the day on which this version was written, `at`.
    """
    office, numbered = casework.office, paper.code not in NEVER_NUMBERED
    written_on = None if numbered else (at or paper.created_at).astimezone(OFFICE_TIME).date()
    return compose(
        content,
        {"name": office.name, "parent": office.parent, "place": office.place},
        body=paper.body or "office",
        number=paper.number,
        symbol=paper.symbol or content.get("symbol", ""),
        issued_on=paper.issued_on or written_on,
        signer=paper.signer,
        numbered=numbered,
    )


def _send(occasion: Occasion) -> None:
    """The registry enters number and date of what is sent away: the submission, else the list that goes with the papers."""
    paper = occasion.paper(SUBMISSION) or _draft_letter(occasion, DISPATCH, DISPATCH, "", occasion.facts())
    if paper is None:
        return
    content = newest_content(occasion.session, paper)
    paper.body, paper.book, paper.signer = "office", paper.code, occasion.case.signed_by
    _number(occasion.session, paper, "number", occasion.decision.data)
    _set(occasion.casework, paper, content)


def _number(session: Session, paper: Paper, path: str, data: Mapping[str, Any]) -> None:
    """Enter number and date; one that stands in the book already is refused at its input."""
    number = data.get(path)
    if number is None:
        raise Refused("number_missing", path)
    issued_on = date.fromisoformat(data["issued_on"])
    taken = select(Paper.id).where(
        Paper.body == paper.body,
        Paper.book == paper.book,
        Paper.year == issued_on.year,
        Paper.number == number,
        Paper.id != paper.id,
    )
    if session.scalars(taken).first():
        raise NumberTaken(path, number, paper.book or "", issued_on.year)
    paper.number, paper.year, paper.issued_on = number, issued_on.year, issued_on


def _issue_results(occasion: Occasion) -> None:
    """Set every result paper for the decision as made, with its number, and let the applicant have it."""
    outcomes = occasion.case.decided or occasion.case.proposed
    for planned in occasion.planned(outcomes):
        paper = _numbered_result(occasion, planned, outcomes)
        _set(occasion.casework, paper, newest_content(occasion.session, paper))
        paper.public = True
    if any(one.outcome == Outcome.GRANTED for one in outcomes.values()):
        _note_obligations(occasion)


def _number_results(occasion: Occasion) -> None:
    """What came back has its numbers: one that is missing or taken is refused now, while it can still be corrected."""
    for planned in occasion.planned(occasion.case.decided):
        _numbered_result(occasion, planned, occasion.case.decided)


def _numbered_result(occasion: Occasion, planned: PlannedPaper, outcomes: Mapping[str, ItemOutcome]) -> Paper:
    """The paper as decided, with number, date and signer; written anew, because they were unknown when it was drafted."""
    paper = occasion.paper(*_place_of(planned))
    if paper is not None and paper.number is not None:
        return paper
    paper = _draft_result(occasion, planned, occasion.facts(), outcomes)
    _number(occasion.session, paper, planned.number_input, occasion.case.decision)
    paper.signer = occasion.case.decision.get("signer") or occasion.case.signed_by
    return paper


def _set(casework: Casework, paper: Paper, content: dict[str, Any]) -> None:
    """Set the paper as PDF under a key of its own; what an undone action set is an orphan that the sweep removes."""
    on = paper.issued_on or date.min
    pdf = letter_pdf(
        letter_data(casework, paper, content), issued_at=datetime(on.year, on.month, on.day, tzinfo=OFFICE_TIME)
    )
    stored = store_file(casework, Folder.PAPERS, f"{paper.id}-{uuid4().hex[:8]}.pdf", pdf, "application/pdf")
    paper.storage_key, paper.sha256, paper.size = stored.key, stored.sha256, stored.size


def _note_obligations(occasion: Occasion) -> None:
    """What a granted request makes fall due, on the enterprise or else the account."""
    dossier = occasion.dossier
    party, *_ = parties_of(dossier.applicant, dossier.account_id)
    on = occasion.at.astimezone(OFFICE_TIME).date()
    for duty in occasion.situation.definition.obligations:
        due_on = duty.due_on(occasion.situation.answers, on)
        occasion.session.add(
            Obligation(
                dossier_id=dossier.id, slug=dossier.slug, code=duty.code, party=party, due_on=due_on, reference=""
            )
        )


_WORK: dict[ActionKind, Callable[[Occasion], None]] = {
    ActionKind.CONSULT: _draft_consultations,
    ActionKind.PROPOSE: _draft_proposal,
    ActionKind.RECEIVE_ORIGINALS: _list_originals,
    ActionKind.SEND: _send,
    ActionKind.RECEIVE_BACK: _number_results,
    ActionKind.ISSUE: _issue_results,
}
