"""Mail against a real SMTP server: the same bytes on every try, and each refusal understood."""

import socket
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from casework.gateways import mail_session
from casework.gateways.mail import MailAttachment, MailPermanent, MailTemporary, RenderedMessage, message_bytes, send
from casework.gateways.mail_target import FolderTarget, SmtpTarget, parse_mail_url
from tests.support.dripping import certificate_in, dripping
from tests.support.smtp import NO_SUCH_PERSON, TRY_LATER, SmtpServer

MESSAGE = RenderedMessage(
    message_id="<outbox-17@portal.example.vn>",
    date=datetime(2021, 10, 15, 9, 30, tzinfo=UTC),
    sender="Sở Ngoại vụ <mot-cua@portal.example.vn>",
    to="Nguyễn Thị Tưởng Tượng <tuong.tuong@example.com>",
    subject="Hồ sơ H99.01-20211015-0000001 đã được tiếp nhận, hẹn trả thứ Năm 21/10/2021",
    text="Kính gửi Bà,\n\nHồ sơ đã được tiếp nhận.\n",
    html="<p>Kính gửi Bà,</p><p>Hồ sơ đã được tiếp nhận.</p>",
    attachments=(MailAttachment("Giấy tiếp nhận.pdf", "application/pdf", b"%PDF-1.7 x"),),
)


def test_a_message_arrives_as_it_was_written(smtp_server: SmtpServer) -> None:
    send(smtp_server.url, MESSAGE)
    (delivery,) = smtp_server.deliveries
    mail = delivery.message
    assert (delivery.sender, delivery.recipients) == ("mot-cua@portal.example.vn", ("tuong.tuong@example.com",))
    assert mail["Message-ID"] == MESSAGE.message_id
    assert mail["Subject"] == MESSAGE.subject
    assert mail["From"].addresses[0].display_name == "Sở Ngoại vụ"
    assert mail["To"].addresses[0].display_name == "Nguyễn Thị Tưởng Tượng"
    assert mail["Date"].datetime == MESSAGE.date
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == MESSAGE.text
    assert "Hồ sơ đã được tiếp nhận" in mail.get_body(("html",)).get_content()
    (attachment,) = mail.iter_attachments()
    assert (attachment.get_filename(), attachment.get_content()) == ("Giấy tiếp nhận.pdf", b"%PDF-1.7 x")


def test_every_resend_is_the_same_bytes(smtp_server: SmtpServer) -> None:
    send(smtp_server.url, MESSAGE)
    send(smtp_server.url, replace(MESSAGE))
    first, second = (delivery.raw for delivery in smtp_server.deliveries)
    assert first == second == message_bytes(MESSAGE)
    assert message_bytes(replace(MESSAGE, message_id="<outbox-18@portal.example.vn>")) != first


def test_a_plain_message_needs_no_other_part() -> None:
    mail = message_from_bytes(message_bytes(replace(MESSAGE, html=None, attachments=())), policy=policy.default)
    assert mail.get_content_type() == "text/plain"


@pytest.mark.parametrize(("answer", "expected"), [(TRY_LATER, MailTemporary), (NO_SUCH_PERSON, MailPermanent)])
def test_the_servers_refusal_decides_whether_to_try_again(smtp_server: SmtpServer, answer: str, expected: type) -> None:
    smtp_server.answer_with(answer, times=1)
    with pytest.raises(expected, match=answer[:3]):
        send(smtp_server.url, MESSAGE)
    assert smtp_server.deliveries == []
    send(smtp_server.url, MESSAGE)
    assert len(smtp_server.deliveries) == 1


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("530 5.7.0 Authentication required", MailTemporary),
        ("550 5.7.1 Your server is on a list", MailTemporary),
        ("552 5.3.4 Message too large", MailPermanent),
    ],
)
def test_what_is_wrong_with_the_office_gives_no_message_up(smtp_server: SmtpServer, answer: str, expected: type) -> None:
    """A mailbox whose rules changed overnight refuses every message alike: they wait until the office has mended it."""
    smtp_server.sender_answer = answer
    with pytest.raises(expected, match=answer[:3]):
        send(smtp_server.url, MESSAGE)


