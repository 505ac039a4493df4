"""What all tests share: Hypothesis repeats itself, and --bless rewrites expectations."""

import pytest
from hypothesis import settings

# The same examples in every run, on every machine, however slow; nothing is kept between runs.
settings.register_profile("handbook", derandomize=True, deadline=None, database=None)
settings.load_profile("handbook")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --bless; a test reads it with config.getoption("--bless")."""
    parser.addoption(
        "--bless",
        action="store_true",
        help="rewrite the expected output of the example tests; review the diff afterwards",
    )
