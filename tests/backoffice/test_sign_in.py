"""The officer's door: both factors, each code once, guesses slowed, nobody both officer and citizen."""

import pytest

from procedures.definition import Role
from tests.support.factories import PASSWORD, code_of, make_officer

DOOR = "/can-bo/dang-nhap"


@pytest.fixture
def officer(casework):
    return make_officer(casework, [Role.CLERK], "van-phong")


def enter(client, officer, clock, **differing):
    given = {"login": officer.login, "password": PASSWORD, "code": code_of(officer, clock.now), **differing}
    return client.submit(DOOR, given, button="Đăng nhập")


def test_both_factors_let_in(client, officer, clock):
    answer = enter(client, officer, clock)
    assert answer.status_code == 302
    page = client.get("/can-bo/tai-khoan")
    assert page.status_code == 200
    assert officer.name in page.text


def test_the_login_is_not_about_capitals_or_spaces(client, officer, clock):
    assert enter(client, officer, clock, login=f" {officer.login.upper()} ").status_code == 302


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"code": "000000"}, {"code": "đặng"}, {"login": "nobody"}])
def test_one_wrong_factor_says_not_which(client, officer, clock, wrong):
    answer = enter(client, officer, clock, **wrong)
    assert answer.status_code == 422
    assert "Tên đăng nhập, mật khẩu hoặc mã xác thực chưa đúng" in answer.text
    assert client.get("/can-bo/tai-khoan").status_code == 302


def test_what_was_typed_is_kept_except_the_password(client, officer, clock):
    page = enter(client, officer, clock, password="sai-mat-khau").text
    assert officer.login in page
    assert "sai-mat-khau" not in page


def test_an_inactive_officer_stays_out(client, casework, clock):
    gone = make_officer(casework, active=False)
    assert enter(client, gone, clock).status_code == 422


def test_a_code_is_good_once(app, client, officer, clock):
    code = code_of(officer, clock.now)
    assert enter(client, officer, clock, code=code).status_code == 302
    again = app.test_client()
    assert enter(again, officer, clock, code=code).status_code == 422
    clock.advance(seconds=30)
    assert enter(again, officer, clock).status_code == 302
