"""Two web groups and two workers on one PostgreSQL and one S3 are one portal: nothing that matters is kept in a process."""

from __future__ import annotations

import json
import re
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import func, select, text, update

from casework.models import Account, Dossier, DutyRun, Officer, OutboxMessage
from casework.periods import PERIODS
from casework.queries.situations import load
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Role
from tests.deploy.site import nginx_before
from tests.faults.browser import Browser
from tests.faults.office import SLUG, Place, a_paper, make_ready, new_applicant, place
from tests.faults.program import GONE, Running
from tests.portal.filing import posted
from tests.support.factories import PASSWORD, code_of, make_officer
from tests.support.machine import public_folder, stop, wait_until

pytestmark = pytest.mark.slow
WITNESS = """
CREATE TABLE witnessed (duty text NOT NULL, done_at timestamptz NOT NULL, worker text);
CREATE FUNCTION witness() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN INSERT INTO witnessed VALUES (NEW.name, NEW.done_at, OLD.leased_by); RETURN NEW; END';
CREATE TRIGGER witness AFTER UPDATE OF done_at ON duty_runs FOR EACH ROW
  WHEN (NEW.done_at IS DISTINCT FROM OLD.done_at) EXECUTE FUNCTION witness();
"""


@dataclass
class Several:
    """One installation with two web groups, A and B; this process is a third that only looks and prepares."""

    place: Place
    a: Running
    b: Running

    def signed_in(self, account: Account) -> Browser:
        """A browser whose session began on A."""
        browser = Browser(self.a.port)
        browser.get("/dang-nhap")
        answer = browser.post("/dang-nhap", [("login", account.email or ""), ("password", PASSWORD)])
        assert answer.status == 302, answer.text[-2000:]
        assert browser.get(f"/nop-ho-so/{SLUG}").status == 200
        return browser

    def on(self, group: Running, browser: Browser) -> Browser:
        """The same browser, led to another group by the balancer."""
        browser.port = group.port
        return browser

    def scalar(self, statement):
        with self.place.casework.database.reading() as session:
            return session.scalar(statement)


@pytest.fixture(scope="module")
def several() -> Iterator[Several]:
    with place("postgresql") as here, public_folder("portal-second-") as folder:
        second = Running(here.running.settings, Path(folder))
        try:
            here.running.start_web()
            second.start_web()
            yield Several(here, here.running, second)
        finally:
            second.stop()


def test_one_person_works_on_both(several: Several) -> None:
    """Session, token, draft, file, dossier and the officer's act: each begun on one group and continued on the other."""
    account = new_applicant(several.place.casework)
    person = several.signed_in(account)
    begun = several.on(several.b, person).post(f"/nop-ho-so/{SLUG}")
    assert begun.status == 302, "the token was A's"
    draft = re.match(rf"/nop-ho-so/{SLUG}/([0-9a-f]{{32}})/", begun.location)[1]
    saved = person.post_json(f"/nop-ho-so/ban-nhap/{draft}/luu", {"path": "reason", "value": "Gõ trên máy B."})
    assert saved.status == 200
    pages = [several.on(several.a, person).get(begun.location).text, *_pages(person, begun.location)]
    assert any("Gõ trên máy B." in page for page in pages)

    content, digest = a_paper()
    papers = f"/nop-ho-so/{SLUG}/{draft}/giay-to"
    sent = several.on(several.a, person).post_files(f"{papers}/tep", [("component", "paper:request_letter:-1")], [("file", f"{digest[:12]}.pdf", content)])
    assert sent.status == 200
    listed = several.on(several.b, person).get(papers).text
    assert f"{digest[:12]}.pdf" in listed
    preview = re.search(rf"/nop-ho-so/{SLUG}/{draft}/tep/[0-9a-f]+", listed)[0]
    stored = several.on(several.b, person).get(preview)
    assert stored.text == content.decode(errors="replace"), "what A took, B shows"

    code = _submitted(several, person, make_ready(several.place.casework, account, 1).draft)
    assert several.on(several.b, person).get(f"/ho-so/{code}").status == 200
    desk = _at_desk(several.a, make_officer(several.place.casework, (Role.RECEPTION,), ""))
    with several.place.casework.database.reading() as session:
        seen = load(session, several.place.casework, code).dossier.version
    assert several.on(several.b, desk).post(f"/can-bo/ho-so/{code}/accept", [("seen", str(seen))]).status == 302
    assert several.scalar(select(Dossier.accepted_at).where(Dossier.code == code)) is not None


