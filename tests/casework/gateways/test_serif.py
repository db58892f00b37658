"""The cut serif of the papers: four faces with every letter of their package, whole or not there, and renewed when something is newer."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from casework.gateways import faces
from casework.gateways.cutting import renewed
from casework.gateways.papers import letter_pdf
from casework.gateways.pdf import TYPST_LIBRARY
from casework.gateways.serif import CUT_FROM, OPTICAL_SIZE, build_faces, write_face
from tests.casework.gateways.paper_samples import LETTER
from tests.support.paper_text import pages_of

MADE = sorted(CUT_FROM)


def set_in(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        return {str(font.BaseFont).partition("+")[2] for font in fonts}


def face_of(name: str) -> Path:
    """The face that `make setup` has cut."""
    return faces.SERIF_FOLDER / name


def test_a_paper_is_set_in_the_four_faces_and_each_stands_in_it_once() -> None:
    assert set_in(letter_pdf(LETTER)) == {name.removesuffix(".ttf") for name in CUT_FROM}


@pytest.mark.parametrize("name", MADE)
def test_no_letter_of_the_package_is_lost(name: str) -> None:
    with TTFont(face_of(name)) as face, TTFont(faces.serif_package() / CUT_FROM[name][0]) as whole:
        assert set(face.getBestCmap()) == set(whole.getBestCmap())
        assert "fvar" not in face and "kern" in {one.FeatureTag for one in face["GPOS"].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize("name", MADE)
def test_what_no_face_has_is_a_box_that_can_be_seen(name: str) -> None:
    with TTFont(face_of(name)) as face:
        assert face["glyf"][".notdef"].numberOfContours > 0


def test_the_face_there_is_the_one_that_is_cut_now(tmp_path: Path) -> None:
    name = "SourceSerif4-BoldItalic.ttf"
    file, weight = CUT_FROM[name]
    write_face(faces.serif_package() / file, weight, tmp_path / name)
    assert (tmp_path / name).read_bytes() == face_of(name).read_bytes()


@pytest.mark.parametrize("there", [[], MADE[:3]], ids=["none", "three of four"])
def test_without_all_of_them_a_paper_is_set_from_the_package(there: list[str], tmp_path: Path, monkeypatch: Any) -> None:
    cut = letter_pdf(LETTER)
    for name in there:
        (tmp_path / name).write_bytes(face_of(name).read_bytes())
    monkeypatch.setattr(faces, "SERIF_FOLDER", tmp_path)
    whole = letter_pdf(LETTER)
    assert set_in(whole) == {"SourceSerif4Roman-Regular", "SourceSerif4Italic-Italic"}
    assert pages_of(whole) == pages_of(cut)


def test_the_package_is_set_at_the_optical_size_of_the_faces() -> None:
    asked = re.findall(r"opsz: (\d+)", (TYPST_LIBRARY / "parts.typ").read_text())
    assert asked == [str(OPTICAL_SIZE)]


def test_an_interrupted_set_up_leaves_no_half_face_and_the_next_one_mends_it(tmp_path: Path) -> None:
    def killed(target: Path) -> None:
        target.write_bytes(b"half")
        raise KeyboardInterrupt

    face, source = tmp_path / "made" / "a.ttf", tmp_path / "source.ttf"
    source.write_bytes(b"")
    with pytest.raises(KeyboardInterrupt):
        renewed(face, [source], killed)
    assert not face.exists()
    renewed(face, [source], lambda target: target.write_bytes(b"whole"))
    assert face.read_bytes() == b"whole" and [one.name for one in face.parent.iterdir()] == ["a.ttf"]


def test_only_a_missing_or_older_face_is_cut(tmp_path: Path, monkeypatch: Any) -> None:
    cut: list[str] = []

    def write(source: Path, weight: int, target: Path) -> None:
        cut.append(f"{source.name.partition('[')[0]} {weight}")
        target.touch()

    monkeypatch.setattr("casework.gateways.serif.write_face", write)
    package, made = tmp_path / "package", tmp_path / "made"
    package.mkdir()
    for file, _ in CUT_FROM.values():
        (package / file).touch()
    assert [face.name for face in build_faces(package, made)] == list(CUT_FROM)
    assert cut == ["SourceSerif4 400", "SourceSerif4 700", "SourceSerif4-Italic 400", "SourceSerif4-Italic 700"]
    cut.clear()
    build_faces(package, made)
    assert cut == []
    later = (made / MADE[0]).stat().st_mtime + 60
    os.utime(package / "SourceSerif4-Italic[opsz,wght].ttf", (later, later))
    (made / "SourceSerif4-Bold.ttf").unlink()
    build_faces(package, made)
    assert cut == ["SourceSerif4 700", "SourceSerif4-Italic 400", "SourceSerif4-Italic 700"]
