"""Four persons of three enterprises ask for the ABTC on one morning; one of the four is refused. Nothing else happens."""

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
from cli.demonstration.dossiers.turns import ABTC, refused_in_part
from procedures.definition import Role

PERSONS_BY_FIRM = ((1, 2), (4, 1), (10, 1))


def courses(stage: Stage) -> Iterator[tuple[datetime, Course]]:
    at = stage.day(210, "08:10")
    for place, (firm, persons) in enumerate(PERSONS_BY_FIRM):
        account, one = stage.applicants.firm(firm)
        rng = stage.rng(f"four persons {place}")
        given = answers.abtc(account, one, local_date(at), rng, persons=persons)
        given["reason"] = "Cùng đoàn xúc tiến thương mại của tỉnh đi làm việc với đối tác; dự kiến bốn chuyến mỗi năm."
        told = _one_refused if persons > 1 else _granted
        yield at + timedelta(minutes=35 * place), stage.course(account, ABTC, given, told, f"four persons {place}")


def _granted(matter: Matter) -> Iterator[datetime]:
    matter.handler = 0
    yield from usual(matter, Pace("early"))


def _one_refused(matter: Matter) -> Iterator[datetime]:
    matter.handler = 0
    pace = Pace("early")
    yield from usual(matter, pace, until="appraising")
    matter.note(
        Role.SPECIALIST, "Người thứ hai chưa đủ 12 tháng đóng bảo hiểm ở chức vụ; đề nghị chưa cho phép người này."
    )
    yield from refused_in_part(matter, pace)
    yield from usual(matter, pace)
