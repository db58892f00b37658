"""The real program under the killer: gunicorn with two web processes and `flask worker`, each in its own process group. No client here."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.faults import defects, points
from tests.support.machine import LOOPBACK, free_port, wait_until
from tests.support.tree import ROOT

WEB_PROCESSES = 2
SITE = ROOT / "tests" / "faults" / "site"
GONE = -signal.SIGKILL
LOAD_FIRST = "app boto3 botocore.httpsession casework.gateways.storage.files casework.gateways.storage.s3 typst"


@dataclass
class Running:
    """Web and workers of one installation; `deaths` is the log in which a process writes where it killed itself."""

    settings: Mapping[str, str]
    folder: Path
    port: int = field(default_factory=free_port)
    defect: str = ""
    web: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes] | None] = field(default_factory=list)

    @property
    def deaths(self) -> Path:
        return self.folder / "deaths"

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def environment(self, **more: str) -> dict[str, str]:
        ours = {
            "APP_ENV": "production",
            "PUBLIC_URL": self.url,
            "PYTHONPATH": f"{SITE}{os.pathsep}{ROOT}",
            points.LOG_VARIABLE: str(self.deaths),
            defects.VARIABLE: self.defect,
        }
        return {**os.environ, **self.settings, **ours, **more}

    def start_web(self) -> None:
        """Start the whole web group and wait until it answers."""
        # The modules are loaded before the fork, so that a new web process is there in a moment; it makes its application itself.
        server = ["gunicorn", "wsgi:application", "--workers", str(WEB_PROCESSES), "--no-control-socket"]
        self.web = self._start([*server, "--timeout", "120", "--bind", f"{LOOPBACK}:{self.port}"], FAULTS_LOAD_FIRST=LOAD_FIRST)
        wait_until(self._answers, "the web group answers", 120)

    def start_worker(self, dies_at: str = "") -> subprocess.Popen[bytes]:
        return self._start(["flask", "--app", "wsgi", "worker"], **{points.WORKER_VARIABLE: dies_at})

    def flask(self, *arguments: str, **more: str) -> str:
        """Standard output of a command of the program, perhaps with other settings."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment(**more), capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"flask {' '.join(arguments)}: exit {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout

    def kill_web_process(self, chance: random.Random) -> bool:
        """Kill one web process; its master starts another. False when none was there to kill."""
        children = self._web_processes()
        if not children:
            return False
        return _kill(chance.choice(children))

    def kill_web_group(self) -> None:
        """Kill the master and every web process, then start them again."""
        assert self.web is not None
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()
        self.start_web()

    def deaths_so_far(self) -> list[str]:
        """Where processes killed themselves, in order."""
        return self.deaths.read_text().splitlines() if self.deaths.exists() else []

    def stop(self) -> None:
        """End everything that was started here, each by its own group."""
        for process in (self.web, *self.workers):
            if process is not None and process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _start(self, arguments: list[str], **more: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            command = [sys.executable, "-m", *arguments]
            environment = self.environment(**more)
            return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)

    def _web_processes(self) -> list[int]:
        assert self.web is not None
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children")
        return sorted(int(one) for one in children.read_text().split())

    def _answers(self) -> bool:
        assert self.web is not None
        if self.web.poll() is not None:
            raise RuntimeError(f"the web group did not start: {(self.folder / 'log').read_text()[-4000:]}")
        try:
            with urlopen(f"{self.url}/healthz/live", timeout=5) as response:
                return response.status == 200
        except (URLError, OSError):
            return False


def _kill(process: int) -> bool:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
