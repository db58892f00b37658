"""The dossiers of the demonstration: by the real services, the same for a seed, in every state, in the order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from casework.context import Casework
from casework.models import Account, Dossier, DossierEvent, Note, OutboxMessage, Paper, PaperMovement
from casework.queries.law_in_force import current_calendar
from casework.queries.situations import situate
from casework.services.recording import derived_columns
from cli.demonstration.dossiers import last_years, load_dossiers, settle_outbox
from cli.demonstration.dossiers.notices import NOTE
from cli.demonstration.dossiers.stories import STORIES
from procedures.clock.calendar import OFFICE_TIME, Calendar
from procedures.clock.standing import standing
from tests.support.application import settings_for
from tests.support.databases import migrate
from tests.support.demonstration_office import staff
from tests.support.times import vn

NOW = vn("2026-10-14T09:30")
SINCE, UNTIL = date(2023, 10, 14), date(2026, 10, 14)
# The office receives and sends on, so the desks of a province with full authority have nothing to do.
ONLY_WITH_FULL_AUTHORITY = {"dispatching", "checking", "checking_many", "head_review", "director_review"}


def loaded_with(casework: Casework, count: int, seed: int = 7) -> list[str]:
    return load_dossiers(casework, seed=seed, count=count, since=SINCE, until=UNTIL, now=NOW)


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casework]:
    """An office with sixty dossiers, to be read and not to be changed."""
    folder = tmp_path_factory.mktemp("sixty")
    url = f"sqlite:///{folder / 'portal.sqlite3'}"
    migrate(url)
    casework = create_app(settings_for(url, folder), clock=lambda: NOW).extensions["casework"]
    staff(casework)
    assert len(loaded_with(casework, 60)) == 60
    yield casework
    casework.database.dispose()


def rows(casework: Casework, model: Any) -> list[Any]:
    with casework.database.reading() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def calendar_of(casework: Casework) -> Calendar:
    with casework.database.reading() as session:
        return current_calendar(session)


def differing_from_its_events(casework: Casework) -> list[str]:
    found = []
    with casework.database.reading() as session:
        for dossier in session.scalars(select(Dossier)):
            situation = situate(session, casework, dossier).situation
            rebuilt = derived_columns(situation.case, situation.definition, situation.calendar)
            found += [f"{dossier.code} {name}" for name, value in rebuilt.items() if getattr(dossier, name) != value]
    return found


def test_a_few_on_both_databases(app_on_both: Flask) -> None:
    casework = app_on_both.extensions["casework"]
    staff(casework)
    codes = loaded_with(casework, 12)
    assert len(set(codes)) == 12
    assert differing_from_its_events(casework) == []
    assert all(one.at <= NOW for one in rows(casework, DossierEvent))


def signature(casework: Casework) -> list[tuple[Any, ...]]:
    names = {one.id: one.code for one in rows(casework, Dossier)}
    told = [(names[one.dossier_id], one.action, one.at, one.state) for one in rows(casework, DossierEvent)]
    papers = sorted((one.book, one.year, one.number, one.title) for one in rows(casework, Paper) if one.number)
    return [*told, *papers, *((one.code, one.title) for one in rows(casework, Dossier))]


@pytest.mark.parametrize(("seed", "same"), [(7, True), (8, False)])
def test_a_seed_makes_the_same_dossiers(sixty: Casework, casework: Casework, seed: int, same: bool) -> None:
    staff(casework)
    loaded_with(casework, 60, seed)
    assert (signature(casework) == signature(sixty)) is same


def test_every_state_appears(sixty: Casework) -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    slugs = {one.id: one.slug for one in rows(sixty, Dossier)}
    for event in rows(sixty, DossierEvent):
        seen[slugs[event.dossier_id]].add(event.state)
    for slug in sixty.registry.slugs():
        variants = sixty.registry.in_force(slug, UNTIL).variants
        known = {state.code for variant in variants for state in variant.states}
        legalization = slug == "hop-phap-hoa-lanh-su"
        assert known - seen[slug] == (ONLY_WITH_FULL_AUTHORITY if legalization else set()), slug


def test_derived_columns_are_what_the_events_say(sixty: Casework) -> None:
    assert differing_from_its_events(sixty) == []


def test_numbers_of_a_book_and_year_are_unique_and_grow_with_their_dates(sixty: Casework) -> None:
    books: dict[tuple[str, int], list[tuple[date, int]]] = defaultdict(list)
    for paper in rows(sixty, Paper):
        if paper.number is not None:
            books[paper.book, paper.year].append((paper.issued_on, paper.number))
    assert len(books) > 4
    for book, entries in books.items():
        numbers = [number for _, number in sorted(entries)]
        assert numbers == sorted(set(numbers)), book


def test_codes_of_a_day_run_from_one(sixty: Casework) -> None:
    days: dict[str, list[int]] = defaultdict(list)
    for code in (one.code for one in rows(sixty, Dossier)):
        _, day, number = code.split("-")
        days[day].append(int(number))
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in days.values())


def test_nothing_lies_in_the_future_and_officers_act_in_working_time(sixty: Casework) -> None:
    calendar = calendar_of(sixty)
    for event in rows(sixty, DossierEvent):
        assert datetime.combine(SINCE, datetime.min.time(), OFFICE_TIME) <= event.at <= NOW
        assert event.actor_kind == "citizen" or calendar.is_working_instant(event.at), (event.action, event.at)
    assert all(one.created_at <= NOW for one in rows(sixty, OutboxMessage))


def test_time_goes_forward_in_every_dossier(sixty: Casework) -> None:
    last: dict[int, datetime] = {}
    for event in rows(sixty, DossierEvent):
        assert event.at >= last.get(event.dossier_id, event.at)
        last[event.dossier_id] = event.at


def test_a_definition_is_the_one_in_force_when_it_was_filed(sixty: Casework) -> None:
    for one in rows(sixty, Dossier):
        in_force = sixty.registry.in_force(one.slug, one.filed_at.astimezone(OFFICE_TIME).date())
        assert one.definition_version == in_force.version
    assert len({one.definition_version for one in rows(sixty, Dossier) if one.slug == "hop-phap-hoa-lanh-su"}) > 2


def test_nobody_signed_what_they_examined(sixty: Casework) -> None:
    worked, decided = defaultdict(set), defaultdict(set)
    for event in rows(sixty, DossierEvent):
        kinds = {"consult": worked, "close_consultation": worked, "propose": worked, "approve": decided}
        kinds.get(event.kind, defaultdict(set))[event.dossier_id].add(event.actor_id)
    assert sum(map(len, decided.values())) > 10
    assert not [one for one in decided if worked[one] & decided[one]]


def test_most_are_in_time_and_a_few_are_not(sixty: Casework) -> None:
    calendar = calendar_of(sixty)
    judged = [one for one in rows(sixty, Dossier) if one.due_at]
    late = [one for one in judged if standing(calendar, one.due_at, NOW, one.finished_at).late]
    waiting = [one for one in judged if one.closed_at is None]
    overdue = [one for one in late if one in waiting]
    soon = [one for one in waiting if NOW <= one.due_at <= NOW + timedelta(days=4)]
    assert 1 <= len(overdue) <= 4 and soon
    assert len(late) - len(overdue) <= len(judged) // 5
    assert {one.phase for one in rows(sixty, Dossier)} == {"office", "citizen", "other_body", "closed"}


def of_title(casework: Casework, part: str) -> Dossier:
    return next(one for one in rows(casework, Dossier) if part in one.title)


def actions(casework: Casework, dossier: Dossier) -> list[str]:
    return [one.action for one in rows(casework, DossierEvent) if one.dossier_id == dossier.id]


def having(casework: Casework, *codes: str) -> list[Dossier]:
    return [one for one in rows(casework, Dossier) if set(codes) <= set(actions(casework, one))]


def test_four_persons_of_three_enterprises_and_one_refused(sixty: Casework) -> None:
    together = [one for one in rows(sixty, Dossier) if "Cùng đoàn xúc tiến" in one.answers.get("reason", "")]
    assert len({one.applicant["tax_code"] for one in together}) == len(together) == 3
    assert sum(len(one.answers["persons"]) for one in together) == 4
    mine = {one.id for one in together}
    results = [one.code for one in rows(sixty, Paper) if one.dossier_id in mine and one.public]
    assert sorted(results) == ["result:permission"] * 3 + ["result:refusal"]


def test_the_conference_with_the_neighbours_went_to_the_prime_minister(sixty: Casework) -> None:
    dossier = of_title(sixty, "Chăm-pa Mẫu")
    assert (dossier.variant, dossier.answers["form"], dossier.state) == ("permit_pm", "online", "returned")
    assert {"send_to_prime_minister", "announce", "issue"} <= set(actions(sixty, dossier))


def test_the_korean_organiser_reads_english(sixty: Casework) -> None:
    dossier = of_title(sixty, "Hàn Quốc")
    with sixty.database.reading() as session:
        account = session.get_one(Account, dossier.account_id)
    assert (account.kind, account.nationality, account.language) == ("foreigner", "KR", "en")
    assert dossier.answers["organiser_country"] == "KR" and dossier.state == "returned"


def test_the_supplement_over_tet_was_answered_in_the_holiday(sixty: Casework) -> None:
    answered = [one for one in rows(sixty, DossierEvent) if one.action == "answer_supplement"]
    in_the_holiday = [one for one in answered if one.at.astimezone(OFFICE_TIME).date() == date(2026, 2, 18)]
    assert len(in_the_holiday) == 1
    confirmed = next(
        one
        for one in rows(sixty, DossierEvent)
        if one.action == "confirm_complete" and one.dossier_id == in_the_holiday[0].dossier_id
    )
    entry = confirmed.data["ledger"][0]
    assert (entry["effect"], datetime.fromisoformat(entry["at"])) == ("restart", in_the_holiday[0].at)


def test_twelve_diplomas_travelled_with_their_list(sixty: Casework) -> None:
    dossier = next(
        one
        for one in rows(sixty, Dossier)
        if {paper["name"] for paper in one.answers.get("documents", [])} == {"Bằng tốt nghiệp cao đẳng"}
    )
    assert len(dossier.answers["documents"]) == 12
    assert {"record_arrival_many", "receive_back"} <= set(actions(sixty, dossier))
    carried = [one for one in rows(sixty, PaperMovement) if one.dossier_id == dossier.id]
    assert [one.received_at is not None for one in carried] == [True]


def test_a_name_was_corrected(sixty: Casework) -> None:
    dossier = of_title(sixty, "Mẫu Hương")
    answered = next(
        one for one in rows(sixty, DossierEvent) if one.dossier_id == dossier.id and one.action == "answer_supplement"
    )
    assert answered.data["changes"]["persons"]["old"][0]["full_name"].endswith("Hường")


def test_the_other_stories(sixty: Casework) -> None:
    assert any("withdraw" in actions(sixty, one) and one.account_id for one in having(sixty, "consult", "withdraw"))
    assert of_title(sixty, "Ra mắt sách ảnh").state == "refused_at_reception"
    assert [actions(sixty, one)[1:4] for one in having(sixty, "move")] == [["accept", "move", "decline_move"]]
    assert having(sixty, "still_incomplete", "confirm_complete")
    silent = [one for one in rows(sixty, Note) if "không trả lời trong 20 ngày" in one.text]
    assert len(silent) == 1
    assert any(one.state == "awaiting_originals" for one in rows(sixty, Dossier))
    assert len(STORIES) == 12


def test_old_notices_are_never_mailed(casework: Casework) -> None:
    staff(casework)
    loaded_with(casework, 16)
    before = NOW - timedelta(days=2)
    old = [one.id for one in rows(casework, OutboxMessage) if one.created_at < before]
    assert settle_outbox(casework, before) == len(old) > 10
    for one in rows(casework, OutboxMessage):
        if one.id in old:
            assert (one.state, one.sent_at, one.rendered) == ("sent", one.created_at, NOTE.encode())
        else:
            assert one.state == "waiting" and one.sent_at is None
    assert settle_outbox(casework, before) == 0


def test_progress_is_told_for_every_dossier(casework: Casework) -> None:
    staff(casework)
    told: list[tuple[int, int]] = []
    load_dossiers(
        casework, seed=1, count=5, since=SINCE, until=UNTIL, now=NOW, progress=lambda *done: told.append(done)
    )
    assert told == [(one, 5) for one in range(1, 6)]


def test_a_later_load_goes_on_beside_the_first(casework: Casework, tmp_path: Path) -> None:
    staff(casework)
    loaded_with(casework, 6, seed=1)
    assert len(loaded_with(casework, 6, seed=2)) == 6
    assert len(rows(casework, Dossier)) == 12


def test_the_period_is_three_years_to_today() -> None:
    assert last_years(datetime(2028, 2, 29, 3, 0, tzinfo=UTC)) == (date(2025, 2, 28), date(2028, 2, 29))
