"""Found by words: the index of each database answers, and answers what the text says. Both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text, update

from casework.models import Dossier
from casework.queries import worklist
from casework.queries.words import by_words
from procedures.catalog.abtc.samples import sample_answers
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers as legalization_answers
from procedures.definition import Role
from tests.support.desks import Desks
from tests.support.times import vn

NOW = vn("2026-10-05T08:00")
KEYS = {
    "nguyen van an cong ty o'brien & con (ha noi) b1234567": "H99.01-20261005-0000012",
    "tran thi binh 0312345678 12/2026/sngv-ls": "H99.01-20261005-0000120",
    "le thi anh nguyenhoang abc@songoaivu.example": "H99.01-20260112-0001234",
}


@pytest.fixture
def keyed(desks_on_both: Desks) -> Desks:
    """Three dossiers whose search keys are rewritten as a supplement would."""
    desks = desks_on_both
    codes = [desks.file("abtc", sample_answers(n, persons=1), NOW) for n in range(len(KEYS))]
    with desks.casework.database.unit_of_work() as session:
        for code, keys in zip(codes, KEYS, strict=True):
            session.execute(update(Dossier).where(Dossier.code == code).values(search_text=keys))
    return desks


def found(desks: Desks, words: str) -> list[str]:
    with desks.casework.database.reading() as session:
        return list(session.scalars(select(Dossier.search_text).where(*by_words(words)).order_by(Dossier.id)))


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("nguyen", [0, 2]),
        ("Nguyễn Văn", [0]),
        ("nguyen va", [0]),
        ("nguye van", []),
        ("20261005 nguy", [0, 2]),
        ("AN", [0, 2]),
        ("o'brien", [0]),
        ("&", []),
        ("% _", []),
        ("'", []),
        ("b123", [0]),
        ("B1234567", [0]),
        ("12/2026", [1]),
        ("12/2026/SNgV-LS", [1]),
        ("0312345678", [1]),
        ("songoaivu.example", [2]),
        ("abc@songoaivu.example", [2]),
        ("nguyen khongcotrenday", []),
        ("nguyen | tran", []),
        ("nguyen\x00:* \\", []),
        ('"an" OR', []),
        ("0000001", [0]),
        ("-0000002", [1]),
        ("5-0000003", [2]),
        ("h99.01-20261005-0000003", [2]),
        ("20261005", [0, 1, 2]),
        ("3", [2]),
        ("", [0, 1, 2]),
    ],
)
def test_words_are_found_where_a_word_begins(keyed, words, which):
    assert found(keyed, words) == [list(KEYS)[one] for one in which]


@pytest.mark.parametrize("few", [0, 1, 5000])
@pytest.mark.parametrize("words", ["nguyen", "nguyen van", "0312345678", "nguyen khongcotrenday", "% _", ""])
def test_few_or_many_the_same_dossiers_are_found(keyed, monkeypatch, few, words):
    """Whichever way is taken to a page, it holds the same."""
    monkeypatch.setattr("casework.queries.words.FEW", few)
    with keyed.casework.database.reading() as session:
        codes = list(session.scalars(select(Dossier.code).where(*by_words(words)).order_by(Dossier.id)))
    for lists in (worklist.found, worklist.waiting_for):
        page = lists(keyed.casework, keyed.actor(Role.DIRECTOR), worklist.Wanted(worklist.ALL, words=words), NOW, size=1)
        first = codes[-1:] if lists is worklist.found else codes[:1]
        assert [one.code for one in page.entries] == first
        assert bool(page.next) == (len(codes) > 1)


def test_the_index_forgets_what_a_dossier_no_longer_says(keyed):
    with keyed.casework.database.unit_of_work() as session:
        session.execute(update(Dossier).where(Dossier.search_text.startswith("tran")).values(search_text="pham thi mai"))
    assert found(keyed, "0312345678") == [] and found(keyed, "pham mai") == ["pham thi mai"]


def test_the_index_is_used(keyed):
    """Whatever the planner believes of three rows: the function of migration 0005 keeps it from reading through."""
    with keyed.casework.database.unit_of_work() as session:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            source = connection.exec_driver_sql("SELECT prosrc FROM pg_proc WHERE proname = 'dossiers_with_words'").scalar_one()
            session.execute(text("SET LOCAL enable_seqscan = off"))
            plan = str(connection.exec_driver_sql(f"EXPLAIN {source.replace('asked', chr(39) + 'x' + chr(39) + '::tsquery')}").all())
            assert "ix_dossiers_words" in plan, plan
        else:
            query = select(Dossier.id).where(*by_words("nguyen van"))
            asked = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
            plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}").all())
            assert "dossier_words VIRTUAL TABLE INDEX" in plan, plan


def test_the_last_of_many_papers_is_found_by_its_number_and_its_holder(desks_on_both: Desks) -> None:
    answers = legalization_answers(1)
    papers = [
        answers["documents"][0]
        | {"number": f"{700 + n}/GX-{n:02}", "holder": f"Người Thứ {chr(65 + n)}"}
        | {"issuing_body": f"Ủy ban nhân dân phường Thí Dụ {n}, thành phố Ví Dụ", "signer": f"Nguyễn Thị Giả Định Thứ {chr(65 + n)}"}
        | {"signer_title": f"Phó Chủ tịch phụ trách phường Thí Dụ {n}"}
        for n in range(20)
    ]
    code = desks_on_both.file("hop-phap-hoa-lanh-su", answers | {"documents": papers}, NOW)
    for words in ("719/GX-19", "nguoi thu t", "700/gx-00"):
        officer = desks_on_both.actor(Role.RECEPTION)
        entries = worklist.found(desks_on_both.casework, officer, worklist.Wanted(words=words), NOW).entries
        assert [one.code for one in entries] == [code], words
