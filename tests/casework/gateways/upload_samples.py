"""Files as strangers send them, made on the spot, and the two ways to look at them. No expectation of a kind."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
import pikepdf
import pytest
from PIL import Image

from casework.gateways.uploads import (
    CONTENT_TYPES,
    REFUSAL_CODES,
    InspectedUpload,
    UploadRefused,
    inspect_upload,
)

ALL = frozenset(CONTENT_TYPES)
Pdf = pikepdf.Pdf
Name = pikepdf.Name


def inspect(data: bytes, name: str = "a", max_bytes: int = 25_000_000, **options) -> InspectedUpload:
    return inspect_upload(data, name, max_bytes=max_bytes, **{"allowed": ALL, **options})


def refusal(data: bytes, name: str = "a", **options) -> str:
    with pytest.raises(UploadRefused) as refused:
        inspect(data, name, **options)
    assert refused.value.code in REFUSAL_CODES
    return refused.value.code


def make_pdf(change: Callable[[Pdf], None] = lambda pdf: None, pages: int = 1, **save) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, **save)
    return out.getvalue()


def make_image(kind: str, size: tuple[int, int] = (60, 40), **save) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **save)
    return out.getvalue()


def make_docx(**parts: bytes) -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Kính gửi Ủy ban nhân dân tỉnh")
    document.save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


GOOD = {
    "pdf": make_pdf(pages=3),
    "jpeg": make_image("jpeg"),
    "png": make_image("png"),
    "webp": make_image("webp"),
    "docx": make_docx(),
}


def png_header_only(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
