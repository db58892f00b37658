"""Somebody else's things look like things that do not exist, for citizens and for each desk of the office."""

from __future__ import annotations

import re

import pytest

from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.portal.filing import begin, file_dossier, token
from tests.portal.stories import ON, accepted, asked
from tests.support.factories import PASSWORD, make_account, make_officer

UNKNOWN = ("x", "0" * 32, "x" * 3000, "%2e%2e", "'", "H99.01-20261014-9999999", "_", "%25", "None", "é")


def same_404(answer, title):
    assert answer.status_code == 404
    assert re.search(r"<title>(.*?)</title>", answer.text)[1] == title


def test_a_foreign_draft_looks_like_none(signed_in_citizen):
    owner, other = signed_in_citizen("enterprise"), signed_in_citizen("enterprise")
    draft = begin(owner, "abtc")
    csrf = token(other)
    title = re.search(r"<title>(.*?)</title>", other.get("/nowhere").text)[1]
    for one in (draft, draft.upper(), *UNKNOWN):
        base = f"/nop-ho-so/abtc/{one}"
        for path in (
            f"{base}/who",
            f"{base}/giay-to",
            f"{base}/xem-lai",
            f"{base}/khong-dung-noi",
            f"{base}/mau/cv01.pdf",
            f"{base}/tep/x",
        ):
            same_404(other.get(path), title)
        for path in (
            f"{base}/who",
            f"{base}/giay-to",
            f"{base}/giay-to/tep",
            f"{base}/nop",
            f"/nop-ho-so/ban-nhap/{one}/bo",
        ):
            same_404(other.post(path, data={"csrf_token": csrf}), title)
    assert owner.get(f"/nop-ho-so/hop-phap-hoa-lanh-su/{draft}/who").status_code == 404
    assert owner.get(f"/nop-ho-so/abtc/{draft}/who").status_code == 200


def test_a_foreign_dossier_looks_like_none(signed_in_citizen):
    owner, other = signed_in_citizen("enterprise"), signed_in_citizen("enterprise")
    code = asked(owner, ["paper:tax_report"])
    file = re.search(rf"/ho-so/{code}/tep/([0-9a-f]+)", owner.get(f"/ho-so/{code}").text)[1]
    own = file_dossier(other, "abtc", sample_answers(4, ON))
    csrf = token(other)
    title = re.search(r"<title>(.*?)</title>", other.get("/nowhere").text)[1]
    for one in (code, code.lower(), *UNKNOWN):
        base = f"/ho-so/{one}"
        tails = (
            "",
            "/bo-sung",
            "/rut",
            "/giay-tiep-nhan.pdf",
            "/phieu-bo-sung.pdf",
            "/phieu-tu-choi.pdf",
            f"/tep/{file}",
            "/ket-qua/x",
        )
        for tail in tails:
            same_404(other.get(base + tail), title)
        for tail in ("/bo-sung", "/rut", "/bo-sung/tep"):
            same_404(other.post(base + tail, data={"csrf_token": csrf, "version": "2"}), title)
    same_404(other.get(f"/ho-so/{own}/tep/{file}"), title)


def test_a_code_in_a_field_of_actions_opens_nothing(signed_in_officer, signed_in_citizen):
    code = accepted(signed_in_citizen("enterprise"))
    expected = {
        **dict.fromkeys((Role.RECEPTION, Role.DIRECTOR, Role.CLERK, Role.ACCOUNTANT, Role.AUDITOR), 200),
        **dict.fromkeys((Role.DIVISION_HEAD, Role.SPECIALIST, Role.COMMITTEE), 404),
        Role.ADMINISTRATOR: 403,
    }
    for role, status in expected.items():
        officer = signed_in_officer(role, division="hop-tac-quoc-te")
        assert officer.get(f"/can-bo/ho-so/{code}").status_code == status, role
        assert officer.get(f"/can-bo/ho-so/{code}/van-ban").status_code == status, role
        for unknown in UNKNOWN:
            wanted = 403 if role is Role.ADMINISTRATOR else 404
            assert officer.get(f"/can-bo/ho-so/{unknown}").status_code == wanted, (role, unknown)
            assert officer.get(f"/can-bo/ho-so/{code}/tep/{unknown}").status_code == wanted, (role, unknown)


