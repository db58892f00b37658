"""The citizen's door: registering, proving an address, signing in, forgotten passwords, and nothing said about who is known."""

import pytest
from sqlalchemy import select

from casework.models import Account, OutboxMessage
from tests.support.factories import PASSWORD, make_account

NEW_PASSWORD = "mot-mat-khau-moi-dai"
DEAD = "Liên kết đã dùng hoặc đã hết hạn"
PERSON = {"name": "Đỗ  Văn Mẫu ", "email": "Do.Mau@Example.com", "password": PASSWORD}
ENTERPRISE = {**PERSON, "name": "Công ty TNHH Thí Dụ", "tax_code": "0100109106"}
FOREIGNER = {
    **PERSON,
    "name": "KIM MAU",
    "passport_number": "m1234567",
    "nationality": "KR",
    "phone": "+82 10 1234 5678",
}


def messages(casework, kind):
    with casework.database.reading() as session:
        return session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind)).all()


def account_of(casework, email):
    with casework.database.reading() as session:
        return session.scalars(select(Account).where(Account.email == email)).first()


def sign_in(client, login, password=PASSWORD, path="/dang-nhap", button="Đăng nhập"):
    return client.submit(path, {"login": login, "password": password}, button=button)


def prove(client, code):
    return client.submit("/xac-minh-tai-khoan", {"code": code}, button="Xác minh tài khoản")


def is_in(client):
    return client.get("/tai-khoan").status_code == 200


@pytest.mark.parametrize(
    ("kind", "typed"), [("ca-nhan", PERSON), ("doanh-nghiep", ENTERPRISE), ("nguoi-nuoc-ngoai", FOREIGNER)]
)
def test_registering_proving_and_entering(client, casework, kind, typed):
    answer = client.submit(f"/dang-ky/{kind}", typed, button="Đăng ký")
    assert answer.location == "/xac-minh-tai-khoan"
    assert not is_in(client)
    sent = messages(casework, "verify_email")[0]
    assert sent.recipient == "do.mau@example.com"
    assert prove(client, sent.params["code"]).location == "/ho-so"
    assert is_in(client)
    account = account_of(casework, "do.mau@example.com")
    assert account.verified
    assert account.name == " ".join(typed["name"].split())


def test_whoever_came_to_file_and_registers_first_is_led_on_to_filing(client, casework):
    client.get("/dang-nhap?next=/nop-ho-so/abtc")
    client.submit("/dang-ky/doanh-nghiep", ENTERPRISE, button="Đăng ký")
    assert prove(client, messages(casework, "verify_email")[0].params["code"]).location == "/nop-ho-so/abtc"


def test_a_phone_alone_is_an_account_too(client, casework):
    typed = {"name": "Đỗ Văn Mẫu", "phone": "0912 345 678", "password": PASSWORD}
    client.submit("/dang-ky/ca-nhan", typed, button="Đăng ký")
    sent = messages(casework, "verify_phone")[0]
    assert (sent.channel, sent.recipient) == ("sms", "+84912345678")
    prove(client, sent.params["code"])
    assert is_in(client)


@pytest.mark.parametrize(
    ("kind", "differing", "words"),
    [
        ("ca-nhan", {"email": "do.mau"}, "Địa chỉ thư điện tử chưa đúng"),
        ("ca-nhan", {"email": ""}, "Vui lòng nhập thư điện tử, hoặc số điện thoại"),
        ("ca-nhan", {"phone": "12"}, "Số điện thoại chưa đúng"),
        ("ca-nhan", {"personal_id": "0010"}, "12 chữ số"),
        ("ca-nhan", {"name": ""}, "Vui lòng nhập họ và tên"),
        ("ca-nhan", {"name": "M" * 201}, "Nội dung dài quá 200 ký tự"),
        ("ca-nhan", {"name": "Đỗ\u202eMẫu"}, "Có ký tự lạ"),
        ("ca-nhan", {"password": "ngan"}, "ít nhất 10 ký tự"),
        ("ca-nhan", {"password": "do.mau@example.com"}, "không được trùng"),
        ("doanh-nghiep", {"tax_code": "0100109107"}, "Mã số thuế chưa đúng"),
        ("nguoi-nuoc-ngoai", {"passport_number": "Đ1"}, "Số hộ chiếu chưa đúng"),
        ("nguoi-nuoc-ngoai", {"nationality": "VN"}, "Vui lòng chọn một nước"),
    ],
)
def test_a_wrong_answer_is_said_at_its_place_and_in_the_summary(client, casework, kind, differing, words):
    right = {"ca-nhan": PERSON, "doanh-nghiep": ENTERPRISE, "nguoi-nuoc-ngoai": FOREIGNER}[kind]
    answer = client.submit(f"/dang-ky/{kind}", {**right, **differing}, button="Đăng ký")
    assert answer.status_code == 422
    assert answer.text.count(words) >= 2
    assert "<title>Lỗi:" in answer.text
    assert PASSWORD not in answer.text
    assert account_of(casework, "do.mau@example.com") is None


