"""What an action does to the papers of a dossier: drafts made, numbers entered, results set and issued. No clock is moved here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.gateways.papers import letter_pdf
from casework.models import Account, Dossier, Obligation, Paper, PaperVersion
from casework.queries.surroundings import item_titles
from procedures.case.decide import Decision, Refused
from procedures.case.events import Actor
from procedures.case.permission import Situation
from procedures.case.replay import Case
from procedures.case.results import PlannedPaper, planned_papers
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import ActionKind, Outcome
from procedures.letters import compose

SUBMISSION = "submission"
CONSULTATION = "consultation"


class NumberTaken(ValueError):
    """The number stands in the book already: unique per body, book and year (NĐ 30/2020/NĐ-CP, Điều 15)."""

    def __init__(self, path: str, number: int, book: str, year: int) -> None:
        super().__init__("number taken")
        self.path, self.number, self.book, self.year = path, number, book, year


def after_action(
    session: Session,
    casework: Casework,
    dossier: Dossier,
    situation: Situation,
    case: Case,
    decision: Decision,
    by: Actor,
    at: datetime,
) -> None:
    """Do what the action means for papers; runs inside the unit of work of the action."""
    work = _WORK.get(decision.action.kind)
    if work:
        work(session, casework, dossier, situation, case, decision, by, at)


Work = Callable[[Session, Casework, Dossier, Situation, Case, Decision, Actor, datetime], None]


def _draft_consultations(
    session: Session, casework: Casework, dossier: Dossier, situation: Situation, case: Case, decision: Decision,
    by: Actor, at: datetime,
) -> None:
    """One letter to each body asked."""
    for body in situation.variant.bodies:
        if body.code in decision.data["bodies"]:
            facts = facts_for(casework, dossier, situation, case, at) | {"body": body, "due": decision.data["due"][body.code]}
            content = _letter_content(situation, CONSULTATION, facts)
            if content:
                _draft(session, dossier, f"{CONSULTATION}:{body.code}", -1, body.name.vi, content, by, at)


def _draft_proposal(
    session: Session, casework: Casework, dossier: Dossier, situation: Situation, case: Case, decision: Decision,
    by: Actor, at: datetime,
) -> None:
    """The tờ trình and the draft result, made anew with each proposal as a further version."""
    facts = facts_for(casework, dossier, situation, case, at) | {"summary": decision.data.get("summary", "")}
    content = _letter_content(situation, SUBMISSION, facts)
    if content:
        _draft(session, dossier, SUBMISSION, -1, situation.variant.name.vi, content, by, at)
    for planned in planned_papers(situation.definition, situation.variant, case.proposed, situation.parameters):
        _draft_result(session, dossier, planned, facts, case.proposed, by, at)


def _letter_content(situation: Situation, name: str, facts: Mapping[str, Any]) -> dict[str, Any] | None:
    """The procedure's own words for one of the office's letters; None when it writes none of that kind."""
    write = situation.definition.letters.get(name)
    return write(facts) if write else None


def _draft_result(
    session: Session, dossier: Dossier, planned: PlannedPaper, facts: Mapping[str, Any], outcomes: Mapping[str, Any],
    by: Actor, at: datetime,
) -> Paper:
    about = {**facts, "items": _items(facts, planned, outcomes)}
    item = planned.items[0] if len(planned.items) == 1 else -1
    paper = _draft(session, dossier, f"result:{planned.result.code}", item, planned.result.name.vi,
                   planned.result.content(about), by, at)
    paper.body, paper.book, paper.symbol = planned.result.body, planned.result.book, planned.result.symbol
    return paper


def _items(facts: Mapping[str, Any], planned: PlannedPaper, outcomes: Mapping[str, Any]) -> list[dict[str, Any]]:
    chosen = []
    for index in planned.items or [None]:
        outcome = outcomes["" if index is None else str(index)]
        base = facts["all_items"][index] if index is not None and facts["all_items"] else {"answers": {}, "title": ""}
        chosen.append({**base, "outcome": outcome.outcome, "reason": outcome.reason})
    return chosen


def _draft(
    session: Session, dossier: Dossier, code: str, item: int, title: str, content: dict[str, Any], by: Actor, at: datetime
) -> Paper:
    query = select(Paper).where(Paper.dossier_id == dossier.id, Paper.code == code, Paper.item == item)
    paper = session.scalars(query).first()
    if paper is None:
        paper = Paper(id=uuid4().hex, dossier_id=dossier.id, code=code, item=item, round=1, title=title[:300], created_at=at)
        session.add(paper)
        session.flush()
    add_version(session, paper, content, "", by, at)
    return paper


def add_version(
    session: Session, paper: Paper, content: dict[str, Any], comment: str, by: Actor, at: datetime,
    *, storage_key: str | None = None, sha256: str | None = None,
) -> PaperVersion:
    """Add a version of a draft; the newest one is what will be issued."""
    last = session.scalar(select(func.max(PaperVersion.version)).where(PaperVersion.paper_id == paper.id)) or 0
    version = PaperVersion(
        paper_id=paper.id, version=last + 1, content=content, comment=comment, storage_key=storage_key, sha256=sha256,
        officer_id=by.id if by.kind == "officer" else None, officer_name=by.name, at=at,
    )
    session.add(version)
    return version


def newest_content(session: Session, paper: Paper) -> dict[str, Any]:
    query = select(PaperVersion).where(PaperVersion.paper_id == paper.id).order_by(PaperVersion.version.desc()).limit(1)
    return dict(session.scalars(query).one().content)


def _number_submission(
    session: Session, casework: Casework, dossier: Dossier, situation: Situation, case: Case, decision: Decision,
    by: Actor, at: datetime,
) -> None:
    """The registry enters number and date of what is sent away."""
    paper = session.scalars(select(Paper).where(Paper.dossier_id == dossier.id, Paper.code == SUBMISSION)).first()
    if paper is None:
        return
    content = newest_content(session, paper)
    paper.body, paper.book, paper.symbol = "office", "submission", content.get("symbol", "")
    _number(session, paper, "number", decision.data)
    _set(casework, paper, content, decision.data["issued_on"])


def _number(session: Session, paper: Paper, path: str, data: Mapping[str, Any]) -> None:
    issued_on = date.fromisoformat(data["issued_on"])
    number = data.get(path)
    if number is None:
        raise Refused("number_missing", path)
    taken = select(Paper.id).where(
        Paper.body == paper.body, Paper.book == paper.book, Paper.year == issued_on.year, Paper.number == number,
        Paper.id != paper.id,
    )
    if session.scalars(taken).first():
        raise NumberTaken(path, number, paper.book or "", issued_on.year)
    paper.number, paper.year, paper.issued_on = number, issued_on.year, issued_on


def _issue_results(
    session: Session, casework: Casework, dossier: Dossier, situation: Situation, case: Case, decision: Decision,
    by: Actor, at: datetime,
) -> None:
    """Set every result paper for the decision as made, with its number, and let the applicant have it."""
    outcomes = case.decided or case.proposed
    facts = facts_for(casework, dossier, situation, case, at)
    for planned in planned_papers(situation.definition, situation.variant, outcomes, situation.parameters):
        paper = _result_paper(session, dossier, planned, facts, outcomes, case, by, at)
        _number(session, paper, planned.number_input, case.decision)
        paper.signer = case.decision.get("signer", "")
        _set(casework, paper, newest_content(session, paper), case.decision["issued_on"])
        paper.public = True
    _note_obligations(session, dossier, situation, outcomes, at)


def _result_paper(
    session: Session, dossier: Dossier, planned: PlannedPaper, facts: Mapping[str, Any], outcomes: Mapping[str, Any],
    case: Case, by: Actor, at: datetime,
) -> Paper:
    """The paper drafted with the proposal; made anew when the decision differs from it."""
    item = planned.items[0] if len(planned.items) == 1 else -1
    code = f"result:{planned.result.code}"
    query = select(Paper).where(Paper.dossier_id == dossier.id, Paper.code == code, Paper.item == item)
    paper = session.scalars(query).first()
    if paper is not None and dict(case.proposed) == dict(outcomes):
        return paper
    return _draft_result(session, dossier, planned, facts, outcomes, by, at)


def _set(casework: Casework, paper: Paper, content: dict[str, Any], on: str) -> None:
    """Set the paper as PDF; its key holds its id, so a second try stores the same bytes or fails loudly."""
    letter = letter_data(casework, paper, content)
    pdf = letter_pdf(letter, issued_at=datetime.combine(date.fromisoformat(on), datetime.min.time(), OFFICE_TIME))
    stored = casework.storage.put(f"papers/{paper.id}-{uuid4().hex[:8]}.pdf", pdf, "application/pdf")
    paper.storage_key, paper.sha256, paper.size = stored.key, stored.sha256, stored.size


def letter_data(casework: Casework, paper: Paper, content: Mapping[str, Any]) -> Any:
    """The letter of a paper as it stands: a draft until it has its number."""
    return compose(
        content,
        {"name": casework.office.name, "parent": casework.office.parent, "place": casework.office.place},
        body=paper.body or "office",
        number=paper.number,
        symbol=paper.symbol or content.get("symbol", ""),
        issued_on=paper.issued_on,
        signer=paper.signer,
    )


def _note_obligations(
    session: Session, dossier: Dossier, situation: Situation, outcomes: Mapping[str, Any], at: datetime
) -> None:
    if not any(one.outcome == Outcome.GRANTED for one in outcomes.values()):
        return
    account = session.get(Account, dossier.account_id) if dossier.account_id else None
    party = (account.tax_code if account else None) or dossier.applicant.get("tax_code") or f"account-{dossier.account_id}"
    on = at.astimezone(OFFICE_TIME).date()
    for duty in situation.definition.obligations:
        session.add(
            Obligation(dossier_id=dossier.id, slug=dossier.slug, code=duty.code, party=party,
                       due_on=duty.due_on(situation.answers, on))
        )


def facts_for(
    casework: Casework, dossier: Dossier, situation: Situation, case: Case, at: datetime
) -> dict[str, Any]:
    """What the content functions of a procedure may speak of (see procedures.definition.papers.ResultPaper)."""
    titles = item_titles(situation)
    items = situation.answers.get(situation.definition.items, []) if situation.definition.items else []
    return {
        "code": dossier.code,
        "answers": situation.answers,
        "applicant": dossier.applicant,
        "all_items": [{"answers": one, "title": title} for one, title in zip(items, titles, strict=True)],
        "items": [
            {"answers": one, "title": title, "outcome": _proposed(case, index)[0], "reason": _proposed(case, index)[1]}
            for index, (one, title) in enumerate(zip(items, titles, strict=True))
        ],
        "outcome": _proposed(case, None)[0],
        "reason": _proposed(case, None)[1],
        "issued_on": at.astimezone(OFFICE_TIME).date(),
        "office": {"name": casework.office.name, "place": casework.office.place, "parent": casework.office.parent},
        "variant": situation.variant,
        "authority": situation.variant.authority,
        "parameters": situation.parameters,
        "number": None,
        "symbol": "",
        "signer": "",
        "opinions": [
            {"body": one.body, "opinion": one.opinion, "reference": one.reference, "note": one.note,
             "received_on": one.received_on}
            for one in case.consultations
        ],
    }


def _proposed(case: Case, index: int | None) -> tuple[str, str]:
    outcomes = case.decided or case.proposed
    one = outcomes.get("" if index is None else str(index))
    return (one.outcome, one.reason) if one else ("", "")


_WORK: dict[ActionKind, Work] = {
    ActionKind.CONSULT: _draft_consultations,
    ActionKind.PROPOSE: _draft_proposal,
    ActionKind.SEND: _number_submission,
    ActionKind.ISSUE: _issue_results,
}
