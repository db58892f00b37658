"""Cuts the serif of the papers to the four faces they are set in; runs once at set-up (`python -m casework.gateways.serif`).

A face of one weight and one optical size is set in three quarters of the time of a variable one. No paper is set here.
"""

from functools import partial
from pathlib import Path

from fontTools import subset
from fontTools.varLib.instancer import AxisLimits, instantiateVariableFont, names, setRibbiBits

from casework.gateways.cutting import cut, renewed
from casework.gateways.faces import SERIF, SERIF_FOLDER, serif_package

ROMAN, ITALIC = "SourceSerif4[opsz,wght].ttf", "SourceSerif4-Italic[opsz,wght].ttf"
CUT_FROM = dict(zip(SERIF, ((ROMAN, 400), (ROMAN, 700), (ITALIC, 400), (ITALIC, 700)), strict=True))
# Papers are set at 8 to 15 points. `parts.typ` names this one too, so that they look alike where no face was cut.
OPTICAL_SIZE = 12


def write_face(source: Path, weight: int, target: Path) -> None:
    """One weight, with every letter of the package, its box for any other, and the features applied unasked (kerning, marks, ligatures)."""
    with cut(source, subset.Options(hinting=False, notdef_outline=True)) as face:
        names.updateNameTable(face, AxisLimits(wght=weight).limitAxesAndPopulateDefaults(face))
        instantiateVariableFont(face, {"wght": weight, "opsz": OPTICAL_SIZE}, inplace=True)
        setRibbiBits(face)
        face.save(target)


def build_faces(package: Path | None = None, folder: Path = SERIF_FOLDER) -> list[Path]:
    """Cut each face that is missing or older than the package or this file. Returns all four paths."""
    written = []
    for name, (file, weight) in CUT_FROM.items():
        source = (package or serif_package()) / file
        written.append(renewed(folder / name, (source, Path(__file__)), partial(write_face, source, weight)))
    return written


if __name__ == "__main__":
    build_faces()
