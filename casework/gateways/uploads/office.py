"""Looks into a DOCX for macros, hidden programs and bombs; reads no text of it."""

import io
import lzma
import zipfile
import zlib

from casework.gateways.uploads.refusal import UploadRefused

_NEEDED = frozenset({"[Content_Types].xml", "word/document.xml"})
_MAX_PARTS = 2000
_MAX_UNPACKED = 100 * 1024 * 1024
_MAX_XML = 4 * 1024 * 1024
# A page of identical table rows packs a hundredfold; small parts may pack better without doing harm.
_MAX_RATIO = 150
_RATIO_COUNTS_FROM = 1024 * 1024
_ACTIVE_PARTS = ("vbaproject.bin", "vbadata.xml", "/activex/", "oleobject", "/embeddings/")
_PROGRAMS = (".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".scr")
_ACTIVE_WORDS = (b"macroenabled", b"vbaproject", b"activex")
# What the standard library raises for damaged archives; the decompressors have errors of their own.
_UNREADABLE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError),
    *(OSError, EOFError, ValueError, NotImplementedError, RuntimeError),
)


def inspect_docx(data: bytes) -> None:
    """Nothing, because a DOCX has no fixed pages. Raises UploadRefused if it is not a plain document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_bombs(parts)
            names = {part.filename for part in parts}
            if not names >= _NEEDED:
                raise UploadRefused("type_not_allowed", found="zip")
            _refuse_active(archive, parts)
            if any(part.flag_bits & 1 for part in parts) or archive.testzip() is not None:
                raise UploadRefused("broken_docx")
    except _UNREADABLE as error:
        raise UploadRefused("broken_docx") from error


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MAX_PARTS or unpacked > _MAX_UNPACKED:
        raise UploadRefused("zip_bomb", unpacked=unpacked, max_unpacked=_MAX_UNPACKED)
    for part in parts:
        if part.file_size > _RATIO_COUNTS_FROM and part.file_size > _MAX_RATIO * max(part.compress_size, 1):
            raise UploadRefused("zip_bomb", unpacked=unpacked, max_unpacked=_MAX_UNPACKED)


def _refuse_active(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        name = "/" + part.filename.lower()
        if name.endswith(_PROGRAMS) or any(active in name for active in _ACTIVE_PARTS):
            raise UploadRefused("active_docx", found=part.filename)
        if name == "/[content_types].xml" or name.endswith(".rels"):
            _refuse_active_xml(archive, part)


def _refuse_active_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Macro content types, and templates or objects that Word would fetch from outside; ordinary links are fine."""
    from lxml import etree

    if part.file_size > _MAX_XML:
        raise UploadRefused("zip_bomb", unpacked=part.file_size, max_unpacked=_MAX_XML)
    text = archive.read(part)
    if any(word in text.lower() for word in _ACTIVE_WORDS):
        raise UploadRefused("active_docx", found=part.filename)
    try:
        root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise UploadRefused("broken_docx") from error
    if root.getroottree().docinfo.doctype:
        raise UploadRefused("active_docx", found=part.filename)
    for link in root.iter("{*}Relationship"):
        external = link.get("TargetMode", "").lower() == "external"
        if external and not link.get("Type", "").endswith("/hyperlink"):
            raise UploadRefused("active_docx", found=link.get("Type", "").rpartition("/")[2])
