"""What every scenario is handed: the data, the programs over it, and the race between them. It knows no scenario."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from flask import Flask

from tests.bench import lite
from tests.bench.data import application, ensure, settings_for, sqlite
from tests.bench.load import Request, Slice, run, write_requests
from tests.bench.measuring import AGAIN, CYCLES, LIMIT, PRODUCT, Cycles, alternate
from tests.bench.programs import Serving, serving
from tests.support.postgres import PostgresServer

PRODUCT_APPLICATION = "wsgi:application"
# Writes a second that no limit and no product exceeds here (False: a limit); so many requests are prepared.
MOST_A_SECOND = {False: 1600, True: 1000}


@dataclass(frozen=True, slots=True)
class Raced:
    """What a race gave: rates by cycle, and every slice."""

    cycles: Cycles
    slices: Mapping[str, Sequence[Slice]]

    def p99(self, name: str) -> float:
        """The median over the cycles."""
        return sorted(one.p99 for one in self.slices[name])[len(self.slices[name]) // 2]

    def p50(self, name: str) -> float:
        return sorted(one.p50 for one in self.slices[name])[len(self.slices[name]) // 2]

    def errors(self) -> int:
        return sum(one.errors for slices in self.slices.values() for one in slices)


@dataclass(slots=True)
class Bench:
    """One run. `size` is the largest database that is used; `folder` keeps logs and requests of this run."""

    server: PostgresServer | None
    folder: Path
    size: int = 1_000_000
    cycles: int = CYCLES
    seconds: float = 2.0
    product: str = PRODUCT_APPLICATION
    database: str = "postgresql"
    _apps: dict[str, Flask] = field(default_factory=dict)

    def sizes(self) -> list[int]:
        """The sizes to compare: 10,000 and the largest."""
        return sorted({min(10_000, self.size), self.size})

    def url(self, size: int | None = None) -> str:
        """The database of a size, filled when it is not there yet; it is only read."""
        return sqlite(size or self.size) if self.database == "sqlite" else ensure(self.server, size or self.size)

    def limit(self, name: str) -> str:
        """The program of a limit over the database of this run."""
        return f"tests.bench.limits.{'sqlite' if self.database == 'sqlite' else name}:application"

    @contextmanager
    def copy(self, size: int | None = None) -> Iterator[str]:
        """A copy of a database for scenarios that write, so that every run begins alike."""
        if self.database == "sqlite":
            with lite.copied(size or self.size) as url:
                yield url
            self._apps.pop(url, None)
            return
        template = self.url(size).rsplit("/", 1)[-1]
        for app in self._apps.values():
            app.extensions["casework"].database.dispose()
        name = f"{template}_copy"
        self.server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        try:
            yield self.server.url(name)
        finally:
            self._apps.pop(self.server.url(name), None)
            self.server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def app(self, url: str) -> Flask:
        """The product in this process, to prepare requests with."""
        if url not in self._apps:
            self._apps[url] = application(url)
        return self._apps[url]

    def rows(self, url: str, statement: str, *values: object) -> list[tuple]:
        """What a statement finds."""
        if url.startswith("sqlite"):
            return lite.rows(url, statement, values)
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            return connection.execute(statement.encode(), values).fetchall()

    def execute(self, url: str, statement: str, *values: object) -> None:
        """Change something beforehand, as the owner of the tables."""
        if url.startswith("sqlite"):
            lite.execute(url, statement, values)
            return
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(statement.encode(), values)

    @contextmanager
    def programs(
        self, url: str, limit: str, limit_url: str = "", **environment: str
    ) -> Iterator[dict[str, Serving]]:
        """The product, the limit and the limit once more, all up together."""
        own = {**settings_for(url), **environment}
        theirs = {**own, "DATABASE_URL": limit_url or url}
        wanted = ((PRODUCT, self.product, own), (LIMIT, limit, theirs), (AGAIN, limit, theirs))
        with ExitStack() as stack:
            yield {
                name: stack.enter_context(serving(name, program, settings, self.folder / f"{name}.log"))
                for name, program, settings in wanted
            }

    def race(
        self, programs: Mapping[str, Serving], requests: Sequence[Request], *, connections: int = 8
    ) -> Raced:
        """Alternating slices of the same requests against every program."""
        file = write_requests(self.folder, "race", requests)
        slices: dict[str, list[Slice]] = {name: [] for name in programs}

        def contestant(name: str, one: Serving) -> Callable[[int], float]:
            def measure(_: int) -> float:
                slices[name].append(run(one.url, file, connections=connections, seconds=self.seconds))
                return slices[name][-1].rate

            return measure

        for one in programs.values():  # every worker has seen every page once before anything counts
            run(one.url, file, connections=connections, seconds=min(self.seconds, 1.0))
        return Raced(alternate({name: contestant(name, one) for name, one in programs.items()}, self.cycles), slices)

    def race_apart(
        self, programs: Mapping[str, Serving], requests: Mapping[str, Path], connections: int, sent: dict[str, int]
    ) -> Raced:
        """The same for writes, each program with requests of its own, none sent twice; `sent` counts on from race to race."""
        slices: dict[str, list[Slice]] = {name: [] for name in programs}

        def measured(name: str) -> float:
            one = run(programs[name].url, requests[name], connections=connections, seconds=self.seconds, first=sent[name], once=True)
            sent[name] += one.requests + connections  # what was on its way at the end is not counted by wrk
            slices[name].append(one)
            return one.rate

        contestants = {name: (lambda _, name=name: measured(name)) for name in programs}
        return Raced(alternate(contestants, self.cycles), slices)

    def enough(self, name: str, races: int = 1) -> int:
        """How many requests of its own a program needs for so many races, at the most that was ever measured."""
        return int(self.cycles * self.seconds * races * MOST_A_SECOND[name == PRODUCT]) + 500

    def shared_out(self, requests: Sequence[Request], races: int = 1) -> dict[str, Path]:
        """Requests by program, as many as `enough` says, in files."""
        files, first = {}, 0
        for name in (PRODUCT, LIMIT, AGAIN):
            last = first + self.enough(name, races)
            files[name] = write_requests(self.folder, name.replace(" ", "-"), requests[first:last])
            first = last
        return files

    def pages_file(self, pages: Sequence[tuple[str, str]]) -> Path:
        """The pages a limit looks at before it serves them: addresses and cookies."""
        path = self.folder / "pages.json"
        path.write_text(json.dumps([{"path": path_, "cookie": cookie} for path_, cookie in pages]))
        return path
