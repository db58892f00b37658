"""What anybody reads: the home page with its figure, procedures in every version, guidance where one cannot file."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.models import Dossier
from casework.queries.catalogue import main_line
from casework.queries.public_figures import on_time_this_month
from procedures.registry import load
from tests.portal.stories import accepted
from tests.support.times import vn

EVERY_VERSION = [(one.slug, one.version) for slug in load().slugs() for one in load().versions(slug)]


def finish(casework, code, at):
    with casework.database.unit_of_work() as session:
        session.scalars(select(Dossier).where(Dossier.code == code)).one().finished_at = at


def test_the_home_page_leads_to_every_procedure(client):
    page = client.get("/").text
    for slug in ("abtc", "hoi-nghi-quoc-te", "hop-phap-hoa-lanh-su"):
        assert f'href="/nop-ho-so/{slug}"' in page
    assert "Tháng này chưa có hồ sơ nào xong" in page


def test_the_counter_says_whether_it_is_open(client, clock):
    assert "Đang mở cửa" in client.get("/").text
    clock.set(vn("2026-10-14T12:00"))
    assert "Đang đóng cửa" in client.get("/").text


def test_on_time_is_up_to_the_due_minute(signed_in_citizen, casework, clock):
    client = signed_in_citizen("enterprise")
    codes = [accepted(client) for _ in range(3)]
    with casework.database.reading() as session:
        due = session.scalars(select(Dossier.due_at).where(Dossier.code == codes[0])).one()
    finish(casework, codes[0], due + timedelta(seconds=59))
    finish(casework, codes[1], due + timedelta(minutes=1))
    clock.set(due + timedelta(days=1))
    figure = on_time_this_month(casework, clock())
    assert (figure.finished, figure.on_time, figure.percent) == (2, 1, 50.0)
    assert "50 %" in client.get("/").text


@pytest.mark.parametrize(("slug", "version"), EVERY_VERSION)
def test_every_version_can_be_read_in_both_languages(client, slug, version):
    for prefix in ("", "/en"):
        assert client.get(f"{prefix}/thu-tuc/{slug}?phien-ban={version}").status_code == 200


def test_an_old_version_is_not_filed(client):
    page = client.get("/thu-tuc/abtc?phien-ban=2021-06").text
    assert "không còn dùng để nộp hồ sơ" in page
    assert 'href="/nop-ho-so/abtc"' not in page


def test_where_the_law_sets_no_limit_the_page_says_so(client):
    assert "Pháp luật không định thời hạn" in client.get("/thu-tuc/hoi-nghi-quoc-te").text


@pytest.mark.parametrize("path", ["/thu-tuc/khong-co", "/thu-tuc/abtc?phien-ban=1999", "/thu-tuc/khong-co?phien-ban=1"])
def test_an_unknown_procedure_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_the_steps_lead_from_filing_to_the_result():
    for definition in (version for slug in load().slugs() for version in load().versions(slug)):
        for variant in definition.variants:
            codes = [one.code for one in main_line(variant)]
            assert codes[0] == variant.initial
            assert codes[-1] == "result_ready", (definition.slug, variant.code, codes)


def test_before_anything_may_be_filed_the_page_only_guides(client, clock, signed_in_citizen):
    clock.set(vn("2012-05-14T09:00"))
    citizen = signed_in_citizen("person")
    answer = citizen.get("/nop-ho-so/hop-phap-hoa-lanh-su")
    assert answer.status_code == 404
    assert client.get("/thu-tuc").status_code == 200


def test_the_page_says_who_may_apply_before_anything_is_filled_in(client):
    said = client.get("/thu-tuc/abtc").text.split('id="dieu-kien"', 1)[1].split("</section>")[0]
    for condition in ("12 tháng", "từ đủ 18 tuổi", "tạm hoãn xuất cảnh", "kế toán trưởng"):
        assert condition in said
    assert 'id="dieu-kien"' in client.get("/thu-tuc/hoi-nghi-quoc-te").text
