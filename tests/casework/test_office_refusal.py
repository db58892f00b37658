"""The department's own refusal of an ABTC request by the real services: drafted, chosen, numbered in the office's book, issued."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from casework.models import Obligation, OutboxMessage, Paper, PaperVersion
from casework.queries.tracking import issued_paper
from casework.queries.worklist import Wanted, waiting_for
from casework.services.acting import act
from casework.services.paper_drafts import save_draft
from casework.services.paperwork import NumberTaken
from procedures.case.decide import Refused
from procedures.definition import Role
from tests.casework.test_acting import consulted, decided, outcomes
from tests.support.desks import Desks
from tests.support.factories import make_officer
from tests.support.paper_text import pages_of, squeezed
from tests.support.times import vn
from web.identity import actor_of

SIGNED = vn("2026-10-20T10:00")
ISSUED = vn("2026-10-20T14:00")


def at_the_director(desks: Desks, number: int = 1) -> str:
    """Every person of the dossier is proposed for refusal."""
    code = consulted(desks, number)
    everybody = range(len(desks.loaded(code).dossier.answers["persons"]))
    desks.act(
        Role.SPECIALIST, code, "propose", vn("2026-10-20T08:00"), summary="Chưa đủ", **outcomes(desks, code, *everybody)
    )
    desks.act(Role.DIVISION_HEAD, code, "endorse", vn("2026-10-20T09:00"))
    return code


def papers(desks: Desks, code: str) -> dict[str, Paper]:
    """The results of a dossier, drafts among them, by their kind."""
    with desks.casework.database.reading() as session:
        query = select(Paper).where(Paper.dossier_id == desks.loaded(code).dossier.id, Paper.code.startswith("result:"))
        return {one.code.removeprefix("result:"): one for one in session.scalars(query)}


def waiting(desks: Desks, role: Role) -> list[str]:
    return [one.code for one in waiting_for(desks.casework, desks.actor(role), Wanted(), ISSUED).entries]


def test_the_department_refuses_numbers_and_issues(desks_on_both: Desks) -> None:
    desks = desks_on_both
    code = at_the_director(desks)
    assert {kind: one.body for kind, one in papers(desks, code).items()} == {
        "refusal": "committee",
        "office_refusal": "office",
    }
    assert desks.act(Role.DIRECTOR, code, "refuse", SIGNED).state == "issuing"
    assert (waiting(desks, Role.CLERK), waiting(desks, Role.DIRECTOR), waiting(desks, Role.COMMITTEE)) == (
        [code],
        [],
        [],
    )
    desks.act(Role.CLERK, code, "issue", ISSUED, number_0="81", issued_on="2026-10-20")
    found = papers(desks, code)
    letter, other = found["office_refusal"], found["refusal"]
    assert (letter.body, letter.book, letter.symbol, letter.number, letter.year) == (
        "office",
        "cong_van",
        "SNgV-LS",
        81,
        2026,
    )
    assert (letter.public, letter.signer) == (True, desks.officers[Role.DIRECTOR].name)
    assert (other.public, other.number, other.storage_key) == (False, None, None), "the Chairman decided nothing"
    text = "".join(pages_of(desks.casework.storage.read(letter.storage_key)))
    assert squeezed("Số: 81/SNgV-LS") in text and squeezed("Chưa đủ 12 tháng giữ chức vụ") in text
    assert squeezed("GIÁM ĐỐC") in text and squeezed("DỰ THẢO") not in text
    told = issued_paper(desks.casework, code, 81)
    assert told is not None and told.name.vi == "Văn bản từ chối của Sở Ngoại vụ"
    loaded = desks.loaded(code)
    assert (loaded.dossier.state, loaded.dossier.national_status) == ("result_ready", 9)
    with desks.casework.database.reading() as session:
        kinds = [one.kind for one in session.scalars(select(OutboxMessage).order_by(OutboxMessage.created_at))]
        assert kinds == ["filed", "accepted", "result_ready"]
        assert session.scalars(select(Obligation)).first() is None, "who was refused owes no report"


def test_a_mixed_dossier_is_not_refused_by_the_department(desks: Desks) -> None:
    code = consulted(desks)
    desks.act(Role.SPECIALIST, code, "propose", vn("2026-10-20T08:00"), summary="Đủ", **outcomes(desks, code))
    desks.act(Role.DIVISION_HEAD, code, "endorse", vn("2026-10-20T09:00"))
    assert "office_refusal" not in papers(desks, code)
    with pytest.raises(Refused, match="not_all_refused"):
        desks.act(Role.DIRECTOR, code, "refuse", SIGNED)
    assert desks.loaded(code).dossier.state == "director_review"


def test_the_office_and_the_committee_count_in_books_of_their_own(desks: Desks) -> None:
    chairmans = decided(desks, 2, 81)
    desks.act(Role.CLERK, chairmans, "issue", vn("2026-10-22T15:00"))
    first, second = at_the_director(desks, 3), at_the_director(desks, 4)
    for code in (first, second):
        desks.act(Role.DIRECTOR, code, "refuse", SIGNED)
    desks.act(Role.CLERK, first, "issue", ISSUED, number_0="81", issued_on="2026-10-20")
    with pytest.raises(NumberTaken) as taken:
        desks.act(Role.CLERK, second, "issue", ISSUED, number_0="81", issued_on="2026-10-20")
    assert (taken.value.path, taken.value.book, taken.value.year) == ("number_0", "cong_van", 2026)
    assert desks.loaded(second).dossier.state == "issuing"


def test_what_was_reworded_is_what_leaves(desks: Desks) -> None:
    code = at_the_director(desks)
    draft = papers(desks, code)["office_refusal"]
    written = {
        "subject": "V/v từ chối",
        "addressee": "Công ty Mẫu",
        "paragraphs": "Sở chưa thể đồng ý.",
        "comment": "Gọn hơn",
    }
    save_draft(desks.casework, code, draft.id, written, desks.actor(Role.DIRECTOR), SIGNED, 1)
    desks.act(Role.DIRECTOR, code, "refuse", SIGNED)
    desks.act(Role.CLERK, code, "issue", ISSUED, number_0="81", issued_on="2026-10-20")
    with desks.casework.database.reading() as session:
        versions = select(PaperVersion).where(PaperVersion.paper_id == draft.id).order_by(PaperVersion.version.desc())
        assert session.scalars(versions).first().content["paragraphs"] == ["Sở chưa thể đồng ý."]


def test_nobody_refuses_what_they_examined(desks: Desks) -> None:
    code = consulted(desks)
    both = make_officer(desks.casework, (Role.SPECIALIST, Role.DIRECTOR), division="lanh-su")
    desks.act(Role.DIVISION_HEAD, code, "reassign", vn("2026-10-19T09:00"), officer=str(both.id))
    desks.officers[Role.SPECIALIST] = both
    everybody = range(len(desks.loaded(code).dossier.answers["persons"]))
    given = outcomes(desks, code, *everybody)
    desks.act(Role.SPECIALIST, code, "propose", vn("2026-10-20T08:00"), summary="Chưa đủ", **given)
    desks.act(Role.DIVISION_HEAD, code, "endorse", vn("2026-10-20T09:00"))
    seen = desks.loaded(code).dossier.version
    with pytest.raises(Refused, match="examined_it"):
        act(desks.casework, code, "refuse", {}, by=actor_of(both), at=SIGNED, seen=seen)
