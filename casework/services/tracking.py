"""Looking at a dossier without an account: what the code alone tells, what the access code opens, and guesses slowed down."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import datetime

from casework.context import Casework
from casework.queries.tracking import History, IssuedPaper, Level, find, issued_paper
from casework.services.slowing import attempt_allowed, key_for, note_failure, note_success
from procedures.identifiers import plain

# Its alphabet (RFC 4648, base32) has none of these digits: on a printed receipt they are letters.
_MISREAD = str.maketrans("018", "OIB")


class TooManyGuesses(RuntimeError):
    """Somebody has to wait before the next guess about this dossier or from this address."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """The level of completion; `history` only for the holder of the access code."""

    code: str
    level: Level
    history: History | None = None

    @property
    def behind(self) -> frozenset[Level]:
        """Levels it came through. An ended dossier need not have come through all: how it ended only its history tells."""
        if self.level is not Level.CLOSED:
            return frozenset(one for one in Level if one < self.level)
        if self.history is None:
            return frozenset()
        came = {Level.FILED: True, Level.ACCEPTED: self.history.case.accepted_at is not None, Level.DECIDED: self.history.issued}
        return frozenset(one for one, reached in came.items() if reached)


def track(casework: Casework, code: str, access_code: str, address: str, at: datetime) -> Tracked | None:
    """What a stranger may know of a dossier; None when code and access code do not belong together.

    Without an access code: the level only. Raises TooManyGuesses.
    """
    code, given = clean_code(code), clean_access_code(access_code)
    keys = [key_for("track", code), key_for("track-from", address)]
    if not attempt_allowed(casework, keys if given else keys[1:], at):
        raise TooManyGuesses
    found = find(casework, code)
    if found is None:
        note_failure(casework, keys if given else keys[1:], at)
        return None
    if not given:
        return Tracked(code, found.level)
    right = casework.access_code(found.code, found.access_nonce)
    if not hmac.compare_digest(right.encode(), given.encode()):
        note_failure(casework, keys, at)
        return None
    note_success(casework, keys[:1])
    return Tracked(code, found.level, found.history)


def followed(casework: Casework, code: str) -> Tracked | None:
    """The dossier for somebody who has shown its access code a while ago: nothing is guessed, so nothing is slowed."""
    found = find(casework, code)
    return Tracked(found.code, found.level, found.history) if found else None


def verify(casework: Casework, code: str, number: str, address: str, at: datetime) -> IssuedPaper | None:
    """The result paper of this dossier with this number ("12" or "12/SNgV-LS"); None when there is none.

    Raises TooManyGuesses.
    """
    code = clean_code(code)
    keys = [key_for("verify", code), key_for("verify-from", address)]
    if not attempt_allowed(casework, keys, at):
        raise TooManyGuesses
    digits = re.match(r"\s*0*([0-9]{1,6})(?![0-9])", number)
    found = issued_paper(casework, code, int(digits[1])) if digits else None
    if found is None:
        note_failure(casework, keys, at)
    return found


def clean_code(text: str) -> str:
    """A dossier code as it is kept: no spaces, hyphens whatever dash was typed, capitals."""
    return "".join(sign for sign in plain(text) if sign.isprintable() and not sign.isspace()).upper()[:40]


def clean_access_code(text: str) -> str:
    """An access code as it is computed: no spaces or hyphens, capitals, and the letters for which a digit was read."""
    return "".join(plain(text).replace("-", " ").split()).upper().translate(_MISREAD)[:40]
