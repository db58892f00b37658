"""The letters a PDF shows, read as a reader that copies text reads them. Judges nothing itself."""

from __future__ import annotations

import io
import re

import pikepdf


def _unicode_maps(page: pikepdf.Page) -> dict[str, dict[str, str]]:
    """What each code of each font of a page means, as a reader that copies text understands it."""
    maps = {}
    for name, font in page.Resources.Font.items():
        table = font.ToUnicode.read_bytes().decode("ascii")
        found = re.findall(r"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>", table)
        maps[str(name)] = {code.lower(): bytes.fromhex(text).decode("utf-16-be") for code, text in found}
    return maps


def _page_text(page: pikepdf.Page) -> str:
    shown, font, maps = [], {}, _unicode_maps(page)
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = maps[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else operands
            codes = "".join(bytes(part).hex() for part in parts if isinstance(part, pikepdf.String))
            shown += [font[codes[at : at + 4]] for at in range(0, len(codes), 4)]
    return "".join("".join(shown).split())


def pages_of(content: bytes) -> list[str]:
    """The letters each page shows, in order, without spaces."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [_page_text(page) for page in pdf.pages]


def squeezed(text: str) -> str:
    """A text as `pages_of` gives it: without spaces."""
    return "".join(text.split())
