"""With INTAKE=dvcqg people file at the national portal: every way leads there and nothing can be submitted here."""

from __future__ import annotations

from collections.abc import Iterator

import html5lib
import pytest
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from casework.models import Dossier, Draft
from casework.services.filing import NotOnline, submit
from procedures.catalog.hop_phap_hoa_lanh_su import samples as legalization
from procedures.registry import load
from tests.portal.filing import begin, fill, hand_in_papers, token
from tests.support.application import CitizenClient, enter, settings_for
from tests.support.factories import make_account
from tests.support.inspecting_client import InspectingClient
from tests.support.page_rules import elements
from web.identity import CitizenUser

SLUGS = load().slugs()
NATIONAL = "https://national-portal.example"


@pytest.fixture
def elsewhere(sqlite_url, tmp_path, clock) -> Iterator[Flask]:
    """The application that takes nothing itself, on the same database and storage as `app`."""
    given = {"INTAKE": "dvcqg", "NATIONAL_PORTAL_URL": NATIONAL}
    application = create_app(settings_for(sqlite_url, tmp_path, **given), clock=clock)
    application.test_client_class = InspectingClient
    yield application
    application.extensions["casework"].database.dispose()


def citizen_of(application: Flask, account) -> CitizenClient:
    client = CitizenClient(application, application.response_class, use_cookies=True)
    client.account = account
    enter(client, CitizenUser(account).get_id())
    return client


def addresses(page: str) -> list[str]:
    """Where the links and forms in the content of a page lead."""
    main = next(elements(html5lib.parse(page, namespaceHTMLElements=False), "main"))
    return [one.get("href") or one.get("action") or "" for one in elements(main, "a", "form")]


def rows_of(application: Flask, model: type) -> int:
    with application.extensions["casework"].database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_home_page_and_the_list_lead_to_the_national_portal(elsewhere, prefix):
    for path in ("/", "/thu-tuc"):
        found = addresses(elsewhere.test_client().get(prefix + path).text)
        assert found.count(NATIONAL) == len(SLUGS), path
        assert not [one for one in found if "/nop-ho-so" in one]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_page_of_a_procedure_leads_to_the_national_portal(elsewhere, slug):
    found = addresses(elsewhere.test_client().get(f"/thu-tuc/{slug}").text)
    assert NATIONAL in found
    assert not [one for one in found if "/nop-ho-so" in one]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_old_address_of_filing_leads_on_and_begins_nothing(elsewhere, slug):
    client = citizen_of(elsewhere, make_account(elsewhere.extensions["casework"], "enterprise"))
    page = client.get(f"/nop-ho-so/{slug}")
    assert page.status_code == 200
    assert NATIONAL in addresses(page.text)
    assert not [one for one in addresses(page.text) if "/nop-ho-so" in one]
    answer = client.post(f"/nop-ho-so/{slug}", data={"csrf_token": token(client)})
    assert (answer.status_code, answer.location) == (302, f"/nop-ho-so/{slug}")
    assert rows_of(elsewhere, Draft) == 0


def test_a_draft_from_before_can_no_longer_be_submitted_here(app, elsewhere, signed_in_citizen, clock):
    before = signed_in_citizen("person")
    slug = "hop-phap-hoa-lanh-su"
    draft = begin(before, slug)
    fill(before, slug, draft, legalization.sample_answers(0))
    hand_in_papers(before, slug, draft)
    client = citizen_of(elsewhere, before.account)
    answer = client.post(f"/nop-ho-so/{slug}/{draft}/nop", data={"csrf_token": token(client)})
    assert (answer.status_code, answer.location) == (302, f"/nop-ho-so/{slug}")
    with pytest.raises(NotOnline):
        submit(elsewhere.extensions["casework"], draft, before.account.id, clock())
    assert rows_of(elsewhere, Dossier) == 0
    # The draft itself was complete: where people file here, it becomes a dossier.
    assert "/ho-so/" in before.submit(f"/nop-ho-so/{slug}/{draft}/xem-lai", button="Nộp hồ sơ").location
    assert rows_of(app, Dossier) == 1