def test_a_landline_reaches_nobody_alone_but_is_a_contact_beside_an_email(client, casework):
    alone = {**PERSON, "email": "", "phone": "0255 382 2123"}
    refused = client.submit("/dang-ky/ca-nhan", alone, button="Đăng ký")
    assert refused.status_code == 422
    assert refused.text.count("Số cố định không nhận được tin nhắn") == 2
    assert client.submit("/dang-ky/ca-nhan", {**PERSON, "phone": alone["phone"]}, button="Đăng ký").status_code == 302
    assert account_of(casework, "do.mau@example.com").phone == "+842553822123"


def test_an_unknown_kind_of_account_is_not_found(client):
    assert client.get("/dang-ky/tong-thong").status_code == 404


def test_an_address_that_has_an_account_answers_the_same_and_its_owner_is_told(app, client, casework):
    known = make_account(casework, email="do.mau@example.com")
    taken = client.submit("/dang-ky/ca-nhan", PERSON, button="Đăng ký")
    free = app.test_client().submit("/dang-ky/ca-nhan", {**PERSON, "email": "moi@example.com"}, button="Đăng ký")
    assert (taken.status_code, taken.location) == (free.status_code, free.location)
    assert [one.recipient for one in messages(casework, "address_taken")] == [known.email]
    assert prove(client, "000000").status_code == 422
    assert account_of(casework, known.email).name == known.name


def test_a_number_another_account_has_is_left_out_in_silence(client, casework):
    known = make_account(casework, phone="+84912345678")
    answer = client.submit("/dang-ky/ca-nhan", {**PERSON, "phone": known.phone}, button="Đăng ký")
    assert answer.location == "/xac-minh-tai-khoan"
    assert account_of(casework, "do.mau@example.com").phone is None


def test_a_code_can_be_sent_again_and_the_old_link_ends(client, casework, clock):
    client.submit("/dang-ky/ca-nhan", PERSON, button="Đăng ký")
    clock.advance(minutes=2)
    client.submit("/xac-minh-tai-khoan", button="Gửi lại mã")
    old, new = sorted(messages(casework, "verify_email"), key=lambda one: one.created_at)
    assert DEAD in client.get(f"/xac-minh-tai-khoan?ma={old.params['token']}", follow_redirects=True).text
    assert prove(client, new.params["code"]).location == "/ho-so"


def test_a_link_proves_only_with_the_password_and_the_button(app, client, casework):
    client.get("/dang-nhap?next=/nop-ho-so/abtc")
    client.submit("/dang-ky/ca-nhan", PERSON, button="Đăng ký")
    link = f"/xac-minh-tai-khoan?ma={messages(casework, 'verify_email')[0].params['token']}"
    other = app.test_client()
    other.get(link)
    refused = other.submit(link, {"password": "mat-khau-cua-nguoi-la"}, button="Xác minh tài khoản")
    assert refused.status_code == 422 and refused.text.count("không phải mật khẩu đã đặt khi đăng ký") == 2
    missing = other.submit(link, {"password": ""}, button="Xác minh tài khoản")
    assert missing.status_code == 422 and missing.text.count("Vui lòng nhập mật khẩu") == 2
    assert not account_of(casework, "do.mau@example.com").verified
    assert other.submit(link, {"password": PASSWORD}, button="Xác minh tài khoản").location == "/ho-so"
    assert is_in(other) and account_of(casework, "do.mau@example.com").verified
    assert DEAD in app.test_client().get(link, follow_redirects=True).text


def test_a_link_that_dies_while_its_page_is_open_says_so(app, client, casework):
    client.submit("/dang-ky/ca-nhan", PERSON, button="Đăng ký")
    sent = messages(casework, "verify_email")[0].params
    other = app.test_client()
    page = other.get(f"/xac-minh-tai-khoan?ma={sent['token']}").text
    prove(client, sent["code"])
    typed = {"csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0], "secret": sent["token"], "password": PASSWORD}
    assert DEAD in other.post("/xac-minh-tai-khoan/lien-ket", data=typed, follow_redirects=True).text


def test_a_strangers_registration_in_between_is_told_as_one_of_three_reasons(app, client, casework, clock):
    client.submit("/dang-ky/ca-nhan", PERSON, button="Đăng ký")
    clock.advance(minutes=2)
    app.test_client().submit("/dang-ky/ca-nhan", {**PERSON, "password": NEW_PASSWORD}, button="Đăng ký")
    newest = max(messages(casework, "verify_email"), key=lambda one: one.created_at)
    said = prove(client, newest.params["code"])
    assert said.status_code == 422 and "địa chỉ này vừa được đăng ký lại ở nơi khác" in said.text
    assert not account_of(casework, "do.mau@example.com").verified


def test_a_session_of_an_older_program_is_led_to_the_door(client):
    with client.session_transaction() as session:
        session["proving"] = "do.mau@example.com"
    assert client.get("/xac-minh-tai-khoan").location == "/dang-nhap"


def test_who_has_not_proved_the_address_is_sent_there_after_the_password(client, casework):
    account = make_account(casework, verified=False)
    assert sign_in(client, account.email).location == "/xac-minh-tai-khoan"
    prove(client, messages(casework, "verify_email")[0].params["code"])
    assert is_in(client)


@pytest.mark.parametrize("login", ["{email}", " {EMAIL} ", "0912 345 678"])
def test_signing_in_by_mail_or_proved_phone(client, casework, clock, login):
    account = make_account(casework, phone="+84912345678", phone_verified_at=clock.now)
    typed = login.format(email=account.email, EMAIL=account.email.upper())
    assert sign_in(client, typed).location == "/ho-so"
    assert is_in(client)


def test_a_phone_nobody_proved_does_not_sign_in(client, casework):
    make_account(casework, phone="+84912345678")
    assert sign_in(client, "0912345678").status_code == 422


def test_a_wrong_password_and_an_unknown_login_get_the_same_words(client, casework):
    account = make_account(casework)
    said = [sign_in(client, login, "wrong-password") for login in (account.email, "nobody@example.com")]
    assert [one.status_code for one in said] == [422, 422]
    assert all("Thông tin đăng nhập hoặc mật khẩu chưa đúng" in one.text for one in said)


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/tai-khoan?x=1", "/tai-khoan?x=1"),
        ("https://evil.example/", "/ho-so"),
        ("//evil.example", "/ho-so"),
        ("/\\evil.example", "/ho-so"),
        ("javascript:alert(1)", "/ho-so"),
    ],
)
def test_one_goes_where_one_wanted_if_it_is_here(client, casework, wanted, goes_to):
    account = make_account(casework)
    client.get("/dang-nhap", query_string={"next": wanted})
    answer = client.submit(
        "/dang-nhap", {"login": account.email, "password": PASSWORD, "next": wanted}, button="Đăng nhập"
    )
    assert answer.location == goes_to


