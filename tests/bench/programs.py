"""The programs under load: the product and the limits, each under gunicorn with two sync workers and its own environment. No client here."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.support.machine import LOOPBACK, SCRIPTS, free_port, stop, wait_until
from tests.support.tree import ROOT

WORKERS = 2


@dataclass(frozen=True, slots=True)
class Serving:
    """A program that answers."""

    name: str
    url: str
    process: subprocess.Popen


@contextmanager
def serving(name: str, application: str, environment: Mapping[str, str], log: Path, workers: int = WORKERS) -> Iterator[Serving]:
    """Serve a WSGI application until the block ends. Sync workers: with threads all connections may meet in one worker."""
    port = free_port()
    command = [str(SCRIPTS / "gunicorn"), application, "--workers", str(workers), "--bind", f"{LOOPBACK}:{port}"]
    command += ["--no-control-socket", "--log-level", "warning", "--timeout", "120"]
    # Byte code is written as in production: without it every start compiles the whole program again.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env={**own, **environment}, stdout=out, stderr=out)
        one = Serving(name, f"http://{LOOPBACK}:{port}", process)
        try:
            wait_until(lambda: answers(one.url) or process.poll() is not None, f"{name} answers", 120)
            if process.poll() is not None:
                raise RuntimeError(f"{name} did not start: {log.read_text()[-3000:]}")
            yield one
        finally:
            stop(process, 15, 20)


def answers(url: str) -> bool:
    """Whether something listens and speaks HTTP; what it says is not asked."""
    try:
        urlopen(f"{url}/healthz/live", timeout=5).close()
    except HTTPError:
        return True
    except (URLError, OSError):
        return False
    return True


def workers_of(one: Serving) -> list[int]:
    """The process ids of the workers of a gunicorn."""
    children = Path(f"/proc/{one.process.pid}/task/{one.process.pid}/children").read_text()
    return [int(pid) for pid in children.split()]
