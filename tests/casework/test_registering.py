"""Making an account and proving its address: whoever registers an address that is not theirs gets nothing by it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from casework.context import Casework
from casework.models import Account, OutboxMessage
from casework.services.accounts import NotVerified, sign_in_citizen
from casework.services.passwords import forgotten_password, reset_password
from casework.services.proving import SignInRefused
from casework.services.registering import (
    NewAccount,
    Registration,
    register_account,
    registration_of,
    resend_verification,
    verify_with_code,
    verify_with_link,
)
from casework.services.slowing import TooManyAttempts
from casework.services.tokens import LinkInvalid
from tests.support.factories import PASSWORD, make_account
from tests.support.times import vn

AT = vn("2026-10-14T09:00")
SOON = AT + timedelta(minutes=1)
HERE, THERE = "192.0.2.1", "198.51.100.7"
EMAIL = "mau@example.com"
A_STRANGERS = "mat-khau-cua-nguoi-la"
OWNER = {"name": "Đỗ Văn Mẫu", "password": PASSWORD}
STRANGER = {"name": "Người Lạ", "password": A_STRANGERS}


def register(casework: Casework, at: Any = AT, address: str = HERE, **differing: Any) -> Registration:
    typed = {"kind": "person", "language": "vi", "email": EMAIL, **OWNER, **differing}
    return register_account(casework, NewAccount(**typed), at, address=address)


def messages(casework: Casework, kind: str = "verify_email") -> list[dict[str, Any]]:
    with casework.database.reading() as session:
        found = select(OutboxMessage.params).where(OutboxMessage.kind == kind).order_by(OutboxMessage.created_at)
        return list(session.scalars(found))


def account(casework: Casework) -> Account:
    with casework.database.reading() as session:
        return session.scalars(select(Account)).one()


def test_an_account_nobody_proved_is_replaced_and_cannot_enter(casework):
    register(casework)
    register(casework, SOON, personal_id="001090000001")
    assert account(casework).personal_id == "001090000001"
    with pytest.raises(NotVerified):
        sign_in_citizen(casework, EMAIL, PASSWORD, AT + timedelta(minutes=2), address=HERE)


def test_registering_and_proving_on_both_databases(casework_on_both):
    registration = register(casework_on_both, phone="+84912345678")
    proved = verify_with_code(casework_on_both, registration, messages(casework_on_both)[0]["code"], AT, address=HERE)
    assert proved.verified
    assert sign_in_citizen(casework_on_both, "MAU@example.com", PASSWORD, AT, address=HERE).id == proved.id


@pytest.mark.parametrize("owner_is_first", [True, False])
def test_an_owner_never_proves_the_password_of_a_stranger(casework_on_both, owner_is_first):
    """Both have registered the address; the owner has both mails and tries everything in them."""
    casework = casework_on_both
    first, second = (OWNER, STRANGER) if owner_is_first else (STRANGER, OWNER)
    registrations = [register(casework, **first), register(casework, SOON, THERE, **second)]
    mine = registrations[0 if owner_is_first else 1]
    resend_verification(casework, mine, SOON + timedelta(minutes=1), address=HERE)
    for sent in messages(casework):
        for trying in (
            lambda code=sent["code"]: verify_with_code(casework, mine, code, SOON, address=HERE),
            lambda link=sent["token"]: verify_with_link(casework, link, PASSWORD, SOON, address=HERE),
        ):
            try:
                trying()
            except (LinkInvalid, SignInRefused):
                continue
    assert account(casework).verified is not owner_is_first
    with pytest.raises(NotVerified if owner_is_first else SignInRefused):
        sign_in_citizen(casework, EMAIL, A_STRANGERS, SOON, address=THERE)


def test_an_owner_who_was_overtaken_registers_again(casework):
    register(casework)
    register(casework, SOON, THERE, **STRANGER)
    again = register(casework, AT + timedelta(minutes=2))
    proved = verify_with_code(casework, again, messages(casework)[-1]["code"], AT + timedelta(minutes=3), address=HERE)
    assert proved.verified and proved.name == OWNER["name"]
    assert sign_in_citizen(casework, EMAIL, PASSWORD, AT + timedelta(minutes=3), address=HERE).id == proved.id


def test_the_same_registration_again_is_the_same(casework):
    """Another window, another device, an impatient second press: every code in order is good in each of them."""
    first, second = register(casework), register(casework, SOON, THERE)
    assert first == second
    assert verify_with_code(casework, first, messages(casework)[-1]["code"], SOON, address=HERE).verified


def test_a_link_wants_the_password_and_guesses_of_it_are_slowed(casework):
    register(casework)
    link = messages(casework)[0]["token"]
    for _ in range(5):
        with pytest.raises(SignInRefused):
            verify_with_link(casework, link, "wrong-password", AT, address=HERE)
    with pytest.raises(TooManyAttempts):
        verify_with_link(casework, link, PASSWORD, AT, address=HERE)
    assert verify_with_link(casework, link, PASSWORD, AT + timedelta(minutes=2), address=HERE).verified
    with pytest.raises(LinkInvalid):
        verify_with_link(casework, link, PASSWORD, AT + timedelta(minutes=2), address=HERE)


def test_who_forgot_it_sets_another_which_proves_the_address(casework):
    register(casework, **STRANGER)
    forgotten_password(casework, EMAIL, SOON, address=HERE)
    reset_password(casework, messages(casework, "reset_password")[0]["token"], PASSWORD, SOON)
    assert sign_in_citizen(casework, EMAIL, PASSWORD, SOON, address=HERE).verified


def test_whoever_signs_in_unproved_goes_on_from_there(casework):
    register(casework)
    with pytest.raises(NotVerified) as refused:
        sign_in_citizen(casework, EMAIL, PASSWORD, SOON, address=HERE)
    here = registration_of(casework, refused.value.unproved)
    resend_verification(casework, here, SOON, address=HERE)
    assert verify_with_code(casework, here, messages(casework)[-1]["code"], SOON, address=HERE).verified


def test_a_taken_address_answers_alike_and_gives_nothing(casework):
    known = make_account(casework, email=EMAIL)
    registration = register(casework, **STRANGER)
    resend_verification(casework, registration, SOON, address=THERE)
    assert (messages(casework), len(messages(casework, "address_taken"))) == ([], 1)
    with pytest.raises(LinkInvalid):
        verify_with_code(casework, registration, "123456", SOON, address=THERE)
    assert account(casework).password_hash == known.password_hash
