"""Requests no page of ours would make: addresses, methods, sizes, headers, and where one is sent after signing in."""

from __future__ import annotations

from sqlalchemy import select

from app import CONTENT_SECURITY_POLICY
from casework.models import OutboxMessage
from casework.services.delivering import Letter
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.portal.filing import begin, opened, token
from tests.support.factories import PASSWORD, make_account
from web.messages import render_message
from web.preferences import safe_next

ELSEWHERE = (
    *(
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https://evil.example",
    ),
    *(
        "javascript:alert(1)",
        "data:text/html,x",
        "evil.example",
        "/\t/evil.example",
        "/\t\\evil.example",
        "/\n/evil.example",
    ),
    *(
        "//[",
        "http://[",
        "/\r\nSet-Cookie: a=b",
        "/\x00/evil.example",
        "/\u2028//evil.example",
        " //evil.example",
        "/" + "\\" * 9,
    ),
)


def test_nobody_is_sent_elsewhere(app, client):
    with app.test_request_context("/"):
        assert {safe_next(one) for one in ELSEWHERE} == {"/"}
        assert safe_next("/ho-so?truoc=5#a") == "/ho-so?truoc=5#a"
    csrf = token(client)
    for target in ELSEWHERE:
        answer = client.post("/tuy-chon-hien-thi", data={"csrf_token": csrf, "next": target, "text": "1"})
        assert answer.status_code == 302 and answer.location == "/", (target, answer.location)
        assert "a=b" not in str(answer.headers)


def test_signing_in_leads_to_pages_of_ours_only(app, casework):
    account = make_account(casework)
    for target in ELSEWHERE:
        browser = app.test_client()
        page = browser.get("/dang-nhap", query_string={"next": target})
        assert page.status_code == 200
        form = {"csrf_token": token(browser), "login": account.email, "password": PASSWORD, "next": target}
        answer = browser.post("/dang-nhap", data=form)
        assert answer.location == "/ho-so", (target, answer.location)
        assert browser.get("/dang-nhap", query_string={"next": target}).location == "/ho-so"


def test_addresses_with_unseen_characters_are_not_found(app, client, signed_in_officer):
    officer = signed_in_officer(Role.DIRECTOR)
    for one in ("%00", "%01", "%7F", "%E2%80%AE", "%EF%BF%BE", "%FF", "%ED%A0%80"):
        assert client.get(f"/thu-tuc/abtc{one}").status_code == 404, one
        assert officer.get(f"/can-bo/ho-so/H99{one}").status_code == 404, one
        assert officer.get(f"/en/can-bo/ho-so/H99/tep/{one}").status_code == 404, one


def test_null_characters_in_queries_and_forms_reach_no_database(app_on_both):
    browser = app_on_both.test_client()
    csrf = token(browser)
    for name in ("login", "password", "next"):
        data = {"csrf_token": csrf, "login": "a@example.com", "password": "x" * 12, "next": "", name: "a\x00b\x1b"}
        assert browser.post("/dang-nhap", data=data).status_code in (302, 422)
    assert browser.post("/quen-mat-khau", data={"csrf_token": csrf, "login": "a\x00@example.com"}).status_code == 200
    assert browser.post("/tra-cuu", data={"csrf_token": csrf, "ma": "H\x00", "ma_tra_cuu": "\x00"}).status_code == 404
    assert browser.get("/tra-cuu?ma=%00%01x").status_code == 404
    assert browser.get("/xac-minh?ma=%00&so=%00").status_code == 200


def test_numbers_in_addresses_may_be_anything(signed_in_citizen, signed_in_officer):
    citizen, officer = signed_in_citizen(), signed_in_officer(Role.RECEPTION, Role.AUDITOR)
    for one in (
        "-1",
        "²",
        "٣",
        "9" * 12,
        "9" * 5000,
        "x",
        "b20260101T000000.000000-" + "9" * 5000,
        "f-",
        "b",
        "f00010101T000000.0-1",
    ):
        assert citizen.get("/ho-so", query_string={"truoc": one}).status_code == 200
        for path in ("/can-bo/viec-can-lam", "/can-bo/nhat-ky", "/can-bo/tim-kiem?q=an"):
            separator = "&" if "?" in path else "?"
            assert officer.get(f"{path}{separator}trang={one}").status_code == 200, (path, one)
    for day in ("0001-01-01", "0001-01-02", "9999-12-31", "2026-02-30", "x" * 999, "²"):
        assert officer.get("/can-bo/tim-kiem", query_string={"xong-tu": day}).status_code == 200, day
    csrf = token(officer)
    for movement in ("0", "9" * 9, "9" * 12, "9" * 40):
        assert officer.post(f"/can-bo/ho-so/H99/nhan-giay/{movement}", data={"csrf_token": csrf}).status_code == 404


