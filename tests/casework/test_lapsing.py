"""A declaration whose originals never came ends by itself, once, after its last minute and never before."""

from unittest.mock import patch

from sqlalchemy import select

from casework.models import DossierEvent, OutboxMessage
from casework.services import lapsing
from casework.services.lapsing import lapse
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers
from procedures.definition import Role
from tests.support.desks import Desks
from tests.support.times import as_vn, vn

SLUG = "hop-phap-hoa-lanh-su"
# Ten working days from Monday 1 June 2026 at 08:00 are over on Monday 15 June at 08:00.
DECLARED, LAST_MINUTE, OVER = vn("2026-06-01T08:00"), vn("2026-06-15T08:00"), vn("2026-06-15T08:01")


def declared(desks: Desks, number: int = 1) -> str:
    return desks.file(SLUG, sample_answers(number), DECLARED)


def test_it_ends_after_its_last_minute_and_only_once(desks_on_both: Desks) -> None:
    codes = [declared(desks_on_both, number) for number in (1, 2)]
    assert as_vn(desks_on_both.loaded(codes[0]).dossier.step_due_at) == "2026-06-15T08:00"
    assert lapse(desks_on_both.casework, LAST_MINUTE) == 0
    assert lapse(desks_on_both.casework, LAST_MINUTE.replace(second=59)) == 0
    assert lapse(desks_on_both.casework, OVER) == 2
    assert lapse(desks_on_both.casework, OVER) == 0
    for code in codes:
        dossier = desks_on_both.loaded(code).dossier
        assert (dossier.state, dossier.closed_at, dossier.accepted_at) == ("stopped", OVER, None)


def test_the_program_stands_in_the_history_and_the_applicant_is_told(desks: Desks) -> None:
    code = declared(desks)
    lapse(desks.casework, OVER)
    with desks.casework.database.reading() as session:
        last = session.scalars(select(DossierEvent).order_by(DossierEvent.sequence.desc()).limit(1)).one()
        assert (last.action, last.actor_kind, last.actor_id, last.actor_name) == ("expire", "system", None, "system")
        told = {one.kind: one.params for one in session.scalars(select(OutboxMessage))}
    assert told["stopped"]["code"] == code


def test_what_came_in_time_goes_on(desks: Desks) -> None:
    code = declared(desks)
    papers = desks.loaded(code).dossier.answers["documents"]
    originals = {f"pages_{index}": "2" for index in range(len(papers))}
    originals |= {f"condition_{index}": "Nguyên vẹn" for index in range(len(papers))}
    desks.act(Role.RECEPTION, code, "receive_originals", LAST_MINUTE, giver="Trần Thị Mẫu", **originals)
    assert lapse(desks.casework, vn("2026-07-15T08:00")) == 0
    assert desks.loaded(code).dossier.state == "forwarding"


def test_a_supplement_that_is_late_is_left_to_the_head(desks: Desks) -> None:
    code = declared(desks)
    asked = {"items": ["answer:applicant_name"], "reason": "Sai tên"}
    desks.act(Role.RECEPTION, code, "request_supplement_at_reception", vn("2026-06-02T08:00"), **asked)
    # Thirty days after 2 June 2026: Thursday 2 July at closing time.
    assert as_vn(desks.loaded(code).dossier.step_due_at) == "2026-07-02T17:00"
    assert lapse(desks.casework, vn("2026-07-03T08:00")) == 0
    assert "stop" not in desks.codes(Role.DIVISION_HEAD, code, vn("2026-07-02T17:00"))
    assert "stop" in desks.codes(Role.DIVISION_HEAD, code, vn("2026-07-02T17:01"))


def test_what_the_program_may_not_end_is_not_looked_at(desks_on_both: Desks) -> None:
    codes = [declared(desks_on_both, number) for number in (1, 2)]
    asked = {"items": ["answer:applicant_name"], "reason": "Sai tên"}
    desks_on_both.act(Role.RECEPTION, codes[0], "request_supplement_at_reception", vn("2026-06-02T08:00"), **asked)
    with patch.object(lapsing, "situate", wraps=lapsing.situate) as looked_at:
        assert lapse(desks_on_both.casework, vn("2026-07-03T08:00")) == 1
    assert looked_at.call_count == 1, "the supplement is late too, but only the head may end it"
