"""The office of these tests. No page is opened here."""

import pytest

from casework.context import Casework
from tests.backoffice.desks import Office


@pytest.fixture
def office(casework: Casework) -> Office:
    """One officer at every desk, and an enterprise."""
    return Office(casework)
