"""Dossiers brought to a point of their life by the services, for the tests of this door. Judges nothing itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from casework.context import Casework
from casework.queries.situations import load
from casework.services.acting import Acted, act
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.portal.filing import file_dossier
from tests.support.application import CitizenClient
from tests.support.factories import make_officer
from web.identity import actor_of

ON = date(2026, 10, 14)


def filed(client: CitizenClient, persons: int = 2) -> str:
    """A dossier of this client that reception has not seen yet."""
    return file_dossier(client, "abtc", sample_answers(3, ON, persons=persons))


def done(client: CitizenClient, code: str, action: str, role: Role, raw: dict[str, Any] | None = None) -> Acted:
    """An officer of that role takes an action now; the specialist is the one it was assigned to."""
    casework: Casework = client.application.extensions["casework"]
    at = client.application.extensions["clock"]()
    with casework.database.reading() as session:
        loaded = load(session, casework, code)
    officer = make_officer(casework, (role,))
    return act(casework, code, action, raw or {}, by=actor_of(officer), at=at, seen=loaded.dossier.version)


def accepted(client: CitizenClient, persons: int = 2) -> str:
    code = filed(client, persons)
    done(client, code, "accept", Role.RECEPTION)
    return code


def asked(client: CitizenClient, items: list[str], reason: str = "Trang hộ chiếu bị mờ.") -> str:
    """A dossier for which reception asks for these items."""
    code = filed(client)
    done(client, code, "request_supplement_at_reception", Role.RECEPTION, {"items": items, "reason": reason})
    return code
