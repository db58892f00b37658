"""The whole portal on S3 by settings alone: files go there, come back, and are nobody else's."""

from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask import Flask

from app import create_app
from casework.models import Account
from casework.queries.attachments import attachments_of
from procedures.catalog.abtc.samples import sample_answers
from tests.support.application import CitizenClient, Clock, enter, settings_for
from tests.support.desks import Desks, pdf
from tests.support.factories import make_account
from tests.support.s3 import S3Server
from web.identity import CitizenUser


@pytest.fixture(params=["", "&direct=yes"], ids=["streamed", "direct"])
def on_s3(
    request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path, clock: Clock, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """The application with its files in a real S3 server: one that browsers do not reach, and one that they do."""
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    app = create_app(settings_for(sqlite_url, tmp_path, STORAGE_URL=f"{s3_server.storage_url}{request.param}"), clock=clock)
    yield app
    app.extensions["casework"].database.dispose()


def signed_in(app: Flask, account: Account) -> CitizenClient:
    client = CitizenClient(app, app.response_class, use_cookies=True)
    enter(client, CitizenUser(account).get_id())
    return client


def test_a_paper_comes_back_to_its_owner_alone(on_s3: Flask, clock: Clock) -> None:
    desks = Desks(on_s3.extensions["casework"])
    owner, stranger = make_account(desks.casework, "enterprise"), make_account(desks.casework, "person")
    code = desks.file("abtc", sample_answers(1), clock.now, owner)
    with desks.casework.database.reading() as session:
        paper = attachments_of(session, dossier_id=desks.loaded(code).dossier.id)[0]
    address = f"/ho-so/{code}/tep/{paper.id}"
    assert signed_in(on_s3, stranger).get(address).status_code == 404
    given = signed_in(on_s3, owner).get(address)
    if not on_s3.extensions["casework"].storage.direct:
        assert (given.status_code, given.data) == (200, desks.casework.storage.read(paper.storage_key))
        assert given.headers["Content-Disposition"].startswith("inline"), "the page shows it beside what it says"
        return
    assert given.status_code == 302
    with urlopen(given.headers["Location"], timeout=10) as answer:
        assert answer.read()[:5] == pdf()[:5]
        assert "attachment" in answer.headers["Content-Disposition"]
