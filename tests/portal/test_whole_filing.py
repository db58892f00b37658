"""A dossier of each procedure is filed through the pages, without any script, and exactly once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from casework.models import Dossier, Draft
from procedures.answers import validate
from procedures.catalog.abtc import samples as abtc
from procedures.catalog.hoi_nghi_quoc_te import samples as conference
from procedures.catalog.hop_phap_hoa_lanh_su import samples as legalization
from tests.portal.filing import begin, file_dossier, fill, hand_in_papers, opened, token
from tests.support.application import CitizenClient, enter
from tests.support.factories import make_account
from web.filters import vn_datetime
from web.identity import CitizenUser

ON = date(2026, 10, 14)
FILINGS = [
    ("abtc", "enterprise", lambda: abtc.sample_answers(3, ON, persons=2)),
    ("abtc", "enterprise", lambda: abtc.sample_answers(4, ON, group="state")),
    ("hoi-nghi-quoc-te", "enterprise", lambda: conference.sample_answers(1, ON)),
    ("hoi-nghi-quoc-te", "enterprise", lambda: conference.sample_answers(2, ON, variant="host_pm")),
    ("hop-phap-hoa-lanh-su", "person", lambda: legalization.sample_answers(0)),
    ("hop-phap-hoa-lanh-su", "person", lambda: legalization.sample_answers(2)),
]


@pytest.mark.parametrize(("slug", "kind", "answers"), FILINGS)
def test_a_dossier_is_filed_without_scripts(signed_in_citizen, casework, slug, kind, answers):
    client = signed_in_citizen(kind)
    code = file_dossier(client, slug, answers())
    page = client.get(f"/ho-so/{code}")
    assert page.status_code == 200
    assert code in page.text
    with casework.database.reading() as session:
        stored = session.scalars(select(Dossier).where(Dossier.code == code)).one()
    assert stored.slug == slug
    definition = casework.registry.version(slug, stored.definition_version)
    assert stored.answers == validate(definition, answers(), ON, definition.merged_parameters({})).answers


def test_the_list_offers_what_was_filed(signed_in_citizen):
    client = signed_in_citizen("person")
    assert "Ông/Bà chưa có hồ sơ nào" in client.get("/ho-so").text
    code = file_dossier(client, "hop-phap-hoa-lanh-su", legalization.sample_answers(1))
    assert code in client.get("/ho-so").text


def test_ten_posts_at_once_make_one_dossier(app_on_both):
    casework = app_on_both.extensions["casework"]
    account = make_account(casework, "person")

    def browser() -> CitizenClient:
        client = CitizenClient(app_on_both, app_on_both.response_class, use_cookies=True)
        client.account = account
        enter(client, CitizenUser(account).get_id())
        return client

    first = browser()
    draft = begin(first, "hop-phap-hoa-lanh-su")
    fill(first, "hop-phap-hoa-lanh-su", draft, legalization.sample_answers(4))
    hand_in_papers(first, "hop-phap-hoa-lanh-su", draft)
    browsers = [(one, token(one)) for one in (browser() for _ in range(10))]
    address = f"/nop-ho-so/hop-phap-hoa-lanh-su/{draft}/nop"
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda pair: pair[0].post(address, data={"csrf_token": pair[1]}), browsers))
    assert {one.status_code for one in answers} == {302}
    assert len({one.location for one in answers}) == 1
    with casework.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Dossier)) == 1
        assert session.get_one(Draft, draft).dossier_id is not None


def test_the_back_button_leads_to_the_dossier(signed_in_citizen):
    client = signed_in_citizen("person")
    draft = begin(client, "hop-phap-hoa-lanh-su")
    fill(client, "hop-phap-hoa-lanh-su", draft, legalization.sample_answers(5))
    hand_in_papers(client, "hop-phap-hoa-lanh-su", draft)
    first_page = opened(client, draft).pages[0].name
    done = client.submit(f"/nop-ho-so/hop-phap-hoa-lanh-su/{draft}/xem-lai", button="Nộp hồ sơ")
    back = client.get(f"/nop-ho-so/hop-phap-hoa-lanh-su/{draft}/{first_page}")
    assert back.status_code == 302
    assert back.location == done.location


def test_a_draft_of_somebody_else_is_not_found(signed_in_citizen):
    owner, other = signed_in_citizen("person"), signed_in_citizen("person")
    draft = begin(owner, "hop-phap-hoa-lanh-su")
    for place in ("treatment", "giay-to", "xem-lai", "mau/to_khai.pdf", "khong-dung-noi"):
        assert other.get(f"/nop-ho-so/hop-phap-hoa-lanh-su/{draft}/{place}").status_code == 404
    csrf = token(other)
    for place in ("treatment", "giay-to", "nop"):
        forged = other.post(f"/nop-ho-so/hop-phap-hoa-lanh-su/{draft}/{place}", data={"csrf_token": csrf})
        assert forged.status_code == 404
    assert other.get(f"/nop-ho-so/ban-nhap/{draft}/bo").status_code == 404
    assert other.post(f"/nop-ho-so/ban-nhap/{draft}/bo", data={"csrf_token": csrf}).status_code == 404


def test_a_draft_is_offered_before_a_new_one_and_can_be_thrown_away(signed_in_citizen):
    client = signed_in_citizen("person")
    draft = begin(client, "hop-phap-hoa-lanh-su")
    page = client.get("/nop-ho-so/hop-phap-hoa-lanh-su").text
    assert page.index(draft) < page.rindex("Bắt đầu tờ khai mới")
    asking = f"/nop-ho-so/ban-nhap/{draft}/bo"
    assert f'href="{asking}"' in page and f'action="{asking}"' not in page  # a slip of the thumb throws nothing away
    assert "không lấy lại được" in client.get(asking).text
    with client.application.test_request_context("/"):
        assert f"giữ đến {vn_datetime(opened(client, draft).draft.expires_at)}" in page
    assert draft in client.get("/nop-ho-so/hop-phap-hoa-lanh-su").text
    assert client.submit(asking, button="Bỏ tờ khai").status_code == 302
    assert client.get(asking).status_code == 404
    assert draft not in client.get("/nop-ho-so/hop-phap-hoa-lanh-su").text


def test_an_account_of_the_wrong_kind_is_told_before_typing(signed_in_citizen):
    client = signed_in_citizen("person")
    page = client.get("/nop-ho-so/hoi-nghi-quoc-te")
    assert "Tài khoản này không nộp được thủ tục này" in page.text
    forged = client.post("/nop-ho-so/hoi-nghi-quoc-te", data={"csrf_token": token(client)})
    assert forged.location == "/nop-ho-so/hoi-nghi-quoc-te"


def test_without_a_token_nothing_is_filed(signed_in_citizen, casework):
    client = signed_in_citizen("person")
    draft = begin(client, "hop-phap-hoa-lanh-su")
    assert client.post(f"/nop-ho-so/hop-phap-hoa-lanh-su/{draft}/nop").status_code == 400
    assert client.post("/nop-ho-so/hop-phap-hoa-lanh-su", data={"csrf_token": "forged"}).status_code == 400
    with casework.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Dossier)) == 0
        assert session.scalar(select(func.count()).select_from(Draft)) == 1
