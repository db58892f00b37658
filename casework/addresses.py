"""What an operator may give as an address or code: each check raises a ValueError that says what is right. Nothing is opened here."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

POSTGRESQL = "postgresql+psycopg"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# Two shapes: the identifier of QĐ 20/2020/QĐ-TTg, and the one before it (TT 01/2018/TT-VPCP, Điều 19).
OFFICE_CODE = re.compile(r"[A-Z]\d{2}(\.\d{1,3}){0,3}|000(\.\d{2}){2}\.[A-Z]\d{2}", re.ASCII)


def check_web_address(given: str) -> None:
    """An address of a web site: scheme, host, perhaps a path."""
    parts = _split(given, "http://host or https://host")
    # In small letters: what is asked of the address later is how it begins, such as whether its cookies are Secure.
    if not given.startswith(("http://", "https://")) or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be http://host or https://host")


def check_sms_address(given: str) -> None:
    """A folder of the simulator, or a provider; in the clear only on this machine."""
    right = "file:///folder (simulator) or https://host"
    parts = _split(given, right)
    folder = parts.scheme == "file" and parts.path.strip("/") and not parts.netloc
    clear = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not (folder or clear or (parts.scheme == "https" and parts.hostname)):
        raise ValueError(f"must be {right}; http:// only on this machine")


def check_clamd_address(given: str) -> None:
    """Where the malware scanner listens."""
    right = "tcp://host:port or unix:///socket"
    parts = _split(given, right)
    by_network = parts.scheme == "tcp" and parts.hostname and parts.port
    by_file = parts.scheme == "unix" and parts.path.strip("/") and not parts.netloc
    if not (by_network or by_file):
        raise ValueError(f"must be {right}")


def check_database_address(given: str) -> None:
    """A file of SQLite or a database of PostgreSQL; what was given is not repeated, it may hold a password."""
    right = f"sqlite:///file or {POSTGRESQL}://user:password@host/database"
    if given.startswith("sqlite:///"):
        file = given.removeprefix("sqlite:///")
        if not file or file.endswith("/") or file.startswith(":memory:"):
            raise ValueError(f"names no file; {right}")
        return
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise ValueError(f"must be {right}") from None
    if url.drivername != POSTGRESQL or not url.database:
        raise ValueError(f"must be {right}")


def check_office_code(given: str) -> None:
    """The identifier that dossier codes begin with."""
    if not OFFICE_CODE.fullmatch(given):
        raise ValueError(f"must be an identifier such as H99.01 or 000.00.01.H99, not {given[:40]!r}")


def check_port(given: str) -> None:
    if not re.fullmatch(r"[0-9]{1,5}", given) or not 0 < int(given) < 65536:
        raise ValueError(f"a number from 1 to 65535, not {given[:40]!r}")


def _split(given: str, right: str) -> SplitResult:
    """The parts of an address; a host or port that is none is told like every other mistake."""
    try:
        parts = urlsplit(given)
        if parts.port == 0 or any(one.isspace() or not one.isprintable() for one in given):
            raise ValueError
    except ValueError:
        raise ValueError(f"must be {right}") from None
    return parts
