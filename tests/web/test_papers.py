"""The counter's papers of a real dossier, read back from the PDF. No layout is judged here."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
import pytest
from flask import Flask
from flask_babel import force_locale

from casework.services.attaching import attach_to_supplement
from casework.services.uploading import Upload
from procedures.catalog.abtc.samples import sample_answers
from procedures.catalog.hoi_nghi_quoc_te import samples as conference
from procedures.catalog.hop_phap_hoa_lanh_su import samples as legalization
from procedures.definition import Role
from tests.support.application import Clock
from tests.support.desks import Desks, pdf
from tests.support.inspecting_client import InspectingClient
from tests.support.times import vn
from web import papers
from web.papers import NoSuchPaper, filled_form_pdf, form_name, receipt_pdf_for, refusal_slip_pdf, supplement_slip_pdf

FILED, DECIDED = vn("2026-10-05T08:00"), vn("2026-10-05T09:00")


@pytest.fixture
def filed(desks: Desks) -> str:
    return desks.file("abtc", sample_answers(2), FILED)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> dict:
    """The data the last paper was made of, beside the real PDF."""
    kept: dict = {}
    for name in ("receipt_pdf", "slip_pdf", "form_pdf"):
        real = getattr(papers, name)
        monkeypatch.setattr(papers, name, lambda data, real=real, **more: (kept.update(data), real(data, **more))[1])
    return kept


def pages(pdf: bytes) -> int:
    return len(pikepdf.open(io.BytesIO(pdf)).pages)


def test_the_receipt_promises_and_opens_the_tracking(app: Flask, desks: Desks, filed: str, said: dict):
    desks.act(Role.RECEPTION, filed, "accept", DECIDED)
    with app.app_context():
        assert pages(receipt_pdf_for(desks.casework, filed)) >= 1
    dossier = desks.loaded(filed).dossier
    assert said["code"] == filed
    assert said["qr_content"] == f"http://localhost/tra-cuu?ma={filed}"
    assert said["access_code"].replace("-", "") == desks.casework.access_code(filed, dossier.access_nonce)
    facts = {one["label"]: one["value"] for one in said["facts"]}
    assert facts["Thời gian nhận hồ sơ"] == "9 giờ 00, thứ Hai 05/10/2026"
    assert facts["Thời gian trả kết quả"] == "17 giờ 00, thứ Tư 11/11/2026"
    assert facts["Phí, lệ phí"] == "Không"
    assert [row[0] for row in said["components"]["rows"]][:2] == ["1", "2"]
    assert said["signatures"][1]["name"] == desks.officers[Role.RECEPTION].name


def test_the_receipt_stays_what_it_was_whatever_is_uploaded_later(app: Flask, desks: Desks, filed: str, said: dict):
    desks.act(Role.RECEPTION, filed, "accept", DECIDED)
    assign = {"officer": str(desks.officers[Role.SPECIALIST].id)}
    desks.act(Role.DIVISION_HEAD, filed, "assign", vn("2026-10-05T10:00"), **assign)
    asked = {"items": ["paper:request_letter"], "reason": "Thiếu chữ ký."}
    desks.act(Role.SPECIALIST, filed, "request_supplement", vn("2026-10-05T11:00"), **asked)
    rows = []
    for _ in range(2):
        with app.app_context():
            receipt_pdf_for(desks.casework, filed)
        rows.append(said["components"]["rows"])
        account = desks.loaded(filed).dossier.account_id
        upload = Upload("van-ban.pdf", pdf())
        attach_to_supplement(desks.casework, filed, account, "request_letter", -1, [upload], vn("2026-10-06T08:00"))
    assert rows[0] == rows[1]


def test_the_receipt_lists_the_originals_that_were_handed_in(app: Flask, desks: Desks, said: dict):
    answers = legalization.sample_answers(1)
    code = desks.file("hop-phap-hoa-lanh-su", answers, FILED)
    pages_of = {f"pages_{index}": "2" for index, _paper in enumerate(answers["documents"])}
    condition = {f"condition_{index}": "Nguyên vẹn" for index, _paper in enumerate(answers["documents"])}
    desks.act(Role.RECEPTION, code, "receive_originals", DECIDED, giver="Trần Thị Mẫu", **pages_of, **condition)
    with app.app_context():
        receipt_pdf_for(desks.casework, code)
    originals = [row for row in said["components"]["rows"] if row[2] == "Bản chính"]
    assert len(originals) == len(answers["documents"])
    assert all(one["name"] in row[1] and "2 trang" in row[1] for one, row in zip(answers["documents"], originals, strict=True))


@pytest.fixture
def before_the_prime_minister(desks: Desks) -> str:
    """A conference the Prime Minister decides on, accepted by the province."""
    answers = conference.sample_answers(1, FILED.date(), variant="permit_pm")
    code = desks.file("hoi-nghi-quoc-te", answers, FILED)
    desks.act(Role.RECEPTION, code, "accept", DECIDED)
    return code


def test_the_receipt_says_what_its_promise_leaves_out(
    app: Flask, desks: Desks, before_the_prime_minister: str, said: dict
):
    with app.app_context(), force_locale("en"):
        assert pages(receipt_pdf_for(desks.casework, before_the_prime_minister)) >= 1
    beyond = desks.loaded(before_the_prime_minister).situation.variant.beyond_promise
    assert beyond and "Thủ tướng Chính phủ" in beyond.vi
    assert said["notes"][0] == beyond.vi
    assert "/tra-cuu?ma=" in said["notes"][1]


def test_a_receipt_whose_promise_covers_everything_has_no_such_note(app: Flask, desks: Desks, filed: str, said: dict):
    desks.act(Role.RECEPTION, filed, "accept", DECIDED)
    with app.app_context():
        receipt_pdf_for(desks.casework, filed)
    assert len(said["notes"]) == 1 and "/tra-cuu?ma=" in said["notes"][0]


def tracked(client: InspectingClient, desks: Desks, code: str) -> str:
    """The tracking page opened with the access code that the receipt gives."""
    secret = desks.casework.access_code(code, desks.loaded(code).dossier.access_nonce)
    answer = client.submit("/tra-cuu", {"ma": code, "ma_tra_cuu": secret}, button="Tra cứu", follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def test_whoever_tracks_by_the_receipt_reads_the_same(
    client: InspectingClient, clock: Clock, desks: Desks, before_the_prime_minister: str, filed: str
):
    clock.set(vn("2026-10-06T08:00"))
    beyond = desks.loaded(before_the_prime_minister).situation.variant.beyond_promise
    assert beyond
    page = tracked(client, desks, before_the_prime_minister)
    assert "Trả kết quả trước" in page and beyond.vi in page
    stranger = client.application.test_client()
    assert beyond.vi not in stranger.get(f"/tra-cuu?ma={before_the_prime_minister}").text
    desks.act(Role.RECEPTION, filed, "accept", DECIDED)
    ordinary = tracked(client, desks, filed)
    assert "Trả kết quả trước" in ordinary and beyond.vi not in ordinary


def test_nothing_is_left_out_of_a_promise_not_yet_made(client: InspectingClient, clock: Clock, desks: Desks):
    clock.set(FILED)
    code = desks.file("hoi-nghi-quoc-te", conference.sample_answers(1, FILED.date(), variant="permit_pm"), FILED)
    beyond = desks.loaded(code).situation.variant.beyond_promise
    assert beyond and beyond.vi not in tracked(client, desks, code)


def test_no_receipt_before_the_acceptance(app: Flask, desks: Desks, filed: str):
    with app.app_context(), pytest.raises(NoSuchPaper):
        receipt_pdf_for(desks.casework, filed)


def test_the_supplement_slip_names_what_is_asked(app: Flask, desks: Desks, filed: str, said: dict):
    component = desks.loaded(filed).situation.definition.components[0]
    desks.act(
        Role.RECEPTION,
        filed,
        "request_supplement_at_reception",
        DECIDED,
        items=[f"paper:{component.code}"],
        reason="Thiếu dấu",
    )
    with app.app_context():
        assert pages(supplement_slip_pdf(desks.casework, filed)) == 1
    assert said["table"]["rows"][0][1] == component.name.vi
    assert said["reasons"] == ["Thiếu dấu"]


def test_the_refusal_slip_gives_the_reason(app: Flask, desks: Desks, filed: str, said: dict):
    desks.act(Role.RECEPTION, filed, "refuse_reception", DECIDED, reason="Không thuộc thẩm quyền")
    with app.app_context():
        assert pages(refusal_slip_pdf(desks.casework, filed)) == 1
    assert said["reasons"] == ["Không thuộc thẩm quyền"]
    assert "Mẫu số 03" in said["form_name"]


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2025, 9, 14), "Mẫu số 02, TT 01/2018/TT-VPCP"),
        (date(2025, 9, 15), "Mẫu số 02, TT 03/2025/TT-VPCP"),
    ],
)
def test_forms_are_numbered_by_their_circular(app: Flask, on: date, name: str):
    with app.app_context():
        assert form_name("02", on) == name


@pytest.mark.parametrize("slug", ["abtc", "hoi-nghi-quoc-te", "hop-phap-hoa-lanh-su"])
def test_every_form_of_every_procedure_can_be_filled_from_the_first_answer(app: Flask, slug: str):
    for definition in app.extensions["casework"].registry.versions(slug):
        assert definition.forms
        for form in definition.forms:
            with app.app_context():
                assert pages(filled_form_pdf(definition, form.code, {"country": "MY"}, "en")) >= 1


def test_a_form_is_filled_from_the_answers(app: Flask, said: dict):
    definition = app.extensions["casework"].registry.versions("abtc")[-1]
    answers = sample_answers(2)
    with app.app_context():
        filled_form_pdf(definition, "cv01", answers, "vi")
    values = [row["value"] for row in said["sections"][0]["rows"]]
    assert answers["enterprise_name"] in values
    names = [row[1] for row in said["sections"][1]["table"]["rows"]]
    assert names == [one["full_name"] for one in answers["persons"]]
