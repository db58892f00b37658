"""What a stranger uploaded, recognised by its content and refused if it could harm; stores nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from casework.gateways.uploads.images import inspect_image, photos_to_pdf, thumbnail
from casework.gateways.uploads.names import safe_name
from casework.gateways.uploads.office import inspect_docx
from casework.gateways.uploads.pdfs import inspect_pdf
from casework.gateways.uploads.refusal import REFUSAL_CODES, UploadRefused

__all__ = [
    "CONTENT_TYPES",
    "REFUSAL_CODES",
    "InspectedUpload",
    "UploadRefused",
    "inspect_upload",
    "photos_to_pdf",
    "thumbnail",
]

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_KIND_OF_EXTENSION = {"jpg": "jpeg"}
# filetype looks for a part of the document that not every writer puts first: a zip is opened before it is believed.
_ZIP_EXTENSIONS = frozenset({"zip", "docx", "xlsx", "pptx", "jar", "apk"})


@dataclass(frozen=True)
class InspectedUpload:
    """`kind` is a key of CONTENT_TYPES; `pages` is None without fixed pages."""

    kind: str
    content_type: str
    pages: int | None
    safe_name: str


def inspect_upload(
    data: bytes, declared_name: str, *, max_bytes: int, allowed: frozenset[str], max_pages: int = 200
) -> InspectedUpload:
    """Recognise and check one file, or raise UploadRefused with a code of REFUSAL_CODES.

    The declared name is never believed: the kind comes from the content, and only the kinds in `allowed` pass.
    """
    if not data:
        raise UploadRefused("empty")
    if len(data) > max_bytes:
        raise UploadRefused("too_large", size=len(data), max_bytes=max_bytes)
    kind = _kind_of(data)
    if kind is None or kind not in allowed:
        raise UploadRefused("type_not_allowed", found=kind or "", allowed=sorted(allowed))
    name = safe_name(declared_name, kind)
    pages = _INSPECTORS[kind](data)
    if pages is not None and pages > max_pages:
        raise UploadRefused("too_many_pages", pages=pages, max_pages=max_pages)
    return InspectedUpload(kind, CONTENT_TYPES[kind], pages, name)


def _kind_of(data: bytes) -> str | None:
    import filetype

    found = filetype.guess(data)
    if found is None:
        return None
    kind = "docx" if found.extension in _ZIP_EXTENSIONS else _KIND_OF_EXTENSION.get(found.extension, found.extension)
    return kind if kind in _INSPECTORS else None


def _one_page(kind: str) -> Callable[[bytes], int]:
    def inspect(data: bytes) -> int:
        inspect_image(data, kind)
        return 1

    return inspect


_INSPECTORS: dict[str, Callable[[bytes], int | None]] = {
    "pdf": inspect_pdf,
    "jpeg": _one_page("jpeg"),
    "png": _one_page("png"),
    "webp": _one_page("webp"),
    "docx": inspect_docx,
}
