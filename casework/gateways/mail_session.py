"""The talk with a mail server: connected, encrypted and signed in as MAIL_URL says, and ended in time. No message is made here."""

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from threading import Timer
from typing import Any

from casework.gateways.mail_target import SmtpTarget

SILENCE_SECONDS = 20
# All of one talk, well within the lease of the message. A server that sends a byte now and then is never silent.
LONGEST_SECONDS = 120.0


@contextlib.contextmanager
def talking_to(target: SmtpTarget) -> Iterator[smtplib.SMTP]:
    """A connection over which a message can be handed over. Raises SMTPException or OSError."""
    context = ssl.create_default_context()
    if target.tls == "implicit":
        smtp: smtplib.SMTP = _EndingOverTls(target.host, target.port, timeout=SILENCE_SECONDS, context=context)
    else:
        smtp = _Ending(target.host, target.port, timeout=SILENCE_SECONDS)
    try:
        if target.tls == "starttls":
            smtp.starttls(context=context)
        if target.user:
            smtp.login(target.user, target.password or "")
        yield smtp
        # The message is accepted by now: a bad goodbye must not make anybody send it again.
        with contextlib.suppress(smtplib.SMTPException, OSError):
            smtp.quit()
    finally:
        smtp.close()


class _Ending(smtplib.SMTP):
    """Loses its connection when the talk has lasted too long, wherever it is then."""

    def connect(self, *where: Any, **more: Any) -> tuple[int, bytes]:
        self._end = Timer(LONGEST_SECONDS, self._cut)
        self._end.daemon = True
        self._end.start()
        try:
            return super().connect(*where, **more)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._end.cancel()
        super().close()

    def _cut(self) -> None:
        """What waits for the server is told that it left. The method of the plain socket: that of TLS would disturb who reads."""
        with contextlib.suppress(OSError):
            if self.sock is not None:
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


class _EndingOverTls(_Ending, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""
