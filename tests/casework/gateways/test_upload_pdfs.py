"""PDF uploads: everything that could act, hide or exhaust is refused."""

import struct
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.gateways.uploads import (
    REFUSAL_CODES,
    UploadRefused,
)
from tests.casework.gateways.upload_samples import GOOD, Name, Pdf, inspect, make_pdf, refusal


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


@settings(max_examples=60)
@given(position=st.integers(0, len(GOOD["pdf"]) - 1), value=st.integers(0, 255))
def test_no_damage_to_a_pdf_escapes_as_another_error(position: int, value: int) -> None:
    data = bytearray(GOOD["pdf"])
    data[position] = value
    try:
        assert inspect(bytes(data)).kind == "pdf"
    except UploadRefused as refused:
        assert refused.code in REFUSAL_CODES
