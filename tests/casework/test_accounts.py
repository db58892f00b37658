"""Accounts, officers and slowing on both databases: what is kept, what is used once, and what parallel attempts may do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from casework.models import Account, AccountToken, Attempt, Officer, OutboxMessage
from casework.services import tokens
from casework.services.officers import LoginTaken, OfficerNotFound, create_officer, reset_second_factor, sign_in_officer
from casework.services.passwords import forgotten_password
from casework.services.profiles import remove_second_factor
from casework.services.proving import SignInRefused
from casework.services.registering import NewAccount, register_account
from casework.services.second_factor import new_recovery_codes, step_of
from casework.services.slowing import (
    LONGEST_WAIT,
    TooManyAttempts,
    attempt_allowed,
    forget_guesses,
    key_for,
    note_failure,
    note_success,
    wait_after,
)
from procedures.definition import Role
from tests.support.factories import PASSWORD, code_of, make_account, make_officer
from tests.support.times import vn

AT = vn("2026-10-14T09:00")
HERE = "192.0.2.1"


def rows(casework, model):
    with casework.database.reading() as session:
        return session.scalars(select(model)).all()


def count(casework, model):
    with casework.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def new_account(**differing):
    return NewAccount("person", "Đỗ Văn Mẫu", PASSWORD, "vi", **{"email": "mau@example.com", **differing})


def tried(call):
    try:
        return call()
    except (SignInRefused, TooManyAttempts) as refused:
        return refused


def test_nothing_secret_is_kept_in_the_clear(casework):
    register_account(casework, new_account(), AT, address=HERE)
    given = create_officer(casework, "mau", "Lê Văn Mẫu", "Văn thư", [Role.CLERK], PASSWORD, AT)
    sent = rows(casework, OutboxMessage)[0].params
    kept = [(one.secret_hash) for one in rows(casework, AccountToken)]
    assert rows(casework, Account)[0].password_hash.startswith("scrypt:")
    assert sent["token"] not in kept
    assert sent["code"] not in kept
    assert not set(given.recovery_codes) & set(rows(casework, Officer)[0].recovery)
    assert not [one.key for one in rows(casework, Attempt) if "example.com" in one.key or HERE in one.key]


def test_a_code_dies_after_five_wrong_tries_and_after_half_an_hour(casework):
    register_account(casework, new_account(), AT, address=HERE)
    code = rows(casework, OutboxMessage)[0].params["code"]
    wrong = "000000" if code != "000000" else "111111"
    account = rows(casework, Account)[0]

    def spend(given, at):
        with casework.database.unit_of_work() as session:
            return tokens.spend_code(session, casework, account.id, tokens.CODE_TO_EMAIL, account.email, given, at)

    assert not spend(code, AT + timedelta(minutes=31))
    assert not any(spend(wrong, AT) for _ in range(5))
    assert not spend(code, AT)


def test_a_code_of_one_address_proves_no_other(casework):
    account = make_account(casework)
    with casework.database.unit_of_work() as session:
        code = tokens.issue_code(session, casework, account.id, tokens.CODE_TO_EMAIL, "a@example.com", AT)
    with casework.database.unit_of_work() as session:
        assert not tokens.spend_code(session, casework, account.id, tokens.CODE_TO_EMAIL, "b@example.com", code, AT)


def test_ten_at_once_use_a_code_of_an_authenticator_once(casework_on_both):
    officer = make_officer(casework_on_both)
    code = code_of(officer, AT)

    def enter(_):
        return tried(lambda: sign_in_officer(casework_on_both, officer.login, PASSWORD, code, AT, address=HERE))

    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(enter, range(10)))
    assert sum(isinstance(one, Officer) for one in outcomes) == 1


def test_ten_at_once_use_a_recovery_code_once(casework_on_both):
    given = create_officer(casework_on_both, "mau", "Lê Văn Mẫu", "Văn thư", [Role.CLERK], PASSWORD, AT)

    def enter(_):
        code = given.recovery_codes[0]
        return tried(lambda: sign_in_officer(casework_on_both, "mau", PASSWORD, code, AT, address=HERE))

    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(enter, range(10)))
    assert sum(isinstance(one, Officer) for one in outcomes) == 1
    assert len(rows(casework_on_both, Officer)[0].recovery) == 9


def test_failures_at_once_are_all_counted(casework_on_both):
    keys = [key_for("officer", "mau"), key_for("officer-from", HERE)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda turn: note_failure(casework_on_both, keys if turn % 2 else keys[::-1], AT), range(16)))
    assert [one.failures for one in rows(casework_on_both, Attempt)] == [16, 16]


def test_the_wait_doubles_and_has_an_end():
    own, shared = key_for("officer", "mau"), key_for("officer-from", HERE)
    assert [wait_after(own, n).total_seconds() for n in (4, 5, 6, 7)] == [0, 2, 4, 8]
    assert wait_after(own, 10_000) == LONGEST_WAIT
    assert wait_after(shared, 29) == timedelta(0)
    assert wait_after(shared, 30) == timedelta(seconds=2)


def test_another_address_of_the_same_visitor_is_no_way_round(casework):
    """Whoever has IPv6 has 2^64 addresses; whoever has IPv4 has one, however a proxy writes it."""
    from_anywhere_in_it = [f"2001:db8:1:2:{number:x}::{number:x}" for number in range(1, 31)]
    for number, address in enumerate(from_anywhere_in_it):
        assert tried(lambda at=address, who=f"ai-do-{number}": sign_in_officer(casework, who, "x", "000000", AT, address=at))
    another, neighbour = "2001:db8:1:2:ffff::1", "2001:db8:1:3::1"
    assert not attempt_allowed(casework, [key_for("officer-from", another)], AT)
    assert attempt_allowed(casework, [key_for("officer-from", neighbour)], AT)
    assert key_for("officer-from", f"::ffff:{HERE}") == key_for("officer-from", HERE) != key_for("officer-from", "192.0.2.2")
    assert key_for("officer", another) != key_for("officer", from_anywhere_in_it[0]), "a login is no address"


def test_an_address_of_many_people_is_not_shut_for_good(casework):
    """Behind the one address of a mobile operator somebody mistypes every ten minutes, day after day."""
    mine, shared = key_for("citizen", "mau@example.com"), key_for("citizen-from", HERE)
    for turn in range(2 * 24 * 6):
        note_failure(casework, [shared], AT + timedelta(minutes=10 * turn))
    later = AT + timedelta(days=2)
    assert attempt_allowed(casework, [shared], later)
    for turn in range(40):  # whoever guesses there quickly is slowed all the same, and everybody for a quarter of an hour at most
        note_failure(casework, [shared], later + timedelta(seconds=turn))
    assert not attempt_allowed(casework, [shared], later + timedelta(minutes=1))
    for turn in range(12):
        note_failure(casework, [mine], AT + timedelta(minutes=10 * turn))
    assert not attempt_allowed(casework, [mine], AT + timedelta(minutes=112)), "a person's own count forgives nothing"


def test_failures_are_forgotten_after_a_day_and_after_success(casework):
    key = key_for("officer", "mau")
    for _ in range(5):
        note_failure(casework, [key], AT)
    assert not attempt_allowed(casework, [key], AT)
    note_success(casework, [key])
    assert attempt_allowed(casework, [key], AT)
    for _ in range(5):
        note_failure(casework, [key], AT)
    note_failure(casework, [key], AT + timedelta(hours=25))
    assert attempt_allowed(casework, [key], AT + timedelta(hours=25))


def test_what_counts_no_more_is_deleted(casework_on_both):
    """Every login that was ever invented would stay a row; a clock that was wrong may have written of a year to come."""
    old, counts, to_come = (key_for("officer", name) for name in ("cu", "moi", "mai-sau"))
    note_failure(casework_on_both, [old], AT - timedelta(hours=24, minutes=1))
    note_failure(casework_on_both, [counts], AT - timedelta(hours=23, minutes=59))
    note_failure(casework_on_both, [to_come], AT + timedelta(days=365))
    assert forget_guesses(casework_on_both, AT) == 2
    assert [one.key for one in rows(casework_on_both, Attempt)] == [counts]
    assert forget_guesses(casework_on_both, AT) == 0


def test_only_failures_write(casework):
    officer = make_officer(casework)
    sign_in_officer(casework, officer.login, PASSWORD, code_of(officer, AT), AT, address=HERE)
    assert count(casework, Attempt) == 0


def test_a_code_is_good_one_step_early_or_late_and_no_more(casework):
    officer = make_officer(casework)
    code = code_of(officer, AT)
    good = [
        seconds
        for seconds in (-60, -30, 0, 30, 60)
        if step_of(officer.totp_secret, code, AT + timedelta(seconds=seconds))
    ]
    assert good == [-30, 0, 30]
    assert step_of(officer.totp_secret, "١٢٣٤٥٦", AT) is None


def test_recovery_codes_are_ten_and_different():
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    assert all(len(one) == 9 for one in codes)


def test_a_login_belongs_to_one_officer(casework):
    create_officer(casework, "Mau", "Lê Văn Mẫu", "Văn thư", [Role.CLERK], PASSWORD, AT)
    with pytest.raises(LoginTaken):
        create_officer(casework, "mau ", "Lê Văn Khác", "Văn thư", [Role.CLERK], PASSWORD, AT)
    with pytest.raises(ValueError, match="president"):
        create_officer(casework, "khac", "Lê Văn Khác", "Văn thư", ["president"], PASSWORD, AT)
    with pytest.raises(OfficerNotFound):
        reset_second_factor(casework, "nobody")


def test_a_reset_second_factor_replaces_secret_and_codes(casework):
    officer = make_officer(casework)
    given = reset_second_factor(casework, officer.login)
    with pytest.raises(SignInRefused):
        sign_in_officer(casework, officer.login, PASSWORD, code_of(officer, AT), AT, address=HERE)
    entered = sign_in_officer(casework, officer.login, PASSWORD, given.recovery_codes[0], AT, address=HERE)
    assert entered.session_epoch == officer.session_epoch + 1
    assert given.totp_address.startswith("otpauth://totp/")


def test_too_many_wishes_for_a_password_send_nothing_more(casework):
    account = make_account(casework)
    for _ in range(8):
        forgotten_password(casework, account.email, AT, address=HERE)
    assert count(casework, OutboxMessage) == 5
    forgotten_password(casework, "nobody@example.com", AT, address="192.0.2.2")
    assert count(casework, OutboxMessage) == 5


def test_one_who_lost_the_phone_is_let_in_by_the_counter(casework):
    account = make_account(casework, totp_secret="JBSWY3DPEHPK3PXP")
    remove_second_factor(casework, account.email, AT)
    (after,) = rows(casework, Account)
    assert (after.totp_secret, after.session_epoch) == (None, account.session_epoch + 1)
    with pytest.raises(LookupError):
        remove_second_factor(casework, "nobody@example.com", AT)
