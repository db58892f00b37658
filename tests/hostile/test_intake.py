"""A message of the national portal is taken or refused; nothing it holds makes the service fail in another way."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from unittest.mock import Mock

import pytest
from sqlalchemy import func, select

from casework.gateways.storage import StorageUnavailable
from casework.models import Dossier, Obligation, ParameterRevision
from casework.queries.situations import load
from casework.services.intake import ImportRefused, import_dossier
from procedures.answers import required_components
from procedures.catalog.abtc.samples import sample_answers
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers as declaration
from tests.hostile.nasty import LETTERS, WRONG_TYPES
from tests.portal.filing import PDF
from tests.support.factories import LONG_AGO

ON = date(2026, 10, 14)


def paper(**differing):
    return {"MaThanhPhanHoSo": "passport", "TenTepDinhKem": "a.pdf", "DuongDanTaiTepTin": "a.pdf", **differing}


def message(casework, **differing):
    answers = sample_answers(3, ON, persons=2)
    definition = casework.registry.in_force("abtc", ON)
    facts = definition.facts(answers, definition.merged_parameters({}), ON)
    papers = [
        paper(MaThanhPhanHoSo=one.component.code, ThuTu=-1 if one.item_index is None else one.item_index)
        for one in required_components(definition, facts)
        if one.required
    ]
    whole = {
        "MaHoSo": "000.00.01.X99-261014-0001",
        "MaTTHC": "abtc",
        "ChuHoSo": "Công ty TNHH Thí Dụ",
        "LoaiDoiTuong": "2",
        "MaDoiTuong": "0100109106",
        "ThongTinKhac": json.dumps(answers),
        "TaiLieuNop": papers,
    }
    return {**whole, **differing}


def read(_address):
    return PDF


def refused(casework, given, at, reader=read):
    with pytest.raises(ImportRefused) as wrong:
        import_dossier(casework, given, reader, at)
    return wrong.value.problems


def count(casework):
    with casework.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Dossier))


def test_a_right_message_is_taken_once(casework, clock):
    code = import_dossier(casework, message(casework), read, clock())
    assert import_dossier(casework, message(casework), read, clock()) == code
    assert count(casework) == 1


def test_what_is_no_message_is_refused(casework, clock):
    for given in (None, 7, "x", [], [{}], {}):
        refused(casework, given, clock())


def test_a_part_of_a_wrong_type_is_refused(casework, clock):
    given = message(casework)
    fields = ("MaHoSo", "MaTTHC", "ChuHoSo", "LoaiDoiTuong", "ThongTinKhac", "TaiLieuNop")
    for number, (field, value) in enumerate(product(fields, WRONG_TYPES)):
        try:
            import_dossier(casework, {**given, "MaHoSo": f"number {number}", field: value}, read, clock())
        except ImportRefused as wrong:
            assert wrong.problems
        else:
            assert isinstance(value, int), (field, value)  # a number is text to a portal that writes numbers


def test_an_optional_part_of_a_wrong_type_is_refused_or_left_out(casework, clock):
    given = message(casework, TaiLieuNop=[])
    for field, value in product(("MaDoiTuong", "Email", "SoDienThoai"), WRONG_TYPES):
        refused(casework, {**given, field: value}, clock())


def test_a_wrong_paper_is_refused_at_its_place(casework, clock):
    given = message(casework)
    for entry in (
        *(None, 7, "x", [], {}),
        *(paper(ThuTu=one) for one in ("x", "", None, [], {}, "²", 1.5, "9" * 5000, 10**400, True)),
        *(paper(MaThanhPhanHoSo=one) for one in (None, "", [], {}, "nothing", "\ud800")),
        *(paper(TenTepDinhKem=one) for one in (None, "", [], "x" * 300)),
        *(paper(DuongDanTaiTepTin=one) for one in (None, "", [], "x" * 501)),
        *(paper(ThuTu=one) for one in (2, "19", 9999)),
    ):
        problems = refused(casework, {**given, "TaiLieuNop": [entry, *given["TaiLieuNop"]]}, clock())
        assert problems[0][0].startswith("TaiLieuNop.0"), entry


def test_each_person_needs_each_paper(casework, clock):
    given = message(casework)
    papers = [one for one in given["TaiLieuNop"] if (one["MaThanhPhanHoSo"], one["ThuTu"]) != ("passport", 1)]
    assert len(papers) < len(given["TaiLieuNop"])
    assert ("TaiLieuNop.passport.1", "required") in refused(casework, {**given, "TaiLieuNop": papers}, clock())


def test_answers_that_are_none_are_refused(casework, clock):
    for text in ("[" * 200_000, '{"persons":' * 50_000, "{", "[]", "NaN", '"x"', "", "null"):
        assert refused(casework, message(casework, ThongTinKhac=text), clock())[0][0] == "ThongTinKhac"


def test_strange_names_are_kept_as_text_or_refused(casework, clock):
    taken = 0
    for text in LETTERS:
        try:
            import_dossier(casework, message(casework, ChuHoSo=text, MaHoSo=text[:40]), read, clock())
            taken += 1
        except ImportRefused as wrong:
            assert wrong.problems == (("ChuHoSo", "required"),)
    with casework.database.reading() as session:
        kept = [one["name"] for one in session.scalars(select(Dossier.applicant))]
    assert len(kept) == taken == len(LETTERS) - 2
    assert not set("\x00\u202e\ufffe") & set("".join(kept))


def test_a_paper_that_is_not_there_is_refused(casework, clock):
    for error in (OSError("away"), KeyError("a.pdf"), ValueError("embedded null byte")):
        missing = Mock(side_effect=error)
        problems = refused(casework, message(casework), clock(), missing)
        assert problems == (("TaiLieuNop.0.DuongDanTaiTepTin", "unreadable"),)
    assert count(casework) == 0


def test_a_harmful_paper_is_refused(casework, clock):
    problems = refused(casework, message(casework), clock(), lambda _address: b"MZ\x90\x00" * 100)
    assert problems == (("TaiLieuNop.0", "type_not_allowed"),)


def test_a_store_that_is_away_is_not_the_fault_of_the_message(casework, clock, monkeypatch):
    monkeypatch.setattr(casework.storage, "put", Mock(side_effect=StorageUnavailable("away")))
    with pytest.raises(StorageUnavailable):
        import_dossier(casework, message(casework), read, clock())


def test_a_procedure_that_only_informs_takes_no_message(casework, clock):
    mode = [{"from": "2012-05-15", "mode": "inform", "document": "Văn bản thử"}]
    with casework.database.unit_of_work() as session:
        values = {"hop-phap-hoa-lanh-su": {"mode": mode}}
        session.add(
            ParameterRevision(
                in_force_from=date(2026, 1, 1), document="Thử", values=values, by="x", created_at=LONG_AGO
            )
        )
    answers = json.dumps(declaration(1))
    given = message(casework, MaTTHC="hop-phap-hoa-lanh-su", ThongTinKhac=answers, LoaiDoiTuong="1", TaiLieuNop=[])
    assert refused(casework, given, clock()) == (("MaTTHC", "guide_only"),)


def test_a_report_that_is_owed_is_known_to_the_filing(casework, clock):
    first = import_dossier(casework, message(casework), read, clock())
    with casework.database.unit_of_work() as session:
        dossier = session.scalars(select(Dossier).where(Dossier.code == first)).one()
        owed = {"slug": "abtc", "code": "yearly", "party": "0100109106", "due_on": date(2025, 12, 31), "reference": ""}
        session.add(Obligation(dossier_id=dossier.id, **owed))
    second = import_dossier(casework, message(casework, MaHoSo="another"), read, clock())
    assert _warnings(casework, second) - _warnings(casework, first)


def _warnings(casework, code):
    with casework.database.reading() as session:
        return {one["code"] for one in load(session, casework, code).events[0].data.get("warnings", ())}
