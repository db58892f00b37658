"""A fourth procedure in a folder of its own goes from filing to result without another file being touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from casework.models import Paper
from procedures.definition import Role
from tests.support.application import Clock, settings_for
from tests.support.desks import Desks
from tests.support.inspecting_client import InspectingClient
from tests.support.times import as_vn, vn
from tests.support.tree import ROOT

FOLDER = ROOT / "tests" / "support" / "procedures"
SLUG = "xac-nhan-doan-vao"
ANSWERS = {"delegation": "Đoàn Thí Dụ", "members": 12, "result_by": "online"}


@pytest.fixture
def extended(sqlite_url: str, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The application with one more folder of procedures."""
    app = create_app(settings_for(sqlite_url, tmp_path, PROCEDURES_PATH=str(FOLDER)), clock=clock)
    app.test_client_class = InspectingClient
    yield app
    app.extensions["casework"].database.dispose()


def test_it_is_worked_to_its_result(extended: Flask) -> None:
    desks = Desks(extended.extensions["casework"], division="hop-tac-quoc-te")
    code = desks.file(SLUG, ANSWERS, vn("2026-10-05T08:00"))
    desks.act(Role.RECEPTION, code, "accept", vn("2026-10-05T09:00"))
    assert as_vn(desks.loaded(code).dossier.due_at) == "2026-10-07T09:00"
    specialist = str(desks.officers[Role.SPECIALIST].id)
    desks.act(Role.DIVISION_HEAD, code, "assign", vn("2026-10-05T09:30"), officer=specialist)
    desks.act(Role.SPECIALIST, code, "propose", vn("2026-10-05T14:00"), summary="Đủ", outcome="granted")
    desks.act(Role.DIVISION_HEAD, code, "endorse", vn("2026-10-05T15:00"))
    desks.act(Role.DIRECTOR, code, "sign", vn("2026-10-06T08:00"))
    desks.act(Role.CLERK, code, "issue", vn("2026-10-06T09:00"), number="7", issued_on="2026-10-06")
    with desks.casework.database.reading() as session:
        paper = session.scalars(select(Paper).where(Paper.public.is_(True))).one()
    assert (paper.number, paper.symbol, paper.code) == (7, "SNgV-HTQT", "result:confirmation")
    desks.act(Role.RECEPTION, code, "hand_over", vn("2026-10-06T10:00"))
    assert desks.loaded(code).dossier.national_status == 10


def test_its_page_is_there(extended: Flask) -> None:
    page = extended.test_client().get(f"/thu-tuc/{SLUG}")
    assert page.status_code == 200
    assert "Xác nhận đăng ký đoàn vào" in page.text
