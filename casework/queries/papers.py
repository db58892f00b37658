"""The papers of a dossier: files of the applicant, drafts with their versions, issued letters. Each is authorised as it is fetched."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from casework.context import Casework
from casework.models import Attachment, Paper, PaperVersion
from casework.queries.scans import let_out
from casework.queries.situations import Loaded
from casework.queries.visible import visible_dossier
from procedures.case.events import Actor
from procedures.case.permission import Situation
from procedures.definition import Role

ACTION_FILES = "action:"
# Letters that somebody words; lists and slips say what happened and are not reworded.
WRITTEN = frozenset({"proposal", "submission", "consultation", "result"})


class PaperNotFound(LookupError):
    """No such paper or file in a dossier this officer may see."""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper with its versions, the newest first, and whether this officer may edit it now."""

    loaded: Loaded
    paper: Paper
    versions: tuple[PaperVersion, ...]
    editable: bool

    def version(self, number: int | None) -> PaperVersion:
        """One version; the newest when none is named or it is not there."""
        return next((one for one in self.versions if one.version == number), self.versions[0])


def files_of(session: Session, dossier_id: int, situation: Situation) -> tuple[Attachment, ...]:
    """The present files of a dossier; those of a supplement are seen once its answer was sent."""
    query = select(Attachment).where(Attachment.dossier_id == dossier_id, Attachment.removed_at.is_(None))
    query = query.options(joinedload(Attachment.scan)).order_by(Attachment.uploaded_at, Attachment.id)
    return tuple(seen_with(situation, session.scalars(query)))


def seen_with(situation: Situation, files: Iterable[Attachment]) -> list[Attachment]:
    """Those of a dossier's files that the office sees: none that was uploaded for an answer not sent yet."""
    pending = situation.case.open_supplement
    if pending is None or pending.answered_at is not None:
        return list(files)
    return [one for one in files if one.supplement != pending.number or one.id in pending.sent]


def papers_of(session: Session, dossier_id: int) -> tuple[Paper, ...]:
    """Every paper the office made, in the order of their making."""
    query = select(Paper).where(Paper.dossier_id == dossier_id)
    return tuple(session.scalars(query.order_by(Paper.created_at, Paper.code, Paper.item)))


def papers_page(casework: Casework, code: str, actor: Actor) -> tuple[Loaded, tuple[tuple[Paper, bool], ...]]:
    """The dossier and its papers, each with whether this officer may edit it. Raises DossierNotFound."""
    with casework.database.reading() as session:
        loaded = visible_dossier(session, casework, code, actor)
        papers = papers_of(session, loaded.dossier.id)
    return loaded, tuple((one, may_edit(loaded.situation, one, actor)) for one in papers)


def paper_page(casework: Casework, code: str, paper_id: str, actor: Actor) -> PaperPage:
    """One paper. Raises DossierNotFound or PaperNotFound."""
    with casework.database.reading() as session:
        loaded = visible_dossier(session, casework, code, actor)
        paper = session.get(Paper, paper_id)
        if paper is None or paper.dossier_id != loaded.dossier.id:
            raise PaperNotFound(paper_id)
        query = select(PaperVersion).where(PaperVersion.paper_id == paper_id).options(joinedload(PaperVersion.scan))
        query = query.order_by(PaperVersion.version.desc())
        versions = tuple(session.scalars(query))
    return PaperPage(loaded, paper, versions, bool(versions) and may_edit(loaded.situation, paper, actor))


def attachment(casework: Casework, code: str, attachment_id: str, actor: Actor) -> Attachment:
    """One uploaded file of a dossier this officer may see and open. Raises DossierNotFound, PaperNotFound or FileWithheld."""
    with casework.database.reading() as session:
        loaded = visible_dossier(session, casework, code, actor)
        files = files_of(session, loaded.dossier.id, loaded.situation)
    for one in files:
        if one.id == attachment_id:
            let_out(casework, one)
            return one
    raise PaperNotFound(attachment_id)


def may_edit(situation: Situation, paper: Paper, actor: Actor) -> bool:
    """A draft is edited by whose desk it is on: the specialist assigned, the head of the division, the director who reviews."""
    state = situation.variant.state(situation.case.state)
    if paper.code.split(":", 1)[0] not in WRITTEN:
        return False
    if paper.number is not None or situation.case.closed_at is not None or state.step is None:
        return False
    desk, of_division = state.step.role, actor.division == situation.case.division
    if desk is Role.DIRECTOR:
        return Role.DIRECTOR in actor.roles
    if desk not in (Role.SPECIALIST, Role.DIVISION_HEAD) or not of_division:
        return False
    if Role.DIVISION_HEAD in actor.roles:
        return True
    return desk is Role.SPECIALIST and Role.SPECIALIST in actor.roles and situation.case.assignee_id == actor.id


def lines_of(content: Mapping[str, Any]) -> list[str]:
    """A letter's content line by line, as versions are compared."""
    addressee = content.get("addressee", "")
    tables = [
        " | ".join(map(str, row)) for table in content.get("tables", ()) for row in (table["header"], *table["rows"])
    ]
    lines = [
        content.get("subject", ""),
        *([addressee] if isinstance(addressee, str) else addressee),
        *content.get("legal_bases", ()),
        *content.get("paragraphs", ()),
        *tables,
        *content.get("closing", ()),
        *content.get("recipients", ()),
    ]
    return [line for line in lines if line]


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str]]:
    """("removed" or "added", line) from one version to another; what stayed is left out."""
    return list(_differences(lines_of(old), lines_of(new)))


def _differences(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for how, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if how != "equal":
            yield from (("removed", line) for line in old[a:b])
            yield from (("added", line) for line in new[c:d])
