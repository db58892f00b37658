"""The officer's door: both factors, each code once, guesses slowed, nobody both officer and citizen."""

import pytest

from casework.services.officers import create_officer, reset_second_factor
from procedures.definition import Role
from tests.support.factories import PASSWORD, code_of, make_account, make_officer

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


def test_a_recovery_code_lets_in_once(app, casework, clock):
    given = create_officer(casework, "Mau.VT", "Lê Văn Mẫu", "Văn thư", [Role.CLERK], PASSWORD, clock.now)
    code = given.recovery_codes[3].upper().replace("-", " ")
    typed = {"login": "mau.vt", "password": PASSWORD, "code": code}
    assert app.test_client().submit(DOOR, typed, button="Đăng nhập").status_code == 302
    assert app.test_client().submit(DOOR, typed, button="Đăng nhập").status_code == 422


def test_new_recovery_codes_replace_the_old(signed_in_officer, app, casework, clock):
    client = signed_in_officer(Role.CLERK)
    page = "/can-bo/tai-khoan"
    wrong = client.submit(page, {"code": "000000"}, button="Tạo mã dự phòng mới")
    assert wrong.status_code == 422
    made = client.submit(page, {"code": code_of(client.officer, clock.now)}, button="Tạo mã dự phòng mới")
    code = made.text.split("<code>")[1].split("</code>")[0]
    typed = {"login": client.officer.login, "password": PASSWORD, "code": code}
    assert app.test_client().submit(DOOR, typed, button="Đăng nhập").status_code == 302
    assert "Còn 9 mã" in client.get(page).text


def test_guesses_are_slowed_under_the_login(app, officer, clock):
    for _ in range(5):
        enter(app.test_client(), officer, clock, password="wrong")
    waiting = enter(app.test_client(), officer, clock)
    assert "Đã nhập sai nhiều lần" in waiting.text
    clock.advance(minutes=1)
    assert enter(app.test_client(), officer, clock).status_code == 302


def test_a_new_second_factor_ends_the_session(signed_in_officer, casework):
    client = signed_in_officer(Role.CLERK)
    assert client.get("/can-bo/tai-khoan").status_code == 200
    reset_second_factor(casework, client.officer.login)
    assert client.get("/can-bo/tai-khoan").status_code == 302


def test_entering_one_door_leaves_the_other(signed_in_citizen, officer, clock, casework):
    client = signed_in_citizen()
    assert client.get("/can-bo/tai-khoan").location.startswith(DOOR)
    enter(client, officer, clock)
    assert client.get("/can-bo/tai-khoan").status_code == 200
    assert client.get("/tai-khoan").location.startswith("/dang-nhap")
    account = make_account(casework)
    client.submit("/dang-nhap", {"login": account.email, "password": PASSWORD}, button="Đăng nhập")
    assert client.get("/tai-khoan").status_code == 200
    assert client.get("/can-bo/tai-khoan").location.startswith(DOOR)


def test_leaving_and_the_wish_to_go_somewhere(client, officer, clock):
    asked = client.get("/can-bo/tai-khoan").location
    code = code_of(officer, clock.now)
    typed = {"login": officer.login, "password": PASSWORD, "code": code}
    assert client.submit(asked, typed, button="Đăng nhập").location == "/can-bo/tai-khoan"
    assert client.get(DOOR).location == "/can-bo"
    assert client.submit("/can-bo/tai-khoan", button="Đăng xuất").location == DOOR
    assert client.get("/can-bo/tai-khoan").status_code == 302


def test_the_fields_tell_password_managers_what_they_are(client):
    page = client.get(DOOR).text
    for purpose in ("username", "current-password", "one-time-code"):
        assert f'autocomplete="{purpose}"' in page
