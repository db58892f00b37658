"""Chance that comes out the same for the same seed and name. No choice is made here."""

from __future__ import annotations

from random import Random


def chance(seed: int | str, name: object) -> Random:
    """A source of chance of its own for each name, so that one more dossier changes no other."""
    return Random(f"{seed} {name}")  # noqa: S311  invents names and dates of a demonstration, no secret