def _pages(person: Browser, first: str) -> Iterator[str]:
    base = first.rsplit("/", 1)[0]
    for path in sorted(set(re.findall(rf'href="({base}/[a-z_]+)"', person.get(first).text))):
        yield person.get(path).text


def _submitted(several: Several, person: Browser, draft: str) -> str:
    answer = several.on(several.a, person).post(f"/nop-ho-so/{SLUG}/{draft}/nop")
    found = re.fullmatch(r"/ho-so/([A-Z0-9.-]+)", answer.location)
    assert answer.status == 302 and found, answer.text[-2000:]
    return found[1]


def test_guesses_on_one_group_slow_the_other(several: Several) -> None:
    account = new_applicant(several.place.casework)
    guesser = Browser(several.a.port)
    guesser.get("/dang-nhap")
    for _ in range(7):
        assert guesser.post("/dang-nhap", [("login", account.email or ""), ("password", "doan-mo")]).status == 422
    right = [("login", account.email or ""), ("password", PASSWORD)]
    refused = several.on(several.b, guesser).post("/dang-nhap", right)
    assert refused.status == 422 and "Đã thử nhiều lần" in refused.text
    assert several.signed_in(new_applicant(several.place.casework)), "nobody else is slowed"


def test_ten_posts_of_one_submission_over_both_make_one_dossier(several: Several) -> None:
    account = new_applicant(several.place.casework)
    person = several.signed_in(account)
    draft = make_ready(several.place.casework, account, 2).draft
    hands = [replace(person, port=group.port, cookies=dict(person.cookies)) for group in (several.a, several.b) for _ in range(5)]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda hand: hand.post(f"/nop-ho-so/{SLUG}/{draft}/nop"), hands))
    assert {one.status for one in answers} == {302}
    assert len({one.location for one in answers}) == 1
    made = select(func.count()).select_from(Dossier).where(Dossier.account_id == account.id)
    assert several.scalar(made) == 1


def test_a_form_open_on_both_keeps_what_the_other_saved(several: Several) -> None:
    """The lock of a draft is its version in the database: an older page is told, whichever group it comes from."""
    account = new_applicant(several.place.casework)
    person, writing = several.signed_in(account), make_ready(several.place.casework, account, 3)
    today = datetime.now(UTC).astimezone(OFFICE_TIME).date()
    pages = several.place.casework.registry.in_force(SLUG, today).pages
    page = next(one for one in pages if any(item.name == "reason" for item in one.items))
    path = f"/nop-ho-so/{SLUG}/{writing.draft}/{page.name}"
    seen = re.search(r'name="seen" value="([^"]*)"', several.on(several.a, person).get(path).text)[1]
    typed = {"path": "reason", "value": "Đàm phán, gõ trên máy A."}
    assert person.post_json(f"/nop-ho-so/ban-nhap/{writing.draft}/luu", typed).status == 200
    on_b = posted(page, {**writing.answers, "reason": "Đàm phán, gõ trên máy B."})
    late = several.on(several.b, person).post(path, [("seen", seen), *on_b.items(multi=True)])
    assert late.status == 409 and "gõ trên máy A." in late.text


def test_two_officers_on_one_dossier_see_each_other_through_the_database(several: Several) -> None:
    """One has the page open on A, the other opens it on B; each is told of the other, whichever group is asked."""
    person = several.signed_in(account := new_applicant(several.place.casework))
    code = _submitted(several, person, make_ready(several.place.casework, account, 4).draft)
    first, second = (make_officer(several.place.casework, (Role.RECEPTION,), "") for _ in range(2))
    on_a, on_b = _at_desk(several.a, first), _at_desk(several.b, second)
    assert "đang mở hồ sơ này" not in on_a.get(f"/can-bo/ho-so/{code}").text
    assert f"{first.name} đang mở hồ sơ này từ" in on_b.get(f"/can-bo/ho-so/{code}").text
    renewed = several.on(several.b, on_a).post_json(f"/can-bo/ho-so/{code}/dang-mo", {})
    assert renewed.status == 200 and second.name in json.loads(renewed.text)["said"]


