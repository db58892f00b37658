"""Where mail is handed over, read from MAIL_URL. Nothing is sent here: who only checks settings needs no mail client."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

_TLS_MODES = frozenset({"none", "starttls", "implicit"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class SmtpTarget:
    """A mail server; `tls` is none, starttls or implicit."""

    host: str
    port: int
    user: str | None
    password: str | None
    tls: str


@dataclass(frozen=True)
class FolderTarget:
    """A folder that keeps messages as .eml files, for the demonstration."""

    folder: Path


def parse_mail_url(url: str) -> SmtpTarget | FolderTarget:
    """Understand `smtp://user:password@host:port?tls=none|starttls|implicit` or `file:folder`.

    Without `tls`, a server on this machine is spoken to in the clear and any other by STARTTLS. ValueError if wrong.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        if parts.netloc or not parts.path:
            raise ValueError("mail URL: file: takes a folder")
        return FolderTarget(Path(unquote(parts.path)))
    if parts.scheme != "smtp" or not parts.hostname:
        raise ValueError("mail URL: must be smtp://host:port or file:folder")
    options = parse_qs(parts.query, keep_blank_values=True)
    tls = options.pop("tls", ["none" if parts.hostname in _LOOPBACK else "starttls"])[0]
    if tls not in _TLS_MODES or options:
        raise ValueError("mail URL: the only option is tls=none, tls=starttls or tls=implicit")
    if parts.username and tls == "none" and parts.hostname not in _LOOPBACK:
        raise ValueError("mail URL: a password is not sent without TLS")
    port = parts.port or {"none": 25, "starttls": 587, "implicit": 465}[tls]
    user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
    return SmtpTarget(parts.hostname, port, user, password, tls)
