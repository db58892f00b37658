"""A name misspelt in the form is corrected through a supplement, and the passport is sent again. Nothing else was wrong."""

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
from procedures.definition import Role

TYPED, RIGHT = "Nguyễn Thị Mẫu Hường", "Nguyễn Thị Mẫu Hương"
REASON = (
    f"Họ tên trong tờ khai ({TYPED}) khác hộ chiếu ({RIGHT}). Đề nghị sửa họ tên và gửi lại trang nhân thân hộ chiếu."
)


def courses(stage: Stage) -> Iterator[tuple[datetime, Course]]:
    at = stage.day(95, "10:05")
    account = stage.applicants.citizen(ENTERPRISE)
    _, firm = stage.applicants.firm(0)
    given = answers.abtc(account, firm, local_date(at), stage.rng("name answers"))
    given |= {"enterprise_name": account.name, "enterprise_address": account.address}
    given["persons"] = [given["persons"][0] | _sex(given["persons"][0]) | {"full_name": TYPED}]
    yield at, stage.course(account, ABTC, given, _told, "name")


def _sex(person: dict[str, str]) -> dict[str, str]:
    """She is a woman, and her number says so."""
    number = person["personal_id"]
    return {"sex": "female", "personal_id": f"{number[:3]}1{number[4:]}"}


def _told(matter: Matter) -> Iterator[datetime]:
    pace = Pace("on_time")
    yield from usual(matter, pace, until="preparing")
    yield matter.hours.after(matter.now, 120)
    matter.check(Role.SPECIALIST, {"passport": "Họ tên không khớp với bản khai."})
    items = ["answer:persons", "paper:passport"]
    matter.take("request_supplement", role=Role.SPECIALIST, items=items, reason=REASON)
    yield matter.hours.after(matter.now, A_DAY)
    person = matter.loaded().situation.answers["persons"][0]
    matter.answer(["passport:0"], persons=[dict(person) | {"full_name": RIGHT}])
    yield from usual(matter, pace)
