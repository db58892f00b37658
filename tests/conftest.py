"""Where pytest finds the fixtures every test may use. No fixture is written here: each lives beside its server."""

pytest_plugins = [
    "tests.support.browser",
    "tests.support.postgres",
    "tests.support.s3",
    "tests.support.served",
    "tests.support.smtp",
]
