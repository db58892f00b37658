"""An officer at every desk of the whole office, as the demonstration needs them. No dossier is made here."""

from __future__ import annotations

from casework.context import Casework
from procedures.definition import Role
from tests.support.factories import make_officer

CONSULAR, COOPERATION, OFFICE = "lanh-su", "hop-tac-quoc-te", "van-phong"


def staff(casework: Casework) -> None:
    """Reception, three divisions with heads and deputies, directorate, registry, accountant, the Committee's office."""
    make_officer(casework, (Role.RECEPTION,), "")
    for division in (CONSULAR, COOPERATION):
        for _ in range(2):
            make_officer(casework, (Role.SPECIALIST,), division)
        make_officer(casework, (Role.DIVISION_HEAD,), division)
        make_officer(casework, (Role.DIVISION_HEAD,), division, deputy=True)
    make_officer(casework, (Role.DIVISION_HEAD,), OFFICE)
    make_officer(casework, (Role.DIRECTOR,), "")
    make_officer(casework, (Role.DIRECTOR,), "", deputy=True, fields=["abtc", "hop-phap-hoa-lanh-su"])
    make_officer(casework, (Role.DIRECTOR,), "", deputy=True, fields=["hoi-nghi-quoc-te"])
    for role, division in ((Role.CLERK, OFFICE), (Role.ACCOUNTANT, OFFICE), (Role.COMMITTEE, "")):
        make_officer(casework, (role,), division)
