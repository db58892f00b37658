"""LibreOffice without a screen, and what a PDF of it shows: the words of each page with their places. Judges nothing itself."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

SOFFICE = "/usr/bin/soffice"
# Its first start writes a profile, which takes most of the time; a busy machine takes longer.
SECONDS = 240
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@dataclass(frozen=True)
class Word:
    """A word and the box it fills, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """In the order of reading, words parted by one space."""
        return " ".join(one.text for one in self.words)

    def box(self, phrase: str) -> Word:
        """Where a phrase of this page stands on its line, as one word; a LookupError when it is not there."""
        wanted = phrase.split()
        for start in range(len(self.words)):
            found = self.words[start : start + len(wanted)]
            if [one.text for one in found] == wanted:
                return Word(phrase, found[0].left, found[0].top, found[-1].right, max(one.bottom for one in found))
        raise LookupError(phrase)


def convert(files: Mapping[str, bytes], to: str, folder: Path) -> dict[str, bytes]:
    """Each file (by its name, with its ending) opened and written again as `to`, all in one run; by the same names."""
    given, made = folder / "given", folder / "made"
    for one in (given, made):
        one.mkdir(parents=True)
    for name, content in files.items():
        (given / name).write_bytes(content)
    command = [SOFFICE, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", to]
    command += ["--outdir", str(made), *(str(given / name) for name in files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    written = {name: (made / name).with_suffix("." + to.partition(":")[0]) for name in files}
    missing = [name for name, path in written.items() if not path.is_file()]
    assert not missing, f"LibreOffice did not write {missing}: {done.stdout} {done.stderr}"
    return {name: path.read_bytes() for name, path in written.items()}


def pages_of(pdf: bytes, folder: Path) -> list[Page]:
    """The pages of a PDF as poppler reads them."""
    path = folder / "looked-at.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, timeout=60, check=True)
    return [
        Page(float(width), float(height), tuple(_word(*found) for found in _WORD.findall(inside)))
        for width, height, inside in _PAGE.findall(done.stdout)
    ]


def fonts_of(pdf: bytes, folder: Path) -> list[list[str]]:
    """Of each font of a PDF: its name, and whether it is in the file."""
    path = folder / "looked-at.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, timeout=60, check=True)
    return [[line.split()[0], line.split()[-5]] for line in done.stdout.splitlines()[2:]]


def _word(left: str, top: str, right: str, bottom: str, text: str) -> Word:
    return Word(unicodedata.normalize("NFC", unescape(text)), float(left), float(top), float(right), float(bottom))
