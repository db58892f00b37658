"""Who files in a bulk load: as many invented people and enterprises as it takes. Names are plain to see as such; nobody is stored here."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from casework.models import Account
from cli.demonstration.dossiers.chance import chance
from cli.demonstration.dossiers.names import (
    FAMILIES,
    FIRMS,
    FOREIGN_ORGANISERS,
    GIVEN_OF_MEN,
    GIVEN_OF_WOMEN,
    MARKS,
    ORGANISERS,
    Firm,
    Organiser,
)
from procedures.catalog.abtc.samples import tax_code

PERSON, FIRM, STATE_FIRM = "ca-nhan", "doanh-nghiep", "doanh-nghiep-nha-nuoc"
ORGANISER, FOREIGNER = "to-chuc", "nguoi-nuoc-ngoai"
DOMAIN = "hang-loat.example"
PRIVATE = tuple(one for one in FIRMS if not one.state)
STATE_OWNED = tuple(one for one in FIRMS if one.state)
# Far from the serials of the other applicants; a number is either a firm's or an organiser's.
FIRST_FIRM, FIRST_ORGANISER, APART = 1_000_000, 2_000_006, 13


def login(sort: str, number: int) -> str:
    """The address of an account of a bulk load."""
    return f"{sort}-{number:07d}@{DOMAIN}"


def full_name(rng: Random, female: bool) -> str:
    """Two given names, so that a million people are not all called the same."""
    given = GIVEN_OF_WOMEN if female else GIVEN_OF_MEN
    first, second = rng.choice(given), rng.choice(given)
    return f"{rng.choice(FAMILIES)} {'Thị' if female else 'Văn'} {rng.choice(MARKS)} {first} {second}"


def account(sort: str, number: int) -> Account:
    """The applicant of that sort and number; the same number is always the same one."""
    if sort == PERSON:
        return _person(number)
    if sort == FOREIGNER:
        name, country = ("PARK SAMPLE", "TANAKA EXAMPLE", "ERIKA MUSTER")[number % 3], FOREIGN_ORGANISERS[number % 3][2]
        return Account(
            kind="foreigner", name=name, email=login(sort, number), address="Bình Sơn", language="en",
            passport_number=f"M{number + 100:08d}", nationality=country,
        )
    named = organiser(number) if sort == ORGANISER else firm(number, sort == STATE_FIRM)
    serial = FIRST_ORGANISER if sort == ORGANISER else FIRST_FIRM
    return Account(
        kind="enterprise", name=named.name, email=login(sort, number), address=named.address, language="vi",
        tax_code=tax_code(serial + APART * number),
    )


def firm(number: int, state: bool) -> Firm:
    among = STATE_OWNED if state else PRIVATE
    one = among[number % len(among)]
    return replace(one, name=f"{one.name} {number + 1}")


def organiser(number: int) -> Organiser:
    one = ORGANISERS[number % len(ORGANISERS)]
    return replace(one, name=f"{one.name} {number + 1}")


def _person(number: int) -> Account:
    female = number % 2 == 1
    name = full_name(chance("bulk person", number), female)
    # Place, sex, year of birth and a serial, as a personal number has them; province 051 with a fictional serial.
    personal_id = f"051{1 if female else 0}{60 + number // 1_000_000 % 40:02d}{number % 1_000_000:06d}"
    return Account(
        kind="person", name=name, email=login(PERSON, number), language="vi", personal_id=personal_id,
        address=f"Số {number % 900 + 3} đường Ví Dụ, xã Sông Mẫu, tỉnh Bình Sơn",
    )
