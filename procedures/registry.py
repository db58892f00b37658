"""Finds the procedures when the program starts and refuses to start with a wrong one. No procedure may be named here."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from procedures.contract import problems_between, problems_of
from procedures.definition import Definition

CATALOG = Path(__file__).parent / "catalog"
# What was looked at and found in order in this process: it cannot change, and a second application need not look again.
_sound: dict[str, tuple[Definition, ...]] = {}


class RegistryError(Exception):
    """The program may not start: every problem of every wrong folder, one a line."""

    def __init__(self, problems: Mapping[Path, Sequence[str]]) -> None:
        super().__init__("\n".join(f"{folder}: {problem}" for folder, found in problems.items() for problem in found))
        self.problems = problems


class UnknownProcedure(LookupError):
    """There is no such procedure or version."""


class Registry:
    """All versions of all procedures. Withdrawn ones stay readable through `version` for their open dossiers."""

    def __init__(self, versions: Iterable[Definition]) -> None:
        by_slug: dict[str, list[Definition]] = {}
        for one in sorted(versions, key=lambda one: (one.slug, one.in_force_from)):
            by_slug.setdefault(one.slug, []).append(one)
        self._versions = {slug: tuple(found) for slug, found in by_slug.items()}

    def slugs(self) -> tuple[str, ...]:
        return tuple(self._versions)

    def versions(self, slug: str) -> tuple[Definition, ...]:
        """Every version, the oldest first. UnknownProcedure when there is none."""
        if slug not in self._versions:
            raise UnknownProcedure(slug)
        return self._versions[slug]

    def version(self, slug: str, version: str) -> Definition:
        """The version a dossier is pinned to. UnknownProcedure when it is not there."""
        for one in self.versions(slug):
            if one.version == version:
                return one
        raise UnknownProcedure(f"{slug} {version}")

    def in_force(self, slug: str, on: date) -> Definition | None:
        """The version under which one files on a local date; None before the first, after a withdrawal, or unknown."""
        begun = [one for one in self._versions.get(slug, ()) if one.in_force_from <= on]
        if not begun or (begun[-1].withdrawn_on is not None and begun[-1].withdrawn_on <= on):
            return None
        return begun[-1]

    def current(self, on: date) -> tuple[Definition, ...]:
        """Every procedure in force on a local date, each in its version of that date."""
        found = (self.in_force(slug, on) for slug in self._versions)
        return tuple(one for one in found if one is not None)


def load(extra_paths: Sequence[Path] = ()) -> Registry:
    """Load the catalogue and the folders in `extra_paths`; RegistryError tells everything that is wrong with them."""
    problems: dict[Path, list[str]] = {}
    versions: list[Definition] = []
    owners: dict[str, Path] = {}
    for folder, package in _packages(extra_paths):
        found, wrong = _read(folder, package)
        for slug in {one.slug for one in found}:
            if owners.setdefault(slug, folder) != folder:
                wrong.append(f"the procedure {slug} is already in {owners[slug]}")
        if wrong:
            problems[folder] = wrong
        versions += found
    problems |= {path: ["this folder of procedures is not there"] for path in extra_paths if not path.is_dir()}
    if problems:
        raise RegistryError(problems)
    return Registry(versions)


def _packages(extra_paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Each folder with the name its package is imported by."""
    for folder in _folders(CATALOG):
        yield folder, f"procedures.catalog.{folder.name}"
    for path in extra_paths:
        for folder in _folders(path):
            mark = sha256(str(folder.resolve()).encode()).hexdigest()[:12]
            yield folder, f"extra_procedure_{mark}"


def _folders(path: Path) -> list[Path]:
    if not path.is_dir():
        return []
    return sorted(folder for folder in path.iterdir() if folder.name[0] not in "._" and any(folder.glob("*.py")))


def _read(folder: Path, package: str) -> tuple[list[Definition], list[str]]:
    if not (folder / "definition.py").is_file():
        return [], ["there is no definition.py"]
    try:
        module = _import(folder, package)
    except Exception as error:  # a folder may fail in any way; the start tells which and why
        return [], [f"cannot be imported: {type(error).__name__}: {error}"]
    versions = getattr(module, "VERSIONS", None)
    if not isinstance(versions, tuple) or not versions or not all(isinstance(one, Definition) for one in versions):
        return [], ["definition.py has no VERSIONS, a tuple of definitions"]
    if _sound.get(package) is versions:
        return list(versions), []
    wrong = [f"{one.slug} {one.version}: {problem}" for one in versions for problem in problems_of(one)]
    wrong = [*problems_between(versions), *wrong]
    if not wrong:
        _sound[package] = versions
    return list(versions), wrong


def _import(folder: Path, package: str) -> ModuleType:
    if not package.startswith("procedures."):
        _make_package(folder, package)
    return importlib.import_module(f"{package}.definition")


def _make_package(folder: Path, package: str) -> None:
    """Give a folder outside the program a package of its own, so that its files can import each other relatively."""
    for name in [one for one in sys.modules if one == package or one.startswith(f"{package}.")]:
        del sys.modules[name]
    spec = importlib.util.spec_from_loader(package, loader=None, is_package=True)
    if spec is None or spec.submodule_search_locations is None:
        raise ImportError(f"{folder} cannot become a package")
    spec.submodule_search_locations.append(str(folder))
    sys.modules[package] = importlib.util.module_from_spec(spec)
