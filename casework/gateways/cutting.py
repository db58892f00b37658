"""Cuts faces from the packages they come in, once at set-up. No page, no paper and no network may enter here, and nothing that serves imports it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont


def cut(source: Path, options: subset.Options, letters: Iterable[int] | None = None) -> TTFont:
    """The face of `source` with these letters (default: all it has) and the features of `options`, and nothing else."""
    face = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=face.getBestCmap() if letters is None else letters)
    subsetter.subset(face)
    return face


def renewed(face: Path, made_from: Iterable[Path], write: Callable[[Path], None]) -> Path:
    """`face`, written anew when it is missing or older than what it is made from.

    It is written beside the place first, so an interrupted set-up leaves no half face.
    """
    if not face.exists() or face.stat().st_mtime < max(one.stat().st_mtime for one in made_from):
        face.parent.mkdir(parents=True, exist_ok=True)
        partial = face.with_suffix(".partial")
        write(partial)
        partial.replace(face)
    return face
