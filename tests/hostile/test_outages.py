"""When the database or the file store is away, a page says so, nothing inside is told, and what was typed stays."""

from __future__ import annotations

import io
from unittest.mock import Mock

import pytest
from sqlalchemy.exc import OperationalError

from casework.database import CONNECT_SECONDS, Database
from casework.gateways.storage import StorageUnavailable
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers as legalization_answers
from procedures.definition import Role
from tests.portal.filing import PDF, begin, opened, token
from tests.portal.stories import asked

SECRETS = (
    "Traceback",
    "sqlite",
    "postgres",
    "password",
    "/storage",
    "OperationalError",
    "StorageUnavailable",
    "secret that only",
)


def store_is_away(casework, monkeypatch):
    for name in ("put", "open", "read", "signed_url"):
        monkeypatch.setattr(casework.storage, name, Mock(side_effect=StorageUnavailable("/storage: no space left")))


def database_is_away(casework, monkeypatch):
    away = Mock(side_effect=OperationalError("SELECT password", {}, Exception("could not connect to postgres")))
    for engine in (casework.database._reading, casework.database._writing):
        monkeypatch.setattr(engine, "connect", away)


def tells_nothing(answer):
    assert not [one for one in SECRETS if one in answer.text]
    assert "Content-Security-Policy" in answer.headers


def test_without_the_database_every_page_is_a_page(
    app, casework, client, signed_in_citizen, signed_in_officer, monkeypatch
):
    citizen, officer = signed_in_citizen(), signed_in_officer(Role.DIRECTOR)
    database_is_away(casework, monkeypatch)
    for browser, path in (
        (client, "/tra-cuu?ma=H99"),
        (citizen, "/ho-so"),
        (officer, "/can-bo/viec-can-lam"),
        (officer, "/nowhere"),
    ):
        answer = browser.get(path)
        assert answer.status_code in (404, 503), path
        assert "<h1" in answer.text
        tells_nothing(answer)
    assert citizen.get("/ho-so").status_code == officer.get("/can-bo/viec-can-lam").status_code == 503
    assert citizen.get("/ho-so", headers={"Accept": "application/json"}).json == {"error": 503}
    assert client.get("/healthz/ready").status_code == 503


def test_without_the_store_a_file_is_refused_at_its_place(casework, signed_in_citizen, monkeypatch):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    store_is_away(casework, monkeypatch)
    key = next(iter(opened(client, draft).needed))
    name = f"paper:{key.component.code}:{-1 if key.item_index is None else key.item_index}"
    data = {"csrf_token": token(client), name: (io.BytesIO(PDF), "a.pdf")}
    answer = client.post(f"/nop-ho-so/abtc/{draft}/giay-to", data=data)
    assert answer.status_code == 422
    assert "Kho lưu tệp đang tạm ngừng" in answer.text
    data = {"csrf_token": token(client), "component": name, "file": (io.BytesIO(PDF), "a.pdf")}
    answer = client.post(f"/nop-ho-so/abtc/{draft}/giay-to/tep", data=data)
    assert answer.status_code == 422 and "Kho lưu tệp" in answer.json["error"]


def test_without_the_store_a_supplement_keeps_what_was_typed(casework, signed_in_citizen, monkeypatch):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["answer:reason", "paper:tax_report"])
    store_is_away(casework, monkeypatch)
    data = {"csrf_token": token(client), "version": "2", "send": "yes", "reason": "Câu dài vừa gõ xong"}
    answer = client.post(f"/ho-so/{code}/bo-sung", data={**data, "paper:tax_report:-1": (io.BytesIO(PDF), "a.pdf")})
    assert answer.status_code == 422
    assert "Câu dài vừa gõ xong" in answer.text and "Kho lưu tệp đang tạm ngừng" in answer.text
    tells_nothing(answer)


def test_without_the_store_a_file_is_a_page_that_says_so(casework, signed_in_citizen, monkeypatch):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["paper:tax_report"])
    path = next(part for part in client.get(f"/ho-so/{code}").text.split('"') if f"/ho-so/{code}/tep/" in part)
    with client.get(path, not_inspected_because="it is a PDF") as found:
        assert found.mimetype == "application/pdf"
    store_is_away(casework, monkeypatch)
    answer = client.get(path)
    assert answer.status_code == 503
    tells_nothing(answer)


def test_without_the_store_an_officer_keeps_what_was_typed(desks, clock, signed_in_officer, monkeypatch):
    code = desks.file("hop-phap-hoa-lanh-su", legalization_answers(1), clock())
    officer = signed_in_officer(officer=desks.officers[Role.RECEPTION])
    store_is_away(desks.casework, monkeypatch)
    seen = str(desks.loaded(code).dossier.version)
    data = {"csrf_token": token(officer), "seen": seen, "giver": "Trần Thị Vừa Gõ", "files": (io.BytesIO(PDF), "a.pdf")}
    answer = officer.post(f"/can-bo/ho-so/{code}/receive_originals", data=data)
    assert answer.status_code == 422
    assert "Trần Thị Vừa Gõ" in answer.text and "Kho lưu tệp đang tạm ngừng" in answer.text


def test_a_mistake_of_the_program_tells_nothing(app, casework, signed_in_citizen, monkeypatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    client = signed_in_citizen()
    monkeypatch.setattr("portal.dossier.dossiers_of", Mock(side_effect=RuntimeError("secret that only the log knows")))
    answer = client.get("/ho-so")
    assert answer.status_code == 500 and "<h1" in answer.text
    tells_nothing(answer)
    assert client.get("/ho-so", headers={"Accept": "application/json"}).json == {"error": 500}


def test_a_postgresql_that_does_not_answer_is_given_up_soon():
    database = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(OperationalError):
        database.engine.connect()
    assert database.engine.dialect.create_connect_args(database.engine.url)[1]["port"] == 1
    assert CONNECT_SECONDS <= 5
