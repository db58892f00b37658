"""What lies on the desk beside a dossier (files, papers, notes, findings, moved due times), in one statement. Nothing is authorised here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from casework.models import Attachment, CheckMark, Note, Obligation, Paper, PaperMovement, Scan
from casework.queries.children import Children, columns_of
from casework.queries.due_moves import Move, moves_from, moves_where
from casework.queries.papers import seen_with
from procedures.case.permission import Situation

_NUMBER = bindparam("dossier", type_=Note.__table__.c.dossier_id.type)
_SCANS = Children(*columns_of(Scan))
_READ = {model: Children(*columns_of(model)) for model in (Attachment, Paper, Note, CheckMark, PaperMovement, Obligation)}
_QUERY = select(
    *(
        read.where(
            model.__table__.c.dossier_id == _NUMBER,
            *([Attachment.__table__.c.removed_at.is_(None)] if model is Attachment else []),
        ).label(model.__tablename__)
        for model, read in _READ.items()
    ),
    _SCANS.where(
        Scan.sha256.in_(select(Attachment.__table__.c.sha256).where(Attachment.__table__.c.dossier_id == _NUMBER))
    ).label(Scan.__tablename__),
    moves_where(_NUMBER).label("moves"),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Files by their time, each with its scan, papers in the order of their making, the rest with the newest first."""

    files: tuple[Attachment, ...]
    papers: tuple[Paper, ...]
    notes: tuple[Note, ...]
    marks: tuple[CheckMark, ...]
    movements: tuple[PaperMovement, ...]
    duties: tuple[Obligation, ...]
    moves: tuple[Move, ...]


def desk_of(session: Session, dossier_id: int, situation: Situation) -> Desk:
    """The files of a supplement lie there once its answer was sent."""
    row = session.connection().execute(_QUERY, {"dossier": dossier_id}).one()
    scans = {one["sha256"]: Scan(**one) for one in _SCANS.named(row.scans)}
    files = seen_with(situation, _whole(Attachment, row))
    for file in files:
        set_committed_value(file, "scan", scans.get(file.sha256))
    return Desk(
        files=tuple(sorted(files, key=lambda one: (one.uploaded_at, one.id))),
        papers=tuple(sorted(_whole(Paper, row), key=lambda one: (one.created_at, one.code, one.item))),
        notes=_newest_first(Note, row),
        marks=_newest_first(CheckMark, row),
        movements=_newest_first(PaperMovement, row),
        duties=_newest_first(Obligation, row),
        moves=moves_from(row.moves),
    )


def _whole(model: Any, row: Any) -> list[Any]:
    """The rows as objects of no session: they are only looked at."""
    return [model(**values) for values in _READ[model].named(row._mapping[model.__tablename__])]


def _newest_first(model: Any, row: Any) -> tuple[Any, ...]:
    return tuple(sorted(_whole(model, row), key=lambda one: one.id, reverse=True))
