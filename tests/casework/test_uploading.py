"""Bounds of all files of a draft together, and no file stored for somebody who may not."""

from dataclasses import replace

import pytest

from casework.context import UploadLimits
from casework.gateways.uploads import UploadRefused
from casework.services.attaching import attach_to_draft
from casework.services.drafting import DraftNotFound, begin_draft
from casework.services.uploading import Upload
from tests.support.desks import Desks, pdf
from tests.support.factories import make_account
from tests.support.times import vn

AT = vn("2026-10-05T08:00")


def test_all_files_of_a_draft_have_one_bound(desks: Desks) -> None:
    casework = replace(desks.casework, uploads=UploadLimits(all_bytes=len(pdf()) + 10))
    account = make_account(casework, "enterprise")
    draft = begin_draft(casework, account.id, "abtc", {}, AT)
    attach_to_draft(casework, draft, account.id, "tax_report", -1, [Upload("a.pdf", pdf())], AT)
    with pytest.raises(UploadRefused) as refused:
        attach_to_draft(casework, draft, account.id, "tax_report", -1, [Upload("b.pdf", pdf())], AT)
    assert refused.value.code == "too_much_together"


def test_nothing_is_stored_for_a_stranger(desks: Desks) -> None:
    owner, stranger = make_account(desks.casework, "enterprise"), make_account(desks.casework, "person")
    draft = begin_draft(desks.casework, owner.id, "abtc", {}, AT)
    with pytest.raises(DraftNotFound):
        attach_to_draft(desks.casework, draft, stranger.id, "tax_report", -1, [Upload("a.pdf", pdf())], AT)
    assert list(desks.casework.storage.keys("attachments/")) == []
