"""Writes the canonical form of each version of the catalogue: `python -m tests.support.canonical [SLUG …]`. Judges nothing."""

import sys
from pathlib import Path

from procedures.canonical import canonical
from procedures.definition import Definition
from procedures.registry import CATALOG, Registry, load


def home_of(definition: Definition) -> Path:
    """The file that keeps the canonical form of a version, in the folder of its procedure."""
    return CATALOG / definition.slug.replace("-", "_") / "canonical" / f"{definition.version}.json"


def versions_of(registry: Registry, slugs: list[str]) -> list[Definition]:
    return [one for slug in slugs or registry.slugs() for one in registry.versions(slug)]


def main(slugs: list[str]) -> None:
    for definition in versions_of(load(), slugs):
        path = home_of(definition)
        path.parent.mkdir(exist_ok=True)
        path.write_text(canonical(definition), encoding="utf-8")
        print(path.relative_to(CATALOG.parent.parent))


if __name__ == "__main__":
    main(sys.argv[1:])
