"""Files nobody should send: refused at their place with the other files kept; nothing stored is ever shown as a page."""

from __future__ import annotations

import io
import re
import zipfile

import pikepdf
import pytest
from PIL import Image

from casework.gateways.uploads import CONTENT_TYPES, REFUSAL_CODES, UploadRefused, inspect_upload
from casework.services.drafting import save_page
from casework.services.uploading import FILES_AT_ONCE
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.casework.gateways.upload_samples import GOOD, make_docx, make_pdf, png_header_only
from tests.portal.filing import PDF, begin, opened, token
from tests.portal.stories import ON, filed

SLUG = "abtc"
EVERY_KIND = frozenset(CONTENT_TYPES)


def encrypted():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="x", user="x"))
    return out.getvalue()


def scripted():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as document:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.save(out)
    return out.getvalue()


def zipped(name="a.txt"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


def bomb():
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    return out.getvalue()


HARMFUL = {
    "a renamed program": b"MZ\x90\x00" + b"\x00" * 500,
    "a shell script": b"#!/bin/sh\nrm -rf /\n",
    "an image bomb": bomb(),
    "a header of a bomb": png_header_only(60_000, 60_000),
    "an encrypted PDF": encrypted(),
    "a PDF with a script": scripted(),
    "a zip as docx": zipped(),
    "a jar": zipped("META-INF/MANIFEST.MF"),
    "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "HTML as PDF": b"<!doctype html><script>alert(1)</script>%PDF-1.4 %%EOF",
    "an empty file": b"",
    "half a PDF": PDF[: len(PDF) // 2],
    "GIF": b"GIF89a" + b"\x00" * 200,
}
NAMES = {
    "../../etc/passwd": "passwd.pdf",
    "C:\\Windows\\a.exe": None,
    "\u202efdp.exe": "fdp.exe.pdf",
    "ho\u0302\u0300 so\u031b.pdf": "hồ sơ.pdf",
    "<script>alert(1)</script>.pdf": None,
    'x"; filename="evil.html': None,
    "😀.pdf": "😀.pdf",
    "{{7*7}}.pdf": "{{7_7}}.pdf",
    " . ": "pdf.pdf",
}


def key_of(client, draft, index=0):
    one = opened(client, draft).needed[index]
    return f"paper:{one.component.code}:{-1 if one.item_index is None else one.item_index}"


def hand_in(client, draft, files):
    data = {"csrf_token": token(client), **files}
    return client.post(f"/nop-ho-so/{SLUG}/{draft}/giay-to", data=data, content_type="multipart/form-data")


def test_a_harmful_file_is_refused_and_the_right_one_kept(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, SLUG)
    extensions = client.application.extensions
    save_page(extensions["casework"], draft, client.account.id, sample_answers(3, ON), extensions["clock"]())
    bad = key_of(client, draft)
    for what, data in HARMFUL.items():
        answer = hand_in(client, draft, {bad: (io.BytesIO(data), "giấy.pdf")})
        assert answer.status_code == 422, what
        assert "error-summary" in answer.text, what
    assert opened(client, draft).files == ()
    both = {bad: (io.BytesIO(HARMFUL["an SVG"]), "a.pdf"), key_of(client, draft, 1): (io.BytesIO(PDF), "b.pdf")}
    assert hand_in(client, draft, both).status_code == 422
    assert [one.file_name for one in opened(client, draft).files] == ["b.pdf"]


def test_a_file_of_25_megabytes_is_told_its_size(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, SLUG)
    head = f'--b\r\nContent-Disposition: form-data; name="{key_of(client, draft)}"; filename="a.pdf"\r\n\r\n'
    body = head.encode() + PDF + b"\n" * (25 * 1024 * 1024) + b"\r\n--b--\r\n"
    headers = {"X-CSRFToken": token(client), "Content-Type": "multipart/form-data; boundary=b"}
    answer = client.post(f"/nop-ho-so/{SLUG}/{draft}/giay-to", data=body, headers=headers)
    assert answer.status_code == 422
    assert "quá mức" in answer.text and "MB" in answer.text


def test_names_are_made_safe_and_shown_as_text(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    for name, kept in NAMES.items():
        draft = begin(client, SLUG)
        key = key_of(client, draft)
        data = {"csrf_token": token(client), "component": key, "file": (io.BytesIO(PDF), name)}
        answer = client.post(f"/nop-ho-so/{SLUG}/{draft}/giay-to/tep", data=data)
        assert answer.status_code == 200, name
        (row,) = opened(client, draft).files
        assert kept is None or row.file_name == kept
        assert not re.search(r'[/\\<>"\r\n\u202e]', row.file_name)
        assert "<script>alert" not in client.get(f"/nop-ho-so/{SLUG}/{draft}/giay-to").text
        with client.get(f"/nop-ho-so/{SLUG}/{draft}/tep/{row.id}", not_inspected_because="it is a PDF") as answer:
            assert answer.mimetype == "application/pdf" and answer.headers["X-Content-Type-Options"] == "nosniff"
        client.post(f"/nop-ho-so/ban-nhap/{draft}/bo", data={"csrf_token": token(client)})


def test_a_name_beyond_its_limit_is_told(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, SLUG)
    answer = hand_in(client, draft, {key_of(client, draft): (io.BytesIO(PDF), "x" * 300 + ".pdf")})
    assert answer.status_code == 422 and "Tên tệp quá dài" in answer.text


def test_a_hundred_files_are_told_the_limit(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, SLUG)
    for count in (20, FILES_AT_ONCE + 1, 100):
        files = [(io.BytesIO(PDF), f"{number}.pdf") for number in range(count)]
        answer = hand_in(client, draft, {key_of(client, draft): files})
        assert answer.status_code == 422 and "Nhiều nhất" in answer.text
    assert opened(client, draft).files == ()


def test_papers_nobody_asked_for_are_not_found(signed_in_citizen):
    owner, other = signed_in_citizen("enterprise"), signed_in_citizen("enterprise")
    draft = begin(owner, SLUG)
    path = f"/nop-ho-so/{SLUG}/{draft}/giay-to/tep"
    right = key_of(owner, draft)
    code = right.split(":")[1]
    names = (
        "",
        "paper",
        "paper:nothing:0",
        f"paper:{code}:9999",
        f"paper:{code}:--1",
        f"paper:{code}:²",
        f"paper:{code}:-",
        "x" * 9999,
    )
    for name in names:
        data = {"csrf_token": token(owner), "component": name, "file": (io.BytesIO(PDF), "a.pdf")}
        assert owner.post(path, data=data).status_code == 404, name
    data = {"csrf_token": token(other), "component": right, "file": (io.BytesIO(PDF), "a.pdf")}
    assert other.post(path, data=data).status_code == 404
    assert opened(owner, draft).files == ()
    for name in ("remove", "replace"):
        for value in ("x", "x" * 5000, "\x00", "../.."):
            answer = owner.post(f"/nop-ho-so/{SLUG}/{draft}/giay-to", data={"csrf_token": token(owner), name: value})
            assert answer.status_code == 404, (name, value)


def test_nothing_stored_is_shown_as_a_page(casework, signed_in_citizen, signed_in_officer):
    client = signed_in_citizen("enterprise")
    code = filed(client)
    page = client.get(f"/ho-so/{code}").text
    paths = set(re.findall(rf'/ho-so/{code}/tep/[^"]+', page))
    officer = signed_in_officer(Role.RECEPTION)
    assert paths
    for path in paths:
        for browser, prefix in ((client, ""), (officer, "/can-bo"), (client, "/en")):
            with browser.get(prefix + path, not_inspected_because="it is a PDF") as answer:
                assert answer.status_code == 200
                assert answer.mimetype in CONTENT_TYPES.values()
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert "filename" in answer.headers["Content-Disposition"]
                assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
                assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_a_damaged_file_is_refused_or_taken(kind):
    """Every so many bytes one is changed: no damage may be a mistake of the program."""
    data = GOOD[kind]
    refusals = set()
    for place in range(0, len(data), max(1, len(data) // 150)):
        damaged = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        try:
            inspect_upload(damaged, f"a.{kind}", max_bytes=len(data) + 1, allowed=EVERY_KIND)
        except UploadRefused as refused:
            refusals.add(refused.code)
    assert refusals, "damage at the head of a file is always seen"
    assert refusals <= REFUSAL_CODES


def test_a_docx_whose_parts_do_not_unpack_is_broken():
    data = bytearray(make_docx())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        part = max(archive.infolist(), key=lambda one: one.compress_size)
    start = part.header_offset + 30 + len(part.filename)
    data[start : start + 40] = b"\xff" * 40
    with pytest.raises(UploadRefused, match="broken_docx"):
        inspect_upload(bytes(data), "a.docx", max_bytes=10**7, allowed=EVERY_KIND)


def test_a_pdf_of_very_many_pages_is_refused():
    with pytest.raises(UploadRefused, match="too_many_pages"):
        inspect_upload(make_pdf(pages=201), "a.pdf", max_bytes=10**7, allowed=EVERY_KIND)
