"""The office's drafts in a real word processor: LibreOffice opens, prints and saves them, and what it saved comes back as a version."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.gateways.papers import MOTTO, NATION
from casework.models import Paper
from casework.queries.papers import lines_of, paper_page
from casework.services.paper_drafts import draft_docx, upload_draft
from casework.services.uploading import Upload
from procedures.definition import Role
from tests.backoffice.desks import Office
from tests.support.libreoffice import Page, convert, fonts_of, pages_of
from tests.support.times import vn
from web.identity import actor_of

pytestmark = pytest.mark.slow
AT = vn("2026-10-14T09:00")
# Millimetres, NĐ 30/2020/NĐ-CP, Phụ lục I, phần I, mục I: the least of each margin; the left one has 30.
POINTS = 72 / 25.4
A4 = (595, 842)
LETTERS = "ữ ệ ộ ằ ẵ ỡ ỵ Ữ Ệ Ộ Ằ Ẵ Ỡ Ỵ đ Đ"
KINDS = {"proposal", "submission", "consultation", "result"}


@pytest.fixture
def office(casework) -> Office:
    return Office(casework)


@pytest.fixture
def drafts(office) -> dict[str, str]:
    """A dossier of two persons, one refused, before its head of division: the id of its drafts by their kinds."""
    code = office.file(persons=2)
    office.propose(code, persons=2)
    with office.casework.database.reading() as session:
        found = session.execute(select(Paper.code, Paper.id).order_by(Paper.code)).all()
    return {"dossier": code, **{code.partition(":")[0]: number for code, number in found}}


def page_of(office, drafts, kind):
    return paper_page(office.casework, drafts["dossier"], drafts[kind], actor_of(office.officers[Role.DIVISION_HEAD]))


def written(office, drafts, kind) -> bytes:
    page = page_of(office, drafts, kind)
    return draft_docx(office.casework, page.paper, page.versions[0])


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def test_every_draft_prints_in_the_layout_of_the_decree(office, drafts, tmp_path: Path):
    kinds = sorted(KINDS & drafts.keys())
    printed = convert({f"{kind}.docx": written(office, drafts, kind) for kind in kinds}, "pdf", tmp_path / "printing")
    assert kinds == sorted(KINDS)
    for kind in kinds:
        pdf = printed[f"{kind}.docx"]
        pages = pages_of(pdf, tmp_path)
        shown = squeezed("".join(page.text for page in pages))
        lines = lines_of(page_of(office, drafts, kind).versions[0].content)
        # Word by word: two cells that break their lines beside each other are read across.
        missing = [line for line in lines if not all(squeezed(word) in shown for word in line.replace(" | ", " ").split())]
        assert lines and not missing, (kind, missing)
        # The metric twin of Times New Roman has every letter: none came from a face that had to help out.
        faces = {name.partition("+")[2].partition("-")[0] for name, _ in fonts_of(pdf, tmp_path)}
        assert faces == {"LiberationSerif"}, (kind, faces)
        assert all(inside == "yes" for _, inside in fonts_of(pdf, tmp_path)), kind
        assert {(round(page.width), round(page.height)) for page in pages} == {A4}, kind
        assert_heading(pages[0])
        assert_margins(pages, kind)


def assert_heading(first: Page) -> None:
    """Nation and motto are centred over each other on the right half, above everything else but a draft's mark."""
    nation, motto = first.box(NATION), first.box(MOTTO)
    assert nation.left > first.width * 0.4 and nation.right <= first.width - 15 * POINTS + 1
    assert nation.bottom <= motto.top + 2 and motto.top - nation.top < 24, "one line each, one below the other"
    assert abs((nation.left + nation.right) - (motto.left + motto.right)) < 4, "one middle"
    assert nation.top < 45 * POINTS


def assert_margins(pages: list[Page], kind: str) -> None:
    for page in pages:
        assert min(one.left for one in page.words) >= 30 * POINTS - 1, kind
        assert max(one.right for one in page.words) <= page.width - 15 * POINTS + 1, kind
        # A page number stands in the upper margin.
        assert max(one.bottom for one in page.words) <= page.height - 20 * POINTS + 1, kind


def test_what_was_edited_there_comes_back_as_a_version(office, drafts, tmp_path: Path):
    before = page_of(office, drafts, "submission").versions[0].content
    old = before["paragraphs"][0]
    flat = convert({"trinh.docx": written(office, drafts, "submission")}, "fodt", tmp_path / "opening")["trinh.docx"]
    text = unicodedata.normalize("NFC", flat.decode())
    assert text.count(old) == 1, "a paragraph is in one piece"
    changed = text.replace(old, f"{old} {LETTERS}")
    saved = convert({"trinh.fodt": changed.encode()}, "docx:MS Word 2007 XML", tmp_path / "saving")["trinh.fodt"]

    head = actor_of(office.officers[Role.DIVISION_HEAD])
    given = Upload("trinh.docx", saved)
    assert upload_draft(office.casework, drafts["dossier"], drafts["submission"], given, "Sửa ở máy", head, AT, 1) == 2
    newest = page_of(office, drafts, "submission").versions[0]
    assert newest.content == {**before, "paragraphs": [f"{old} {LETTERS}", *before["paragraphs"][1:]]}
    assert draft_docx(office.casework, page_of(office, drafts, "submission").paper, newest) == saved
