"""What every service and query needs to work: database, storage, law, the office's identity. No Flask, no environment."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from casework.database import Database
from casework.gateways.storage import Storage
from procedures.clock.calendar import Calendar, parse_calendar
from procedures.registry import Registry

ACCESS_CODE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class OfficeProfile:
    """Who the office is: `code` is its organisation identifier, which fixes the shape of dossier codes."""

    code: str
    name: str
    parent: str
    place: str
    counter: str
    phone: str
    email: str
    hours: str
    address: str = ""
    divisions: tuple[tuple[str, str], ...] = ()
    intake: str = "local"
    national_portal: str = ""


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """Bounds of one uploaded file, and of all files of one draft together."""

    max_bytes: int = 20 * 1024 * 1024
    all_bytes: int = 300 * 1024 * 1024
    max_pages: int = 200


@dataclass(frozen=True, slots=True)
class Casework:
    """The surroundings of the case file, made once by the composition root."""

    database: Database
    storage: Storage
    registry: Registry
    office: OfficeProfile
    secret: bytes
    uploads: UploadLimits = field(default_factory=UploadLimits)
    # Where the malware scanner listens; "" where the office has none.
    scanner: str = ""
    # Below this the machine takes no more requests: less than the files of one draft. See docs/settings.md.
    disk_free_bytes: int = 300 * 1024 * 1024
    # Revisions are never changed, so each is read and parsed once: by kind, id and time of making.
    revisions: dict[tuple[Any, ...], Any] = field(default_factory=dict, compare=False, repr=False)

    def access_code(self, dossier_code: str, nonce: str) -> str:
        """The access code of a receipt: 60 bits that only the holder of the secret key can compute again."""
        digest = hmac.new(self.secret, f"access:{dossier_code}:{nonce}".encode(), hashlib.sha256).digest()
        return b32encode(digest).decode()[:ACCESS_CODE_LENGTH]


@lru_cache(maxsize=16)
def calendar_from(toml: str) -> Calendar:
    """A calendar parsed once per text; calendars are immutable."""
    return parse_calendar(toml)
