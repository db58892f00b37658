"""What a setting alone gives away: the demonstration's own in production, folders where people should be reached. Opens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from casework.addresses import LOOPBACK
from casework.office_file import DEMONSTRATION


def settings_problems(settings: Any) -> Iterator[tuple[str, str]]:
    """Each setting that starts well and serves nobody."""
    address = urlsplit(settings.public_url)
    if settings.app_env == "demo" and address.hostname not in LOOPBACK:
        yield "APP_ENV is demo at an address of the world", "set APP_ENV to production, with a SECRET_KEY of its own and an empty database"
    if settings.app_env != "production":
        return
    if address.scheme != "https":
        yield "PUBLIC_URL is not https", "set PUBLIC_URL to the https address of the portal"
    elif address.hostname in LOOPBACK:
        yield "PUBLIC_URL is this machine alone", "set PUBLIC_URL to the address by which people reach the portal"
    if address.scheme == "https" and settings.trusted_proxies == "0":
        yield "TRUSTED_PROXIES is 0 with https", "set it to the number of proxies in front (1 with deploy/nginx), or every visitor has the proxy's address"
    if settings.office_file == DEMONSTRATION:
        yield "OFFICE_FILE is the demonstration's office", "copy deploy/office.toml, change it and set OFFICE_FILE to it"
    if settings.mail_url.startswith("file:"):
        yield "MAIL_URL is a folder", "set MAIL_URL to the mail server: nobody reads messages kept in a folder"
    if settings.sms_url.startswith("file:"):
        yield "SMS_URL is a folder", "set SMS_URL to a provider, or leave it so when applicants are told by mail alone"
    if not settings.backup_url:
        yield "BACKUP_URL is not set", "set it to a place on another machine, and BACKUP_RECIPIENT (docs/how-to/back-up.md)"
    elif not settings.backup_recipient:
        yield "BACKUP_RECIPIENT is not set", "`flask backup keygen FILE` prints it; the office keeps FILE"
