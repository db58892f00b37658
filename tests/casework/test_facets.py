"""Counts up to a bound: exact below it, never more than is known beyond it; who owes, said in SQL and in Python alike."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import insert, select

from casework.models import Account, Dossier, Obligation
from casework.queries.facets import COUNTED, Facet, Facets
from casework.queries.obligations import overdue_reports, owed_by_account, parties_of
from casework.services.filing import applicant_of
from procedures.catalog.abtc.samples import sample_answers
from tests.support.desks import Desks
from tests.support.factories import make_account
from tests.support.times import vn


@dataclass(frozen=True)
class Asked:
    scope: str = "all"
    slug: str = ""
    state: str = ""
    phase: str = ""
    division: str = ""
    lateness: str = ""


def test_the_counts_of_a_filter_at_once_are_those_asked_for_one_by_one():
    marks = [("abtc", "lanh-su", 3), ("abtc", "", 5), ("hoi-nghi-quoc-te", "lanh-su", 7), ("hoi-nghi-quoc-te", "", 11)]
    found = Facets(tuple(Facet("all", slug, "filed", "office", division, "late", n) for slug, division, n in marks))
    for wanted in (Asked(), Asked(slug="abtc"), Asked(division="lanh-su")):
        for name, values in (("slug", ("", "abtc", "hoi-nghi-quoc-te")), ("division", ("", "lanh-su"))):
            at_once = found.counts(wanted, name)
            assert [at_once[one] for one in values] == [found.count(wanted, **{name: one}) for one in values]
    assert found.counts(Asked(slug="abtc"), "division") == {"": 8, "lanh-su": 3}


def test_what_is_late_in_any_way_is_counted_once_among_what_is_late():
    found = facets(late=3, late_step=5, late_promise=7, soon=11)
    counts = found.counts(Asked(), "lateness")
    assert counts["late"] == 15 == found.count(Asked(), lateness="late")
    assert counts["late_step"] == 8 and counts["late_promise"] == 10 and counts["soon"] == 11 and counts[""] == 26


def facets(**counts: int) -> Facets:
    return Facets(tuple(Facet("all", "abtc", "filed", "office", "lanh-su", name, n) for name, n in counts.items()))


def test_up_to_the_bound_counts_are_exact():
    found = facets(late=3, in_time=COUNTED - 3)
    assert found.count(Asked()) == COUNTED and not found.beyond(Asked())


def test_beyond_it_the_whole_is_not_known_but_what_is_late_is():
    found = facets(late=3, soon=8, in_time=COUNTED - 10)
    assert found.count(Asked()) == COUNTED and found.beyond(Asked())
    assert found.count(Asked(), lateness="late") == 3 and not found.beyond(Asked(), lateness="late")
    assert found.beyond(Asked(), lateness="in_time")


def test_when_even_the_late_ones_go_beyond_it_nothing_is_known_whole():
    found = facets(late=COUNTED + 1)
    assert found.count(Asked(), lateness="late") == COUNTED and found.beyond(Asked(), lateness="late")


def test_another_scope_is_counted_by_itself():
    found = facets(in_time=COUNTED + 1)
    assert found.count(Asked(scope="mine")) == 0 and not found.beyond(Asked(scope="mine"))


@pytest.mark.parametrize("kind", ["person", "enterprise", "foreigner"])
def test_who_owes_is_the_same_in_sql_and_in_python(desks_on_both: Desks, kind: str):
    casework = desks_on_both.casework
    account = make_account(casework, kind)
    at = vn("2026-10-05T08:00")
    names = [*parties_of(applicant_of(account), account.id), "person-", "passport-", "account-0", "somebody else"]
    filed = [desks_on_both.file("abtc", sample_answers(n), at) for n in range(2)]
    with casework.database.unit_of_work() as session:
        number = session.scalars(select(Dossier.id).where(Dossier.code == filed[0])).one()
        rows = [
            {"dossier_id": number, "slug": "abtc", "code": f"report-{n}", "party": name, "due_on": date(2015 + n, 1, 1), "reference": ""}
            for n, name in enumerate(names)
        ]
        session.execute(insert(Obligation.__table__), rows)
    with casework.database.reading() as session:
        mine = select(Obligation.due_on).join(Account, Account.id == account.id).where(owed_by_account(Account.__table__.c))
        in_sql = sorted({due_on.year for due_on in session.scalars(mine)})
        in_python = overdue_reports(session, "abtc", parties_of(applicant_of(account), account.id), date(2026, 1, 1))
    assert in_sql == in_python and in_sql
