"""Officers at work on the dossiers of their crew, and applicants who answer a supplement. Filing is elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from casework.queries.situations import Loaded
from procedures.case.permission import available
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Role
from tests.faults.applying import submit
from tests.faults.browser import Answer
from tests.faults.crew import Citizen, Crew
from tests.faults.ledger import Deed
from tests.faults.office import a_paper
from web.identity import actor_of

# Acts that end a dossier early or send it back are left out: a long way is worth more kills. A supplement is asked once.
FORWARD = (
    *("accept", "assign", "request_supplement", "confirm_complete", "consult", "record_opinion", "close_consultation"),
    *("propose", "endorse", "sign_submission", "send_to_committee", "receive_decision", "issue", "hand_over"),
)
ASKED_PAPER = "tax_report"


def answer_supplement(crew: Crew, dies: float | None) -> None:
    """Send what the office asked for, file first; without such a dossier, act until there is one."""
    for citizen, code in crew.filed:
        loaded = crew.loaded(code)
        if loaded.dossier.state == "supplement":
            return _answer(crew, citizen, code, loaded.dossier.version, dies)
    return act(crew, dies)


def _answer(crew: Crew, citizen: Citizen, code: str, seen: int, dies: float | None) -> None:
    content, digest = a_paper()
    path, name = f"/ho-so/{code}/bo-sung", f"{digest[:12]}.pdf"
    first = crew.chance.random() < 0.5

    def send_file(at: int | None) -> Answer:
        if at is None and name in citizen.browser.get(path).text:
            return Answer(200, "", "", 0)
        data = [("component", f"paper:{ASKED_PAPER}:-1")]
        return citizen.browser.post_files(f"{path}/tep", data, [("file", name, content)], dies_at=at)

    if crew.until_answered("supplement file", dies if first else None, send_file).status == 200:
        crew.ledger.supplements.append((code, (ASKED_PAPER, -1, digest)))
    deed = Deed(code, "answer_supplement", seen)
    crew.ledger.deeds.append(deed)
    data = [("version", str(seen)), ("send", "yes")]
    answer = crew.until_answered(
        "supplement answer", None if first else dies, lambda at: citizen.browser.post(path, data, dies_at=at)
    )
    deed.acknowledged = answer.status == 302 and answer.location == f"/ho-so/{code}" and _is_still_mine(crew, deed)


def _is_still_mine(crew: Crew, deed: Deed) -> bool:
    """A supplement sent twice is told "nothing is asked any more" by the same redirect: then it was not this try."""
    return crew.loaded(deed.code).dossier.version == deed.seen + 1


def act(crew: Crew, dies: float | None) -> None:
    """The next act on one dossier of this crew, by the officer whose turn it is."""
    for index in crew.chance.sample(range(len(crew.filed)), len(crew.filed)):
        _citizen, code = crew.filed[index]
        loaded = crew.loaded(code)
        if loaded.dossier.closed_at is not None:
            crew.filed.pop(index)
            return act(crew, dies)
        turn = _turn(crew, loaded)
        if turn is not None:
            return _take(crew, code, loaded, *turn, dies)
    return submit(crew, dies)


def _turn(crew: Crew, loaded: Loaded) -> tuple[Role, str] | None:
    asked = any(one.action == "request_supplement" for one in loaded.events)
    at = datetime.now(UTC)
    found = []
    for role, (officer, _) in crew.desks.items():
        offered = {one.code for one in available(loaded.situation, actor_of(officer), at)}
        found += [(role, one) for one in FORWARD if one in offered and not (one == "request_supplement" and asked)]
    awaited = bool(loaded.situation.case.awaited)
    found = [(role, one) for role, one in found if not (one == "close_consultation" and awaited)]
    return crew.chance.choice(found) if found else None


def _take(crew: Crew, code: str, loaded: Loaded, role: Role, action: str, dies: float | None) -> None:
    seen = loaded.dossier.version
    data = [("seen", str(seen)), *_inputs(crew, loaded, action)]
    browser = crew.desks[role][1]
    deed = Deed(code, action, seen)
    crew.ledger.deeds.append(deed)
    path = f"/can-bo/ho-so/{code}/{action}"
    answer = crew.until_answered(f"act {action}", dies, lambda at: browser.post(path, data, dies_at=at))
    deed.acknowledged = answer.status == 302
    if answer.status not in (302, 409):
        crew.ledger.problems.append(f"{action} {code}: {answer.status}")


def _inputs(crew: Crew, loaded: Loaded, action: str) -> Sequence[tuple[str, str]]:
    today = datetime.now(UTC).astimezone(OFFICE_TIME).strftime("%d/%m/%Y")
    persons = range(len(loaded.dossier.answers["persons"]))
    if action == "assign":
        return [("officer", str(crew.desks[Role.SPECIALIST][0].id))]
    if action == "request_supplement":
        return [("items", f"paper:{ASKED_PAPER}"), ("reason", "Thiếu trang có chữ ký.")]
    if action == "consult":
        return [("bodies", one.code) for one in loaded.situation.variant.bodies if one.always]
    if action == "record_opinion":
        body = loaded.situation.case.awaited[0].body
        return [("body", body), ("opinion", "agree"), ("received_on", today), ("reference", "12/CV")]
    granted = [(f"outcome_{one}", "granted") for one in persons]
    if action == "propose":
        return [("summary", "Đủ điều kiện."), *granted]
    if action == "send_to_committee":
        return [("number", str(_next_number(crew, ))), ("issued_on", today)]
    if action == "receive_decision":
        numbers = [(f"number_{one}", str(_next_number(crew, ))) for one in persons]
        return [*granted, *numbers, ("issued_on", today), ("signer", "Lê Văn Thí Dụ")]
    return []


def _next_number(crew: Crew) -> int:
    """Each crew has its own part of the book."""
    crew.book += 1
    return crew.number * 10_000 + crew.book