def _at_desk(group: Running, officer: Officer) -> Browser:
    """A browser of an officer whose session began on that group."""
    browser = Browser(group.port)
    browser.get("/can-bo/dang-nhap")
    known = [("login", officer.login), ("password", PASSWORD), ("code", code_of(officer, datetime.now(UTC)))]
    assert browser.post("/can-bo/dang-nhap", known).status == 302
    browser.get("/can-bo/tai-khoan")
    return browser


def test_two_workers_send_every_notice_once_and_the_death_of_one_changes_nothing(several: Several) -> None:
    account = new_applicant(several.place.casework)
    person = several.signed_in(account)
    codes = [_submitted(several, person, make_ready(several.place.casework, account, 10 + one).draft) for one in range(8)]
    with several.place.casework.database.unit_of_work() as session:
        session.execute(text(WITNESS))
    workers = [several.a.start_worker(dies_at="70"), several.b.start_worker()]
    try:
        wait_until(lambda: workers[0].poll() is not None, "a worker died in the middle of its work", 120)
        assert workers[0].returncode == GONE
        workers.append(several.a.start_worker())
        _end_leases_of(several, workers[0].pid)
        waiting = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.state != "sent")
        wait_until(lambda: several.scalar(waiting) == 0, "everything is sent", 120)
        done = select(func.count()).select_from(DutyRun).where(DutyRun.done_at.is_not(None))
        wait_until(lambda: several.scalar(done) == len(PERIODS), "every duty was done", 120)
    finally:
        for worker in workers:
            stop(worker, signal.SIGTERM, 30)
    _every_notice_once(several, codes)
    _every_duty_once(several)


def _end_leases_of(several: Several, dead: int) -> None:
    """What a dead worker held is free when its lease ends, minutes later; here that is now."""
    with several.place.casework.database.unit_of_work() as session:
        for model in (OutboxMessage, DutyRun):
            its = model.leased_by.like(f"%:{dead}:%")
            session.execute(update(model).where(its).values(lease_until=None, leased_by=None))
        session.execute(update(OutboxMessage).where(OutboxMessage.state == "waiting", OutboxMessage.leased_by.is_(None)).values(next_at=datetime.now(UTC)))


def _every_notice_once(several: Several, codes: list[str]) -> None:
    with several.place.casework.database.reading() as session:
        mails = session.scalars(select(OutboxMessage).where(OutboxMessage.channel == "email")).all()
    arrived = Counter(one["Message-ID"] for one in several.place.mail.messages)
    assert len(arrived) == len(mails) >= len(codes)
    twice = [one for one, times in arrived.items() if times > 1]
    assert len(twice) <= 1 and max(arrived.values()) <= 2, "at most the mail in flight of the worker that died"


def _every_duty_once(several: Several) -> None:
    with several.place.casework.database.reading() as session:
        seen = session.execute(text("SELECT duty, done_at, worker FROM witnessed ORDER BY duty, done_at")).all()
    assert {one.duty for one in seen} == set(PERIODS)
    for earlier, later in pairwise(seen):
        assert earlier.duty != later.duty or later.done_at - earlier.done_at >= PERIODS[later.duty], later


def test_one_group_is_restarted_while_the_other_answers(several: Several) -> None:
    """Behind nginx nobody who reads notices it; what is posted is never sent twice by nginx, so it is not tried here."""
    with public_folder("portal-site-") as folder, nginx_before(folder, [several.a.port, several.b.port]) as front:
        statuses: Counter[int] = Counter()
        finished, enough = Event(), Event()

        def read() -> None:
            browser = front.browser()
            while not finished.is_set():
                statuses[browser.get("/tra-cuu").status] += 1
                if sum(statuses.values()) > 20:
                    enough.set()
                # As fast as a person with many windows, not as a flood that nginx would refuse.
                finished.wait(0.05)

        reader = Thread(target=read)
        reader.start()
        try:
            assert enough.wait(60)
            assert several.a.web is not None
            stop(several.a.web, signal.SIGTERM, 40)
            before = sum(statuses.values())
            wait_until(lambda: sum(statuses.values()) > before + 20, "the other group answers alone", 60)
            several.a.start_web()
            before = sum(statuses.values())
            wait_until(lambda: sum(statuses.values()) > before + 20, "both answer again", 60)
        finally:
            finished.set()
            reader.join(60)
        assert set(statuses) == {200}, statuses
