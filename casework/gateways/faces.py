"""Which faces a paper is set in: its serif, and others by the letters that are in it. What nobody wrote costs nothing; nothing is set here."""

import re
from pathlib import Path

# Written by `python -m casework.gateways.serif`: the weights and styles that the templates use.
SERIF_FOLDER = Path(__file__).parent / "generated" / "fonts"
SERIF = tuple(f"SourceSerif4-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic"))
# The serif has Latin, Greek, Cyrillic and punctuation; beyond are the scripts of Asia and Africa, symbols and pictures.
# Texts, compiled by who sets a paper first: that takes as long as reading a dozen files.
_BEYOND = "[\u0530-\u1dff\u2600-\u27bf\u2c60-\U0010ffff]"
_KANA = "[\u3040-\u30ff\u31f0-\u31ff]"
_HANGUL = "[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"
_SCRIPTS = (
    *("Thai", "Lao", "Khmer", "Myanmar", "Devanagari", "Bengali", "Gujarati", "Gurmukhi", "Kannada", "Malayalam", "Oriya"),
    *("Sinhala", "Tamil", "Telugu", "Arabic", "Hebrew", "Armenian", "Georgian", "Ethiopic", "Symbols"),
)


def serif_folder() -> Path:
    """Where Source Serif 4 is: every Vietnamese mark sits right in it, in bold capitals too.

    Where set-up has not cut all its faces, the package: a paper that takes longer to set is better than none.
    """
    return SERIF_FOLDER if serif_is_cut() else serif_package()


def serif_is_cut() -> bool:
    return all((SERIF_FOLDER / face).exists() for face in SERIF)


def serif_package() -> Path:
    """The serif as its makers publish it: two variable fonts."""
    import fontpkg_source_serif_4

    return fontpkg_source_serif_4.ROOT / "files"


def more_faces(text: str) -> list[str]:
    """The families in which letters are looked for that the serif does not have; none for a text that has none.

    Chinese, Japanese and Korean write some signs differently; a name without kana and Hangul is taken for Chinese.
    """
    if not re.search(_BEYOND, text):
        return []
    country = "JP" if re.search(_KANA, text) else "KR" if re.search(_HANGUL, text) else "SC"
    return [f"Noto Sans CJK {country}", *(f"Noto Sans {one}" for one in _SCRIPTS), "Noto Emoji"]


def more_folders() -> list[Path]:
    """Where these families are: Noto as its makers publish it."""
    import manimgx_fonts
    import manimgx_fonts_cjk

    return [Path(one.__file__ or "").parent for one in (manimgx_fonts, manimgx_fonts_cjk)]
