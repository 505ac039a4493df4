"""Work grows no faster than the handbook: calls are counted, no clock is read."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from handbook.cache import CACHE, OFF
from tests.bench.corpora import invented

# Twice as many procedures, roles, tools and processes.
SIZES = (150, 300)
# What is called less often for each procedure is not felt with ten thousand of them.
_FELT = 8
# Twice the handbook is twice the work, and a little for lists that only long ones have; what is
# done for each of one thing with each of another would be four times as much.
_MOST = 2.5
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
        # Of a small handbook PDFs are written too.
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
def test_twice_the_handbook_is_twice_the_work(handbooks: tuple[Path, ...], command: str) -> None:
    small, large = (calls(folder, *command.split()) for folder in handbooks)

    felt = {name for name, number in large.items() if number > _FELT * SIZES[1]}
    assert len(felt) > 20
    assert {
        name: (small.get(name, 0), large[name])
        for name in felt
        if large[name] > _MOST * small.get(name, 0)
    } == {}
