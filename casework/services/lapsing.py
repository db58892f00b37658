"""Ending what the applicant let lapse, such as a declaration whose originals never came. No rule of a procedure may enter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select, tuple_

from casework.context import Casework
from casework.models import Dossier
from casework.queries.law_in_force import GATE
from casework.queries.situations import Loaded, situate
from casework.services.paperwork import Occasion, after_action
from casework.services.recording import CITIZEN_ROLE, in_order, record
from procedures.case.decide import decide
from procedures.case.events import Actor
from procedures.case.permission import available
from procedures.definition import Action, ActionKind, Role

SYSTEM = Actor("system", None, "system", frozenset({Role.SYSTEM}))
BATCH = 200


def lapse(casework: Casework, at: datetime) -> int:
    """End every dossier that waits for its applicant beyond its time, where its procedure lets the program do so.

    One unit of work per dossier; a second call at the same time finds nothing. Returns how many were ended.
    """
    return sum(_end(casework, one, at) for one in _overdue(casework, at))


def _overdue(casework: Casework, at: datetime) -> Iterator[int]:
    """Ids of open dossiers whose applicant is late where the program may end them, in pages by id.

    Found among those alone that wait for their applicant and are late (index ix_dossiers_open_role): `urgent_at` is never
    later than `step_due_at`. So the work grows with what is late there, not with what is open.
    """
    last, ends = 0, tuple_(Dossier.slug, Dossier.state).in_(_ended_by_the_program(casework))
    while True:
        waiting = (
            select(Dossier.id)
            .where(
                Dossier.id > last,
                Dossier.closed_at.is_(None),
                Dossier.waiting_role == CITIZEN_ROLE,
                Dossier.urgent_at < at,
                Dossier.step_due_at < at,
                ends,
            )
            .order_by(Dossier.id)
            .limit(BATCH)
        )
        with casework.database.reading() as session:
            found = list(session.scalars(waiting))
        if not found:
            return
        yield from found
        last = found[-1]


def _ended_by_the_program(casework: Casework) -> list[tuple[str, str]]:
    """Procedure and state of everything that the program may end by the law of any version."""
    versions = (one for slug in casework.registry.slugs() for one in casework.registry.versions(slug))
    actions = ((one.slug, action) for one in versions for variant in one.variants for action in variant.actions)
    return sorted({
        (slug, state) for slug, action in actions
        if action.kind is ActionKind.STOP and Role.SYSTEM in action.by
        for state in action.frm
    })


def _end(casework: Casework, dossier_id: int, at: datetime) -> bool:
    """Decide anew under the lock: what came in or was ended since it was found stays as it is."""
    with casework.database.unit_of_work() as session:
        query = select(Dossier, GATE).where(Dossier.id == dossier_id).with_for_update(of=Dossier)
        dossier = session.execute(query).scalar_one()
        loaded = situate(session, casework, dossier)
        action = _ending(loaded, at)
        if action is None:
            return False
        at = in_order(loaded.events, at)
        decision = decide(loaded.situation, action, {}, SYSTEM, at)
        case = record(session, dossier, loaded.situation, loaded.events, decision, SYSTEM, at)
        after_action(Occasion(session, casework, dossier, loaded.situation, case, decision, SYSTEM, at))
        return True


def _ending(loaded: Loaded, at: datetime) -> Action | None:
    """The action by which the program may end this dossier now; its time has to be over by the present calendar."""
    offered = available(loaded.situation, SYSTEM, at)
    return next((one for one in offered if one.kind is ActionKind.STOP), None)
