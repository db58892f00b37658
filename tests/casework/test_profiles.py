"""Addresses that change hands: who proved one keeps it, who only typed one does not stand in its owner's way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from casework.context import Casework
from casework.models import Account, OutboxMessage
from casework.services.accounts import sign_in_citizen
from casework.services.passwords import forgotten_password, reset_link_is_good
from casework.services.profiles import AddressTaken, prove_address, send_address_code
from casework.services.registering import NewAccount, register_account, verify_with_code
from casework.services.tokens import LinkInvalid
from tests.support.factories import LONG_AGO, PASSWORD, make_account
from tests.support.times import vn

AT = vn("2026-10-14T09:00")
SOON = AT + timedelta(minutes=1)
HERE, THERE = "192.0.2.1", "198.51.100.7"
PHONE, EMAIL = "+84912345678", "mau@example.com"


def messages(casework: Casework, kind: str) -> list[OutboxMessage]:
    with casework.database.reading() as session:
        return list(session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind)))


def stored(casework: Casework, account: Account) -> Account:
    with casework.database.reading() as session:
        return session.get_one(Account, account.id)


def move_to(casework: Casework, account: Account, channel: str, address: str) -> None:
    send_address_code(casework, account.id, channel, address, SOON)
    (sent,) = (one for one in messages(casework, f"verify_{channel}") if one.created_at == SOON)
    prove_address(casework, account.id, channel, address, sent.params["code"], SOON)


@pytest.mark.parametrize(("channel", "address"), [("phone", PHONE), ("email", EMAIL)])
def test_a_registration_nobody_proved_keeps_no_address_from_its_owner(casework_on_both: Casework, channel: str, address: str):
    casework = casework_on_both
    stranger: dict[str, Any] = {channel: address}
    registration = register_account(casework, NewAccount("person", "Người Lạ", "mat-khau-cua-nguoi-la", "vi", **stranger), AT, address=THERE)
    owner = make_account(casework)
    move_to(casework, owner, channel, address)
    assert getattr(stored(casework, owner), channel) == address
    assert sign_in_citizen(casework, address, PASSWORD, SOON, address=HERE).id == owner.id
    code = next(one for one in messages(casework, f"verify_{channel}") if one.created_at == AT).params["code"]
    with pytest.raises(LinkInvalid):
        verify_with_code(casework, registration, code, SOON, address=THERE)


def test_an_only_address_that_was_proved_stays_where_it_is(casework: Casework):
    holder = make_account(casework, email=None, phone=PHONE, email_verified_at=None, phone_verified_at=LONG_AGO)
    with pytest.raises(AddressTaken):
        move_to(casework, make_account(casework), "phone", PHONE)
    assert stored(casework, holder).phone == PHONE


def test_a_link_sent_to_the_old_address_sets_no_password_of_the_account_that_left_it(casework: Casework):
    account = make_account(casework)
    forgotten_password(casework, account.email or "", AT, address=THERE)
    link = messages(casework, "reset_password")[0].params["token"]
    assert reset_link_is_good(casework, link, SOON)
    move_to(casework, account, "email", EMAIL)
    assert not reset_link_is_good(casework, link, SOON)


@pytest.mark.parametrize(("channel", "address"), [("phone", PHONE), ("email", EMAIL)])
def test_an_account_with_a_phone_alone_is_not_taken_over_in_silence(casework: Casework, channel: str, address: str):
    account = make_account(casework, email=None, email_verified_at=None, phone_verified_at=LONG_AGO)
    move_to(casework, account, channel, address)
    assert [(one.channel, one.recipient) for one in messages(casework, "address_changed")] == [("sms", account.phone)]
