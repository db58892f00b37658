"""The files of deploy/ as the tests read them: unit files, environment files, blocks of commands in the document. Runs nothing."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from tests.support.tree import ROOT

DEPLOY = ROOT / "deploy"
INSTALL = ROOT / "docs" / "how-to" / "install.md"
BLOCK = re.compile(r"^## (?P<section>\d+)\. |^```sh\n(?P<commands>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Unit:
    """One unit file: its keys with every value in order."""

    values: dict[str, list[str]]

    def one(self, key: str, default: str = "") -> str:
        return self.values.get(key, [default])[-1]

    def environment(self, root: Path, replaced: dict[str, str]) -> dict[str, str]:
        """What systemd hands over: Environment=, then every EnvironmentFile= below `root`, the later over the earlier."""
        found = dict(one.split("=", 1) for one in self.values.get("Environment", ()))
        for name in self.values.get("EnvironmentFile", ()):
            path = name.removeprefix("-")
            path = root / replaced.get(path, path).lstrip("/")
            if path.exists() or not name.startswith("-"):
                found |= environment_file(path.read_text("utf-8"))
        return found


def unit(text: str) -> Unit:
    values: dict[str, list[str]] = {}
    for line in text.splitlines():
        if "=" in line and line[0] not in "#;[":
            key, value = line.split("=", 1)
            values.setdefault(key, []).append(value)
    return Unit(values)


def environment_file(text: str) -> dict[str, str]:
    """Settings as systemd reads them: one on a line, quotes around a value taken off, nothing expanded."""
    pairs = (line.split("=", 1) for line in text.splitlines() if "=" in line and line[0] not in "#;")
    return {name: value.strip("\"'") for name, value in pairs}


def blocks() -> list[tuple[int, str]]:
    """(section, commands) of every block of the document, in order."""
    found, section = [], 0
    for match in BLOCK.finditer(INSTALL.read_text("utf-8")):
        if match["section"]:
            section = int(match["section"])
        else:
            found.append((section, match["commands"]))
    return found


def steps(commands: str) -> list[str]:
    """A block cut where systemd or the judgement of `portal-flask check` is asked; what is between stays together."""
    found: list[list[str]] = [[]]
    for line in commands.splitlines():
        if line.startswith("systemctl ") or line == "portal-flask check":
            found += [[line], []]
        else:
            found[-1].append(line)
    return ["\n".join(lines) for lines in found if lines]


def words(step: str) -> list[str]:
    return shlex.split(step)
