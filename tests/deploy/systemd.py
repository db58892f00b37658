"""Who plays systemd where none runs: the ExecStart of the installed units, as their user, with their settings. Adds nothing to them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from socket import create_server, socket

from tests.deploy.bare_debian import BareDebian
from tests.deploy.units import Unit, unit, words
from tests.support.machine import wait_until

CLUSTER = "15 main"
# What packages of Debian bring units for, and what those run.
NGINX = ["nginx", "-g", "daemon off;"]


class Systemd:
    """Starts and stops what the walk-through asks for; `machine` tells two servers apart that are one here."""

    def __init__(self, debian: BareDebian, database_port: int) -> None:
        self.debian = debian
        self.database_port = database_port
        self.sockets: dict[str, socket] = {}

    def do(self, step: str, machine: str) -> None:
        """One `systemctl` line of the document."""
        _, verb, *rest = words(step)
        names = [one.removesuffix(".service") for one in rest if not one.startswith("--")]
        for name in names:
            if name == "postgresql":
                self._postgres(verb)
            elif name == "nginx":
                self._nginx(verb)
            elif name.endswith(".socket"):
                self._socket(verb, name, machine)
            elif not name.endswith(".timer"):
                self._portal(verb, name, machine)

    def close(self) -> None:
        """Nobody waits in line any more."""
        for one in self.sockets.values():
            one.close()

    def running(self) -> Iterator[str]:
        return (name for name, process in self.debian.processes.items() if process.poll() is None)

    def _portal(self, verb: str, name: str, machine: str) -> None:
        if verb in ("stop", "restart"):
            self.debian.end(f"{machine} {name}")
        if verb != "stop":
            found = self._unit(name)
            for needed in f"{found.one('Requires')} {found.one('Wants')}".split():
                if needed.endswith(".target"):
                    continue
                if needed.endswith(".socket"):
                    self._socket("start", needed, machine)
                else:
                    self._start(needed.removesuffix(".service"), machine)
            self._start(name, machine)

    def _start(self, name: str, machine: str) -> None:
        found = self._unit(name)
        second = {"/etc/portal/portal.env": f"/etc/portal/{machine}.env", "/etc/portal/owner.env": "/nowhere"} if machine != "first" else {}
        environment = found.environment(self.debian.root, second)
        if runtime := found.one("RuntimeDirectory"):
            place = f"/run/{machine}-{runtime}"
            environment = {key: place if value == f"/run/{runtime}" else value for key, value in environment.items()}
            shutil.rmtree(self.debian.path(place), ignore_errors=True)
            self.debian.run(f"install --directory --mode {found.one('RuntimeDirectoryMode')} --owner portal --group portal {place}")
        full = f"{machine} {name}"
        user, umask = found.one("User"), int(found.one("UMask"), 8)
        folder, listening = found.one("WorkingDirectory"), self.sockets.get(f"{full}.socket")
        self.debian.start(full, words(found.one("ExecStart")), environment, user=user, folder=folder, umask=umask, listening=listening)
        process = self.debian.processes[full]
        if found.one("Type") == "oneshot":
            status = process.wait(300)
            assert status == 0, f"{full}: exit {status}: {self._log(full)}"
        elif found.one("Type") == "notify":
            wait_until(lambda: "Booting worker" in self._log(full) or process.poll() is not None, f"{full} serves", 60)
        assert process.poll() in (None, 0), f"{full}: {self._log(full)}"

    def _socket(self, verb: str, name: str, machine: str) -> None:
        full = f"{machine} {name}"
        if verb in ("stop", "restart") and full in self.sockets:
            self.sockets.pop(full).close()
        if verb != "stop" and full not in self.sockets:
            files = [self.debian.path(f"/etc/systemd/system/{name}")]
            if machine != "first":
                files += sorted(self.debian.path(f"/etc/systemd/system/{name}.d").glob("*.conf"))
            said = unit("\n".join(path.read_text("utf-8") for path in files))
            host, _, port = said.one("ListenStream").rpartition(":")
            self.sockets[full] = create_server((host, int(port)), backlog=int(said.one("Backlog")))

    def _unit(self, name: str) -> Unit:
        file, _, instance = name.partition("@")
        path = self.debian.path(f"/etc/systemd/system/{file}{'@' if instance else ''}.service")
        return unit(path.read_text("utf-8").replace("%i", instance))

    def _log(self, name: str) -> str:
        return self.debian.log(name).read_text("utf-8")[-6000:]

    def _postgres(self, verb: str) -> None:
        settings = self.debian.path("/etc/postgresql/15/main/postgresql.conf")
        if verb == "enable":
            text = settings.read_text("utf-8")
            assert "\nport = 5432" in text
            settings.write_text(text.replace("\nport = 5432", f"\nport = {self.database_port}"), "utf-8")
        self.debian.run(f"pg_ctlcluster {CLUSTER} {'start' if verb == 'enable' else verb}")
        self.debian.stopping["postgresql"] = f"pg_ctlcluster {CLUSTER} stop --mode immediate"

    def _nginx(self, verb: str) -> None:
        if verb == "reload":
            self.debian.run("nginx -s reload")
            return
        self.debian.end("nginx")
        self.debian.start("nginx", NGINX, {})
        wait_until(lambda: self.debian.path("/run/nginx.pid").exists(), "nginx starts")
