"""A request that another body of the state has to answer is refused at the counter, with the way to go. No clock ever starts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cli.demonstration.dossiers import answers
from cli.demonstration.dossiers.agenda import Course
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.matter import Matter
from cli.demonstration.dossiers.names import Event
from cli.demonstration.dossiers.stories.stage import Stage
from cli.demonstration.dossiers.turns import CONFERENCE
from cli.demonstration.people import ORGANISER
from procedures.definition import Role

EVENT = Event("Ra mắt sách ảnh biển đảo quê hương", "Launch of a Photo Book", "Giới thiệu sách và gặp gỡ tác giả.")
REASON = (
    "Chương trình là buổi giới thiệu sách, không phải hội nghị, hội thảo theo Quyết định 06/2020/QĐ-TTg. Đề nghị đơn vị liên "
    "hệ Sở Văn hóa, Thể thao và Du lịch để được hướng dẫn."
)


def courses(stage: Stage) -> Iterator[tuple[datetime, Course]]:
    at = stage.day(62, "16:10")
    account = stage.applicants.citizen(ORGANISER)
    _, organiser = stage.applicants.organiser(0)
    given = answers.conference(account, organiser, EVENT, local_date(at), stage.rng("refused answers"))
    given |= {"organiser_name": account.name, "name_vi": EVENT.vi, "name_en": EVENT.en}
    yield at, stage.course(account, CONFERENCE, given, _told, "refused")


def _told(matter: Matter) -> Iterator[datetime]:
    yield matter.hours.after(matter.now, 190)
    matter.note(Role.RECEPTION, "Đã gọi điện giải thích cho đơn vị trước khi gửi phiếu từ chối.")
    matter.take("refuse_reception", reason=REASON)
