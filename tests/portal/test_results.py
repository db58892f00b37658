"""From acceptance to the result in the applicant's hand: download is the handing over, the paper can be verified by anybody."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from casework.models import Dossier, Paper
from casework.queries.situations import load
from casework.services.acting import act
from procedures.catalog.hoi_nghi_quoc_te.samples import sample_answers
from procedures.definition import Role
from tests.portal.filing import file_dossier, token
from tests.portal.stories import ON
from tests.support.factories import make_officer
from web.identity import actor_of

DIVISION = "hop-tac-quoc-te"


def step(casework, clock, code, action, by, **raw):
    clock.advance(minutes=5)
    with casework.database.reading() as session:
        seen = load(session, casework, code).dossier.version
    return act(casework, code, action, raw, by=actor_of(by), at=clock(), seen=seen)


@pytest.fixture
def decided(signed_in_citizen, casework, clock):
    """A client, the code of its conference that the Director has permitted, and the result paper."""
    client = signed_in_citizen("enterprise")
    code = file_dossier(client, "hoi-nghi-quoc-te", sample_answers(1, ON))
    roles = (Role.RECEPTION, Role.DIVISION_HEAD, Role.SPECIALIST, Role.DIRECTOR, Role.CLERK)
    reception, head, specialist, director, clerk = (make_officer(casework, (one,), DIVISION) for one in roles)
    step(casework, clock, code, "accept", reception)
    step(casework, clock, code, "assign", head, officer=str(specialist.id))
    step(casework, clock, code, "propose", specialist, summary="Đủ điều kiện.", outcome="granted")
    step(casework, clock, code, "endorse", head)
    step(casework, clock, code, signing_action(casework, code), director)
    step(casework, clock, code, "issue", clerk, number="12", issued_on="14/10/2026")
    with casework.database.reading() as session:
        paper = session.scalars(select(Paper).where(Paper.code.startswith("result:"))).one()
    return client, code, paper


def signing_action(casework, code):
    with casework.database.reading() as session:
        variant = load(session, casework, code).situation.variant
    return next(one.code for one in variant.actions if one.kind == "approve" and one.to == "issuing")


def state_of(casework, code):
    with casework.database.reading() as session:
        return session.scalars(select(Dossier.state).where(Dossier.code == code)).one()


def test_taking_the_result_hands_it_over(decided, casework):
    client, code, paper = decided
    page = client.get(f"/ho-so/{code}").text
    assert f"/ho-so/{code}/ket-qua/{paper.id}" in page
    assert "xong sớm" in page
    with client.head(f"/ho-so/{code}/ket-qua/{paper.id}") as only_asked:
        assert only_asked.status_code == 200
    assert state_of(casework, code) == "result_ready"
    result = client.get(f"/ho-so/{code}/ket-qua/{paper.id}")
    assert result.data.startswith(b"%PDF")
    assert result.headers["Content-Disposition"].startswith("attachment")
    assert state_of(casework, code) == "returned"
    assert client.get(f"/ho-so/{code}/ket-qua/{paper.id}").status_code == 200
    assert "Việc Ông/Bà còn phải làm" in client.get(f"/ho-so/{code}").text


def test_nobody_else_takes_the_result(decided, casework, signed_in_citizen):
    _client, code, paper = decided
    assert signed_in_citizen("enterprise").get(f"/ho-so/{code}/ket-qua/{paper.id}").status_code == 404
    assert state_of(casework, code) == "result_ready"


def test_anybody_verifies_the_result(decided, client, casework):
    _owner, code, paper = decided
    csrf = token(client)
    content = casework.storage.read(paper.storage_key)
    same = client.post(
        "/xac-minh", data={"csrf_token": csrf, "ma": code, "so": "12", "tep": (io.BytesIO(content), "ket-qua.pdf")}
    )
    assert "đúng là tệp đã phát hành" in same.text
    assert "14/10/2026" in same.text
    other = client.post(
        "/xac-minh", data={"csrf_token": csrf, "ma": code, "so": "12", "tep": (io.BytesIO(content + b" "), "x.pdf")}
    )
    assert "Tệp không khớp" in other.text
    assert client.post("/xac-minh", data={"csrf_token": csrf, "ma": code, "so": "13"}).status_code == 404
    with casework.database.reading() as session:
        dossier = session.scalars(select(Dossier).where(Dossier.code == code)).one()
    for private in (dossier.title, dossier.applicant["name"]):
        assert private not in same.text