def test_no_role_takes_the_action_of_another(desks, clock, signed_in_officer):
    code = desks.file("abtc", sample_answers(3), clock())
    desks.act(Role.RECEPTION, code, "accept", clock())
    loaded = desks.loaded(code)
    officers = {role: signed_in_officer(officer=one) for role, one in desks.officers.items()}
    officers |= {role: signed_in_officer(role, division="") for role in (Role.AUDITOR, Role.ADMINISTRATOR)}
    for role, browser in officers.items():
        allowed = set(desks.codes(role, code, clock())) if role in desks.officers else set()
        csrf = token(browser)
        for action in loaded.situation.variant.actions:
            if action.code in allowed:
                continue
            data = {"csrf_token": csrf, "seen": str(loaded.dossier.version)}
            answer = browser.post(f"/can-bo/ho-so/{code}/{action.code}", data=data)
            assert answer.status_code in (403, 404, 422), (role, action.code, answer.status)
    assert desks.loaded(code).dossier.version == loaded.dossier.version


def test_the_same_form_twice_is_one_action(desks, clock, signed_in_officer):
    code = desks.file("abtc", sample_answers(3), clock())
    officer = signed_in_officer(officer=desks.officers[Role.RECEPTION])
    data = {"csrf_token": token(officer), "seen": str(desks.loaded(code).dossier.version)}
    path = f"/can-bo/ho-so/{code}/accept"
    assert officer.post(path, data=data).status_code == 302
    version = desks.loaded(code).dossier.version
    assert officer.post(path, data=data).status_code == 409
    for seen in ("", "x", "-1", "²", "9" * 20):
        assert officer.post(path, data={**data, "seen": seen}).status_code == 400
    assert desks.loaded(code).dossier.version == version


def test_citizens_and_officers_have_no_door_in_common(app, signed_in_citizen, signed_in_officer):
    citizen, officer = signed_in_citizen(), signed_in_officer(Role.DIRECTOR)
    assert citizen.get("/can-bo/viec-can-lam").location.startswith("/can-bo/dang-nhap")
    assert officer.get("/ho-so").location.startswith("/dang-nhap")
    for browser, door, inside in (
        (citizen, "/dang-xuat", "/ho-so"),
        (officer, "/can-bo/dang-xuat", "/can-bo/viec-can-lam"),
    ):
        assert browser.get(inside).status_code == 200
        browser.post(door, data={"csrf_token": token(browser)})
        assert browser.get(inside).status_code == 302


def test_a_new_password_ends_the_other_sessions(signed_in_citizen):
    here = signed_in_citizen()
    there = signed_in_citizen(account=here.account)
    new = "một mật khẩu hoàn toàn mới"
    answer = here.post("/tai-khoan/mat-khau", data={"csrf_token": token(here), "current": PASSWORD, "password": new})
    assert answer.status_code == 302, answer.text
    assert here.get("/ho-so").status_code == 200
    assert there.get("/ho-so").status_code == 302


@pytest.mark.parametrize("right", [PASSWORD, "a wrong password"])
def test_guessing_a_password_is_slowed_even_once_it_is_right(app, casework, right):
    account = make_account(casework)
    browser = app.test_client()
    form = {"csrf_token": token(browser), "login": account.email, "password": "wrong wrong wrong"}
    for _ in range(6):
        assert browser.post("/dang-nhap", data=form).status_code == 422
    for login in (account.email, account.email.upper(), f"  {account.email} "):
        answer = browser.post("/dang-nhap", data={**form, "login": login, "password": right})
        assert answer.status_code == 422 and "Đã thử nhiều lần" in answer.text


def test_an_officer_who_was_switched_off_is_out(casework, signed_in_officer):
    officer = make_officer(casework, (Role.DIRECTOR,))
    browser = signed_in_officer(officer=officer)
    assert browser.get("/can-bo/tong-quan").status_code == 200
    with casework.database.unit_of_work() as session:
        session.merge(officer).active = False
    assert browser.get("/can-bo/tong-quan").status_code == 302


def test_guessing_an_access_code_is_slowed(signed_in_citizen, client):
    owner = signed_in_citizen("enterprise")
    code = accepted(owner)
    csrf = token(client)
    answers = [
        client.post("/tra-cuu", data={"csrf_token": csrf, "ma": code, "ma_tra_cuu": f"GUESS{n}"}).status_code
        for n in range(8)
    ]
    assert answers[0] == 422 and answers[-1] == 429
    assert owner.get(f"/ho-so/{code}").status_code == 200
