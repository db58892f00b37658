"""A supplement that is found still incomplete once and complete the second time; it was one request all along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cli.demonstration.dossiers import answers
from cli.demonstration.dossiers.agenda import Course
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.life import usual
from cli.demonstration.dossiers.matter import Matter
from cli.demonstration.dossiers.names import EVENTS
from cli.demonstration.dossiers.pace import A_DAY, Pace
from cli.demonstration.dossiers.stories.stage import Stage
from cli.demonstration.dossiers.turns import CONFERENCE
from procedures.definition import Role

FIRST = "Đề án thiếu danh sách đại biểu theo nước; công văn chưa có chữ ký của người có thẩm quyền."
SECOND = "Đã nhận đề án sửa. Công văn vẫn chưa có chữ ký của Hiệu trưởng."


def courses(stage: Stage) -> Iterator[tuple[datetime, Course]]:
    at = stage.day(245, "09:35")
    account, organiser = stage.applicants.organiser(1)
    given = answers.conference(account, organiser, EVENTS[6], local_date(at), stage.rng("incomplete answers"))
    yield at, stage.course(account, CONFERENCE, given, _told, "incomplete")


def _told(matter: Matter) -> Iterator[datetime]:
    pace = Pace("on_time")
    yield from usual(matter, pace, until="appraising")
    yield matter.hours.after(matter.now, 300)
    items = ["paper:proposal", "paper:request_letter"]
    matter.take("request_supplement", role=Role.SPECIALIST, items=items, reason=FIRST)
    yield matter.hours.after(matter.now, 2 * A_DAY)
    matter.answer(["proposal", "request_letter"])
    yield matter.hours.after(matter.now, 150)
    matter.take("still_incomplete", items=["paper:request_letter"], reason=SECOND)
    yield matter.hours.after(matter.now, A_DAY)
    matter.answer(["request_letter"])
    yield from usual(matter, pace)
