"""A declaration filed in the evening that waits for its originals: no time limit runs before they come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cli.demonstration.dossiers import answers
from cli.demonstration.dossiers.agenda import Course
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.matter import Matter
from cli.demonstration.dossiers.stories.stage import Stage
from cli.demonstration.dossiers.turns import LEGALIZATION
from procedures.definition import Role


def courses(stage: Stage) -> Iterator[tuple[datetime, Course]]:
    on = local_date(stage.day(5, "08:00"))
    at = stage.office.hours.at(on, "20:40")
    account = stage.applicants.person(17)
    given = answers.legalization(account, on, stage.rng("originals answers"), foreign=True)
    yield at, stage.course(account, LEGALIZATION, given, _told, "originals")


def _told(matter: Matter) -> Iterator[datetime]:
    yield matter.hours.after(matter.now, 70)
    matter.note(Role.RECEPTION, "Người nộp hẹn mang bản chính đến quầy vào cuối tuần này.")
