"""Uploads as strangers send them: good files of every kind, and each way a bad one is refused."""

import hashlib
import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable

import docx
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from casework.gateways.uploads import (
    CONTENT_TYPES,
    REFUSAL_CODES,
    InspectedUpload,
    UploadRefused,
    inspect_upload,
    photos_to_pdf,
    thumbnail,
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


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_a_good_file_is_recognised_by_its_content(kind: str) -> None:
    seen = inspect(GOOD[kind], "Hộ chiếu.bin")
    pages = {"pdf": 3, "docx": None}.get(kind, 1)
    assert (seen.kind, seen.content_type, seen.pages) == (kind, CONTENT_TYPES[kind], pages)
    assert seen.sha256 == hashlib.sha256(GOOD[kind]).hexdigest()


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_a_kind_that_is_not_asked_for_is_refused(kind: str) -> None:
    assert refusal(GOOD[kind], allowed=ALL - {kind}) == "type_not_allowed"


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00" + b"\x00" * 200,
        b"\x7fELF" + b"\x00" * 200,
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"#!/bin/sh\nrm -rf /\n",
        make_image("gif"),
        b"x",
    ],
    ids=["exe", "elf", "html", "svg", "shell", "gif", "one byte"],
)
@pytest.mark.parametrize("name", ["ho-chieu.pdf", "anh.jpg", "don.docx"])
def test_a_renamed_file_of_another_kind_is_refused(data: bytes, name: str) -> None:
    assert refusal(data, name) == "type_not_allowed"


def test_size_is_judged_to_the_byte() -> None:
    data = GOOD["pdf"]
    assert inspect(data, max_bytes=len(data)).kind == "pdf"
    assert refusal(data, max_bytes=len(data) - 1) == "too_large"
    assert refusal(b"") == "empty"


def test_pages_are_counted() -> None:
    data = make_pdf(pages=4)
    assert inspect(data, max_pages=4).pages == 4
    assert refusal(data, max_pages=3) == "too_many_pages"


# PDF


@pytest.mark.parametrize("user", ["secret", ""], ids=["locked", "restricted"])
def test_an_encrypted_pdf_is_refused(user: str) -> None:
    assert refusal(make_pdf(encryption=pikepdf.Encryption(owner="owner", user=user))) == "encrypted_pdf"


def _action(kind: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=Name("/" + kind), JS="app.alert(1)", F="calc.exe")


def _attach(pdf: Pdf) -> None:
    pdf.attachments["a.exe"] = b"MZ"


def _root(key: str, value: Callable[[], object]) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.Root[key] = value()

    return change


def _annotation(**entries) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        note = pikepdf.Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)
        pdf.pages[0].obj.Annots = pikepdf.Array([note])

    return change


ACTIVE = {
    "opening script": _root("/OpenAction", lambda: _action("JavaScript")),
    "opening launch": _root("/OpenAction", lambda: _action("Launch")),
    "opening address": _root("/OpenAction", lambda: pikepdf.Dictionary(S=Name.URI, URI="http://127.0.0.1/")),
    "script by name": _root("/Names", lambda: pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[]))),
    "attachment": _attach,
    "additional action": _root("/AA", lambda: pikepdf.Dictionary(WC=_action("JavaScript"))),
    "page action": lambda pdf: pdf.pages[0].obj.__setitem__("/AA", pikepdf.Dictionary(O=_action("Launch"))),
    "rich media": _annotation(Subtype=Name.RichMedia),
    "attached to a note": _annotation(Subtype=Name.FileAttachment),
    "XFA form": _root("/AcroForm", lambda: pikepdf.Dictionary(XFA=pikepdf.Array([]), Fields=pikepdf.Array([]))),
    "launching link": _annotation(Subtype=Name.Link, A=pikepdf.Dictionary(S=Name.Launch, F="calc.exe")),
    "sending form": _annotation(Subtype=Name.Link, A=pikepdf.Dictionary(S=Name.SubmitForm, F="http://127.0.0.1/")),
    "deep inside": _root("/X", lambda: pikepdf.Array([pikepdf.Array([pikepdf.Dictionary(Y=_action("JavaScript"))])])),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "in object streams"])
@pytest.mark.parametrize("sort", sorted(ACTIVE))
def test_active_content_of_every_sort_is_refused(sort: str, packed: bool) -> None:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    assert refusal(make_pdf(ACTIVE[sort], object_stream_mode=mode)) == "active_pdf"