def test_searching_for_wildcards_finds_no_more_than_their_letters(desks, clock, signed_in_officer):
    code = desks.file("abtc", sample_answers(3), clock())
    officer = signed_in_officer(Role.RECEPTION, Role.AUDITOR)
    assert code in officer.get("/can-bo/tim-kiem", query_string={"q": code[-7:]}).text
    for words in ("%", "%%%", "H__", "\\", "'", "' OR 1=1 --", "%' ESCAPE '", "x" * 100_000, "zq " * 5000):
        for path in ("/can-bo/tim-kiem", "/can-bo/nhat-ky", "/can-bo/viec-can-lam"):
            answer = officer.get(path, query_string={"q": words})
            assert answer.status_code == 200
            assert f">{code}<" not in answer.text, (path, words[:20])


def test_other_methods_tell_nothing_and_change_nothing(signed_in_citizen, client):
    owner = signed_in_citizen()
    draft = begin(owner, "abtc")
    paths = (
        "/ho-so",
        f"/nop-ho-so/abtc/{draft}/who",
        "/can-bo/viec-can-lam",
        "/can-bo/cai-dat/tham-so/abtc",
        "/dang-nhap",
        "/",
    )
    for path in paths:
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
            answer = client.open(path, method=method)
            assert answer.status_code == 405, (method, path)
            assert "Traceback" not in answer.text
    for path in paths[:-2]:
        assert client.open(path, method="OPTIONS").status_code == 302
    assert opened(owner, draft).draft.revision == 0


def test_forms_without_their_token_are_refused(app, signed_in_citizen, signed_in_officer):
    citizen, officer = signed_in_citizen(), signed_in_officer(Role.ADMINISTRATOR)
    sign_in_first = {"portal.autosave", "portal.autosave_supplement"}
    for rule in app.url_map.iter_rules():
        if "POST" not in rule.methods:
            continue
        path = str(rule)
        for part in rule.arguments:
            path = path.replace(f"<{part}>", "abtc").replace(f"<int:{part}>", "1")
        path = path.replace("<any('thu-dien-tu', 'dien-thoai'):which>", "dien-thoai")
        assert "<" not in path, path
        for browser in (citizen,) if rule.endpoint in sign_in_first else (citizen, officer):
            for forged in ({}, {"csrf_token": "forged"}, {"csrf_token": "x" * 10_000}):
                assert browser.post(path, data=forged).status_code == 400, path


def test_too_much_at_once_gets_a_page(client):
    csrf = token(client)
    part = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    bodies = (
        ("multipart/form-data; boundary=b", part.format("login", "x" * 3_000_000) + "--b--"),
        ("multipart/form-data; boundary=b", "".join(part.format(f"a{n}", "b") for n in range(6000)) + "--b--"),
        ("application/x-www-form-urlencoded", "login=" + "x" * 3_000_000),
        ("application/x-www-form-urlencoded", "a=b&" * 6000),
    )
    for kind, body in bodies:
        answer = client.post("/tra-cuu", data=body.encode(), content_type=kind, headers={"X-CSRFToken": csrf})
        assert answer.status_code == 413, (kind, answer.status)
        assert "<h1" in answer.text


def test_every_answer_carries_the_policy(client):
    for path in (
        "/",
        "/en",
        "/nowhere",
        "/en/nowhere",
        "/ho-so",
        "/healthz/live",
        "/static/css/tokens.css",
        "/thu-tuc/%00",
    ):
        with client.get(path) as answer:
            assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY, path
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
    refused = client.post("/tra-cuu", data={})
    assert refused.status_code == 400 and "Content-Security-Policy" in refused.headers


def test_machines_get_errors_as_json_only(client):
    machine = {"Accept": "application/json"}
    assert client.get("/nowhere", headers=machine).json == {"error": 404}
    assert client.get("/ho-so", headers=machine).json == {"error": 401}
    assert client.post("/tra-cuu", headers=machine).json == {"error": 400}
    assert client.put("/tra-cuu", headers=machine).json == {"error": 405}


def test_the_reset_link_does_not_follow_the_host_of_the_request(app, casework):
    account = make_account(casework)
    browser = app.test_client()
    data = {"csrf_token": token(browser), "login": account.email}
    browser.post("/quen-mat-khau", data=data, headers={"X-Forwarded-Host": "evil.example"})
    with casework.database.reading() as session:
        row = session.scalars(select(OutboxMessage)).one()
        letter = Letter("1", row.kind, row.channel, row.recipient, row.language, row.params, row.created_at)
    with app.app_context():
        words = render_message(letter)
    assert "http://localhost/dat-lai-mat-khau?ma=" in words.text
    assert "evil" not in words.text
