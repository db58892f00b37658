"""What is typed into forms: over its limit, of a wrong type, or meant to run somewhere. It is kept as text or refused at its place."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import select

from casework.models import ParameterRevision
from casework.queries.situations import load
from casework.services.delivering import Letter
from procedures.answers import check_one, validate
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Group, Kind, Role
from tests.hostile.nasty import DATES, LETTERS, MARKUP, NESTED, NUMBERS, TEMPLATES, TEXTS, WRONG_TYPES
from tests.portal.filing import begin, opened, token
from tests.portal.stories import ON, accepted
from tests.support.application import CitizenClient
from web.messages import render_message
from web.papers import receipt_pdf_for

SLUGS = ("abtc", "hoi-nghi-quoc-te", "hop-phap-hoa-lanh-su")


def test_every_field_takes_or_refuses_anything(casework):
    for slug in SLUGS:
        definition = casework.registry.in_force(slug, ON)
        for item in (one for page in definition.pages for one in page.items):
            fields = [f"{item.name}.0.{one.name}" for one in item.fields] if isinstance(item, Group) else [item.name]
            for path in fields:
                for value in (*TEXTS, *WRONG_TYPES, *DATES, *NUMBERS, "x" * 100_000):
                    clean, error = check_one(definition, path, value, ON)
                    assert clean is None or error is None, (path, value)
                    json.dumps(clean).encode()
                    assert "\x00" not in str(clean) and "\ufffe" not in str(clean)


def test_every_group_takes_or_refuses_anything(casework):
    for slug in SLUGS:
        definition = casework.registry.in_force(slug, ON)
        parameters = definition.merged_parameters({}) | {"on": ON, "overdue_reports": []}
        for group in (one for page in definition.pages for one in page.items if isinstance(one, Group)):
            for value in (*WRONG_TYPES, [{}] * 1000, [NESTED] * 3, [{one.name: NESTED for one in group.fields}]):
                assert not validate(definition, {group.name: value}, ON, parameters).ok


def test_dates_at_the_ends_of_time_break_no_page(signed_in_citizen):
    for slug in SLUGS:
        client = signed_in_citizen("enterprise")
        draft = begin(client, slug)
        for day in DATES:
            for page in opened(client, draft).pages:
                data = {"csrf_token": token(client)}
                for item in page.items:
                    named = (
                        [(f"{item.name}-0-{one.name}", one) for one in item.fields]
                        if isinstance(item, Group)
                        else [(item.name, item)]
                    )
                    data |= {name: day for name, one in named if one.kind is Kind.DATE}
                if len(data) > 1:
                    assert client.post(f"/nop-ho-so/{slug}/{draft}/{page.name}", data=data).status_code in (302, 422)
        assert client.get(f"/nop-ho-so/{slug}/{draft}/xem-lai").status_code in (200, 302)


def test_a_megabyte_in_a_field_is_told_and_the_rest_is_kept(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    page, name = next(
        (page, one.name)
        for page in opened(client, draft).pages
        for one in page.items
        if not isinstance(one, Group) and one.kind in (Kind.TEXT, Kind.LONG_TEXT)
    )
    answer = client.post(
        f"/nop-ho-so/abtc/{draft}/{page.name}", data={"csrf_token": token(client), name: "x" * 1_000_000}
    )
    assert answer.status_code == 422
    assert "Nội dung dài quá" in answer.text and "Tổng nội dung quá lớn" in answer.text


def test_a_thousand_documents_are_told_the_limit(signed_in_citizen):
    client = signed_in_citizen()
    slug = "hop-phap-hoa-lanh-su"
    draft = begin(client, slug)
    page = next(
        one for one in opened(client, draft).definition.pages if any(item.name == "documents" for item in one.items)
    )
    data = {"csrf_token": token(client)} | {
        f"documents-{number}-name": "Bằng" for number in (*range(999), "²", "-1", "9999")
    }
    answer = client.post(f"/nop-ho-so/{slug}/{draft}/{page.name}", data=data)
    group = next(item for item in page.items if item.name == "documents")
    assert answer.status_code == 422
    assert f"Nhiều nhất {group.max_items} mục" in answer.text
    assert len(opened(client, draft).draft.answers.get("documents", [])) <= group.max_items + 1


def test_autosave_refuses_paths_and_shapes_it_does_not_know(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    address, csrf = f"/nop-ho-so/ban-nhap/{draft}/luu", token(client)
    paths = (
        "persons.-1.full_name",
        "persons.999999.full_name",
        "persons.².full_name",
        "persons.0",
        "persons",
        "__class__",
        "",
    )
    for path in (
        *paths,
        "persons.0.__class__",
        "persons.0.full_name.x",
        "../x",
        "a\x00b",
        ".",
        "..",
        "persons..full_name",
    ):
        answer = client.post(address, json={"path": path, "value": "x"}, headers={"X-CSRFToken": csrf})
        assert answer.status_code == 422, path
    for body in (
        b"[" * 200_000,
        b'{"path":' * 50_000,
        b"\xff\xfe",
        b"NaN",
        b'{"path": "reason", "value": ' + b"[" * 90_000,
    ):
        answer = client.post(address, data=body, content_type="application/json", headers={"X-CSRFToken": csrf})
        assert answer.status_code == 400
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = client.post(
            address, data=b'{"path": "reason", "value": "x"}', content_type=kind, headers={"X-CSRFToken": csrf}
        )
        assert answer.status_code == 400
    assert opened(client, draft).draft.revision == 0


def typed_dossier(signed_in_citizen, text) -> tuple[CitizenClient, str]:
    """A dossier of an account of that name, accepted."""
    client = signed_in_citizen("enterprise", name=text[:200])
    return client, accepted(client)


def test_what_is_typed_never_runs(casework, signed_in_citizen, signed_in_officer, app):
    text = " ".join((*TEMPLATES, *MARKUP))[:190]
    client, code = typed_dossier(signed_in_citizen, text)
    officer = signed_in_officer(Role.RECEPTION, Role.AUDITOR)
    note = {"csrf_token": token(officer), "note-text": " ".join((*TEMPLATES, *MARKUP))}
    assert officer.post(f"/can-bo/ho-so/{code}/ghi-chu", data=note).status_code == 302
    for browser, path in (
        (client, f"/ho-so/{code}"),
        (client, "/tai-khoan"),
        (officer, f"/can-bo/ho-so/{code}"),
        (officer, "/can-bo/nhat-ky"),
    ):
        page = browser.get(path).text
        assert "<script>alert" not in page and "<img src=x" not in page
        assert "49" not in [one.strip() for one in page.split(">")]
    assert "{{7*7}}" in officer.get(f"/can-bo/ho-so/{code}").text
    assert receipt_pdf_of(app, casework, code).startswith(b"%PDF")


def receipt_pdf_of(app, casework, code):
    with app.test_request_context("/"):
        return receipt_pdf_for(casework, code)


def test_letters_no_font_has_stop_no_paper(app, casework, signed_in_citizen):
    text = "".join(sign for sign in " ".join(LETTERS) if sign.isprintable())[:190]
    _client, code = typed_dossier(signed_in_citizen, text)
    assert receipt_pdf_of(app, casework, code).startswith(b"%PDF")


def test_a_name_opens_no_header_of_a_mail(app, clock):
    params = {
        "code": "H99\r\nBcc: x@evil.example",
        "title": "a\r\nBcc: x@evil.example\r\n\r\n{{7*7}}",
        "name": "{reason}\n",
    }
    letter = Letter("1", "filed", "email", "a@example.com", "vi", {**params, "estimate": clock().isoformat()}, clock())
    with app.app_context():
        words = render_message(letter)
    assert "\n" not in words.subject and "\r" not in words.subject
    assert "{{7*7}}" in words.text or "Bcc" in words.subject + words.text


def test_junk_of_an_administrator_reaches_no_applicant(casework, signed_in_officer, client):
    administrator = signed_in_officer(Role.ADMINISTRATOR)
    junk = (
        "[" * 100_000,
        "NaN",
        "[]x",
        "{}",
        '{"a": 1}',
        "[1]",
        "null",
        "true",
        "-1",
        "1e999",
        "9" * 5000,
        "zz",
        "-3wd",
        "9999999wd",
    )
    for slug in SLUGS:
        definition = casework.registry.in_force(slug, ON)
        base = {"csrf_token": token(administrator), "in_force_from": "14/10/2026", "document": "Quyết định thử"}
        limits = [one for one in definition.parameters if one.name.startswith(("limit.", "consult."))]
        for parameter in [*(one for one in definition.parameters if one not in limits), *limits[:1]]:
            for value in junk:
                data = {**base, parameter.name.replace(".", "-"): value}
                answer = administrator.post(f"/can-bo/cai-dat/tham-so/{slug}", data=data)
                assert answer.status_code in (302, 422), (parameter.name, value[:20])
        assert client.get(f"/thu-tuc/{slug}").status_code == 200
    with casework.database.reading() as session:
        for revision in session.scalars(select(ParameterRevision)):
            json.dumps(revision.values)


def test_a_calendar_that_could_not_count_is_refused(desks, clock, signed_in_officer):
    code = desks.file("abtc", sample_answers(3), clock())
    administrator = signed_in_officer(Role.ADMINISTRATOR)
    later = '[[hours]]\nfrom = {}\nmon = ["07:00-17:00"]\n'
    begun = date(2027, 1, 4).isoformat()
    texts = (
        later.format(begun),
        f"known_through = 2027-12-31\n{later.format(begun)}",
        "[" * 50_000,
        "a = " + "[" * 50_000,
        "\x00",
        "%",
        "x" * 300_000,
    )
    for text in texts:
        data = {"csrf_token": token(administrator), "toml": text, "note": "x"}
        answer = administrator.post("/can-bo/cai-dat/lich/ap-dung", data=data)
        assert answer.status_code == 422, text[:30]
    with desks.casework.database.reading() as session:
        assert load(session, desks.casework, code).dossier.calendar_revision_id is None
