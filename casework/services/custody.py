"""Paper that changes hands between units: given and received with both names and times. No clock of the dossier moves."""

from __future__ import annotations

from datetime import datetime

from casework.context import Casework
from casework.models import Officer, PaperMovement
from casework.queries.law_in_force import current_calendar
from casework.queries.officers import unit_of, units
from casework.queries.visible import visible_dossier
from casework.services.acting import InvalidInputs
from procedures.answers import validate_fields
from procedures.case.decide import Refused
from procedures.case.events import Actor
from procedures.case.workbench import giving_fields, receive_by
from procedures.clock.calendar import OFFICE_TIME


def give(casework: Casework, code: str, what: str, to_unit: str, by: Actor, at: datetime) -> int:
    """Record that papers left the giver's hands; returns the movement's id. Raises DossierNotFound or InvalidInputs."""
    with casework.database.unit_of_work() as session:
        dossier = visible_dossier(session, casework, code, by).dossier
        giver = session.get_one(Officer, by.id)
        others = tuple(one for one in units(session, casework) if one != unit_of(casework, giver))
        given = {"what": what, "to_unit": to_unit}
        checked = validate_fields(giving_fields(others), given, at.astimezone(OFFICE_TIME).date())
        if checked.errors:
            raise InvalidInputs(checked.errors)
        movement = PaperMovement(
            dossier_id=dossier.id,
            what=checked.answers["what"],
            from_unit=unit_of(casework, giver),
            to_unit=checked.answers["to_unit"],
            giver_id=giver.id,
            giver_name=giver.name,
            given_at=at,
            due_at=receive_by(current_calendar(session), at),
        )
        session.add(movement)
        session.flush()
        return movement.id


def receive(casework: Casework, code: str, movement_id: int, by: Actor, at: datetime) -> None:
    """Sign for papers handed to one's unit. Raises DossierNotFound, or Refused ("not_for_your_unit", "already_received")."""
    with casework.database.unit_of_work() as session:
        dossier = visible_dossier(session, casework, code, by, for_update=True).dossier
        movement = session.get(PaperMovement, movement_id)
        if movement is None or movement.dossier_id != dossier.id:
            raise Refused("not_offered")
        if movement.received_at is not None:
            raise Refused("already_received")
        receiver = session.get_one(Officer, by.id)
        if unit_of(casework, receiver) != movement.to_unit or receiver.id == movement.giver_id:
            raise Refused("not_for_your_unit")
        movement.receiver_id, movement.receiver_name, movement.received_at = receiver.id, receiver.name, max(at, movement.given_at)
