"""Looks into a PDF for anything that could act when opened; renders and changes nothing."""

import functools
import io
from types import ModuleType
from typing import Any

from casework.gateways.uploads.refusal import UploadRefused

_ACTIVE_KEYS = frozenset({"/JavaScript", "/JS", "/AA", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA"})
_ACTIVE_TYPES = frozenset({"/EmbeddedFile", "/Filespec"})
_ACTIVE_SUBTYPES = frozenset({"/RichMedia", "/FileAttachment", "/Screen", "/Movie", "/Sound", "/3D"})
_ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound"}
)
_HARMLESS_OPENING = frozenset({"/GoTo"})
_MAX_VISITED = 400_000
_MAX_DECODED = 64 * 1024 * 1024
_TAIL = 2048


def inspect_pdf(data: bytes) -> int:
    """The number of pages. Refused: encrypted, cut off or unreadable, and every form of active content."""
    pikepdf = _pikepdf()
    if b"%%EOF" not in data[-_TAIL:]:
        # The reader could rebuild it, but with the last pages missing and nobody the wiser.
        raise UploadRefused("broken_pdf")
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise UploadRefused("encrypted_pdf")
            found = _active_content(pikepdf, pdf)
            pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise UploadRefused("encrypted_pdf") from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, RecursionError, MemoryError) as error:
        raise UploadRefused("broken_pdf") from error
    if found:
        raise UploadRefused("active_pdf", found=found)
    if not pages:
        raise UploadRefused("broken_pdf")
    return pages


@functools.cache
def _pikepdf() -> ModuleType:
    """The library, with its limits set once: a small file must not unpack into all the memory there is."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=_MAX_DECODED,
        run_length_max_memory=_MAX_DECODED,
        png_max_memory=_MAX_DECODED,
        tiff_max_memory=_MAX_DECODED,
        max_stream_filters=5,
        doc_max_warnings=200,
    )
    return pikepdf


def _active_content(pikepdf: ModuleType, pdf: Any) -> str:
    """What acts by itself, named as in the file, or an empty string. Indirect objects are each visited once."""
    visited = 0
    for top in pdf.objects:
        waiting = [top]
        while waiting:
            visited += 1
            if visited > _MAX_VISITED:
                raise UploadRefused("broken_pdf")
            item = waiting.pop()
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                found = _active_part(pikepdf, item)
                if found:
                    return found
                children = [value for _, value in item.items()]
            elif isinstance(item, pikepdf.Array):
                children = list(item)
            else:
                continue
            waiting += [child for child in children if _is_direct_container(pikepdf, child)]
    return ""


def _is_direct_container(pikepdf: ModuleType, item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary | pikepdf.Array) and not item.is_indirect


def _active_part(pikepdf: ModuleType, item: Any) -> str:
    keys = set(item.keys())
    for key in sorted(keys & _ACTIVE_KEYS):
        return key
    if "/OpenAction" in keys and _acts(pikepdf, item["/OpenAction"]):
        return "/OpenAction"
    for key, active in (("/Type", _ACTIVE_TYPES), ("/Subtype", _ACTIVE_SUBTYPES), ("/S", _ACTIVE_ACTIONS)):
        value = item.get(key)
        if isinstance(value, pikepdf.Name) and str(value) in active:
            return str(value)
    return ""


def _acts(pikepdf: ModuleType, action: Any) -> bool:
    """A destination (array or name) only chooses the first view; a dictionary is an action."""
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) not in _HARMLESS_OPENING
