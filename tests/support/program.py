"""The whole program as its users run it: own process, own folder, own database, commands through `flask`.

Knows the settings of `.env.example` and the commands, nothing inside. For stories, kills and pictures.
"""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.support.machine import LOOPBACK, SCRIPTS, free_port, stop, wait_until
from tests.support.tree import ROOT


@dataclass
class Program:
    """A set of settings under which commands run and, once started, a server answers."""

    url: str
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen | None = None

    def flask(self, *arguments: str) -> str:
        """Standard output of a `flask` command; an error carries what it said."""
        command = [SCRIPTS / "flask", "--app", "wsgi", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"flask {' '.join(arguments)}: exit {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout

    def accounts(self) -> list[dict]:
        """Login, password, role and TOTP secret of each demonstration account."""
        return json.loads(self.flask("demo", "accounts", "--json"))

    def start(self) -> None:
        """Serve as `make run` does, in a process of its own."""
        with self.log.open("ab") as log:
            command = [SCRIPTS / "flask", "--app", "wsgi", "serve"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        wait_until(lambda: self.answers() or self.process.poll() is not None, "the program answers", 300)
        if self.process.poll() is not None:
            raise RuntimeError(f"the program did not start: {self.log.read_text()[-4000:]}")

    def answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/healthz/ready", timeout=2) as response:
                return response.status == 200
        except (URLError, OSError):
            return False

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, signal.SIGTERM)


def program(folder: Path, **settings: str) -> Program:
    """The program with everything it keeps below `folder`; `settings` are environment variables that differ."""
    port = free_port()
    own = {
        "APP_ENV": "demo",
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "STORAGE_URL": f"file://{folder / 'storage'}",
        "PORT": str(port),
        "PUBLIC_URL": f"http://{LOOPBACK}:{port}",
    }
    return Program(own["PUBLIC_URL"], {**os.environ, **own, **settings}, folder / "log")


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Program]:
    """The program serving until the block ends."""
    started = program(folder, **settings)
    try:
        started.start()
        yield started
    finally:
        started.stop()
