"""Fixtures for all tests: each file of `tests/fixtures` is a plugin."""

pytest_plugins = [
    "tests.fixtures.browser",
    "tests.fixtures.loopback",
    "tests.fixtures.carrier",
    "tests.fixtures.postgres",
    "tests.fixtures.temporal",
]
