"""Twelve diplomas of twelve graduates, declared by one of them, travel to the Consular Department and back with a signed list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cli.demonstration.dossiers import answers
from cli.demonstration.dossiers.agenda import Course
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.life import usual
from cli.demonstration.dossiers.matter import Matter
from cli.demonstration.dossiers.names import person_name
from cli.demonstration.dossiers.pace import Pace
from cli.demonstration.dossiers.stories.stage import Stage
from cli.demonstration.dossiers.turns import LEGALIZATION
from cli.demonstration.people import PERSON
from procedures.definition import Role

DIPLOMA = {
    "name": "Bằng tốt nghiệp cao đẳng",
    "issuing_body": "Trường Cao đẳng Y tế Thí Dụ",
    "signer_title": "Hiệu trưởng",
    "pages": 2,
    "extra_copies": 1,
}
PAPERS = "12 bằng tốt nghiệp bản chính, kèm 12 bản sao"


def courses(stage: Stage) -> Iterator[tuple[datetime, Course]]:
    at = stage.day(48, "10:30")
    account, rng = stage.applicants.citizen(PERSON), stage.rng("diplomas answers")
    given = answers.legalization(account, local_date(at), rng, bundle=True)
    given["documents"] = [
        one | DIPLOMA | {"number": f"CĐ-{2100 + index}", "holder": person_name(rng, index % 3 > 0)}
        for index, one in enumerate(given["documents"])
    ]
    given["documents"][0]["holder"] = account.name
    yield at, stage.course(account, LEGALIZATION, given, _told, "diplomas")


def _told(matter: Matter) -> Iterator[datetime]:
    pace = Pace("on_time")
    yield from usual(matter, pace, until="forwarding")
    matter.carried = True
    movement = matter.hand(PAPERS, Role.RECEPTION, Role.CLERK)
    yield matter.hours.after(matter.now, 25)
    matter.signed_for(movement, Role.CLERK)
    yield from usual(matter, pace, until="issuing")
    yield matter.hours.after(matter.now, 30)
    matter.note(Role.CLERK, "Đã đối chiếu đủ 12 bằng với danh sách gửi đi, không thiếu tờ nào.")
    yield from usual(matter, pace)
