"""What a request asks of the database: every statement by name, and copies of dossiers to ask more of it. Knows no page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import event, insert, select

from casework.context import Casework
from casework.models import Dossier, DossierEvent

# The session's account, which every page of somebody signed in reads first.
OF_THE_SESSION = ("SELECT officers.id, officers.name, officers.session_epoch", "SELECT accounts.id, accounts.name, accounts.session_epoch")
TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK")


@contextmanager
def statements(casework: Casework) -> Iterator[list[str]]:
    """The statements sent to the database, in order; a transaction's ends and the account of the session are left out."""
    sent: list[str] = []

    def keep(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said = " ".join(statement.split())
        ours = said.startswith(OF_THE_SESSION) and " JOIN " not in said and sent == []
        if not ours and not said.startswith(TRANSACTION):
            sent.append(said)

    event.listen(casework.database.engine, "before_cursor_execute", keep)
    try:
        yield sent
    finally:
        event.remove(casework.database.engine, "before_cursor_execute", keep)


def copy_dossier(casework: Casework, code: str, times: int, mark: str) -> list[str]:
    """As many dossiers like the one of that code, each a minute later, with its events; returns their codes."""
    dossiers, events = Dossier.__table__, DossierEvent.__table__
    with casework.database.unit_of_work() as session:
        original = dict(session.execute(select(dossiers).where(dossiers.c.code == code)).mappings().one())
        history = [dict(one) for one in session.execute(select(events).where(events.c.dossier_id == original["id"])).mappings()]
        del original["id"]
        codes = [f"{code[:-7]}{mark}{n:05}" for n in range(times)]
        copies = [
            {**original, "code": one, "external_code": None, "urgent_at": original["urgent_at"] + timedelta(minutes=n)}
            for n, one in enumerate(codes)
        ]
        numbers = session.execute(insert(dossiers).returning(dossiers.c.id), copies).scalars().all()
        rows = [
            {name: one[name] for name in one if name != "id"} | {"dossier_id": number}
            for number in numbers
            for one in history
        ]
        session.execute(insert(events), rows)
    return codes


def lengthen_history(casework: Casework, code: str, times: int) -> None:
    """As many further events of paper changing hands, which change nothing else."""
    with casework.database.unit_of_work() as session:
        dossier = session.scalars(select(Dossier).where(Dossier.code == code)).one()
        last = session.scalars(
            select(DossierEvent).where(DossierEvent.dossier_id == dossier.id).order_by(DossierEvent.sequence.desc())
        ).first()
        for n in range(1, times + 1):
            session.add(
                DossierEvent(
                    dossier_id=dossier.id,
                    sequence=last.sequence + n,
                    action="paper_moved",
                    kind="paper_moved",
                    at=last.at + timedelta(seconds=n),
                    actor_kind="officer",
                    actor_id=None,
                    actor_name="Nguyễn Thị Giả Định",
                    state=last.state,
                    data={},
                )
            )
        dossier.version = last.sequence + times
