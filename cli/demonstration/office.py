"""The people of the demonstration office: officers at every desk and citizens who can sign in. No dossier is made here."""

from __future__ import annotations

from datetime import datetime, timedelta

from casework.context import Casework
from casework.services.demonstrating import officer_named, open_verified_account
from casework.services.officers import create_officer
from cli.demonstration.people import CITIZENS, OFFICERS, PASSWORD, DemonstrationOfficer

OPENED_BEFORE = timedelta(days=1200)


def open_office(casework: Casework, now: datetime) -> None:
    """Make the officers and citizens that are not there yet."""
    opened_at = now - OPENED_BEFORE
    for one in OFFICERS:
        if officer_named(casework, one.login) is None:
            _employ(casework, one, opened_at)
    for new in CITIZENS.values():
        open_verified_account(casework, new, opened_at)


def _employ(casework: Casework, one: DemonstrationOfficer, at: datetime) -> None:
    create_officer(
        casework,
        one.login,
        one.name,
        one.position,
        one.roles,
        PASSWORD,
        at,
        division=one.division,
        unit=one.unit,
        deputy=one.deputy,
        fields=one.fields,
        email=f"{one.login}@songoaivu.example",
        totp_secret=one.totp,
    )
