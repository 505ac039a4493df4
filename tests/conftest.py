"""Settings shared by all tests: deterministic Hypothesis, a cache per run, and --bless."""

import os

import pytest
from hypothesis import settings

from handbook.cache import CACHE

# The same examples in every run, on every machine, however slow; nothing is saved between runs.
settings.register_profile("handbook", derandomize=True, deadline=None, database=None)
settings.load_profile("handbook")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --bless; a test reads it with config.getoption("--bless")."""
    parser.addoption(
        "--bless",
        action="store_true",
        help="rewrite the expected output of the example tests; review the diff afterwards",
    )


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Use a cache that starts empty and is not that of the person running the tests."""
    os.environ[CACHE] = str(tmp_path_factory.mktemp("cache"))
