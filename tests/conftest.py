"""Where pytest finds the fixtures every test may use. No fixture is written here: each lives beside its server."""

import pytest

# Before the plugins are imported, so that their assertions explain themselves too.
pytest.register_assert_rewrite("tests.support")

pytest_plugins = [
    "tests.support.application",
    "tests.support.browser",
    "tests.support.clamd",
    "tests.support.databases",
    "tests.support.desks",
    "tests.support.postgres",
    "tests.support.properties",
    "tests.support.s3",
    "tests.support.served",
    "tests.support.smtp",
]