def test_a_first_view_and_a_web_link_are_not_active() -> None:
    def change(pdf: Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, Name.Fit])
        _annotation(Subtype=Name.Link, A=pikepdf.Dictionary(S=Name.URI, URI="https://example.vn/"))(pdf)

    assert inspect(make_pdf(change)).kind == "pdf"


@pytest.mark.parametrize(
    "data",
    [GOOD["pdf"][: len(GOOD["pdf"]) // 2], b"%PDF-1.7\n" + b"\x00" * 500, b"%PDF-1.7\n%%EOF\n", make_pdf(pages=0)],
    ids=["cut off", "zeros", "nothing inside", "no page"],
)
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    assert refusal(data) == "broken_pdf"


def _packed_pdf(padding: int) -> bytes:
    """A right PDF whose objects all lie in one compressed stream, with that many blanks behind them."""
    objects = {
        1: b"<</Type/Catalog/Pages 4 0 R>>",
        4: b"<</Type/Pages/Count 1/Kids[5 0 R]>>",
        5: b"<</Type/Page/Parent 4 0 R/MediaBox[0 0 9 9]>>",
    }
    starts, content = b"", b""
    for number, text in objects.items():
        starts += b"%d %d " % (number, len(content))
        content += text + b" "
    packed = zlib.compress(starts + content + b" " * padding, 9)
    head = b"%PDF-1.5\n"
    entry = b"2 0 obj\n<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>\nstream\n" % (
        len(starts),
        len(packed),
    )
    body = head + entry + packed + b"\nendstream\nendobj\n"
    places = [(0, 0, 0), (2, 2, 0), (1, len(head), 0), (1, len(body), 0), (2, 2, 1), (2, 2, 2)]
    rows = b"".join(struct.pack(">BIB", *place) for place in places)
    table = b"3 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n" % len(rows)
    return body + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def test_a_small_pdf_that_unpacks_into_all_memory_is_refused() -> None:
    assert inspect(_packed_pdf(1000)).pages == 1
    bomb = _packed_pdf(100_000_000)
    assert len(bomb) < 150_000
    assert refusal(bomb) == "broken_pdf"


@settings(max_examples=60, deadline=None)
@given(position=st.integers(0, len(GOOD["pdf"]) - 1), value=st.integers(0, 255))
def test_no_damage_to_a_pdf_escapes_as_another_error(position: int, value: int) -> None:
    data = bytearray(GOOD["pdf"])
    data[position] = value
    try:
        assert inspect(bytes(data)).kind == "pdf"
    except UploadRefused as refused:
        assert refused.code in REFUSAL_CODES


# Pictures


def _png_header_only(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [5001, 7000, 20000], ids=["just over", "between", "far over"])
def test_an_image_bomb_is_refused_before_it_is_decoded(side: int) -> None:
    assert refusal(_png_header_only(side, side)) == "image_bomb"


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_picture_that_is_cut_off_is_refused(kind: str) -> None:
    data = make_image(kind, (400, 300))
    assert refusal(data[: len(data) * 2 // 3]) == "broken_image"


def test_a_phone_photo_stands_upright_and_loses_its_place() -> None:
    photo = Image.new("RGB", (300, 200), "white")
    photo.paste("red", (0, 0, 300, 50))
    exif = photo.getexif()
    exif[0x0112] = 6  # taken with the phone upright: the stored rows run from right to left
    exif.get_ifd(0x8825)[2] = (21.0, 2.0, 3.0)
    out = io.BytesIO()
    photo.save(out, "jpeg", exif=exif)
    pdf = photos_to_pdf([out.getvalue()])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (image,) = opened.pages[0].Resources.XObject.values()
        jpeg = image.read_raw_bytes()
        shown = pikepdf.PdfImage(image).as_pil_image()
        box = [float(side) for side in opened.pages[0].mediabox]
    assert shown.size == (200, 300)
    red, green, _ = shown.getpixel((190, 150))
    assert red > 200 > green
    assert not Image.open(io.BytesIO(jpeg)).getexif()
    assert box[2] < box[3]


def test_photos_become_one_page_each_small_enough_and_always_the_same() -> None:
    photos = [make_image("jpeg", (3000, 1000)), make_image("png", (500, 900)), make_image("webp", (64, 64))]
    pdf = photos_to_pdf(photos)
    assert pdf == photos_to_pdf(photos)
    assert inspect(pdf).pages == 3
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        sizes = [page.Resources.XObject.Photo for page in opened.pages]
        assert [(int(image.Width), int(image.Height)) for image in sizes] == [(2000, 667), (500, 900), (64, 64)]
        shapes = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in opened.pages]
    assert shapes == [True, False, False]


def test_a_bad_photo_does_not_become_a_pdf() -> None:
    for photos, code in (
        ([], "empty"),
        ([GOOD["pdf"]], "broken_image"),
        ([_png_header_only(9000, 9000)], "image_bomb"),
    ):
        with pytest.raises(UploadRefused) as refused:
            photos_to_pdf(photos)
        assert refused.value.code == code


def test_transparency_is_shown_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "png")
    preview = Image.open(io.BytesIO(thumbnail(out.getvalue(), "png") or b""))
    assert preview.getpixel((20, 20)) == (255, 255, 255)


def test_a_preview_is_a_small_png_and_only_of_pictures() -> None:
    preview = Image.open(io.BytesIO(thumbnail(make_image("jpeg", (1000, 500)), "jpeg") or b""))
    assert (preview.format, preview.size) == ("PNG", (320, 160))
    assert thumbnail(GOOD["pdf"], "pdf") is None
    assert thumbnail(GOOD["docx"], "docx") is None


# DOCX


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("word/vbaProject.bin", b"macro", "active_docx"),
        ("word/activeX/activeX1.xml", b"<x/>", "active_docx"),
        ("word/embeddings/oleObject1.bin", b"x", "active_docx"),
        ("word/media/a.EXE", b"MZ", "active_docx"),
        ("word/big.xml", b"0" * 30_000_000, "zip_bomb"),
        (
            "word/_rels/settings.xml.rels",
            b'<Relationships><Relationship Id="r1" Type="x/attachedTemplate" Target="http://127.0.0.1/a.dotm" '
            b'TargetMode="Ext&#101;rnal"/></Relationships>',
            "active_docx",
        ),
        ("word/_rels/other.xml.rels", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "active_docx"),
        ("word/_rels/other.xml.rels", b"<x", "broken_docx"),
    ],
)
def test_a_document_that_could_act_is_refused(part: str, content: bytes, code: str) -> None:
    assert refusal(make_docx(**{part: content})) == code


