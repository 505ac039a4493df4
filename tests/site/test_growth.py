"""Work grows no faster than the handbook, measured in calls instead of time."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from handbook.cache import CACHE, OFF
from tests.bench.corpora import invented

# The second has twice as many procedures, roles, tools and processes.
SIZES = (150, 300)
# Functions called less often per procedure are negligible even with ten thousand procedures.
_MIN_CALLS_PER_PROCEDURE = 8
# Twice the handbook means twice the work, plus a margin for lists that only long ones have;
# pairwise work would quadruple.
_MAX_GROWTH = 2.5
Calls = Mapping[str, int]


@pytest.fixture(scope="module")
def handbooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    folders = tuple(tmp_path_factory.mktemp("growth") / str(size) for size in SIZES)
    for folder, size in zip(folders, SIZES, strict=True):
        invented(folder, size, 1)
    return folders


def calls(folder: Path, *command: str) -> Calls:
    file = folder.with_suffix(".json")
    subprocess.run(
        [sys.executable, "-m", "tests.support.calls", file, *command],
        cwd=folder,
        # By default only the smaller handbook gets PDFs.
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), CACHE: OFF, "HANDBOOK_PDF": "none"},
        check=True,
        capture_output=True,
    )
    found: Calls = json.loads(file.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    "command",
    ["handbook check", "handbook digest", "handbook export", "mkdocs build --quiet"],
)
def test_work_grows_linearly_with_the_handbook(handbooks: tuple[Path, ...], command: str) -> None:
    small, large = (calls(folder, *command.split()) for folder in handbooks)

    frequent = {
        name for name, number in large.items() if number > _MIN_CALLS_PER_PROCEDURE * SIZES[1]
    }
    assert len(frequent) > 20
    assert {
        name: (small.get(name, 0), large[name])
        for name in frequent
        if large[name] > _MAX_GROWTH * small.get(name, 0)
    } == {}
