"""Nginx with the site of deploy/ on loopback ports in front of any number of web groups. Knows no page."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.browser import Browser
from tests.deploy.units import DEPLOY
from tests.support.machine import LOOPBACK, free_port, stop, wait_until

SITE = "dichvucong.songoaivu.example"
# The least in which a site can stand; Debian's own nginx.conf includes it in the same way.
AROUND = """
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/portal.conf;
}}
"""


@dataclass(frozen=True)
class Front:
    """Where nginx listens: in the clear, and with the certificate of the test."""

    plain: int
    tls: int

    def browser(self) -> Browser:
        return Browser(self.tls, SITE)


@contextmanager
def nginx_before(folder: Path, programs: Sequence[int]) -> Iterator[Front]:
    """Nginx before the web groups that listen on these ports, until the block ends."""
    front = Front(free_port(), free_port())
    _write(folder, front, programs)
    command = [shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    with (folder / "nginx.err").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        wait_until(lambda: (folder / "pid").exists() or process.poll() is not None, "nginx starts")
        if process.poll() is not None:
            raise RuntimeError((folder / "nginx.err").read_text("utf-8"))
        yield front
    finally:
        stop(process, signal.SIGTERM)


def _write(folder: Path, front: Front, programs: Sequence[int]) -> None:
    certificate = ["-subj", f"/CN={SITE}", "-keyout", f"{folder}/privkey.pem", "-out", f"{folder}/fullchain.pem"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *certificate]
    subprocess.run(made, check=True, capture_output=True)
    servers = (f"server {LOOPBACK}:{port} max_fails=2 fail_timeout=5s;" for port in programs)
    replaced = {
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl;\n": "",
        "listen 80;": f"listen {LOOPBACK}:{front.plain};",
        "listen 443 ssl;": f"listen {LOOPBACK}:{front.tls} ssl;",
        "server 127.0.0.1:8000 max_fails=2 fail_timeout=5s;": " ".join(servers),
        "/etc/portal/tls": str(folder),
        "/var/log/nginx": str(folder),
        "/srv/portal/deploy/nginx/pages": str(DEPLOY / "nginx" / "pages"),
    }
    text = (DEPLOY / "nginx" / "portal.conf").read_text("utf-8")
    for written, here in replaced.items():
        assert written in text, written
        text = text.replace(written, here)
    (folder / "portal.conf").write_text(text, "utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), "utf-8")
