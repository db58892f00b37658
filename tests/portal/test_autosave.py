"""Autosave keeps one answer at a time, says when, and tells a lost session from a wrong answer."""

from __future__ import annotations

from tests.portal.filing import begin, opened, token

SLUG = "hop-phap-hoa-lanh-su"


def save(client, draft, body, csrf, **headers):
    return client.post(
        f"/nop-ho-so/ban-nhap/{draft}/luu",
        json=body,
        headers={"X-CSRFToken": csrf, "Accept": "application/json", **headers},
    )


def test_an_answer_is_kept_and_the_time_told(signed_in_citizen, clock):
    client = signed_in_citizen("person")
    draft = begin(client, SLUG)
    clock.advance(minutes=3)
    answer = save(client, draft, {"path": "purpose", "value": "study"}, token(client))
    assert answer.status_code == 200
    assert answer.json["saved_at"] == clock().isoformat()
    assert answer.json["version"] == 1
    assert opened(client, draft).answers["purpose"] == "study"


def test_an_answer_inside_a_card_is_kept(signed_in_citizen):
    client = signed_in_citizen("person")
    draft = begin(client, SLUG)
    assert save(client, draft, {"path": "documents.1.name", "value": " Bằng  mẫu "}, token(client)).status_code == 200
    assert opened(client, draft).draft.answers["documents"] == [{}, {"name": "Bằng mẫu"}]


def test_a_wrong_answer_is_told_and_not_kept(signed_in_citizen):
    client = signed_in_citizen("person")
    draft = begin(client, SLUG)
    csrf = token(client)
    for path, value in (
        ("email", "không phải thư"),
        ("nothing.0.here", "x"),
        ("documents.9999.name", "x"),
        ("country", ["VN"]),
    ):
        answer = save(client, draft, {"path": path, "value": value}, csrf)
        assert answer.status_code == 422, path
        assert answer.json["error"]
    assert opened(client, draft).draft.revision == 0


def test_a_lost_session_is_401_with_or_without_a_token(client, signed_in_citizen):
    owner = signed_in_citizen("person")
    draft = begin(owner, SLUG)
    assert save(client, draft, {"path": "email", "value": "a@example.com"}, "").status_code == 401
    assert save(client, draft, {"path": "email", "value": "a@example.com"}, token(owner)).status_code == 401


def test_a_forged_token_and_a_foreign_draft_keep_nothing(signed_in_citizen):
    owner, other = signed_in_citizen("person"), signed_in_citizen("person")
    draft = begin(owner, SLUG)
    body = {"path": "email", "value": "a@example.com"}
    assert save(owner, draft, body, "forged").status_code == 400
    assert save(other, draft, body, token(other)).status_code == 404
    assert opened(owner, draft).draft.revision == 0


def test_what_is_no_answer_is_refused(signed_in_citizen):
    client = signed_in_citizen("person")
    draft = begin(client, SLUG)
    csrf = token(client)
    for body in ([], {"value": "x"}, {"path": 7}, {"path": "x" * 300}):
        assert save(client, draft, body, csrf).status_code == 400
