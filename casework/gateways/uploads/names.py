"""A file name that is safe to show, to download and to put in a header; never used as a storage key."""

import re
import unicodedata

from casework.gateways.uploads.refusal import UploadRefused

MAX_NAME = 150
_EXTENSIONS = {"pdf": ("pdf",), "jpeg": ("jpg", "jpeg"), "png": ("png",), "webp": ("webp",), "docx": ("docx",)}
# Control, format (the right-to-left override that disguises an ending), surrogate, private use, line separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RESERVED = re.compile(r'[<>:"|?*]')


def safe_name(declared: str, kind: str) -> str:
    """The last part of the declared path in NFC, without unseen characters, ending as its content demands."""
    name = unicodedata.normalize("NFC", declared).replace("\\", "/").rpartition("/")[2]
    name = "".join(char for char in name if unicodedata.category(char) not in _UNSEEN)
    name = " ".join(_RESERVED.sub("_", name).split()).strip(". ")
    if len(name) > MAX_NAME:
        raise UploadRefused("name_too_long", length=len(name), max_length=MAX_NAME)
    stem, dot, extension = name.rpartition(".")
    if dot and stem and extension.lower() in _EXTENSIONS[kind]:
        return name
    return f"{name or kind}.{_EXTENSIONS[kind][0]}"
