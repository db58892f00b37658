"""Filing, uploading and acting die at each of their points and nothing is lost; with a deliberate defect the same run turns red."""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Callable

import pytest

from tests.faults.acting import act
from tests.faults.applying import submit, type_an_answer, upload
from tests.faults.crew import Crew
from tests.faults.every_point import killed_at_every_point
from tests.faults.office import Place, place
from tests.support.machine import wait_until
from tests.support.smtp import ACCEPTED, Delivery

pytestmark = pytest.mark.slow


def test_filing_and_uploading_die_at_each_point_and_nothing_is_lost() -> None:
    with place("sqlite") as here:
        for errand, name, fewest in ((submit, "submit", 8), (upload, "upload", 8), (type_an_answer, "type", 3)):
            died, broken = killed_at_every_point(here, errand, name)
            assert died >= fewest, f"{name} has fewer points than it has writes"
            assert not broken


def test_acceptance_dies_at_each_point_and_is_in_the_history_once() -> None:
    with place("sqlite") as here:
        here.running.start_web()

        def accept_a_new_one(crew: Crew, dies: float | None) -> None:
            if not crew.desks:
                crew.open_desks()
            crew.filed.clear()
            submit(crew, None)
            act(crew, dies)

        died, broken = killed_at_every_point(here, accept_a_new_one, "act accept")
        assert died >= 5
        assert not broken


@pytest.mark.parametrize(
    ("defect", "errand", "name", "promise"),
    [
        ("split-filing", submit, "submit", "no dossier twice, none without its draft"),
        ("late-file", upload, "upload", "files named by a row, with their hash"),
    ],
)
def test_a_deliberate_defect_turns_the_suite_red(
    defect: str, errand: Callable[[Crew, float | None], None], name: str, promise: str
) -> None:
    with place("sqlite", defect) as here:
        _, broken = killed_at_every_point(here, errand, name)
        assert broken.get(promise), broken


def sent_by_two_workers(here: Place) -> Counter[int]:
    """How often each of three messages arrives when two workers have one in hand at the same moment; nobody dies."""
    both_have_one = threading.Event()

    async def when_both_have_one(server: object, session: object, envelope: object) -> str:
        here.mail.deliveries.append(Delivery(envelope.mail_from, tuple(envelope.rcpt_tos), envelope.original_content))
        while not both_have_one.is_set():
            await asyncio.sleep(0.02)
        return ACCEPTED

    here.mail.handle_DATA = when_both_have_one
    here.running.start_web()
    crew = Crew(here, random.Random("two workers"), 1)
    for _ in range(3):
        submit(crew, None)
    here.running.workers = [here.running.start_worker() for _ in range(2)]
    wait_until(lambda: len(here.mail.deliveries) == 2, "each worker sends a message", 120)
    both_have_one.set()
    wait_until(lambda: len({one.raw for one in here.mail.deliveries}) == 3, "three messages arrive", 120)
    return Counter(Counter(one.raw for one in here.mail.deliveries).values())


def test_a_dropped_lease_sends_twice_and_the_lease_does_not() -> None:
    with place("sqlite") as here:
        assert sent_by_two_workers(here) == {1: 3}
    with place("sqlite", "dropped-lease") as here:
        assert sent_by_two_workers(here) != {1: 3}
