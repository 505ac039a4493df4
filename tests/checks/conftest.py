"""Fixtures for the tests of checks."""

from pathlib import Path

import pytest

from tests.support.checks import PROCESSES, SUPPLIES
from tests.support.handbooks import procedure, review, write_handbook


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """A handbook without findings: one procedure, reviewed on 1 October 2026."""
    files = {"data/processes.yaml": PROCESSES, SUPPLIES: procedure(process="supplies")}
    write_handbook(tmp_path, files)
    review(tmp_path, "supplies", "2026-10-01")
    return tmp_path
