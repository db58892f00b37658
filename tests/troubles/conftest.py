"""People of these tests on either database. No expectation may enter."""

from __future__ import annotations

import pytest
from flask import Flask

from procedures.definition import Role
from tests.support.application import OfficerClient, officer_client
from tests.support.factories import make_officer
from tests.worker.conftest import desk, put_message

__all__ = ["administrator_on_both", "desk", "put_message"]


@pytest.fixture
def administrator_on_both(app_on_both: Flask) -> OfficerClient:
    """Twice: the browser of an administrator."""
    return officer_client(app_on_both, make_officer(app_on_both.extensions["casework"], (Role.ADMINISTRATOR,), division=""))
