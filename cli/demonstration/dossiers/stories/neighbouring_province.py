"""An online conference with a neighbouring province of Laos whose governor ranks as a minister: it went to the Prime Minister."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cli.demonstration.dossiers import answers
from cli.demonstration.dossiers.agenda import Course
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.life import usual
from cli.demonstration.dossiers.matter import Matter
from cli.demonstration.dossiers.names import Event
from cli.demonstration.dossiers.pace import Pace
from cli.demonstration.dossiers.stories.stage import Stage
from cli.demonstration.dossiers.turns import CONFERENCE
from procedures.definition import Role

EVENT = Event(
    "Hợp tác biên mậu và giao lưu nhân dân với tỉnh Chăm-pa Mẫu (Lào)",
    "Border Trade and People-to-People Exchange with Champa Model Province (Laos)",
    "Hai tỉnh bàn cách nối lại chợ phiên và trao đổi đoàn thanh niên sau thời gian gián đoạn.",
)
GUEST = "Chính quyền tỉnh Chăm-pa Mẫu (hư cấu)"
ONLINE: dict[str, Any] = {
    "form": "online",
    "technology": "Hệ thống truyền hình hội nghị của tỉnh",
    "places": [
        {"kind": "bridge", "where": "here", "address": "Phòng họp trực tuyến Mẫu, số 1 đường Ví Dụ"},
        {"kind": "bridge", "where": "abroad", "country": "LA", "address": "Trụ sở chính quyền tỉnh Chăm-pa Mẫu"},
    ],
    "participants": [
        {"country": "LA", "organisation": GUEST, "rank": "minister", "count": 1},
        {"country": "LA", "organisation": GUEST, "rank": "below", "count": 14},
    ],
    "foreign_count": 15,
    "top_rank": "minister",
}


def courses(stage: Stage) -> Iterator[tuple[datetime, Course]]:
    at = stage.day(160, "09:20")
    account, organiser = stage.applicants.organiser(3)
    rng = stage.rng("neighbours answers")
    given = answers.conference(account, organiser, EVENT, local_date(at), rng, variant="permit_pm") | ONLINE
    yield at, stage.course(account, CONFERENCE, given, _told, "neighbours")


def _told(matter: Matter) -> Iterator[datetime]:
    pace = Pace("early")
    matter.handler = 0
    yield from usual(matter, pace, until="appraising")
    matter.note(
        Role.SPECIALIST, "Tỉnh trưởng phía Lào tương đương cấp bộ trưởng: trình Thủ tướng Chính phủ qua UBND tỉnh."
    )
    yield matter.hours.after(matter.now, 240)
    matter.take("consult", bodies=["provincial_police", "mofa", "mps"])
    yield from usual(matter, pace)
