"""A further round of a supplement is answered by further files; what was sent before stays as evidence."""

from __future__ import annotations

import io
import re

from casework.queries.dossier_page import dossier_page
from procedures.definition import Role
from tests.portal.filing import PDF, token
from tests.portal.stories import accepted, asked, done
from tests.support.factories import make_officer
from web.identity import actor_of


def version_of(client, code):
    page = client.get(f"/ho-so/{code}/bo-sung").text
    return re.search(r'name="version" value="([0-9]+)"', page)[1]


def send(client, code, version=None, **files):
    seen = version_of(client, code) if version is None else version
    data = {"csrf_token": token(client), "version": seen, "send": "yes"}
    return client.post(f"/ho-so/{code}/bo-sung", data={**data, **files}, content_type="multipart/form-data")


def pdf(name):
    return (io.BytesIO(PDF), name)


def in_the_second_round(client, clock):
    """Asked for a tax report, answered with one, and told that it is still incomplete."""
    code = accepted(client)
    specialist = make_officer(client.application.extensions["casework"], (Role.SPECIALIST,))
    done(client, code, "assign", Role.DIVISION_HEAD, {"officer": str(specialist.id)})
    wanted = {"items": ["paper:tax_report"], "reason": "Thiếu trang hai."}
    done(client, code, "request_supplement", Role.DIVISION_HEAD, wanted)
    answered = send(client, code, **{"paper:tax_report:-1": pdf("vòng một.pdf")})
    assert answered.location == f"/ho-so/{code}", answered.text
    clock.advance(hours=1)
    done(client, code, "still_incomplete", Role.DIVISION_HEAD, wanted)
    clock.advance(hours=1)
    return code


def test_files_of_the_first_round_do_not_answer_the_second(signed_in_citizen, clock):
    client = signed_in_citizen("enterprise")
    code = in_the_second_round(client, clock)
    assert "vòng một.pdf" not in client.get(f"/ho-so/{code}/bo-sung").text
    lacking = send(client, code)
    assert lacking.status_code == 422
    assert 'id="paper-tax_report-error"' in lacking.text
    answered = send(client, code, **{"paper:tax_report:-1": pdf("vòng hai.pdf")})
    assert answered.location == f"/ho-so/{code}"
    page = client.get(f"/ho-so/{code}").text
    assert "vòng một.pdf" in page and "vòng hai.pdf" in page


def test_a_file_that_was_sent_can_not_be_taken_back(signed_in_citizen, casework, clock):
    client = signed_in_citizen("enterprise")
    code = in_the_second_round(client, clock)
    officer = _reception(client)
    sent = [one for one in dossier_page(casework, code, actor_of(officer), clock()).files if one.supplement]
    assert [one.file_name for one in sent] == ["vòng một.pdf"]
    data = {"csrf_token": token(client), "version": version_of(client, code), "remove": sent[0].id}
    assert client.post(f"/ho-so/{code}/bo-sung", data=data).status_code == 404
    assert dossier_page(casework, code, actor_of(officer), clock()).files


def test_every_round_has_room_for_its_files(signed_in_citizen, casework, clock):
    client = signed_in_citizen("enterprise")
    code = in_the_second_round(client, clock)
    most = casework.registry.in_force("abtc", clock().date()).component("tax_report").max_files
    files = [pdf(f"{number}.pdf") for number in range(most)]
    assert send(client, code, **{"paper:tax_report:-1": files}).location == f"/ho-so/{code}"


def test_officers_do_not_see_a_file_before_it_is_sent(signed_in_citizen, casework, clock):
    client = signed_in_citizen("enterprise")
    code = in_the_second_round(client, clock)
    data = {"csrf_token": token(client), "component": "paper:tax_report:-1", "file": pdf("chưa gửi.pdf")}
    assert client.post(f"/ho-so/{code}/bo-sung/tep", data=data).status_code == 200
    names = {one.file_name for one in dossier_page(casework, code, actor_of(_reception(client)), clock()).files}
    assert "chưa gửi.pdf" not in names and "vòng một.pdf" in names


def test_only_the_papers_and_items_that_were_asked_are_taken(signed_in_citizen, clock):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["paper:tax_report", "paper:passport"])
    upload = f"/ho-so/{code}/bo-sung/tep"
    for component in (
        *(
            "paper:tax_report:0",
            "paper:tax_report:-2",
            "paper:tax_report:--1",
            "paper:tax_report:²",
            "paper:tax_report:999",
        ),
        *(
            "paper:passport:-1",
            "paper:passport:2",
            "paper:passport:9999",
            "paper:nothing:0",
            "",
            "paper",
            ":::",
            "x" * 10_000,
        ),
    ):
        data = {"csrf_token": token(client), "component": component, "file": pdf("x.pdf")}
        assert client.post(upload, data=data).status_code == 404, component
    for version in ("", "x", "²", "9" * 5000, "-1"):
        answer = send(
            client,
            code,
            version,
            **{"paper:tax_report:-1": pdf("a.pdf"), "paper:passport:0": pdf("b.pdf"), "paper:passport:1": pdf("c.pdf")},
        )
        assert answer.location in (f"/ho-so/{code}/bo-sung", None), version
        assert (
            client.post(f"/ho-so/{code}/rut", data={"csrf_token": token(client), "version": version}).status_code == 302
        )


def _reception(client):
    return make_officer(client.application.extensions["casework"], (Role.RECEPTION,))
