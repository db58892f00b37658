"""An enterprise withdraws while the other bodies are still being asked. Nothing of it is decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cli.demonstration.dossiers import answers
from cli.demonstration.dossiers.agenda import Course
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.life import usual
from cli.demonstration.dossiers.matter import Matter
from cli.demonstration.dossiers.pace import A_DAY, Pace
from cli.demonstration.dossiers.stories.stage import Stage
from cli.demonstration.dossiers.turns import ABTC
from cli.demonstration.people import ENTERPRISE

REASON = "Người được đề nghị chuyển sang đơn vị khác của tập đoàn nên doanh nghiệp không còn nhu cầu."


def courses(stage: Stage) -> Iterator[tuple[datetime, Course]]:
    at = stage.day(305, "15:10")
    account = stage.applicants.citizen(ENTERPRISE)
    _, firm = stage.applicants.firm(0)
    given = answers.abtc(account, firm, local_date(at), stage.rng("withdrawal answers"))
    given |= {"enterprise_name": account.name, "enterprise_address": account.address}
    yield at, stage.course(account, ABTC, given, _told, "withdrawal")


def _told(matter: Matter) -> Iterator[datetime]:
    yield from usual(matter, Pace("on_time"), until="consulting")
    yield matter.hours.after(matter.now, 4 * A_DAY)
    matter.applicant("withdraw", reason=REASON)
