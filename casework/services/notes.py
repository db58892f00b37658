"""Internal notes: what officers tell each other about a dossier. The applicant never reads them and no clock moves."""

from __future__ import annotations

from datetime import datetime

from casework.context import Casework
from casework.models import Note
from casework.queries.visible import visible_dossier
from casework.services.acting import InvalidInputs
from procedures.answers import validate_fields
from procedures.case.events import Actor
from procedures.case.workbench import NOTE
from procedures.clock.calendar import OFFICE_TIME


def add_note(casework: Casework, code: str, text: str, by: Actor, at: datetime) -> None:
    """Add a note. Raises DossierNotFound or InvalidInputs."""
    checked = validate_fields((NOTE,), {"text": text}, at.astimezone(OFFICE_TIME).date())
    if checked.errors:
        raise InvalidInputs(checked.errors)
    with casework.database.unit_of_work() as session:
        dossier = visible_dossier(session, casework, code, by).dossier
        session.add(
            Note(dossier_id=dossier.id, officer_id=by.id, officer_name=by.name, text=checked.answers["text"], at=at)
        )
