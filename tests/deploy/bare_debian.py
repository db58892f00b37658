"""A bare Debian in a folder: made by debootstrap, entered by chroot, its servers stopped and its mounts taken off at the end. Knows no portal."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

from tests.deploy.activation import started
from tests.support.machine import is_root, public_folder, stop
from tests.support.tree import ROOT

RELEASE = "bookworm"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# Only a shortcut for the next run on this machine; any of it may be deleted at any time.
KEPT = ROOT / "var" / "bare-debian.tar"
MIRROR = re.compile(r"^(?:deb (?:\[.*?\] )?|URIs: )(https?://\S*debian/?)(?:\s|$)", re.MULTILINE)
CERTIFICATES = "/root/certificates-of-this-machine.crt"
# What the machine under the tests says about the way to package registries is said inside too.
HANDED_ON = re.compile(r"PIP_\w+|(?:https?|no|all)_proxy", re.IGNORECASE)
# Of the settings of pip those that lead to a registry; what else this machine wants of packages is no matter of a bare one.
THE_WAY = frozenset({"index-url", "extra-index-url", "find-links", "no-index", "trusted-host", "proxy", "timeout", "retries"})
FOLDERS = re.compile(r"(?:^|[\s=']|file://)(/[\w./-]+)")


class CommandFailed(RuntimeError):
    """A command inside ended with an error; carries what it said."""


@dataclass
class BareDebian:
    """The root of the system and what runs in it."""

    root: Path
    environment: dict[str, str]
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)
    # What stops a server that puts itself into the background: by name, the command that ends exactly it.
    stopping: dict[str, str] = field(default_factory=dict)

    def run(self, script: str, *, may_fail: bool = False, seconds: int = 900) -> str:
        """What a script of bash prints, run as root with every error fatal."""
        command = [*self._into(self.environment), "bash", "-euo", "pipefail", "-c", script]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds)
        if done.returncode and not (may_fail and done.returncode == 1):
            raise CommandFailed(f"{script}\nexit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done.stdout

    def start(
        self,
        name: str,
        command: Sequence[str],
        environment: dict[str, str],
        *,
        user: str = "root",
        folder: str = "/",
        umask: int = 0o022,
        listening: socket | None = None,
    ) -> None:
        """Start a process that this test stops by its id."""
        with self.log(name).open("ab") as log:
            quiet = {"stdout": log, "stderr": log, "stdin": subprocess.DEVNULL}
            self.processes[name] = started(self._into(environment, user, folder), command, listening, umask=umask, **quiet)

    def end(self, name: str) -> None:
        if name in self.processes:
            stop(self.processes.pop(name), signal.SIGTERM, 30)

    def stop_everything(self) -> None:
        for name in reversed(list(self.processes)):
            self.end(name)
        for command in self.stopping.values():
            subprocess.run([*self._into(self.environment), "bash", "-c", command], check=False, timeout=60)

    def log(self, name: str) -> Path:
        return self.root / "var" / "log" / f"{name}.log"

    def path(self, inside: str) -> Path:
        return self.root / inside.lstrip("/")

    def _into(self, environment: dict[str, str], user: str = "root", folder: str = "/") -> list[str]:
        pairs = [f"{name}={value}" for name, value in {"PATH": PATH, "LANG": "C.UTF-8", **environment}.items()]
        who = ["--userspec", f"{user}:{user}"] if user != "root" else []
        return ["chroot", *who, str(self.root), "/usr/bin/env", "-i", "-C", folder, *pairs]


@contextmanager
def bare_debian() -> Iterator[BareDebian]:
    """The system until the block ends; then its processes are stopped, its mounts taken off and its folder removed."""
    if not is_root():
        raise RuntimeError("only root can make a Debian in a folder and enter it")
    with public_folder("portal-debian-") as base, ExitStack() as stack:
        root = base / "root"
        _make(root)
        debian = BareDebian(root, _environment())
        _open_to_registries(root)
        for source in _folders_of_packages():
            stack.enter_context(_bound(source, root))
        stack.enter_context(_mounted(["mount", "-t", "proc", "proc", str(root / "proc")], root / "proc"))
        stack.callback(debian.stop_everything)
        yield debian


def mirror() -> str:
    """Where this machine takes its Debian from."""
    lists = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    found = [one for path in lists if path.is_file() for one in MIRROR.findall(path.read_text("utf-8"))]
    return found[0] if found else "http://deb.debian.org/debian"


def _make(root: Path) -> None:
    root.mkdir(mode=0o755)
    if KEPT.exists():
        subprocess.run(["tar", "-xf", KEPT, "-C", root], check=True)
    else:
        command = ["debootstrap", "--variant=minbase", RELEASE, str(root), mirror()]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
        if done.returncode:
            raise RuntimeError(f"debootstrap: {done.stdout[-2000:]} {done.stderr[-2000:]}")
        KEPT.parent.mkdir(exist_ok=True)
        half = KEPT.with_suffix(".half")
        subprocess.run(["tar", "-cf", half, "-C", root, "."], check=True)
        half.rename(KEPT)
    # Packages start no service here: only systemd would, and there is none. A throw-away disk need not be synced.
    (root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
    (root / "usr/sbin/policy-rc.d").chmod(0o755)
    (root / "etc/dpkg/dpkg.cfg.d/in-a-hurry").write_text("force-unsafe-io\n")


def _open_to_registries(root: Path) -> None:
    """The way out of this machine: names, proxies, certificates, settings of pip."""
    for name in ("/etc/resolv.conf", "/etc/hosts"):
        shutil.copyfile(name, root / name[1:])
    for proxy in Path("/etc/apt/apt.conf.d").glob("*proxy*"):
        shutil.copy(proxy, root / "etc/apt/apt.conf.d")
    bundle = Path(os.environ.get("PIP_CERT") or "/etc/ssl/certs/ca-certificates.crt")
    if bundle.exists():
        shutil.copyfile(bundle, root / CERTIFICATES[1:])
    said = [f"{name} = {value}" for name, value in _pip_settings().items() if name in THE_WAY]
    (root / "etc/pip.conf").write_text("\n".join(["[global]", *said, ""]))


def _pip_settings() -> dict[str, str]:
    """What the files of this machine tell pip, the later file over the earlier."""
    asked = [sys.executable, "-m", "pip", "config", "list"]
    lines = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    return {name: shlex.split(value)[0] for name, value in (one[7:].split("=", 1) for one in lines if one.startswith("global."))}


def _environment() -> dict[str, str]:
    handed_on = {name: value for name, value in os.environ.items() if HANDED_ON.fullmatch(name)}
    certificates = {"PIP_CERT": CERTIFICATES, "SSL_CERT_FILE": CERTIFICATES} if "PIP_CERT" in os.environ else {}
    return {**handed_on, **certificates, "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive", "PIP_ROOT_USER_ACTION": "ignore"}


def _folders_of_packages() -> list[Path]:
    """Folders of this machine that its settings of pip point to."""
    said = list(_pip_settings().values()) + [value for name, value in os.environ.items() if name.startswith("PIP_")]
    named = {Path(found) for text in said for found in FOLDERS.findall(text)}
    folders = {Path("/", *one.parts[1:3]) if len(one.parts) > 2 else one for one in named}
    return sorted(one for one in folders if one.is_dir() and one.parts[1] not in ("etc", "root", "proc", "dev"))


@contextmanager
def _bound(source: Path, root: Path) -> Iterator[None]:
    target = root / str(source).lstrip("/")
    target.mkdir(parents=True, exist_ok=True)
    # Read-only: whatever goes wrong, nothing of this machine can be changed through it.
    with _mounted(["mount", "-o", "bind,ro", str(source), str(target)], target):
        yield


@contextmanager
def _mounted(command: list[str], target: Path) -> Iterator[None]:
    subprocess.run(command, check=True)
    try:
        yield
    finally:
        # Lazily when something still holds it: the folder below must never be removed through it.
        if subprocess.run(["umount", str(target)], check=False, capture_output=True).returncode:
            subprocess.run(["umount", "--lazy", str(target)], check=True)

