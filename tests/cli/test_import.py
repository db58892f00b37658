"""`flask dossier import`: a message of the national portal becomes a dossier that the office accepts like any other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from casework.context import Casework
from procedures.answers import required_components
from procedures.catalog.abtc.samples import sample_answers
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Role
from tests.support.application import Clock
from tests.support.desks import Desks, pdf


@pytest.fixture
def message(casework: Casework, clock: Clock, tmp_path: Path) -> Path:
    """A whole message beside its papers."""
    on = clock.now.astimezone(OFFICE_TIME).date()
    definition, answers = casework.registry.in_force("abtc", on), sample_answers(1)
    (tmp_path / "giay.pdf").write_bytes(pdf())
    papers = [
        {
            "MaThanhPhanHoSo": one.component.code,
            "TenTepDinhKem": "giấy tờ.pdf",
            "DuongDanTaiTepTin": "giay.pdf",
            "ThuTu": -1 if one.item_index is None else one.item_index,
        }
        for one in required_components(definition, definition.facts(answers, definition.merged_parameters({}), on))
        if one.required
    ]
    file = tmp_path / "ho-so.json"
    content = {
        "MaHoSo": "000.00.01.X99-261014-0001",
        "MaTTHC": "abtc",
        "ChuHoSo": "Công ty TNHH Thí Dụ",
        "LoaiDoiTuong": "2",
        "MaDoiTuong": "0100109106",
        "ThongTinKhac": json.dumps(answers),
        "TaiLieuNop": papers,
    }
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return file


def test_a_message_is_filed_once_and_accepted(app: Flask, desks: Desks, clock: Clock, message: Path) -> None:
    run = app.test_cli_runner().invoke
    first = run(app.cli, ["dossier", "import", str(message)])
    assert first.exit_code == 0, first.stderr
    code = first.stdout.strip()
    assert run(app.cli, ["dossier", "import", str(message)]).stdout.strip() == code
    dossier = desks.loaded(code).dossier
    assert (dossier.intake, dossier.external_code) == ("dvcqg", "000.00.01.X99-261014-0001")
    desks.act(Role.RECEPTION, code, "accept", clock.advance(hours=1))
    assert desks.loaded(code).dossier.first_promise_at is not None


def test_an_incomplete_message_says_what_is_missing_and_leaves_nothing(app: Flask, message: Path) -> None:
    content = json.loads(message.read_text(encoding="utf-8"))
    content["TaiLieuNop"] = []
    message.write_text(json.dumps(content), encoding="utf-8")
    refused = app.test_cli_runner().invoke(app.cli, ["dossier", "import", str(message)])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "TaiLieuNop.request_letter" in refused.stderr
