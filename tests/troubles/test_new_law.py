"""New parameters and a new version come into force while many file: each dossier follows one law whole, and keeps it. Both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from threading import Event
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from casework.context import Casework
from casework.models import Attachment, Dossier, Draft
from casework.queries.law_in_force import parameter_revisions, parameters_of
from casework.services.filing import submit
from casework.services.parameters import revise
from procedures.case.clocks import estimate
from procedures.case.events import Actor
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Definition, Role
from procedures.registry import Registry
from tests.support.desks import Desks
from tests.support.times import vn
from tests.troubles.ready import SLUG, as_its_events_say, events_of, ready_draft
from tests.troubles.together import at_once

WINDOWS = 8
DAY, NEXT_DAY = vn("2026-10-14T09:00"), vn("2026-10-15T09:00")
ADMINISTRATOR = Actor("officer", None, "Quản trị", frozenset({Role.ADMINISTRATOR}))
SHORTER = {"in_force_from": "14/10/2026", "document": "Quyết định rút ngắn", "limit.private.committee": "3wd"}
MANY = (200, pytest.param(1000, marks=pytest.mark.slow))


def copies(casework: Casework, draft: str, how_many: int) -> list[str]:
    """As many complete drafts like this one, which name the same stored files."""
    drafts, files, made = Draft.__table__, Attachment.__table__, []
    with casework.database.unit_of_work() as session:
        whole = dict(session.execute(select(drafts).where(drafts.c.id == draft)).mappings().one())
        papers = [dict(one) for one in session.execute(select(files).where(files.c.draft_id == draft)).mappings()]
        for _ in range(how_many):
            made.append(uuid4().hex)
            session.execute(insert(drafts).values(whole | {"id": made[-1]}))
            session.execute(insert(files), [one | {"id": uuid4().hex, "draft_id": made[-1]} for one in papers])
    return made


def file_all(casework: Casework, drafts: list[str], account: int, at: Callable[[int], datetime], meanwhile: Callable[[], object]) -> None:
    """File in several windows at once; a third of the way in the others wait until `meanwhile` has begun."""
    reached, begun = Event(), Event()

    def window(number: int) -> Callable[[], list[str]]:
        def file() -> list[str]:
            codes = []
            for index in range(number, len(drafts), WINDOWS):
                if index >= len(drafts) // 3:
                    reached.set()
                    begun.wait(60)
                codes.append(submit(casework, drafts[index], account, at(index)))
            return codes

        return file

    def change() -> object:
        reached.wait(120)
        begun.set()
        return meanwhile()

    results = at_once(change, *[window(number) for number in range(WINDOWS)])
    assert not [one for one in results if isinstance(one, Exception)], results


def all_dossiers(casework: Casework) -> list[Dossier]:
    with casework.database.reading() as session:
        return list(session.scalars(select(Dossier).order_by(Dossier.code)))


def follows_one_law(desks: Desks, dossier: Dossier) -> None:
    """What the applicant was told at filing is what the pinned version and revision say, and nothing of another."""
    casework = desks.casework
    definition = casework.registry.version(dossier.slug, dossier.definition_version)
    on = dossier.filed_at.astimezone(OFFICE_TIME).date()
    with casework.database.reading() as session:
        revisions = {one.id: one for one in parameter_revisions(session)}
    parameters = parameters_of(definition, revisions.get(dossier.parameter_revision_id), on)
    facts = definition.facts(dossier.answers, parameters, on)
    [filed] = events_of(casework, dossier.code)
    calendar = desks.loaded(dossier.code).situation.calendar
    told = estimate(definition, definition.variant(filed.data["variant"]), facts, parameters, dossier.filed_at, calendar)
    assert filed.data["estimate"] == told.isoformat()
    as_its_events_say(desks, dossier.code)


def gapless(dossiers: list[Dossier]) -> None:
    for day in {one.code.split("-")[1] for one in dossiers}:
        numbers = sorted(int(one.code.split("-")[2]) for one in dossiers if one.code.split("-")[1] == day)
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("how_many", MANY)
def test_parameters_that_come_into_force_while_many_file(desks_on_both: Desks, how_many: int) -> None:
    casework = desks_on_both.casework
    draft, account = ready_draft(casework, DAY)
    drafts = copies(casework, draft, how_many)
    file_all(casework, drafts, account, lambda _: DAY, lambda: revise(casework, SLUG, SHORTER, ADMINISTRATOR, DAY))
    dossiers = all_dossiers(casework)
    assert len(dossiers) == how_many
    assert len({one.parameter_revision_id for one in dossiers}) == 2, "some before, some after"
    gapless(dossiers)
    told = {}
    for one in dossiers[:: max(1, how_many // 40)]:
        follows_one_law(desks_on_both, one)
        told[one.parameter_revision_id] = events_of(casework, one.code)[0].data["estimate"]
    assert len(set(told.values())) == 2, "the two laws promise different times"


def with_a_version_from(registry: Registry, begins: date) -> Registry:
    versions = [one for slug in registry.slugs() for one in registry.versions(slug)]
    last: Definition = registry.versions(SLUG)[-1]
    return Registry([*versions, replace(last, version="of-tomorrow", in_force_from=begins)])


def test_a_version_that_comes_into_force_while_many_file(desks_on_both: Desks) -> None:
    casework = replace(desks_on_both.casework, registry=with_a_version_from(desks_on_both.casework.registry, date(2026, 10, 15)))
    desks = Desks(casework)
    draft, account = ready_draft(casework, DAY)
    drafts = copies(casework, draft, 60)
    file_all(casework, drafts, account, lambda index: DAY if index % 2 else NEXT_DAY, lambda: None)
    old = casework.registry.versions(SLUG)[-2].version
    dossiers = all_dossiers(casework)
    gapless(dossiers)
    for one in dossiers:
        assert one.definition_version == ("of-tomorrow" if one.filed_at == NEXT_DAY else old)
        follows_one_law(desks, one)
    first = next(one for one in dossiers if one.definition_version == old)
    desks.act(Role.RECEPTION, first.code, "accept", NEXT_DAY)
    assert desks.loaded(first.code).dossier.definition_version == old, "it stays under the law it was filed under"
    as_its_events_say(desks, first.code)
