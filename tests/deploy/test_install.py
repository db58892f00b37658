"""docs/how-to/install.md, followed word by word in a bare Debian: one server on SQLite, then several on PostgreSQL and S3.

What differs is declared here: names and ports of this machine, and who plays systemd. The officer made by the walk-through signs in.
"""

from __future__ import annotations

import json
import re
import secrets
import tarfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pyotp import TOTP

from tests.deploy.bare_debian import BareDebian, bare_debian
from tests.deploy.browser import Browser
from tests.deploy.systemd import Systemd
from tests.deploy.units import blocks, steps
from tests.support.machine import LOOPBACK, free_port
from tests.support.s3 import S3Server
from tests.support.smtp import SmtpServer
from tests.support.tree import ROOT, files

SITE = "dichvucong.songoaivu.example"
ONE_SERVER, SEVERAL = range(1, 9), range(9, 14)
SECOND_SERVER = 12
# `portal-flask check` may say this of an installation that was followed word by word, and nothing else.
EXPECTED = re.compile(r"SMS_URL is a folder|holidays are known only through \d{4}-12-31|the backups lie on the disk of the dossiers")


@dataclass
class Walk:
    """One walk through the document."""

    debian: BareDebian
    systemd: Systemd
    replaced: dict[str, str]
    port: int
    said: list[str] = field(default_factory=list)

    def follow(self, sections: range) -> None:
        for number, (section, block) in enumerate(blocks()):
            if section in sections:
                self._block(section, block, f"section {section}, block {number}")

    def _block(self, section: int, block: str, where: str) -> None:
        text = self._replaced(block)
        second = section == SECOND_SERVER and "portal-web.socket.d" in block
        if second:
            self.debian.run("cp --preserve /etc/portal/portal.env /etc/portal/second.env")
        for step in steps(text):
            if step.startswith("systemctl "):
                self.systemd.do(step, machine="second" if second else "first")
            elif step == "portal-flask check":
                self._judge(where)
            else:
                self.said.append(self.debian.run(step))

    def _judge(self, where: str) -> None:
        lines = self.debian.run("portal-flask check", may_fail=True).splitlines()
        assert not [one for one in lines if not EXPECTED.match(one)], where

    def _replaced(self, text: str) -> str:
        for written, here in self.replaced.items():
            text = text.replace(written, here)
        return text

    def browser(self) -> Browser:
        return Browser(self.port, SITE)


@pytest.fixture
def walk(s3_server: S3Server, smtp_server: SmtpServer) -> Iterator[Walk]:
    with bare_debian() as debian:
        web, second, plain, site, database = (free_port() for _ in range(5))
        replaced = {
            f"{SITE}:443:": f"{SITE}:{site}:",
            f"https://{SITE}/healthz": f"https://{SITE}:{site}/healthz",
            "smtp://portal:MAIL-PASSWORD@mail.songoaivu.example:587?tls=starttls": f"{smtp_server.url}?tls=none",
            "OWNER-PASSWORD": secrets.token_hex(16),
            "PROGRAM-PASSWORD": secrets.token_hex(16),
            "@database.lan/": f"@{LOOPBACK}:{database}/",
            "listen_addresses = '*'": f"listen_addresses = '{LOOPBACK}'",
            "10.20.0.0/24": f"{LOOPBACK}/32",
            "s3://portal?": f"s3://{s3_server.bucket}?",
            "https://files.lan": s3_server.endpoint,
            "region=local": f"region={s3_server.region}",
            "FILES-KEY": s3_server.access_key,
            "FILES-SECRET": s3_server.secret_key,
            "10.20.0.12:8000": f"{LOOPBACK}:{second}",
            "127.0.0.1:8000": f"{LOOPBACK}:{web}",
        }
        _release(debian.path("/root/portal-0.1.0.tar.gz"), web, plain, site)
        with closing(Systemd(debian, database)) as systemd:
            yield Walk(debian, systemd, replaced, site)


def _release(archive: Path, web: int, plain: int, site: int) -> None:
    """The release as it is handed out, with the ports of this test in what it brings for nginx and systemd."""
    ports = {
        "deploy/nginx/portal.conf": [
            ("    listen [::]:80;\n", ""),
            ("    listen [::]:443 ssl;\n", ""),
            ("listen 80;", f"listen {LOOPBACK}:{plain};"),
            ("listen 443 ssl;", f"listen {LOOPBACK}:{site} ssl;"),
            ("127.0.0.1:8000", f"{LOOPBACK}:{web}"),
        ],
        "deploy/systemd/portal-web.socket": [("127.0.0.1:8000", f"{LOOPBACK}:{web}")],
    }
    folder = archive.parent / "release"
    with tarfile.open(archive, "w:gz", compresslevel=1) as packed:
        for path in files():
            name = str(path.relative_to(ROOT))
            if name.startswith("tests/"):
                continue
            if name not in ports:
                packed.add(path, name)
                continue
            text = path.read_text("utf-8")
            for old, new in ports[name]:
                assert old in text, (name, old)
                text = text.replace(old, new)
            changed = folder / name
            changed.parent.mkdir(parents=True, exist_ok=True)
            changed.write_text(text, "utf-8")
            packed.add(changed, name)


def _administrator(walk: Walk) -> dict[str, str]:
    said = next(one for one in walk.said if "totp_address" in one)
    return {name: value.strip() for name, _, value in (line.partition(" ") for line in said.splitlines())}


def _sign_in(browser: Browser, officer: dict[str, str]) -> None:
    browser.get("/can-bo/dang-nhap")
    known = {"login": officer["login"], "password": officer["password"], "code": TOTP(officer["totp"]).now()}
    answer = browser.post("/can-bo/dang-nhap", known)
    assert answer.status == 302, answer.text[-3000:]
    assert browser.get("/can-bo/tai-khoan").status == 200


@pytest.mark.slow
def test_an_officer_follows_the_document_from_a_bare_debian_to_several_servers(walk: Walk) -> None:
    walk.follow(ONE_SERVER)
    officer = _administrator(walk)
    one = walk.browser()
    assert "Sở Ngoại vụ tỉnh Mẫu" in one.get("/").text
    _sign_in(one, officer)
    walk.follow(SEVERAL)
    assert one.get("/can-bo/tai-khoan").status == 200, "who was signed in on SQLite still is, on PostgreSQL"
    ready = json.loads(one.get("/healthz/ready").text)
    assert {ready["checks"][name] for name in ("database", "schema", "storage", "disk")} == {"ok"}
    names = set(walk.systemd.running())
    assert names == {"first portal-web", "second portal-web", "first portal-worker@1", "nginx"}
    _sign_in(walk.browser(), officer)
