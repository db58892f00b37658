"""Ports, folders and processes of the machine the tests run on. Knows no particular server."""

import os
import random
import shutil
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LOOPBACK = "127.0.0.1"
SITE_PACKAGES = Path(sysconfig.get_path("purelib"))
SCRIPTS = Path(sysconfig.get_path("scripts"))
SERVERS_FROM = 10_000
# From here on the kernel gives ports to outgoing connections, of which a run has thousands; a machine that gives them all leaves no choice.
_FIRST_OUTGOING = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text("utf-8").split()[0])
OUTGOING_FROM = _FIRST_OUTGOING if _FIRST_OUTGOING > 2 * SERVERS_FROM else 65_536


def free_port(also_free: tuple[int, ...] = ()) -> int:
    """A loopback port for a server of this process; `also_free` are distances at which a neighbour must be free as well.

    It may be asked for long before it is used: it lies below the ports of outgoing connections, in the share of this
    process of the test run, and is handed out once.
    """
    for port in _ports:
        wanted = {port, *(port + step for step in also_free)}
        if not wanted & _handed_out and all(one < OUTGOING_FROM and _nobody_listens_on(one) for one in wanted):
            _handed_out.update(wanted)
            return port
    raise RuntimeError("no free port on the loopback interface")


def _shuffled_share() -> Iterator[int]:
    """The ports of this process of the run, in an order that another run on this machine does not have."""
    process, processes = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]), int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    share = list(range(SERVERS_FROM + process, OUTGOING_FROM, processes))
    random.SystemRandom().shuffle(share)
    return iter(share)


_ports, _handed_out = _shuffled_share(), set()


def _nobody_listens_on(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def open_to_others(path: Path) -> bool:
    """Whether a user who is neither owner nor in the group can walk down to `path`."""
    return all(folder.stat().st_mode & 0o001 for folder in [path, *path.parents])


@contextmanager
def public_folder(prefix: str) -> Iterator[Path]:
    """A temporary folder that a server running under another user can reach; removed at the end."""
    roots = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]
    root = next((root for root in roots if root.is_dir() and open_to_others(root)), roots[0])
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=root))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait_until(ready: Callable[[], bool], what: str, seconds: float = 30.0) -> None:
    """Ask `ready` again and again; a TimeoutError names `what` did not happen."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not after {seconds:g} seconds")
        time.sleep(0.02)


def stop(process: subprocess.Popen, signal_number: int, seconds: float = 10.0) -> None:
    """End one process that the tests started, gently first. Only this process is signalled."""
    if process.poll() is not None:
        return
    process.send_signal(signal_number)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def is_root() -> bool:
    return os.geteuid() == 0


def descendants(pid: int) -> list[tuple[int, str]]:
    """Every process below one, as (id, when it began): an id alone may be given to another process later."""
    parents = {one: fields for one in _process_ids() if (fields := _stat(one))}
    below, found = {pid}, []
    while more := [one for one, fields in parents.items() if int(fields[1]) in below and one not in below]:
        below.update(more)
        found += [(one, parents[one][19]) for one in more]
    return found


def is_running(process: tuple[int, str]) -> bool:
    """Whether it still works; one that ended and that nobody has asked about yet does not."""
    fields = _stat(process[0])
    return bool(fields) and fields[19] == process[1] and fields[0] not in "ZX"


def _process_ids() -> list[int]:
    return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on (proc(5)); none when there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return []
