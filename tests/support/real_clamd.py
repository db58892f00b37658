"""A real clamd (Debian's clamav-daemon) with a signature of our own, started by a test and stopped by its process id. Downloads nothing."""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.clamd import MARK
from tests.support.machine import LOOPBACK, free_port, stop, wait_until

CLAMD = "/usr/sbin/clamd"
# The names clamd gives to signatures that are not its makers' end so.
SIGNATURE = "Portal.Test.Mark.UNOFFICIAL"
CONFIGURATION = """
DatabaseDirectory {database}
LocalSocket {folder}/clamd.ctl
TCPAddr {host}
TCPSocket {port}
Foreground yes
LogFile {folder}/clamd.log
StreamMaxLength {longest}
MaxThreads 2
OnAccessPrevention no
"""


@dataclass(frozen=True)
class RealClamd:
    """Where it listens: on a file, and on the loopback interface."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """The value of CLAMD_URL that leads to it by the network."""
        return f"tcp://{LOOPBACK}:{self.port}"

    @property
    def url_of_file(self) -> str:
        """The value of CLAMD_URL that leads to it by a file."""
        return f"unix://{self.folder}/clamd.ctl"


@contextmanager
def real_clamd(folder: Path, longest: str = "25M") -> Iterator[RealClamd]:
    """It runs until the block ends; it takes streams of so many bytes."""
    database, port = folder / "signatures", free_port()
    database.mkdir(parents=True)
    # Name, any kind of file, anywhere in it, these bytes: a line of clamd's extended signatures.
    (database / "portal.ndb").write_text(f"Portal.Test.Mark:0:*:{MARK.hex()}\n", "ascii")
    written = CONFIGURATION.format(database=database, folder=folder, host=LOOPBACK, port=port, longest=longest)
    (folder / "clamd.conf").write_text(written, "utf-8")
    process = subprocess.Popen(
        [CLAMD, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: process.poll() is not None or _answers(port), "clamd listens")
        assert process.poll() is None, (folder / "clamd.log").read_text("utf-8")
        yield RealClamd(folder, port, process)
    finally:
        stop(process, signal.SIGTERM)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((LOOPBACK, port), 1):
            return True
    except OSError:
        return False
