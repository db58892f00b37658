"""The program as the site of deploy/ shows it to the world, over SQLite and files in one folder. Starts nothing by itself."""

from __future__ import annotations

from pathlib import Path

from tests.deploy.site import SITE
from tests.faults.program import Running
from tests.support.databases import migrate


class Public(Running):
    """The program by the name of the site."""

    def environment(self, **more: str) -> dict[str, str]:
        return super().environment(PUBLIC_URL=f"https://{SITE}", **more)


def public_program(folder: Path) -> Public:
    """An installation of its own in a folder, migrated and not started."""
    settings = {
        "SECRET_KEY": "a secret of this test alone, long enough for production",
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "STORAGE_URL": f"file://{folder}/storage",
        "MAIL_URL": f"file://{folder}/mail",
        "SMS_URL": f"file://{folder}/sms",
        "TRUSTED_PROXIES": "1",
    }
    migrate(settings["DATABASE_URL"])
    return Public(settings, folder)
