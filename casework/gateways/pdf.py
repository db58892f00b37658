"""Sets a paper with Typst from a template file and plain data; no sentence, no font of the machine and no time enters."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from casework.gateways.faces import more_faces, more_folders, serif_folder

TYPST_LIBRARY = Path(__file__).parent / "typst"
# Papers without a date of their own still have to come out the same on every day.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_NOT_ARCHIVABLE = "PDF/A-2b error"


class PaperError(Exception):
    """The template does not compile with this data: a mistake of the program, never of the person who typed."""


def render_pdf(
    template: Path,
    data: Mapping[str, Any],
    *,
    root: Path = TYPST_LIBRARY,
    fonts: Sequence[Path] | None = None,
    issued_at: datetime | None = None,
    pdf_a: bool = True,
) -> bytes:
    """The PDF of `template` (a .typ file below `root`) with `data`; equal inputs give equal bytes.

    Data reaches the template as values (`json(bytes(sys.inputs.d))`), so nothing that a person typed is ever read as code.
    Text is composed to NFC. Fonts of the machine are never used: only folders in `fonts` (default: the serif of
    the papers), those of `casework.gateways.faces` for a text that needs them, and those inside Typst. `pdf_a` writes PDF/A-2b
    where it can: a letter that no font has (a hieroglyph) is a box there, which that standard forbids, and a paper with a box
    is better than none.
    """
    import typst

    folders, whole = [serif_folder()] if fonts is None else list(fonts), composed(data)
    written = json.dumps(whole, ensure_ascii=False)
    if more := more_faces(written):
        folders, written = [*folders, *more_folders()], json.dumps({**whole, "more_faces": more}, ensure_ascii=False)
    given: dict[str, Any] = {
        "root": str(root),
        "font_paths": _loaded(tuple(str(folder) for folder in folders)),
        "sys_inputs": {"d": written},
        "timestamp": int((issued_at or _NO_DATE).timestamp()),
    }
    try:
        return typst.compile(str(template), pdf_standards=["a-2b"] if pdf_a else [], **given)
    except typst.TypstError as error:
        if not pdf_a or not str(error).startswith(_NOT_ARCHIVABLE):
            raise PaperError(str(error)) from error
    try:
        return typst.compile(str(template), pdf_standards=[], **given)
    except typst.TypstError as error:
        raise PaperError(str(error)) from error


@lru_cache(maxsize=8)
def _loaded(folders: tuple[str, ...]) -> Any:
    """The fonts of these folders, read once: reading them took a third of the time of a paper."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=list(folders))


def composed(value: Any) -> Any:
    """The same data with every text in NFC, so that a tone mark is one letter with its vowel."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {key: composed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [composed(item) for item in value]
    return value
