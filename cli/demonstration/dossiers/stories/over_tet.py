"""A supplement asked on the last day before Tết and answered in the holiday: the limit restarts when the answer came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from cli.demonstration.dossiers import answers
from cli.demonstration.dossiers.agenda import Course
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.life import usual
from cli.demonstration.dossiers.matter import Matter
from cli.demonstration.dossiers.pace import Pace
from cli.demonstration.dossiers.stories.stage import Stage
from cli.demonstration.dossiers.turns import ABTC
from procedures.definition import Role

PAPER = "insurance_report"


def courses(stage: Stage) -> Iterator[tuple[datetime, Course]]:
    hours = stage.office.hours
    begins = hours.at(stage.tet(), "00:00")
    filed, asked = hours.before(begins, 1100), hours.before(begins, 90)
    in_the_holiday = hours.at(stage.tet() + timedelta(days=4), "20:15")
    account, firm = stage.applicants.firm(3)
    given = answers.abtc(account, firm, local_date(filed), stage.rng("tet answers"), persons=2)

    def told(matter: Matter) -> Iterator[datetime]:
        pace = Pace("early", accept_at=hours.after(filed, 90))
        yield from usual(matter, pace, until="preparing")
        yield max(asked, hours.after(matter.now, 20))
        matter.check(Role.SPECIALIST, {PAPER: "Thiếu trang quá trình đóng của người thứ hai."})
        reason = "Báo cáo bảo hiểm xã hội thiếu trang quá trình đóng của người thứ hai."
        matter.take("request_supplement", role=Role.SPECIALIST, items=[f"paper:{PAPER}"], reason=reason)
        yield max(in_the_holiday, matter.now)
        matter.answer([PAPER])
        yield from usual(matter, Pace("on_time"))

    yield filed, stage.course(account, ABTC, given, told, "tet")
