"""People of these tests on either database. No expectation may enter."""

from __future__ import annotations

import pytest
from flask import Flask

from procedures.definition import Role
from tests.support.application import OfficerClient, enter
from tests.support.factories import make_officer
from tests.worker.conftest import desk, put_message
from web.identity import OfficerUser

__all__ = ["administrator_on_both", "desk", "put_message"]


@pytest.fixture
def administrator_on_both(app_on_both: Flask) -> OfficerClient:
    """Twice: the browser of an administrator."""
    client = OfficerClient(app_on_both, app_on_both.response_class, use_cookies=True)
    client.officer = make_officer(app_on_both.extensions["casework"], (Role.ADMINISTRATOR,), division="")
    enter(client, OfficerUser(client.officer).get_id())
    return client
