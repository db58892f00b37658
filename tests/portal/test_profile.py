"""A citizen's profile: details, password, addresses, the second factor; each change proved and told."""

import pyotp
import pytest
from sqlalchemy import select

from casework.models import Account, OutboxMessage
from tests.support.factories import PASSWORD, code_of, make_account

SECOND_FACTOR = "/tai-khoan/xac-thuc-hai-buoc"


def stored(casework, account):
    with casework.database.reading() as session:
        return session.get(Account, account.id)


def messages(casework, kind):
    with casework.database.reading() as session:
        return session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind)).all()


@pytest.mark.parametrize("kind", ["person", "enterprise", "foreigner"])
def test_the_profile_shows_what_is_known_and_keeps_a_change(signed_in_citizen, casework, kind):
    client = signed_in_citizen(kind)
    assert client.account.name in client.get("/tai-khoan").text
    changed = client.submit(
        "/tai-khoan/thong-tin", {"name": "Tên Mới Thí Dụ"}, button="Lưu thông tin", follow_redirects=True
    )
    assert "Thông tin đã được lưu" in changed.text
    after = stored(casework, client.account)
    assert after.name == "Tên Mới Thí Dụ"
    assert (after.tax_code, after.passport_number) == (client.account.tax_code, client.account.passport_number)


def test_a_wrong_tax_code_is_refused(signed_in_citizen, casework):
    client = signed_in_citizen("enterprise")
    answer = client.submit("/tai-khoan/thong-tin", {"tax_code": "0100109107"}, button="Lưu thông tin")
    assert answer.status_code == 422
    assert stored(casework, client.account).tax_code == client.account.tax_code


def test_details_of_another_kind_are_not_taken(signed_in_citizen, casework):
    client = signed_in_citizen("person")
    page = client.get("/tai-khoan/thong-tin").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    forged = {"csrf_token": token, "name": "Đỗ Văn Mẫu", "tax_code": "0100109106", "kind": "enterprise"}
    client.post("/tai-khoan/thong-tin", data=forged)
    after = stored(casework, client.account)
    assert (after.kind, after.tax_code) == ("person", None)


def test_a_new_password_leaves_only_this_browser_signed_in(signed_in_citizen):
    here = signed_in_citizen()
    elsewhere = signed_in_citizen(account=here.account)
    typed = {"current": PASSWORD, "password": "mot-mat-khau-khac-han"}
    assert here.submit("/tai-khoan/mat-khau", typed, button="Đổi mật khẩu").status_code == 302
    assert here.get("/tai-khoan").status_code == 200
    assert elsewhere.get("/tai-khoan").status_code == 302


@pytest.mark.parametrize("typed", [{"current": "wrong"}, {"password": PASSWORD}, {"password": "ngan"}])
def test_a_wrong_change_of_password_changes_nothing(signed_in_citizen, casework, typed):
    client = signed_in_citizen()
    given = {"current": PASSWORD, "password": "mot-mat-khau-khac-han", **typed}
    assert client.submit("/tai-khoan/mat-khau", given, button="Đổi mật khẩu").status_code == 422
    assert stored(casework, client.account).password_hash == client.account.password_hash


@pytest.mark.parametrize(
    ("which", "new", "kept", "kind"),
    [
        ("thu-dien-tu", "Moi@Example.com", "moi@example.com", "verify_email"),
        ("dien-thoai", "+82 10 1234 5678", "+821012345678", "verify_phone"),
    ],
)
def test_a_new_address_counts_once_proved(signed_in_citizen, casework, which, new, kept, kind):
    client = signed_in_citizen()
    page = f"/tai-khoan/{which}"
    answer = client.submit(page, {"address": new, "current": PASSWORD}, button="Gửi mã xác minh")
    assert answer.location == "/tai-khoan/xac-minh"
    before = stored(casework, client.account)
    assert kept not in (before.email, before.phone)
    code = messages(casework, kind)[0].params["code"]
    client.submit("/tai-khoan/xac-minh", {"code": code}, button="Xác minh địa chỉ")
    after = stored(casework, client.account)
    assert kept in (after.email, after.phone)
    told = [one.recipient for one in messages(casework, "address_changed")]
    assert told == ([client.account.email] if which == "thu-dien-tu" else [])


