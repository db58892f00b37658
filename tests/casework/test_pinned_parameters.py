"""What the office sets later leaves dossiers alone that were filed before."""

from datetime import date

from casework.models import ParameterRevision
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.support.desks import Desks
from tests.support.times import as_vn, vn

FILED = vn("2026-10-05T08:00")


def shorten(desks: Desks) -> None:
    """From 06/10/2026 the Committee's leg is 3 working days instead of 5."""
    with desks.casework.database.unit_of_work() as session:
        session.add(
            ParameterRevision(
                in_force_from=date(2026, 10, 6),
                document="Quyết định rút ngắn",
                values={"abtc": {"limit.private.committee": "3wd"}},
                by="Quản trị",
                created_at=FILED,
            )
        )


def test_a_later_limit_counts_for_later_dossiers_only(desks_on_both: Desks) -> None:
    shorten(desks_on_both)
    before = desks_on_both.file("abtc", sample_answers(1), FILED)
    after = desks_on_both.file("abtc", sample_answers(2), vn("2026-10-06T08:00"))
    for code in (before, after):
        desks_on_both.act(Role.RECEPTION, code, "accept", vn("2026-10-06T09:00"))
    # 3wd: 9/10 09:00; 20 days: 29/10 17:00; 5wd: 5/11 17:00; then 5wd: 12/11, or 3wd: 10/11.
    assert as_vn(desks_on_both.loaded(before).dossier.due_at) == "2026-11-12T17:00"
    assert as_vn(desks_on_both.loaded(after).dossier.due_at) == "2026-11-10T17:00"
