"""Who is signed in: a citizen or an officer, never both. Passwords and codes are checked in `casework.services`."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from flask import Flask
from flask_login import LoginManager

from casework.models import Account, Officer
from casework.queries.signed_in import Asked, signed_in, whole
from procedures.case.events import Actor
from procedures.definition import Role
from web.current import casework

LARGEST_ID = 2**31 - 1


class CitizenUser:
    """A signed-in applicant; `session_epoch` ends every session when the password changes."""

    kind = "citizen"
    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, account: Account | Asked) -> None:
        self.account_id = account.id
        self.name = account.name
        self.session_epoch = account.session_epoch
        self.actor = Actor("citizen", account.id, account.name, frozenset({Role.CITIZEN}))

    @cached_property
    def account(self) -> Account:
        """The whole row, read where a page asks for more than the name."""
        return whole(casework(), Account, self.account_id)

    def get_id(self) -> str:
        return f"citizen:{self.account_id}:{self.session_epoch}"


class OfficerUser:
    """A signed-in officer, with both factors."""

    kind = "officer"
    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, officer: Officer | Asked) -> None:
        self.officer = officer
        self.name = officer.name
        self.actor = actor_of(officer)

    def get_id(self) -> str:
        return f"officer:{self.officer.id}:{self.officer.session_epoch}"


def actor_of(officer: Officer | Asked) -> Actor:
    """The officer as decisions see one."""
    return Actor(
        "officer",
        officer.id,
        officer.name,
        frozenset(Role(one) for one in officer.roles),
        officer.division,
        officer.deputy,
        frozenset(officer.fields),
    )


def load_user(user_id: str) -> Any:
    """The user of a session id, or None when it has ended."""
    kind, _, rest = user_id.partition(":")
    number, _, epoch = rest.partition(":")
    if not number.isdecimal() or not epoch.isdecimal():
        return None
    model = {"citizen": Account, "officer": Officer}.get(kind)
    if model is None:
        return None
    row = signed_in(casework(), model, int(number)) if int(number) <= LARGEST_ID else None
    if row is None or row.session_epoch != int(epoch) or not getattr(row, "active", True):
        return None
    return CitizenUser(row) if kind == "citizen" else OfficerUser(row)


def register(app: Flask) -> None:
    """Load the signed-in user of every request."""
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(load_user)
    manager.init_app(app)
