"""One body answers after all others, another not at all: when its time is over its silence counts as consent by law."""

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
from procedures.definition import Role

ANSWERS = (("tax", 6, "212/CT-VD"), ("insurance", 8, "87/BHXH-VD"), ("police", 13, "1045/CAT-VD"))


def courses(stage: Stage) -> Iterator[tuple[datetime, Course]]:
    at = stage.day(185, "08:50")
    account, firm = stage.applicants.firm(2)
    given = answers.abtc(account, firm, local_date(at), stage.rng("silent answers"), persons=2)
    yield at, stage.course(account, ABTC, given, _told, "silent")


def _told(matter: Matter) -> Iterator[datetime]:
    pace = Pace("on_time")
    yield from usual(matter, pace, until="consulting")
    asked = matter.now
    for body, days, reference in ANSWERS:
        yield matter.hours.after(asked, days * A_DAY)
        today = local_date(matter.now).isoformat()
        matter.take("record_opinion", body=body, opinion="agree", received_on=today, reference=reference)
    due = max(one.due_at for one in matter.loaded().situation.case.awaited)
    yield matter.hours.after(due, 35)
    matter.note(Role.SPECIALIST, "Cơ quan hải quan không trả lời trong 20 ngày, được coi là đồng ý.")
    matter.take("close_consultation", note="Cơ quan hải quan không trả lời trong thời hạn.")
    yield from usual(matter, pace)
