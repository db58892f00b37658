"""A crew: one applicant after the other and one officer at each desk, who work by HTTP until answered, however often the server dies.

What the server acknowledged is written into the ledger, and nothing else. The seed chooses the errand and the point of death.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from casework.models import Account, Officer
from casework.queries.situations import Loaded, load
from procedures.case.permission import available
from procedures.catalog.abtc.samples import sample_answers
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Role
from tests.faults import office
from tests.faults.browser import Answer, Browser, NoAnswer
from tests.faults.ledger import Deed, Ledger, Writing
from tests.faults.office import Place, a_paper, make_ready, new_applicant
from tests.portal.filing import posted
from tests.support.factories import PASSWORD, code_of, make_officer
from web.identity import actor_of

DESKS = (
    (Role.RECEPTION, ""),
    (Role.DIVISION_HEAD, "lanh-su"),
    (Role.SPECIALIST, "lanh-su"),
    (Role.DIRECTOR, ""),
    (Role.CLERK, "van-phong"),
    (Role.COMMITTEE, ""),
)
# Acts that end or turn a dossier away from its way; a supplement is asked once.
FORWARD = (
    *("accept", "assign", "request_supplement", "confirm_complete", "consult", "record_opinion", "close_consultation"),
    *("propose", "endorse", "sign_submission", "send_to_committee", "receive_decision", "issue", "hand_over"),
)
PATIENCE_SECONDS = 300.0
ASKED_PAPER = "tax_report"


@dataclass
class Citizen:
    """An applicant with a browser that is signed in."""

    account: Account
    browser: Browser
    drafts: int = 0


@dataclass
class Crew:
    """People of one thread; nobody else touches their drafts and dossiers."""

    place: Place
    chance: random.Random
    number: int
    ledger: Ledger = field(default_factory=Ledger)
    points: dict[str, int] = field(default_factory=dict)
    citizens: list[Citizen] = field(default_factory=list)
    desks: dict[Role, tuple[Officer, Browser]] = field(default_factory=dict)
    ready: list[tuple[Citizen, Writing]] = field(default_factory=list)
    filed: list[tuple[Citizen, str]] = field(default_factory=list)
    made: int = 0
    book: int = 0

    def open_desks(self) -> None:
        """Sign every officer in with password and code, before anything dies."""
        for role, division in DESKS:
            officer = make_officer(self.place.casework, (role,), division)
            browser = Browser(self.place.running.port)
            browser.get("/can-bo/dang-nhap")
            code = code_of(officer, datetime.now(UTC))
            answer = browser.post("/can-bo/dang-nhap", [("login", officer.login), ("password", PASSWORD), ("code", code)])
            assert answer.status == 302, answer.text[:2000]
            browser.get("/can-bo/tai-khoan")
            self.desks[role] = (officer, browser)

    def work(self, dies: bool) -> None:
        """One errand, chosen by the seed; with `dies` the server is killed in the middle of its first request."""
        errands = (
            *((self.submit, 8), (self.upload, 4), (self.type, 2), (self.begin, 1), (self.file_a_whole_one, 1)),
            *((self.act, 9), (self.answer_supplement, 3)),
        )
        errand = self.chance.choices([one for one, _ in errands], [weight for _, weight in errands])[0]
        self.ledger.errands[errand.__name__] += 1
        errand(self.chance.random() if dies else None)

    # ---- applicants

    def submit(self, dies: float | None) -> None:
        """Press the button until the server says which code the dossier has."""
        citizen, writing = self._ready()
        writing.first_tried = time.monotonic()
        path = f"/nop-ho-so/{office.SLUG}/{writing.draft}/nop"
        self._submitted(citizen, writing, self._until_answered("submit", dies, lambda at: citizen.browser.post(path, dies_at=at)))

    def _submitted(self, citizen: Citizen, writing: Writing, answer: Answer) -> None:
        found = re.fullmatch(r"/ho-so/([A-Z0-9.-]+)", answer.location)
        if answer.status != 302 or not found:
            self.ledger.problems.append(f"submit {writing.draft}: {answer.status} {answer.location}")
            return
        writing.code, writing.acknowledged = found[1], time.monotonic()
        self.ledger.writings.append(writing)
        self.filed.append((citizen, found[1]))

    def upload(self, dies: float | None) -> None:
        """Hand in one more file for a paper; whoever got no answer looks whether the file is in the list."""
        citizen, writing = self._ready(keep=True)
        content, digest = a_paper()
        component, item, name = "request_letter", -1, f"{digest[:12]}.pdf"
        held = sum(one[0] == component for one in writing.papers)
        if held >= 3:
            return self.submit(dies)
        base = f"/nop-ho-so/{office.SLUG}/{writing.draft}/giay-to"
        files = [("file", name, content)]

        def send(at: int | None) -> Answer:
            if at is None and name in citizen.browser.get(base).text:
                return Answer(200, "", "", 0)
            data = [("component", f"paper:{component}:{item}")]
            return citizen.browser.post_files(f"{base}/tep", data, files, dies_at=at)

        answer = self._until_answered("upload", dies, send)
        if answer.status == 200:
            writing.papers.add((component, item, digest))
        else:
            self.ledger.problems.append(f"upload {writing.draft}: {answer.status}")
        return None

    def type(self, dies: float | None) -> None:
        """Autosave one answer."""
        citizen, writing = self._ready(keep=True)
        value = f"Đàm phán với đối tác, lần gõ {self.chance.randrange(10**9)}."
        path = f"/nop-ho-so/ban-nhap/{writing.draft}/luu"
        body = {"path": "reason", "value": value}
        answer = self._until_answered("type", dies, lambda at: citizen.browser.post_json(path, body, dies_at=at))
        if answer.status == 200:
            writing.answers["reason"] = value
            writing.typed["reason"] = value
        else:
            self.ledger.problems.append(f"autosave {writing.draft}: {answer.status}")

    def begin(self, dies: float | None) -> None:
        """Begin a form and leave it."""
        self._begun(self._citizen(), dies)

    def _begun(self, citizen: Citizen, dies: float | None) -> Writing | None:
        citizen.drafts += 2
        path = f"/nop-ho-so/{office.SLUG}"
        answer = self._until_answered("begin", dies, lambda at: citizen.browser.post(path, dies_at=at))
        found = re.match(rf"{path}/([0-9a-f]{{32}})/", answer.location)
        if answer.status != 302 or not found:
            self.ledger.problems.append(f"begin: {answer.status} {answer.location}")
            return None
        writing = Writing(found[1], citizen.account.id)
        self.ledger.writings.append(writing)
        return writing

    def file_a_whole_one(self, dies: float | None) -> None:
        """From an empty form to the code, page by page; the death may come at any page."""
        citizen = self._citizen()
        writing = self._begun(citizen, None)
        if writing is None:
            return
        self.ledger.writings.remove(writing)
        self.made += 1
        answers = sample_answers(self.number * 100_000 + self.made)
        fatal = self.chance.randrange(5) if dies is not None else -1
        if self._filled(citizen, writing, answers, dies if fatal < 4 else None, fatal):
            writing.answers = office.cleaned(self.place.casework, answers)
            self._papers_handed_in(citizen, writing, dies if fatal == 4 else None)
            writing.first_tried = time.monotonic()
            path = f"/nop-ho-so/{office.SLUG}/{writing.draft}/nop"
            self._submitted(citizen, writing, self._until_answered("submit", None, lambda at: citizen.browser.post(path, dies_at=at)))

    def _filled(self, citizen: Citizen, writing: Writing, answers: dict[str, Any], dies: float | None, fatal: int) -> bool:
        definition = self.place.casework.registry.in_force(office.SLUG, datetime.now(UTC).astimezone(OFFICE_TIME).date())
        path = f"/nop-ho-so/{office.SLUG}/{writing.draft}/{definition.pages[0].name}"
        for number in range(40):
            name = path.rsplit("/", 1)[1]
            if name == "giay-to":
                return True
            page = next(one for one in definition.pages if one.name == name)
            data = list(posted(page, answers).items(multi=True))
            mine = dies if number == fatal else None
            answer = self._until_answered("page", mine, lambda at, p=path, d=data: citizen.browser.post(p, d, dies_at=at))
            if answer.status != 302:
                break
            path = answer.location
        self.ledger.problems.append(f"page {path}: {answer.status}")
        return False

    def _papers_handed_in(self, citizen: Citizen, writing: Writing, dies: float | None) -> None:
        path = f"/nop-ho-so/{office.SLUG}/{writing.draft}/giay-to"
        page = self._until_answered("look", None, lambda _: citizen.browser.get(path)).text
        wanted = sorted(set(re.findall(r'name="(paper:[a-z_0-9]+:-?\d+)"', page)))
        files = {name: a_paper() for name in wanted}
        named = {name: f"{digest[:12]}.pdf" for name, (_, digest) in files.items()}

        def send(at: int | None) -> Answer:
            held = "" if at is not None else citizen.browser.get(path).text
            left = [(name, named[name], files[name][0]) for name in wanted if named[name] not in held]
            return citizen.browser.post_files(path, [("then", "review")], left, dies_at=at)

        if self._until_answered("papers", dies, send).status == 302:
            for name, (_, digest) in files.items():
                _, component, item = name.split(":")
                writing.papers.add((component, int(item), digest))

    def answer_supplement(self, dies: float | None) -> None:
        """Send what the office asked for, file first; without such a dossier, act until there is one."""
        for citizen, code in self.filed:
            loaded = self._loaded(code)
            if loaded.dossier.state == "supplement":
                return self._answer(citizen, code, loaded.dossier.version, dies)
        return self.act(dies)

    def _answer(self, citizen: Citizen, code: str, seen: int, dies: float | None) -> None:
        content, digest = a_paper()
        path, name = f"/ho-so/{code}/bo-sung", f"{digest[:12]}.pdf"
        first = self.chance.random() < 0.5

        def send_file(at: int | None) -> Answer:
            if at is None and name in citizen.browser.get(path).text:
                return Answer(200, "", "", 0)
            data = [("component", f"paper:{ASKED_PAPER}:-1")]
            return citizen.browser.post_files(f"{path}/tep", data, [("file", name, content)], dies_at=at)

        if self._until_answered("supplement file", dies if first else None, send_file).status == 200:
            self.ledger.supplements.append((code, (ASKED_PAPER, -1, digest)))
        deed = Deed(code, "answer_supplement", seen)
        self.ledger.deeds.append(deed)
        data = [("version", str(seen)), ("send", "yes")]
        answer = self._until_answered(
            "supplement answer", None if first else dies, lambda at: citizen.browser.post(path, data, dies_at=at)
        )
        deed.acknowledged = answer.status == 302 and answer.location == f"/ho-so/{code}" and self._is_still_mine(deed)

    def _is_still_mine(self, deed: Deed) -> bool:
        """A supplement sent twice is told "nothing is asked any more" by the same redirect: then it was not this try."""
        return self._loaded(deed.code).dossier.version == deed.seen + 1

    # ---- officers

    def act(self, dies: float | None) -> None:
        """The next act on one dossier of this crew, by the officer whose turn it is."""
        for index in self.chance.sample(range(len(self.filed)), len(self.filed)):
            _citizen, code = self.filed[index]
            loaded = self._loaded(code)
            if loaded.dossier.closed_at is not None:
                self.filed.pop(index)
                return self.act(dies)
            turn = self._turn(loaded)
            if turn is not None:
                return self._take(code, loaded, *turn, dies)
        return self.submit(dies)

    def _turn(self, loaded: Loaded) -> tuple[Role, str] | None:
        asked = any(one.action == "request_supplement" for one in loaded.events)
        at = datetime.now(UTC)
        found = []
        for role, (officer, _) in self.desks.items():
            offered = {one.code for one in available(loaded.situation, actor_of(officer), at)}
            found += [(role, one) for one in FORWARD if one in offered and not (one == "request_supplement" and asked)]
        awaited = bool(loaded.situation.case.awaited)
        found = [(role, one) for role, one in found if not (one == "close_consultation" and awaited)]
        return self.chance.choice(found) if found else None

    def _take(self, code: str, loaded: Loaded, role: Role, action: str, dies: float | None) -> None:
        seen = loaded.dossier.version
        data = [("seen", str(seen)), *self._inputs(loaded, action)]
        browser = self.desks[role][1]
        deed = Deed(code, action, seen)
        self.ledger.deeds.append(deed)
        path = f"/can-bo/ho-so/{code}/{action}"
        answer = self._until_answered(f"act {action}", dies, lambda at: browser.post(path, data, dies_at=at))
        deed.acknowledged = answer.status == 302
        if answer.status not in (302, 409):
            self.ledger.problems.append(f"{action} {code}: {answer.status}")

    def _inputs(self, loaded: Loaded, action: str) -> Sequence[tuple[str, str]]:
        today = datetime.now(UTC).astimezone(OFFICE_TIME).strftime("%d/%m/%Y")
        persons = range(len(loaded.dossier.answers["persons"]))
        if action == "assign":
            return [("officer", str(self.desks[Role.SPECIALIST][0].id))]
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
            return [("number", str(self._next_number())), ("issued_on", today)]
        if action == "receive_decision":
            numbers = [(f"number_{one}", str(self._next_number())) for one in persons]
            return [*granted, *numbers, ("issued_on", today), ("signer", "Lê Văn Thí Dụ")]
        return []

    def _next_number(self) -> int:
        """Each crew has its own part of the book."""
        self.book += 1
        return self.number * 10_000 + self.book

    # ---- common

    def _loaded(self, code: str) -> Loaded:
        with self.place.casework.database.reading() as session:
            return load(session, self.place.casework, code)

    def _citizen(self) -> Citizen:
        """Somebody who may begin another draft."""
        for one in self.citizens:
            if one.drafts < office.DRAFTS_OF_ONE_ACCOUNT:
                return one
        account = new_applicant(self.place.casework)
        browser = Browser(self.place.running.port)
        given = [("login", account.email or ""), ("password", PASSWORD)]

        def sign_in(_: int | None) -> Answer:
            browser.cookies.clear()
            browser.get("/dang-nhap")
            return browser.post("/dang-nhap", given)

        answer = self._until_answered("sign in", None, sign_in)
        assert answer.status == 302, answer.text[:2000]
        self._until_answered("look", None, lambda _: browser.get(f"/nop-ho-so/{office.SLUG}"))
        self.citizens.append(Citizen(account, browser))
        return self.citizens[-1]

    def _ready(self, *, keep: bool = False) -> tuple[Citizen, Writing]:
        """A draft that lacks nothing; with `keep` it stays in the hand."""
        if len(self.ready) < 2:
            citizen = self._citizen()
            citizen.drafts += 1
            self.made += 1
            writing = make_ready(self.place.casework, citizen.account, self.number * 100_000 + self.made)
            self.ready.append((citizen, writing))
        index = self.chance.randrange(len(self.ready))
        return self.ready[index] if keep else self.ready.pop(index)

    def _until_answered(self, name: str, dies: float | None, send: Callable[[int | None], Answer]) -> Answer:
        """Send again and again as a patient person would; only the first try carries a death."""
        known = self.points.get(name, 0)
        at: int | None = 0 if dies is None or not known else 1 + int(dies * known)
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                answer = send(at)
            except NoAnswer:
                if time.monotonic() > end:
                    raise
                at = None
                time.sleep(0.03)
            else:
                self.points[name] = max(self.points.get(name, 0), answer.points)
                return answer

    def unfinished(self) -> list[Writing]:
        """Drafts that were not submitted: what was acknowledged about them must be there too."""
        return [writing for _, writing in self.ready]