def test_in_english_one_stays_in_english(client, casework):
    account = make_account(casework)
    guarded = client.get("/en/tai-khoan")
    assert guarded.location.startswith("/en/dang-nhap?next=")
    page = client.get(guarded.location)
    assert 'action="/en/dang-nhap"' in page.text
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    typed = {"csrf_token": token, "login": account.email, "password": PASSWORD, "next": "/tai-khoan"}
    assert client.post("/en/dang-nhap", data=typed).location == "/en/tai-khoan"


def test_guesses_are_slowed_and_the_right_password_waits_too(client, casework, clock):
    account = make_account(casework)
    for _ in range(5):
        assert sign_in(client, account.email, "wrong-password").status_code == 422
    assert "Đã thử nhiều lần" in sign_in(client, account.email).text
    clock.advance(seconds=3)
    assert sign_in(client, account.email).status_code == 302


def test_leaving_ends_the_session(signed_in_citizen):
    client = signed_in_citizen()
    client.submit("/tai-khoan", button="Đăng xuất")
    assert not is_in(client)


def test_a_forged_form_is_refused(client, casework):
    account = make_account(casework)
    assert client.post("/dang-nhap", data={"login": account.email, "password": PASSWORD}).status_code == 400
    assert not is_in(client)


def test_what_the_browser_brought_along_is_forgotten_at_the_door(client, casework):
    account = make_account(casework)
    with client.session_transaction() as session:
        session["planted"] = "before"
    sign_in(client, account.email)
    with client.session_transaction() as session:
        assert "planted" not in session


def test_a_forgotten_password_is_set_anew_and_ends_every_session(app, client, casework):
    account = make_account(casework)
    elsewhere = app.test_client()
    sign_in(elsewhere, account.email)
    said = client.submit("/quen-mat-khau", {"login": account.email}, button="Gửi liên kết").text
    other = client.submit("/quen-mat-khau", {"login": "nobody@example.com"}, button="Gửi liên kết").text
    assert (
        said.replace(account.email, "X").split("<main")[1] == other.replace("nobody@example.com", "X").split("<main")[1]
    )
    link = f"/dat-lai-mat-khau?ma={messages(casework, 'reset_password')[0].params['token']}"
    assert client.submit(link, {"password": NEW_PASSWORD}, button="Đặt mật khẩu mới").location == "/dang-nhap"
    assert not is_in(elsewhere)
    assert sign_in(client, account.email).status_code == 422
    assert sign_in(client, account.email, NEW_PASSWORD).location == "/ho-so"
    assert "Liên kết đã dùng" in app.test_client().get(link, follow_redirects=True).text


def test_a_link_to_set_a_password_ends_after_an_hour(client, casework, clock):
    account = make_account(casework)
    client.submit("/quen-mat-khau", {"login": account.email}, button="Gửi liên kết")
    link = f"/dat-lai-mat-khau?ma={messages(casework, 'reset_password')[0].params['token']}"
    clock.advance(minutes=61)
    assert client.get(link).location == "/quen-mat-khau"


def test_the_session_is_extended_by_using_it(signed_in_citizen, client):
    citizen = signed_in_citizen()
    page = citizen.get("/tai-khoan").text
    assert 'data-extend-url="/phien/gia-han"' in page
    token = page.split('data-csrf="')[1].split('"')[0]
    assert citizen.post("/phien/gia-han", headers={"X-CSRFToken": token}).json == {"session_seconds": 3600}
