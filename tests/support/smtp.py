"""A mail server inside the test process that keeps what it gets and can be told to refuse. Sends nothing anywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

from tests.support.machine import LOOPBACK, free_port

ACCEPTED = "250 OK"
TRY_LATER = "451 4.3.0 Try again later"
NO_SUCH_PERSON = "550 5.1.1 No such person here"


@dataclass(frozen=True)
class Delivery:
    """One message as it came over the wire."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)


@dataclass
class SmtpServer:
    """What arrived, and what the next senders are told."""

    port: int
    deliveries: list[Delivery] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    # How often the line breaks after the whole message came, before anything is answered.
    hang_up_after_data: int = 0
    # What every sender is told at MAIL FROM instead of being taken.
    sender_answer: str = ""
    _answers: list[tuple[str, int | None]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The value of MAIL_URL that leads here."""
        return f"smtp://{LOOPBACK}:{self.port}"

    @property
    def messages(self) -> list[EmailMessage]:
        return [delivery.message for delivery in self.deliveries]

    def answer_with(self, answer: str, times: int | None = None) -> None:
        """Give recipients this SMTP answer, `times` times; without `times` until told otherwise."""
        self._answers = [(answer, times)]

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return ACCEPTED

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        answer = self._next_answer()
        if not answer.startswith("2"):
            self.refused.append(address)
            return answer
        envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope) -> str:
        self.deliveries.append(Delivery(envelope.mail_from, tuple(envelope.rcpt_tos), envelope.original_content))
        if self.hang_up_after_data:
            self.hang_up_after_data -= 1
            server.transport.abort()
        return ACCEPTED

    def _next_answer(self) -> str:
        if not self._answers:
            return ACCEPTED
        answer, times = self._answers[0]
        if times is not None:
            self._answers = [(answer, times - 1)] if times > 1 else []
        return answer


@contextmanager
def running_smtp() -> Iterator[SmtpServer]:
    """A mail server until the block ends."""
    server = SmtpServer(free_port())
    controller = Controller(server, hostname=LOOPBACK, port=server.port, enable_SMTPUTF8=True)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


@pytest.fixture
def smtp_server() -> Iterator[SmtpServer]:
    """A mail server of this test alone."""
    with running_smtp() as server:
        yield server
