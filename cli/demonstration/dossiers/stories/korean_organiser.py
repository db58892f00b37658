"""A Korean foundation, licensed here, files in English through its representative. Nothing out of the ordinary happens to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from cli.demonstration.dossiers import answers
from cli.demonstration.dossiers.agenda import Course
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.life import usual
from cli.demonstration.dossiers.matter import Matter
from cli.demonstration.dossiers.names import FOREIGN_ORGANISERS, Event
from cli.demonstration.dossiers.pace import Pace
from cli.demonstration.dossiers.stories.stage import Stage
from cli.demonstration.dossiers.turns import CONFERENCE
from cli.demonstration.people import FOREIGNER
from procedures.definition import Role

EVENT = Event(
    "Giao lưu giáo dục nghề Hàn Quốc và địa phương",
    "Korean and Local Vocational Education Exchange",
    "Giới thiệu chương trình đào tạo nghề và học bổng ngắn hạn cho học viên của tỉnh.",
)


def courses(stage: Stage) -> Iterator[tuple[datetime, Course]]:
    at = stage.day(125, "14:05")
    account = stage.applicants.citizen(FOREIGNER)
    rng = stage.rng("korean answers")
    given = answers.foreign_conference(account, FOREIGN_ORGANISERS[0], EVENT, local_date(at), rng)
    yield at, stage.course(account, CONFERENCE, given, _told, "korean")


def _told(matter: Matter) -> Iterator[datetime]:
    pace = Pace("on_time")
    yield from usual(matter, pace, until="dispatching")
    matter.note(Role.RECEPTION, "Người đại diện đọc tiếng Anh; thư gửi qua cổng bằng tiếng Anh.")
    yield from usual(matter, pace)
    yield matter.now + timedelta(days=80)
    matter.reported()
