"""DOCX uploads: macros, programs, remote templates and bombs are refused."""

import io
import zipfile

import pytest

from tests.casework.gateways.upload_samples import (
    GOOD,
    inspect,
    make_docx,
    refusal,
)


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
