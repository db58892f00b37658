"""Submitting: complete or not at all, exactly once, with a code from the day's gapless numbers."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from casework.models import Attachment, Dossier, OutboxMessage
from casework.services.attaching import attach_to_draft
from casework.services.drafting import DraftNotFound, begin_draft
from casework.services.filing import NotComplete, submit
from casework.services.numbering import CodesExhausted, shape
from casework.services.uploading import Upload
from procedures.catalog.abtc.samples import sample_answers
from tests.support.desks import Desks, pdf
from tests.support.factories import make_account
from tests.support.times import as_vn, vn

AT = vn("2026-10-05T08:00")


def test_a_draft_without_its_papers_stays_a_draft(desks: Desks) -> None:
    account = make_account(desks.casework, "enterprise")
    draft = begin_draft(desks.casework, account.id, "abtc", sample_answers(1), AT)
    with pytest.raises(NotComplete) as lacking:
        submit(desks.casework, draft, account.id, AT)
    assert ("request_letter", -1) in lacking.value.missing
    assert ("passport", 0) in lacking.value.missing
    with desks.casework.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Dossier)) == 0


def test_a_complete_draft_becomes_a_dossier_with_its_papers_and_a_notice(desks_on_both: Desks) -> None:
    code = desks_on_both.file("abtc", sample_answers(1), AT)
    assert code == "H99.01-20261005-0000001"
    loaded = desks_on_both.loaded(code)
    assert loaded.dossier.state == "filed"
    assert loaded.dossier.national_status == 1
    assert as_vn(loaded.dossier.step_due_at) == "2026-10-06T08:00", "reception checks within 8 working hours"
    assert loaded.dossier.due_at is None, "nothing is promised before acceptance"
    with desks_on_both.casework.database.reading() as session:
        papers = session.scalars(select(Attachment).where(Attachment.dossier_id == loaded.dossier.id)).all()
        assert {"request_letter", "passport"} <= {one.component for one in papers}
        assert [one.kind for one in session.scalars(select(OutboxMessage))] == ["filed"]


def test_ten_parallel_submissions_make_one_dossier(desks_on_both: Desks) -> None:
    casework = desks_on_both.casework
    account = make_account(casework, "enterprise")
    draft = begin_draft(casework, account.id, "abtc", sample_answers(2), AT)
    with pytest.raises(NotComplete) as lacking:
        submit(casework, draft, account.id, AT)
    for component, item in lacking.value.missing:
        attach_to_draft(casework, draft, account.id, component, item, [Upload("a.pdf", pdf())], AT)
    with ThreadPoolExecutor(10) as pool:
        codes = list(pool.map(lambda _: submit(casework, draft, account.id, AT), range(10)))
    assert len(set(codes)) == 1
    with casework.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Dossier)) == 1


def test_parallel_dossiers_of_a_day_are_numbered_without_gap(desks_on_both: Desks) -> None:
    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(lambda n: desks_on_both.file("abtc", sample_answers(n), AT), range(1, 7)))
    assert sorted(int(code.rsplit("-", 1)[1]) for code in codes) == [1, 2, 3, 4, 5, 6]
    assert desks_on_both.file("abtc", sample_answers(9), vn("2026-10-06T08:00")).endswith("20261006-0000001")


def test_the_day_of_a_code_is_the_local_one(desks: Desks) -> None:
    code = desks.file("abtc", sample_answers(1), vn("2026-10-06T00:30"))
    assert "-20261006-" in code


def test_somebody_elses_draft_cannot_be_submitted(desks: Desks) -> None:
    owner, other = make_account(desks.casework, "enterprise"), make_account(desks.casework, "person")
    draft = begin_draft(desks.casework, owner.id, "abtc", sample_answers(1), AT)
    with pytest.raises(DraftNotFound):
        submit(desks.casework, draft, other.id, AT)


def test_the_old_shape_of_codes_ends_after_9999_in_a_day() -> None:
    on = AT.date()
    assert shape("000.00.01.H99", on, 1) == "000.00.01.H99-261005-0001"
    assert shape("H99.01", on, 12345678).endswith("-12345678")
    with pytest.raises(CodesExhausted):
        shape("000.00.01.H99", on, 10_000)
