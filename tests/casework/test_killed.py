"""A process killed in the middle of a submission leaves no dossier or a whole one, and the next try is as good as the first."""

import os
import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from casework.models import Attachment, Dossier, DossierEvent, Draft, OutboxMessage
from casework.services.attaching import attach_to_draft
from casework.services.drafting import begin_draft
from casework.services.filing import NotComplete, submit
from casework.services.uploading import Upload
from procedures.catalog.abtc.samples import sample_answers
from tests.support.desks import Desks, pdf
from tests.support.factories import make_account
from tests.support.times import vn
from tests.support.tree import ROOT

AT = vn("2026-10-05T08:00")
KILLED = -signal.SIGKILL


def ready_draft(desks: Desks) -> tuple[str, int]:
    """A draft with all its papers, and its account."""
    account = make_account(desks.casework, "enterprise")
    draft = begin_draft(desks.casework, account.id, "abtc", sample_answers(1), AT)
    with pytest.raises(NotComplete) as lacking:
        submit(desks.casework, draft, account.id, AT)
    for component, item in lacking.value.missing:
        attach_to_draft(desks.casework, draft, account.id, component, item, [Upload("a.pdf", pdf())], AT)
    return draft, account.id


def submit_and_die(desks: Desks, draft: str, account: int, statements: int, storage: str) -> int:
    url = desks.casework.database.engine.url.render_as_string(hide_password=False)
    arguments = [url, storage, draft, str(account), AT.isoformat(), str(statements)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.killed", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in (0, KILLED), done.stderr.decode()
    return done.returncode


def dossiers_and_what_belongs_to_them(desks: Desks, draft: str) -> tuple[int, int, int, int, bool]:
    with desks.casework.database.reading() as session:
        dossiers, events, notices = (
            session.scalar(select(func.count()).select_from(model)) for model in (Dossier, DossierEvent, OutboxMessage)
        )
        papers = session.scalar(select(func.count()).select_from(Attachment).where(Attachment.dossier_id.is_not(None)))
        taken = session.get_one(Draft, draft).dossier_id is not None
        return dossiers, events, notices, papers, taken


@pytest.mark.parametrize("statements", [4, 9, 11, 14, 15, 99])
def test_a_killed_submission_is_none_or_whole(desks_on_both: Desks, tmp_path: object, statements: int) -> None:
    desks = desks_on_both
    draft, account = ready_draft(desks)
    code = submit_and_die(desks, draft, account, statements, f"file://{tmp_path}/storage")
    dossiers, events, notices, papers, taken = dossiers_and_what_belongs_to_them(desks, draft)
    if code == KILLED and dossiers == 0:
        assert (events, notices, papers, taken) == (0, 0, 0, False)
    else:
        assert (dossiers, events, notices, taken) == (1, 1, 1, True)
        assert papers > 0
    assert submit(desks.casework, draft, account, AT).endswith("-0000001"), "no number was lost and none given twice"
    assert dossiers_and_what_belongs_to_them(desks, draft)[0] == 1
