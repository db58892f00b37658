"""What is the same for an upload of any kind: its kind, its size, its name."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.gateways.uploads import (
    CONTENT_TYPES,
    UploadRefused,
)
from tests.casework.gateways.upload_samples import (
    ALL,
    GOOD,
    inspect,
    make_image,
    make_pdf,
    refusal,
)


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_a_good_file_is_recognised_by_its_content(kind: str) -> None:
    seen = inspect(GOOD[kind], "Hộ chiếu.bin")
    pages = {"pdf": 3, "docx": None}.get(kind, 1)
    assert (seen.kind, seen.content_type, seen.pages) == (kind, CONTENT_TYPES[kind], pages)


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
@settings(max_examples=200)
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
