"""An officer's findings on the components of a dossier: ok, missing or wrong, with a remark. No state and no clock moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import CheckMark
from casework.queries.dossier_page import components_of
from casework.queries.visible import visible_dossier
from casework.services.acting import InvalidInputs
from procedures.answers import validate_fields
from procedures.case.decide import Refused
from procedures.case.events import Actor
from procedures.case.permission import Situation
from procedures.case.workbench import FINDING, REMARK
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Phase, Role

CHECKS = frozenset({Role.RECEPTION, Role.SPECIALIST, Role.DIVISION_HEAD})


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one component and what the officer remarks."""

    finding: str
    remark: str = ""


def may_check(situation: Situation, actor: Actor) -> bool:
    """Who receives or examines may mark, as long as the dossier is with the office or another body."""
    phase = situation.variant.state(situation.case.state).phase
    return bool(actor.roles & CHECKS) and phase is not Phase.CLOSED


def save_findings(
    casework: Casework, code: str, findings: Mapping[tuple[str, int], Finding], by: Actor, at: datetime
) -> int:
    """Keep what changed and return how many marks that were; a component the dossier does not have is dropped.

    Raises DossierNotFound, Refused, or InvalidInputs with paths "<component>:<item>.finding" and ".remark".
    """
    with casework.database.unit_of_work() as session:
        loaded = visible_dossier(session, casework, code, by, for_update=True)
        if not may_check(loaded.situation, by):
            raise Refused("not_your_role")
        shown = components_of(loaded.situation, loaded.dossier.filed_at)
        known = {(one.component.code, -1 if one.item_index is None else one.item_index) for one in shown}
        clean = _clean({key: one for key, one in findings.items() if key in known}, at)
        return sum(_keep(session, loaded.dossier.id, key, one, by, at) for key, one in clean.items())


def _clean(findings: Mapping[tuple[str, int], Finding], at: datetime) -> dict[tuple[str, int], Finding]:
    on, errors, clean = at.astimezone(OFFICE_TIME).date(), [], {}
    for key, one in findings.items():
        checked = validate_fields((FINDING, REMARK), {"finding": one.finding, "remark": one.remark}, on)
        errors += [type(error)(f"{key[0]}:{key[1]}.{error.path}", error.code, error.params) for error in checked.errors]
        clean[key] = Finding(checked.answers.get("finding", ""), checked.answers.get("remark", ""))
    if errors:
        raise InvalidInputs(tuple(errors))
    return clean


def _keep(session: Session, dossier_id: int, key: tuple[str, int], found: Finding, by: Actor, at: datetime) -> int:
    """1 when the mark is new or says something else than before."""
    component, item = key
    query = select(CheckMark).where(
        CheckMark.dossier_id == dossier_id, CheckMark.component == component, CheckMark.item == item
    )
    mark = session.scalars(query).first()
    if mark is None:
        mark = CheckMark(dossier_id=dossier_id, component=component, item=item)
        session.add(mark)
    elif (mark.finding, mark.remark) == (found.finding, found.remark):
        return 0
    mark.finding, mark.remark, mark.officer_name, mark.at = found.finding, found.remark, by.name, at
    return 1