def test_a_new_address_asks_for_the_password(signed_in_citizen, casework):
    client = signed_in_citizen()
    given = {"address": "moi@example.com", "current": "wrong"}
    assert client.submit("/tai-khoan/thu-dien-tu", given, button="Gửi mã xác minh").status_code == 422
    assert not messages(casework, "verify_email")


def test_an_address_another_account_has_proved_stays_there(signed_in_citizen, casework):
    known = make_account(casework, email="co-roi@example.com")
    client = signed_in_citizen()
    given = {"address": known.email, "current": PASSWORD}
    assert client.submit("/tai-khoan/thu-dien-tu", given, button="Gửi mã xác minh").status_code == 302
    code = messages(casework, "verify_email")[0].params["code"]
    assert client.submit("/tai-khoan/xac-minh", {"code": code}, button="Xác minh địa chỉ").status_code == 422
    assert stored(casework, known).email == known.email


def test_a_landline_gets_no_code_and_is_told_so(signed_in_citizen, casework):
    client = signed_in_citizen()
    answer = client.submit("/tai-khoan/dien-thoai", {"address": "0255 382 2123", "current": PASSWORD}, button="Gửi mã xác minh")
    assert answer.status_code == 422
    assert answer.text.count("Số cố định không nhận được tin nhắn") == 2
    assert not messages(casework, "verify_phone")


def test_five_wrong_codes_end_the_code(signed_in_citizen, casework):
    client = signed_in_citizen()
    client.submit("/tai-khoan/dien-thoai", {"address": "0912345678", "current": PASSWORD}, button="Gửi mã xác minh")
    code = messages(casework, "verify_phone")[0].params["code"]
    wrong = "000000" if code != "000000" else "111111"
    for given in [wrong] * 5 + [code]:
        assert client.submit("/tai-khoan/xac-minh", {"code": given}, button="Xác minh địa chỉ").status_code == 422


def secret_on(page):
    return "".join(part.split("</code>")[0].replace(" ", "") for part in page.split("<code>")[1:])


def test_the_second_factor_is_set_up_asked_for_and_turned_off(app, signed_in_citizen, casework, clock):
    client = signed_in_citizen()
    qr = client.get(f"{SECOND_FACTOR}.svg")
    assert qr.mimetype == "image/svg+xml"
    assert qr.data.startswith(b"<?xml")
    secret = secret_on(client.get(SECOND_FACTOR).text)
    assert client.submit(SECOND_FACTOR, {"code": "000000"}, button="Bật xác thực hai bước").status_code == 422
    code = pyotp.TOTP(secret).at(clock.now)
    assert client.submit(SECOND_FACTOR, {"code": code}, button="Bật xác thực hai bước").status_code == 302
    assert [one.params["enabled"] for one in messages(casework, "totp_changed")] == [True]
    assert client.get(f"{SECOND_FACTOR}.svg").status_code == 404

    account = stored(casework, client.account)
    visitor = app.test_client()
    asked = visitor.submit("/dang-nhap", {"login": account.email, "password": PASSWORD}, button="Đăng nhập")
    assert asked.location == "/dang-nhap/ma-xac-thuc"
    assert visitor.get("/tai-khoan").status_code == 302
    assert visitor.submit(asked.location, {"code": code}, button="Tiếp tục đăng nhập").status_code == 422
    clock.advance(seconds=30)
    entered = visitor.submit(asked.location, {"code": code_of(account, clock.now)}, button="Tiếp tục đăng nhập")
    assert entered.location == "/ho-so"

    clock.advance(seconds=30)
    off = visitor.submit(SECOND_FACTOR, {"code": code_of(account, clock.now)}, button="Tắt xác thực hai bước")
    assert off.status_code == 302
    assert stored(casework, account).totp_secret is None


def test_the_password_alone_is_good_for_five_minutes(client, casework, clock):
    account = make_account(casework, totp_secret=pyotp.random_base32())
    client.submit("/dang-nhap", {"login": account.email, "password": PASSWORD}, button="Đăng nhập")
    clock.advance(minutes=6)
    assert client.get("/dang-nhap/ma-xac-thuc").location == "/dang-nhap"
