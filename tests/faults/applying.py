"""Applicants at work: begin, type, upload, file, each until the server has answered. Officers are elsewhere."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import Any

from procedures.catalog.abtc.samples import sample_answers
from procedures.clock.calendar import OFFICE_TIME
from tests.faults import office
from tests.faults.browser import Answer
from tests.faults.crew import Citizen, Crew
from tests.faults.ledger import Writing
from tests.faults.office import a_paper
from tests.portal.filing import posted


def submit(crew: Crew, dies: float | None) -> None:
    """Press the button until the server says which code the dossier has."""
    citizen, writing = crew.ready_draft()
    writing.first_tried = time.monotonic()
    path = f"/nop-ho-so/{office.SLUG}/{writing.draft}/nop"
    _submitted(crew, citizen, writing, crew.until_answered("submit", dies, lambda at: citizen.browser.post(path, dies_at=at)))


def _submitted(crew: Crew, citizen: Citizen, writing: Writing, answer: Answer) -> None:
    found = re.fullmatch(r"/ho-so/([A-Z0-9.-]+)", answer.location)
    if answer.status != 302 or not found:
        crew.ledger.problems.append(f"submit {writing.draft}: {answer.status} {answer.location}")
        return
    writing.code, writing.acknowledged = found[1], time.monotonic()
    crew.ledger.writings.append(writing)
    crew.filed.append((citizen, found[1]))


def upload(crew: Crew, dies: float | None) -> None:
    """Hand in one more file for a paper; whoever got no answer looks whether the file is in the list."""
    citizen, writing = crew.ready_draft(keep=True)
    content, digest = a_paper()
    component, item, name = "request_letter", -1, f"{digest[:12]}.pdf"
    held = sum(one[0] == component for one in writing.papers)
    if held >= 3:
        return submit(crew, dies)
    base = f"/nop-ho-so/{office.SLUG}/{writing.draft}/giay-to"
    files = [("file", name, content)]

    def send(at: int | None) -> Answer:
        if at is None and name in citizen.browser.get(base).text:
            return Answer(200, "", "", 0)
        data = [("component", f"paper:{component}:{item}")]
        return citizen.browser.post_files(f"{base}/tep", data, files, dies_at=at)

    answer = crew.until_answered("upload", dies, send)
    if answer.status == 200:
        writing.papers.add((component, item, digest))
    else:
        crew.ledger.problems.append(f"upload {writing.draft}: {answer.status}")
    return None


def type_an_answer(crew: Crew, dies: float | None) -> None:
    """Autosave one answer."""
    citizen, writing = crew.ready_draft(keep=True)
    value = f"Đàm phán với đối tác, lần gõ {crew.chance.randrange(10**9)}."
    path = f"/nop-ho-so/ban-nhap/{writing.draft}/luu"
    body = {"path": "reason", "value": value}
    answer = crew.until_answered("type", dies, lambda at: citizen.browser.post_json(path, body, dies_at=at))
    if answer.status == 200:
        writing.answers["reason"] = value
        writing.typed["reason"] = value
    else:
        crew.ledger.problems.append(f"autosave {writing.draft}: {answer.status}")


def begin(crew: Crew, dies: float | None) -> None:
    """Begin a form and leave it."""
    _begun(crew, crew.citizen(), dies)


def _begun(crew: Crew, citizen: Citizen, dies: float | None) -> Writing | None:
    citizen.drafts += 2
    path = f"/nop-ho-so/{office.SLUG}"
    answer = crew.until_answered("begin", dies, lambda at: citizen.browser.post(path, dies_at=at))
    found = re.match(rf"{path}/([0-9a-f]{{32}})/", answer.location)
    if answer.status != 302 or not found:
        crew.ledger.problems.append(f"begin: {answer.status} {answer.location}")
        return None
    writing = Writing(found[1], citizen.account.id)
    crew.ledger.writings.append(writing)
    return writing


def file_a_whole_one(crew: Crew, dies: float | None) -> None:
    """From an empty form to the code, page by page; the death may come at any page."""
    citizen = crew.citizen()
    writing = _begun(crew, citizen, None)
    if writing is None:
        return
    crew.ledger.writings.remove(writing)
    crew.made += 1
    answers = sample_answers(crew.number * 100_000 + crew.made)
    fatal = crew.chance.randrange(5) if dies is not None else -1
    if _filled(crew, citizen, writing, answers, dies if fatal < 4 else None, fatal):
        writing.answers = office.cleaned(crew.place.casework, answers)
        _papers_handed_in(crew, citizen, writing, dies if fatal == 4 else None)
        writing.first_tried = time.monotonic()
        path = f"/nop-ho-so/{office.SLUG}/{writing.draft}/nop"
        _submitted(crew, citizen, writing, crew.until_answered("submit", None, lambda at: citizen.browser.post(path, dies_at=at)))


def _filled(crew: Crew, citizen: Citizen, writing: Writing, answers: dict[str, Any], dies: float | None, fatal: int) -> bool:
    definition = crew.place.casework.registry.in_force(office.SLUG, datetime.now(UTC).astimezone(OFFICE_TIME).date())
    path = f"/nop-ho-so/{office.SLUG}/{writing.draft}/{definition.pages[0].name}"
    for number in range(40):
        name = path.rsplit("/", 1)[1]
        if name == "giay-to":
            return True
        page = next(one for one in definition.pages if one.name == name)
        data = list(posted(page, answers).items(multi=True))
        mine = dies if number == fatal else None
        answer = crew.until_answered("page", mine, lambda at, p=path, d=data: citizen.browser.post(p, d, dies_at=at))
        if answer.status != 302:
            break
        path = answer.location
    crew.ledger.problems.append(f"page {path}: {answer.status}")
    return False


def _papers_handed_in(crew: Crew, citizen: Citizen, writing: Writing, dies: float | None) -> None:
    path = f"/nop-ho-so/{office.SLUG}/{writing.draft}/giay-to"
    page = crew.until_answered("look", None, lambda _: citizen.browser.get(path)).text
    wanted = sorted(set(re.findall(r'name="(paper:[a-z_0-9]+:-?\d+)"', page)))
    files = {name: a_paper() for name in wanted}
    named = {name: f"{digest[:12]}.pdf" for name, (_, digest) in files.items()}

    def send(at: int | None) -> Answer:
        held = "" if at is not None else citizen.browser.get(path).text
        left = [(name, named[name], files[name][0]) for name in wanted if named[name] not in held]
        return citizen.browser.post_files(path, [("then", "review")], left, dies_at=at)

    if crew.until_answered("papers", dies, send).status == 302:
        for name, (_, digest) in files.items():
            _, component, item = name.split(":")
            writing.papers.add((component, int(item), digest))
