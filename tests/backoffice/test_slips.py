"""The counter's papers printed by officers: when they are due, who may have them, and their links on the dossier page."""

from __future__ import annotations

import io

import pikepdf
import pytest
from sqlalchemy import update

from casework.models import Dossier
from casework.protection import lifted
from procedures.catalog.hop_phap_hoa_lanh_su import samples as legalization
from procedures.definition import Role
from tests.backoffice.desks import file_answers
from tests.support.factories import make_officer
from tests.support.times import vn

RECEIPT, SUPPLEMENT, REFUSAL = "giay-tiep-nhan", "phieu-bo-sung", "phieu-tu-choi"
NOON = vn("2026-10-05T12:00")


@pytest.fixture
def desk(office, signed_in_officer, clock):
    clock.set(NOON)
    return lambda role: signed_in_officer(officer=office.officers[role])


def address(code: str, kind: str) -> str:
    return f"/can-bo/ho-so/{code}/{kind}.pdf"


def found(client, code: str) -> list[str]:
    """The papers the desk is given, each a real PDF that is kept by nobody on the way."""
    given = []
    for kind in (RECEIPT, SUPPLEMENT, REFUSAL):
        answer = client.get(address(code, kind))
        if answer.status_code == 404:
            continue
        assert answer.status_code == 200 and answer.mimetype == "application/pdf"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{kind}-{code}.pdf"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert len(pikepdf.open(io.BytesIO(answer.data)).pages) >= 1
        given.append(kind)
    return given


def linked(client, code: str) -> list[str]:
    page = client.get(f"/can-bo/ho-so/{code}").text
    return [kind for kind in (RECEIPT, SUPPLEMENT, REFUSAL) if f'href="{address(code, kind)}"' in page]


def test_nothing_is_printed_before_reception_has_acted(office, desk):
    code, reception = office.file(), desk(Role.RECEPTION)
    assert found(reception, code) == linked(reception, code) == []


def test_an_accepted_dossier_has_its_receipt(office, desk):
    code = office.file()
    office.assign(code)
    for role in (Role.RECEPTION, Role.SPECIALIST, Role.DIVISION_HEAD, Role.CLERK):
        client = desk(role)
        assert found(client, code) == linked(client, code) == [RECEIPT], role


def test_a_request_and_a_refusal_have_their_slips(office, desk):
    asked, refused, reception = office.file(), office.file(4), desk(Role.RECEPTION)
    component = office.casework.registry.versions("abtc")[-1].components[0].code
    wanted = {"items": [f"paper:{component}"], "reason": "Thiếu dấu"}
    office.do(Role.RECEPTION, asked, "request_supplement_at_reception", NOON, **wanted)
    office.do(Role.RECEPTION, refused, "refuse_reception", NOON, reason="Không thuộc thẩm quyền")
    assert found(reception, asked) == linked(reception, asked) == [SUPPLEMENT]
    assert found(reception, refused) == linked(reception, refused) == [REFUSAL]


def test_a_dossier_without_an_account_has_its_receipt_at_the_counter(office, desk):
    code = office.file()
    with office.casework.database.unit_of_work() as session, lifted(session.connection()):
        session.execute(update(Dossier).where(Dossier.code == code).values(account_id=None))
    office.accept(code)
    reception = desk(Role.RECEPTION)
    assert found(reception, code) == linked(reception, code) == [RECEIPT]


def test_originals_handed_in_at_the_counter_give_a_receipt(office, desk):
    answers = legalization.sample_answers(4)
    code, reception = (
        file_answers(office.casework, office.account, "hop-phap-hoa-lanh-su", answers),
        desk(Role.RECEPTION),
    )
    assert found(reception, code) == []
    counted = {f"pages_{index}": "2" for index in range(len(answers["documents"]))}
    seen = {f"condition_{index}": "nguyên vẹn" for index in range(len(answers["documents"]))}
    office.do(Role.RECEPTION, code, "receive_originals", NOON, giver="Người Nộp Mẫu", **counted, **seen)
    assert found(reception, code) == linked(reception, code) == [RECEIPT]


def test_who_does_not_meet_the_person_prints_nothing(office, desk, signed_in_citizen):
    code = office.file()
    office.accept(code)
    for role in (Role.DIRECTOR, Role.AUDITOR):
        assert desk(role).get(address(code, RECEIPT)).status_code == 403
        assert linked(desk(role), code) == []
    for role in (Role.COMMITTEE, Role.ADMINISTRATOR):
        assert desk(role).get(address(code, RECEIPT)).status_code == 403
    assert signed_in_citizen("person").get(address(code, RECEIPT)).status_code == 302


def test_another_divisions_dossier_looks_like_none(office, desk, signed_in_officer):
    code = office.file()
    office.accept(code)
    stranger = signed_in_officer(officer=make_officer(office.casework, (Role.SPECIALIST,), division="hop-tac"))
    assert stranger.get(address(code, RECEIPT)).status_code == 404
    assert desk(Role.RECEPTION).get(address("H99.01-20200101-0000009", RECEIPT)).status_code == 404
    assert desk(Role.RECEPTION).get(address(code, "phieu-khac")).status_code == 404
