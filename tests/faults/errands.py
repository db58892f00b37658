"""Which errand comes next is the choice of the seed, weighted. No errand is described here."""

from __future__ import annotations

from tests.faults.acting import act, answer_supplement
from tests.faults.applying import begin, file_a_whole_one, submit, type_an_answer, upload
from tests.faults.crew import Crew

ERRANDS = {submit: 8, upload: 4, type_an_answer: 2, begin: 1, file_a_whole_one: 1, act: 9, answer_supplement: 3}


def work(crew: Crew, dies: bool) -> None:
    """One errand; with `dies` the server is killed in the middle of its first request."""
    errand = crew.chance.choices(list(ERRANDS), list(ERRANDS.values()))[0]
    crew.ledger.errands[errand.__name__] += 1
    errand(crew, crew.chance.random() if dies else None)
