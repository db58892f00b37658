"""One finished message to one mailbox, the same bytes on every try; writes no sentence and chooses no recipient."""

import contextlib
import hashlib
import os
import smtplib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path

from casework.gateways.mail_session import talking_to
from casework.gateways.mail_target import FolderTarget, parse_mail_url

TOO_LARGE = 552


class MailTemporary(Exception):
    """Not sent for now; the same message may be sent later. Wrong credentials are here too: the office mends them."""


class MailPermanent(Exception):
    """This message will never be accepted: no such mailbox, refused content, a malformed address."""


@dataclass(frozen=True)
class MailAttachment:
    """A file of the message; `content_type` like `application/pdf`."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True)
class RenderedMessage:
    """Everything a message is made of. `message_id` is `<local@domain>`; `date` is timezone-aware; one mailbox in `to`,
    so that a repeat after a partial failure never reaches those who already have it."""

    message_id: str
    date: datetime
    sender: str
    to: str
    subject: str
    text: str
    html: str | None = None
    attachments: tuple[MailAttachment, ...] = ()
    request_id: str | None = None


def message_bytes(message: RenderedMessage) -> bytes:
    """The message as it goes over the wire, identical for equal inputs. MailPermanent if it cannot be a message."""
    try:
        mail = _compose(message)
        for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
            # The library would draw boundaries at random; a hash of the id cannot occur in the text by chance.
            part.set_boundary(hashlib.sha256(f"{message.message_id}/{number}".encode()).hexdigest()[:40])
        return mail.as_bytes()
    except (ValueError, TypeError, LookupError) as error:
        raise MailPermanent(f"not a message: {error}") from error


def send(mail_url: str, message: RenderedMessage) -> None:
    """Hand the message over, or raise MailTemporary or MailPermanent. Returning means that the server took it."""
    target = parse_mail_url(mail_url)
    data = message_bytes(message)
    if isinstance(target, FolderTarget):
        _keep(target.folder, message, data)
        return
    sender, recipient = _address(message.sender), _address(message.to)
    with _as_mail_errors(), talking_to(target) as smtp:
        smtp.sendmail(sender, [recipient], data)


def _compose(message: RenderedMessage) -> EmailMessage:
    if message.date.tzinfo is None:
        raise ValueError("the date has no time zone")
    # Seven bits, because a relay that does not offer 8BITMIME may otherwise change the bytes.
    mail = EmailMessage(policy=policy.SMTP.clone(cte_type="7bit"))
    mail["Message-ID"] = message.message_id
    mail["Date"] = format_datetime(message.date)
    mail["From"] = message.sender
    mail["To"] = message.to
    mail["Subject"] = message.subject
    mail["Auto-Submitted"] = "auto-generated"
    if message.request_id:
        mail["X-Request-ID"] = message.request_id
    mail.set_content(message.text)
    if message.html is not None:
        mail.add_alternative(message.html, subtype="html")
    for attachment in message.attachments:
        main, _, sub = attachment.content_type.partition("/")
        mail.add_attachment(attachment.data, maintype=main, subtype=sub, filename=attachment.name)
    return mail


def _address(mailbox: str) -> str:
    address = parseaddr(mailbox)[1]
    local, at, domain = address.rpartition("@")
    if not (local and at and domain and address.isascii()):
        raise MailPermanent("not a mail address")
    return address


@contextlib.contextmanager
def _as_mail_errors() -> Iterator[None]:
    """Say what the server said as temporary or permanent; an answer of 5xx to this message is permanent."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise MailTemporary(f"the mail server refuses our credentials ({error.smtp_code})") from error
    except smtplib.SMTPSenderRefused as error:
        # The sender is the office in every message: what is wrong with it, such as a sign-in that is asked for now, the office
        # mends. Only the size is this message's own.
        kind = MailPermanent if error.smtp_code == TOO_LARGE else MailTemporary
        raise kind(_said(error.smtp_code, error.smtp_error)) from error
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        raise _by_code(code, answer) from error
    except smtplib.SMTPConnectError as error:
        raise MailTemporary(f"the mail server does not take connections ({error.smtp_code})") from error
    except smtplib.SMTPHeloError as error:
        raise MailTemporary(f"the mail server refuses our greeting ({error.smtp_code})") from error
    except smtplib.SMTPResponseException as error:
        raise _by_code(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailTemporary(f"the mail server cannot be used: {type(error).__name__}") from error


def _by_code(code: int, answer: bytes | str) -> MailTemporary | MailPermanent:
    kind = MailPermanent if 500 <= code < 600 else MailTemporary
    return kind(_said(code, answer))


def _said(code: int, answer: bytes | str) -> str:
    """What the server said, in one line that any database keeps."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {text}"[:300].replace("\0", "")


def _keep(folder: Path, message: RenderedMessage, data: bytes) -> None:
    """One file a Message-ID: a repeat replaces itself, as a mailbox that knows the Message-ID would."""
    digest = hashlib.sha256(message.message_id.encode()).hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fd, unfinished = tempfile.mkstemp(dir=folder, prefix=".")
        with os.fdopen(fd, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(folder / f"{message.date:%Y%m%dT%H%M%S}-{digest}.eml")
    except OSError as error:
        raise MailTemporary(f"the mail folder cannot be written: {error.strerror}") from error
