"""A dossier moved to the division of cooperation by mistake and sent back the next morning; its clock ran all the time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cli.demonstration.dossiers import answers
from cli.demonstration.dossiers.agenda import Course
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.life import usual
from cli.demonstration.dossiers.matter import Matter
from cli.demonstration.dossiers.pace import Pace
from cli.demonstration.dossiers.stories.stage import Stage
from cli.demonstration.dossiers.turns import ABTC
from cli.demonstration.people import COOPERATION

MOVED = "Doanh nghiệp đang chuẩn bị hội thảo với đối tác; đề nghị phòng Hợp tác quốc tế xử lý chung."
SENT_BACK = "Hồ sơ chỉ xin cho phép sử dụng thẻ ABTC, thuộc nhiệm vụ của phòng Lãnh sự; hội thảo sẽ có hồ sơ riêng."


def courses(stage: Stage) -> Iterator[tuple[datetime, Course]]:
    at = stage.day(78, "13:45")
    account, firm = stage.applicants.firm(8)
    given = answers.abtc(account, firm, local_date(at), stage.rng("moved answers"))
    yield at, stage.course(account, ABTC, given, _told, "moved")


def _told(matter: Matter) -> Iterator[datetime]:
    pace = Pace("early")
    yield from usual(matter, pace, until="dispatching")
    yield matter.hours.after(matter.now, 50)
    matter.take("move", division=COOPERATION, reason=MOVED)
    yield matter.hours.after(matter.now, 260)
    matter.take("decline_move", reason=SENT_BACK)
    yield from usual(matter, pace)
