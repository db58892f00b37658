"""A report owed from a dossier that came from the national portal is missed at the next request, wherever that is filed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from casework.services.drafting import begin_draft
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.casework.test_acting import FILED, decided
from tests.cli.test_import import message  # noqa: F401  the fixture
from tests.support.application import CitizenClient, Clock
from tests.support.desks import Desks
from tests.support.factories import make_account
from tests.support.times import vn

WARNING = "chưa gửi báo cáo hằng năm về việc sử dụng thẻ: 2026"
APPLICANTS = {
    "enterprise": ({"LoaiDoiTuong": "2", "MaDoiTuong": "0100109106"}, {"tax_code": "0100109106"}),
    "person": ({"LoaiDoiTuong": "1", "MaDoiTuong": "001090000001"}, {"personal_id": "001090000001"}),
}
STRANGERS = {"enterprise": {"tax_code": "4399000011"}, "person": {"personal_id": "001090000002"}}


@pytest.fixture
def taken(app: Flask, clock: Clock, message: Path) -> Callable[..., str]:  # noqa: F811  the fixture is taken by its name
    """`taken(number, **differing)`: the message as differing applicants' own, imported at the clock's time; its code."""

    def take(number: int, **differing: str) -> str:
        content = json.loads(message.read_text(encoding="utf-8")) | differing
        content["MaHoSo"] = f"000.00.01.X99-261005-{number:04}"
        message.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        result = app.test_cli_runner().invoke(app.cli, ["dossier", "import", str(message)])
        assert result.exit_code == 0, result.stderr
        return result.stdout.strip()

    return take


@pytest.fixture(params=APPLICANTS)
def kind(request: pytest.FixtureRequest, desks: Desks, clock: Clock, taken: Callable[..., str], monkeypatch) -> str:
    """An applicant of that kind whose imported request was granted, and who never reported."""
    clock.set(FILED)
    code = taken(1, **APPLICANTS[request.param][0])
    monkeypatch.setattr(desks, "file", lambda *_: code)
    assert decided(desks) == code
    desks.act(Role.CLERK, code, "issue", vn("2026-10-22T15:00"))
    clock.set(vn("2027-02-01T08:00"))
    return request.param


def review(client: CitizenClient, at: Clock) -> str:
    """The page before filing, of a further request."""
    casework = client.application.extensions["casework"]
    draft = begin_draft(casework, client.account.id, "abtc", sample_answers(1), at.now)
    return client.get(f"/nop-ho-so/abtc/{draft}/xem-lai").text


def test_the_same_applicant_is_warned_here(
    kind: str, desks: Desks, clock: Clock, signed_in_citizen: Callable[..., CitizenClient]
) -> None:
    same = make_account(desks.casework, kind, **APPLICANTS[kind][1])
    assert WARNING in review(signed_in_citizen(account=same), clock)
    another = make_account(desks.casework, kind, **STRANGERS[kind])
    assert WARNING not in review(signed_in_citizen(account=another), clock)


def test_and_the_office_is_when_the_next_one_comes_from_there_too(
    kind: str, desks: Desks, taken: Callable[..., str]
) -> None:
    again = taken(2, **APPLICANTS[kind][0])
    filed = desks.loaded(again).events[0]
    assert [(one["path"], one["params"]) for one in filed.data["warnings"]] == [("tax_code", {"years": "2026"})]