def test_many_parts_and_a_damaged_or_foreign_zip_are_refused() -> None:
    assert refusal(make_docx(**{f"word/{number}.xml": b"" for number in range(2001)})) == "zip_bomb"
    assert refusal(GOOD["docx"][: len(GOOD["docx"]) // 2]) == "broken_docx"
    damaged = bytearray(GOOD["docx"])
    damaged[len(damaged) // 2] ^= 0xFF
    assert refusal(bytes(damaged)) == "broken_docx"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("setup.exe", b"MZ")
    assert refusal(out.getvalue(), "don.docx") == "type_not_allowed"


def test_an_ordinary_link_in_a_document_is_fine() -> None:
    link = (
        b'<Relationships><Relationship Id="r1" Type="x/hyperlink" Target="https://example.vn" '
        b'TargetMode="External"/></Relationships>'
    )
    assert inspect(make_docx(**{"word/_rels/other.xml.rels": link})).kind == "docx"


# Names


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("Hộ chiếu.pdf", "Hộ chiếu.pdf"),
        (unicodedata.normalize("NFD", "Giấy ủy quyền.pdf"), "Giấy ủy quyền.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\Đơn.pdf", "Đơn.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie_ b.pdf"),
        ("anh\u202efdp.exe", "anhfdp.exe.pdf"),
        ("  .htaccess ", "htaccess.pdf"),
        ('a"b<c>.PDF', "a_b_c_.PDF"),
        ("", "pdf.pdf"),
        ("///", "pdf.pdf"),
        ("\x00\x01", "pdf.pdf"),
        (".pdf", "pdf.pdf"),
    ],
)
def test_a_name_is_made_safe(declared: str, shown: str) -> None:
    assert inspect(GOOD["pdf"], declared).safe_name == shown


def test_a_name_that_is_too_long_is_refused_not_cut() -> None:
    assert inspect(GOOD["pdf"], "ế" * 146 + ".pdf").safe_name == "ế" * 146 + ".pdf"
    assert refusal(GOOD["pdf"], "ế" * 147 + ".pdf") == "name_too_long"


@given(st.text(max_size=150))
@settings(max_examples=200, deadline=None)
def test_no_name_keeps_a_path_or_an_unseen_character(declared: str) -> None:
    try:
        name = inspect(GOOD["jpeg"], declared).safe_name
    except UploadRefused as refused:
        assert refused.code == "name_too_long"
        return
    assert name.lower().endswith((".jpg", ".jpeg"))
    assert not set(name) & set('/\\<>:"|?*')
    assert name == unicodedata.normalize("NFC", name)
    assert not any(unicodedata.category(char).startswith("C") for char in name)
    assert not name.startswith(".")
