"""The tables of a run as Markdown: one line a scenario, one a promise, one a place of death. Nothing is run here."""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from procedures.clock.calendar import OFFICE_TIME
from tests.faults.scenario import Outcome

BEGIN, END = "<!-- the table of the last run begins -->", "<!-- the table of the last run ends -->"
NAMES = {"sqlite": "SQLite and files", "postgresql": "PostgreSQL and S3"}


def table(outcomes: Sequence[Outcome]) -> str:
    """Everything a run found."""
    lines = [f"{_when_and_where()}; seed {outcomes[0].seed}.", ""]
    lines += ["| Scenario | Kills | Acknowledged | Checks | Violations | Seconds |", "| --- | --- | --- | --- | --- | --- |"]
    for one in outcomes:
        told = ", ".join(f"{count:,} {what}" for what, count in one.acknowledged.items())
        lines.append(f"| {NAMES[one.name]} | {one.kills} | {told} | {len(one.checks)} | {one.violations} | {one.seconds:.0f} |")
    total = sum(one.kills for one in outcomes)
    lines.append(f"| Together | {total} | | | {sum(one.violations for one in outcomes)} | |")
    lines += ["", "| Promise | " + " | ".join(f"{NAMES[one.name]}: looked at | broken" for one in outcomes) + " |"]
    lines.append("| --- |" + " --- | --- |" * len(outcomes))
    for name in outcomes[0].checks:
        cells = (f"{one.checks[name]:,} | {len(one.broken[name])}" for one in outcomes)
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    lines += _counted("What it was doing", [one.doing for one in outcomes], outcomes)
    lines += _counted("The point at which it killed itself", [one.places for one in outcomes], outcomes)
    return "\n".join(lines) + "\n"


def _counted(title: str, counters: Sequence[Counter[str]], outcomes: Sequence[Outcome]) -> list[str]:
    lines = ["", f"| {title} | " + " | ".join(NAMES[one.name] for one in outcomes) + " |"]
    lines.append("| --- |" + " --- |" * len(outcomes))
    together: Counter[str] = sum(counters, Counter())
    return [*lines, *(f"| {what} | " + " | ".join(str(one[what]) for one in counters) + " |" for what, _ in together.most_common())]


def write(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Put the table between its two marks."""
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    path.write_text(f"{before}{BEGIN}\n{table(outcomes)}{END}{after}", "utf-8")


def _when_and_where() -> str:
    now = datetime.now(OFFICE_TIME)
    return f"{now:%Y-%m-%d %H:%M} in Vietnam, {os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
