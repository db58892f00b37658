"""Who the office is, from its own TOML file: name, address, counter, divisions. The identifier stays a setting; no procedure may be named here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procedures.registry import Registry

DEMONSTRATION = Path(__file__).parent / "demonstration_office.toml"
# What pages, mails and papers say of the office; a paper with an empty line where the address stands is no paper.
SAYS = ("name", "parent", "place", "counter", "phone", "email", "hours", "address")
DIVISION = ("code", "name")
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST = 200


class OfficeFileError(ValueError):
    """The file cannot be used; `mistakes` has one line for each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """What the file says: `says` has every name of SAYS, `divisions` are pairs of code and name in the file's order."""

    says: dict[str, str]
    divisions: tuple[tuple[str, str], ...]


def read_office(path: Path) -> OfficeFile:
    """The office a file describes. OfficeFileError tells every mistake at once."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise OfficeFileError([f"{path} cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise OfficeFileError([f"{path} is not UTF-8 text"]) from error
    except tomllib.TOMLDecodeError as error:
        raise OfficeFileError([f"{path} is not TOML: {error}"]) from error
    mistakes = list(_mistakes(found))
    if mistakes:
        raise OfficeFileError([f"{path}: {one}" for one in mistakes])
    says = {name: found["office"][name].strip() for name in SAYS}
    return OfficeFile(says, tuple((one["code"], one["name"].strip()) for one in found["division"]))


def divisions_missing(registry: Registry, divisions: tuple[tuple[str, str], ...]) -> list[str]:
    """One line for each division that a procedure gives its dossiers to and that the office does not have."""
    there = {code for code, _ in divisions}
    wanted: dict[str, set[str]] = {}
    for slug in registry.slugs():
        for one in registry.versions(slug):
            if one.division not in there:
                wanted.setdefault(one.division, set()).add(slug)
    return [f"no division {code!r}, which handles {', '.join(sorted(slugs))}" for code, slugs in sorted(wanted.items())]


def _mistakes(found: dict[str, Any]) -> Iterator[str]:
    yield from (f"unknown {name!r}; there are [office] and [[division]]" for name in found if name not in ("office", "division"))
    office, divisions = found.get("office"), found.get("division")
    if isinstance(office, dict):
        yield from _of_table("[office]", office, SAYS)
        if isinstance(email := office.get("email"), str) and email.strip() and not EMAIL.fullmatch(email.strip()):
            yield f"[office] email must be an address like motcua@songoaivu.example, not {email[:60]!r}"
    else:
        yield "[office] is missing"
    if not isinstance(divisions, list) or not divisions or not all(isinstance(one, dict) for one in divisions):
        yield "[[division]] is missing: at least one, with code and name"
        return
    yield from _of_divisions(divisions)


def _of_divisions(divisions: list[dict[str, Any]]) -> Iterator[str]:
    seen: set[str] = set()
    for number, one in enumerate(divisions, 1):
        yield from _of_table(f"[[division]] {number}", one, DIVISION)
        code = one.get("code")
        if not isinstance(code, str) or not code.strip():
            continue
        if not CODE.fullmatch(code):
            yield f"[[division]] {number} code must be small letters, digits and hyphens, not {code[:60]!r}"
        elif code in seen:
            yield f"[[division]] {number} code {code!r} is there twice"
        seen.add(code)


def _of_table(where: str, table: dict[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{where} unknown {name!r}; there are {', '.join(names)}" for name in table if name not in names)
    for name in names:
        said = table.get(name)
        if said is None:
            yield f"{where} {name} is missing"
        elif not isinstance(said, str) or not said.strip() or len(said) > LONGEST or not said.isprintable():
            yield f"{where} {name} must be one line of text in quotes, at most {LONGEST} characters"
