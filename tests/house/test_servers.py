"""The servers, the mail sink and the browser the tests stand on really work. Nothing of the program is tested here."""

import smtplib
from email.message import EmailMessage

import pytest
from botocore.exceptions import ClientError
from flask import Flask
from sqlalchemy import create_engine, text

from tests.support.browser import DESK, PHONE, go, look, press
from tests.support.postgres import PostgresServer
from tests.support.s3 import S3Server
from tests.support.smtp import NO_SUCH_PERSON, TRY_LATER, SmtpServer
from tests.support.times import as_vn, vn

PAGE = """<!doctype html><html lang="vi"><head><title>Xin chào</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>Xin chào</h1>
<p><a href="/tiep">Đi tiếp</a></p>{}</main></body></html>"""


def plain_site() -> Flask:
    """Two pages under a strict policy, the second with a fault that only a browser sees."""
    site = Flask("site")
    site.add_url_rule("/", view_func=lambda: PAGE.format(""), endpoint="first")
    site.add_url_rule("/tiep", view_func=lambda: PAGE.format('<img src="/khong-co.png">'), endpoint="second")
    site.after_request(_with_policy)
    return site


def _with_policy(response):
    response.headers["Content-Security-Policy"] = "default-src 'self'"
    return response


def test_a_postgres_database_can_be_copied_from_a_template(postgres_server: PostgresServer):
    def prepare(url: str) -> None:
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE ho_so (ten text)"))
            connection.execute(text("INSERT INTO ho_so VALUES ('ĐƯỜNG')"))
        engine.dispose()

    template = postgres_server.template("mau", prepare)
    engine = create_engine(postgres_server.create_database(postgres_server.template("mau", prepare)))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT lower(ten) FROM ho_so")) == "đường"
    engine.dispose()
    assert template == "mau"


def test_postgres_has_the_extensions_a_search_needs_and_asks_for_the_password(postgres_server, postgres_url):
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE EXTENSION unaccent"))
        connection.execute(text("CREATE EXTENSION pg_trgm"))
        assert connection.scalar(text("SELECT unaccent('Đăng ký')")) == "Dang ky"
    engine.dispose()
    stranger = create_engine(postgres_url.replace(postgres_server.password, "wrong"))
    with pytest.raises(Exception, match="password authentication failed"):
        stranger.connect()
    stranger.dispose()


def test_the_s3_server_keeps_an_object_and_refuses_a_stranger(s3_server: S3Server):
    client = s3_server.client()
    client.put_object(Bucket=s3_server.bucket, Key="hồ sơ/1", Body=b"abc", ChecksumAlgorithm="SHA256")
    assert client.get_object(Bucket=s3_server.bucket, Key="hồ sơ/1")["Body"].read() == b"abc"
    with pytest.raises(ClientError, match=r"PreconditionFailed|412"):
        client.put_object(Bucket=s3_server.bucket, Key="hồ sơ/1", Body=b"x", IfNoneMatch="*")
    client.close()
    stranger = S3Server(s3_server.endpoint, s3_server.bucket, s3_server.access_key, "wrong").client()
    with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
        stranger.get_object(Bucket=s3_server.bucket, Key="hồ sơ/1")
    stranger.close()


def test_the_mail_server_keeps_messages_and_refuses_when_told(smtp_server: SmtpServer):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "so@example.vn", "dan@example.vn", "Đã nhận hồ sơ"
    message["Message-ID"] = "<1@example.vn>"
    message.set_content("Chào Ông/Bà")
    with smtplib.SMTP("127.0.0.1", smtp_server.port) as connection:
        smtp_server.answer_with(TRY_LATER, times=1)
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="451"):
            connection.send_message(message)
        connection.send_message(message)
        smtp_server.answer_with(NO_SUCH_PERSON)
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="550"):
            connection.send_message(message)
    assert [kept["Subject"] for kept in smtp_server.messages] == ["Đã nhận hồ sơ"]
    assert smtp_server.deliveries[0].recipients == ("dan@example.vn",)
    assert smtp_server.refused == ["dan@example.vn", "dan@example.vn"]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_browser_sees_a_served_page_under_a_strict_policy(serve, new_page, width):
    page = new_page(width, base_url=serve(plain_site()).url, expect_errors=("404",))
    go(page, "/")
    assert page.title() == "Xin chào"
    with pytest.raises(AssertionError, match="image-alt"):
        press(page, "Đi tiếp", role="link")


def test_a_page_wider_than_its_window_is_noticed(new_page):
    page = new_page(PHONE)
    page.set_content(PAGE.format("<p>" + "Đ" * 200 + "</p>"))
    with pytest.raises(AssertionError, match="wider than the window"):
        look(page)


def test_an_error_in_the_console_is_noticed(new_page):
    page = new_page()
    page.set_content(PAGE.format("<script>nothing.there()</script>"))
    assert new_page.complaints.pop().startswith("script error")


def test_times_are_written_as_people_in_vietnam_write_them():
    assert vn("2021-10-15T16:30").isoformat() == "2021-10-15T09:30:00+00:00"
    assert as_vn(vn("2021-10-15T16:30")) == "2021-10-15T16:30"
