"""The accounts of those who file: made once each, verified, with passwords of the demonstration. No dossier is made here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from casework.context import Casework
from casework.models import Account
from casework.services.demonstrating import open_verified_account
from casework.services.registering import NewAccount
from cli.demonstration.dossiers.chance import chance
from cli.demonstration.dossiers.names import FIRMS, FOREIGN_ORGANISERS, ORGANISERS, Firm, Organiser, person_name
from cli.demonstration.people import CITIZENS, PASSWORD
from procedures.catalog.abtc.samples import tax_code

FIRST_FIRM, FIRST_ORGANISER = 5_000, 7_000
PERSONS = 40


class Applicants:
    """Whoever files, by the thing they are; the same thing is always the same account."""

    def __init__(self, casework: Casework, since: datetime) -> None:
        self._casework, self._since = casework, since
        self._known: dict[str, Account] = {}

    def citizen(self, login: str) -> Account:
        """One of the accounts that the demonstration hands out for signing in."""
        return self._open(CITIZENS[login])

    def firm(self, number: int) -> tuple[Account, Firm]:
        firm = FIRMS[number % len(FIRMS)]
        code = tax_code(FIRST_FIRM + 13 * (number % len(FIRMS)))
        return self._new(
            "enterprise", firm.name, f"doanh-nghiep-{number % len(FIRMS) + 1}", firm.address, tax_code=code
        ), firm

    def organiser(self, number: int) -> tuple[Account, Organiser]:
        one = ORGANISERS[number % len(ORGANISERS)]
        code = tax_code(FIRST_ORGANISER + 13 * (number % len(ORGANISERS)))
        return self._new(
            "enterprise", one.name, f"to-chuc-{number % len(ORGANISERS) + 1}", one.address, tax_code=code
        ), one

    def foreign_organiser(self, number: int) -> tuple[Account, tuple[str, str, str]]:
        """The representative of a foreign organisation, who reads English."""
        place = number % len(FOREIGN_ORGANISERS)
        _, english, country = FOREIGN_ORGANISERS[place]
        name = ("PARK SAMPLE", "TANAKA EXAMPLE", "ERIKA MUSTER")[place]
        account = self._new(
            "foreigner",
            name,
            f"foreigner-{place + 1}",
            english,
            passport_number=f"M{place + 21:08d}",
            nationality=country,
            language="en",
        )
        return account, FOREIGN_ORGANISERS[place]

    def person(self, number: int) -> Account:
        """A citizen; sex, name and personal number agree."""
        place = number % PERSONS
        female = place % 2 == 1
        name = person_name(chance("person", place), female)
        personal_id = f"051{1 if female else 0}{80 + place % 20:02d}{place:06d}"
        address = f"Số {place + 3} đường Ví Dụ, xã Sông Mẫu, tỉnh Bình Sơn"
        return self._new("person", name, f"cong-dan-{place + 1}", address, personal_id=personal_id)

    def _new(self, kind: str, name: str, login: str, address: str, *, language: str = "vi", **identity: Any) -> Account:
        return self._open(
            NewAccount(
                kind=kind,
                name=name,
                password=PASSWORD,
                language=language,
                email=f"{login}@vidu.example",
                address=address,
                **identity,
            )
        )

    def _open(self, new: NewAccount) -> Account:
        if new.login not in self._known:
            self._known[new.login] = open_verified_account(self._casework, new, self._since)
        return self._known[new.login]
