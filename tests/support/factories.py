"""People of the tests: accounts and officers, invented and plainly fictional. No dossier is made here."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from itertools import count

import pyotp
from werkzeug.security import generate_password_hash

from casework.context import Casework
from casework.models import Account, Officer
from procedures.definition import Role
from tests.support.times import vn

PASSWORD = "mat-khau-cua-bai-kiem-tra"
LONG_AGO = vn("2020-01-02T08:00")
_numbers = count(1)

PERSONS = {
    "person": {"name": "Đỗ Văn Mẫu", "personal_id": "001090000001"},
    "enterprise": {"name": "Công ty TNHH Thí Dụ", "tax_code": "0100109106"},
    "foreigner": {"name": "KIM MAU", "passport_number": "M00000001", "nationality": "KR"},
}


@cache
def hashed(password: str) -> str:
    """The hash of a password; made once, because it is slow on purpose."""
    return generate_password_hash(password)


def make_account(
    casework: Casework, kind: str = "person", *, verified: bool = True, password: str = PASSWORD, **differing: object
) -> Account:
    """A citizen's account of `kind` person, enterprise or foreigner; `differing` are columns that differ."""
    number = next(_numbers)
    values: dict[str, object] = {
        "kind": kind,
        "email": f"nguoi-dan-{number}@example.com",
        "phone": f"+8490{number:07d}",
        "password_hash": hashed(password),
        "language": "vi",
        "email_verified_at": LONG_AGO if verified else None,
        "session_epoch": 0,
        "created_at": LONG_AGO,
        **PERSONS[kind],
        **differing,
    }
    with casework.database.unit_of_work() as session:
        account = Account(**values)
        session.add(account)
    return account


def make_officer(
    casework: Casework,
    roles: Sequence[Role | str] = (Role.SPECIALIST,),
    division: str = "lanh-su",
    *,
    password: str = PASSWORD,
    **differing: object,
) -> Officer:
    """An officer with these roles; signs in with `PASSWORD` and `code_of(officer, at)`."""
    number = next(_numbers)
    values: dict[str, object] = {
        "login": f"can-bo-{number}",
        "name": f"Nguyễn Thị Giả Định {number}",
        "position": "Chuyên viên",
        "roles": [str(one) for one in roles],
        "division": division,
        "unit": "",
        "deputy": False,
        "fields": [],
        "password_hash": hashed(password),
        "totp_secret": b32encode(f"officer {number:012d}".encode()).decode(),
        "recovery": [],
        "active": True,
        "session_epoch": 0,
        "created_at": LONG_AGO,
        **differing,
    }
    with casework.database.unit_of_work() as session:
        officer = Officer(**values)
        session.add(officer)
    return officer


def code_of(holder: Account | Officer, at: datetime) -> str:
    """What the authenticator of an officer, or of a citizen who has one, shows at an instant."""
    return pyotp.TOTP(holder.totp_secret or "").at(at)