def test_a_server_that_is_not_there_is_temporary() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(MailTemporary):
            send(f"smtp://127.0.0.1:{unused.getsockname()[1]}", MESSAGE)


@pytest.mark.parametrize("greets", [True, False])
def test_a_server_that_is_never_silent_and_never_done_is_left(monkeypatch: pytest.MonkeyPatch, greets: bool) -> None:
    """A byte a moment keeps every timeout of a socket from running out, and the message would outlast its lease."""
    monkeypatch.setattr(mail_session, "LONGEST_SECONDS", 0.5)
    with dripping(greets=greets) as port, pytest.raises(MailTemporary):
        send(f"smtp://127.0.0.1:{port}", MESSAGE)


@pytest.mark.slow
@pytest.mark.parametrize("greets", [True, False])
def test_so_is_one_that_is_encrypted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, greets: bool) -> None:
    monkeypatch.setattr(mail_session, "LONGEST_SECONDS", 0.5)
    certificate = certificate_in(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with dripping(greets=greets, certificate=certificate) as port, pytest.raises(MailTemporary, match=r"SMTPServerDisconnected|\(222\)"):
        send(f"smtp://127.0.0.1:{port}?tls=implicit", MESSAGE)


def test_tls_that_is_demanded_is_never_given_up(smtp_server: SmtpServer) -> None:
    for mode in ("starttls", "implicit"):
        with pytest.raises(MailTemporary):
            send(f"{smtp_server.url}?tls={mode}", MESSAGE)
    assert smtp_server.deliveries == []


def test_credentials_that_the_server_does_not_take_are_temporary(smtp_server: SmtpServer) -> None:
    with pytest.raises(MailTemporary):
        send(smtp_server.url.replace("//", "//user:secret@"), MESSAGE)


@pytest.mark.parametrize(
    "broken",
    [
        {"subject": "Xin chào\r\nBcc: tat-ca@example.com"},
        {"to": "a@example.com\nBcc: b@example.com"},
        {"to": "không có địa chỉ"},
        {"to": "đơn@example.com"},
        {"date": datetime(2021, 10, 15)},
    ],
    ids=["header in subject", "header in recipient", "no address", "not ASCII", "no time zone"],
)
def test_what_cannot_be_a_message_is_permanent(smtp_server: SmtpServer, broken: dict) -> None:
    with pytest.raises(MailPermanent):
        send(smtp_server.url, replace(MESSAGE, **broken))
    assert smtp_server.deliveries == []


def test_the_demonstration_keeps_each_message_once(tmp_path: Path) -> None:
    for _ in range(2):
        send(f"file:{tmp_path}/mail", MESSAGE)
    (kept,) = (tmp_path / "mail").iterdir()
    assert kept.suffix == ".eml"
    assert kept.read_bytes() == message_bytes(MESSAGE)


def test_a_mail_folder_that_cannot_be_written_is_temporary(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MailTemporary):
        send(f"file:{tmp_path}/file/mail", MESSAGE)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://localhost:1025", SmtpTarget("localhost", 1025, None, None, "none")),
        ("smtp://mail.example.vn", SmtpTarget("mail.example.vn", 587, None, None, "starttls")),
        (
            "smtp://a%40b:p%2Fw@mail.example.vn?tls=implicit",
            SmtpTarget("mail.example.vn", 465, "a@b", "p/w", "implicit"),
        ),
        ("file:var/mail", FolderTarget(Path("var/mail"))),
        ("file:///srv/mail", FolderTarget(Path("/srv/mail"))),
    ],
)
def test_a_mail_address_is_understood(url: str, expected: object) -> None:
    assert parse_mail_url(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "smtp://",
        "http://x",
        "file:",
        "smtp://x?tls=maybe",
        "smtp://x?ssl=1",
        "smtp://user:pw@mail.example.vn?tls=none",
        "smtp://x:port",
    ],
)
def test_a_wrong_mail_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"mail URL|[Pp]ort"):
        parse_mail_url(url)
