"""A listening socket handed to a process the way systemd does it (sd_listen_fds(3)): as descriptor 3, named by count and process id."""

from __future__ import annotations

import fcntl
import os
import subprocess
from collections.abc import Sequence
from socket import socket
from typing import Any

# The shell becomes the program, so that the process id it states is the program's.
SHELL = 'LISTEN_PID=$$ LISTEN_FDS=1; export LISTEN_PID LISTEN_FDS; exec "$@" 3<&{0} {0}<&-'
FIRST_FREE = 100


def started(before: Sequence[str], command: Sequence[str], listening: socket | None, **how: Any) -> subprocess.Popen:
    """Start `command`, entered through `before` (chroot, environment), with the socket it is to answer on, if any."""
    if listening is None:
        return subprocess.Popen([*before, *command], **how)
    given = fcntl.fcntl(listening.fileno(), fcntl.F_DUPFD, FIRST_FREE)
    try:
        shell = ["bash", "-c", SHELL.format(given), "bash"]
        return subprocess.Popen([*before, *shell, *command], pass_fds=[given], **how)
    finally:
        os.close(given)
