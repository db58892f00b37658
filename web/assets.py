"""Writes the web fonts of the site: the Latin and Vietnamese parts of Be Vietnam Pro as woff2.

No page, no request and no network may enter here; it runs once at set-up (`python -m web.assets`).
"""

import importlib.util
from functools import partial
from pathlib import Path

from fontTools import subset

from casework.gateways.cutting import cut, renewed

FONTS_FOLDER = Path(__file__).parent / "static" / "generated" / "fonts"
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
# Latin, its marks, everything precomposed in Vietnamese (also NFD names: combining marks), punctuation, đồng, arrows.
UNICODES = (
    "U+0020-007E,U+00A0-017F,U+01A0-01B0,U+0300-036F,U+1EA0-1EF9,U+2010-2027,U+202F-203A,U+20AB-20AC,U+2190-2193,U+2212"
)


def source_font(style: str) -> Path:
    """The TrueType file of one style inside the installed font package."""
    spec = importlib.util.find_spec("fontpkg_be_vietnam_pro")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("fontpkg-be-vietnam-pro is not installed: pip install -r requirements.txt")
    matches = sorted(Path(spec.origin).parent.rglob(f"BeVietnamPro-{style}.ttf"))
    if not matches:
        raise FileNotFoundError(f"BeVietnamPro-{style}.ttf is missing from fontpkg-be-vietnam-pro")
    return matches[0]


def write_woff2(source: Path, target: Path) -> None:
    """Subset one face."""
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False)
    with cut(source, options, subset.parse_unicodes(UNICODES.replace("U+", ""))) as font:
        subset.save_font(font, str(target), options)


def build_fonts(target: Path = FONTS_FOLDER) -> list[Path]:
    """Write the four weights into `target`; a font newer than its source and this file is left alone. Returns all four paths."""
    written = []
    for weight, style in WEIGHTS.items():
        source, font = source_font(style), target / f"be-vietnam-pro-{weight}.woff2"
        written.append(renewed(font, (source, Path(__file__)), partial(write_woff2, source)))
    return written


if __name__ == "__main__":
    build_fonts()
