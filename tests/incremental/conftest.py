"""Fixtures for the tests of incremental checks."""

import os
from collections.abc import Iterator
from pathlib import Path
from time import time
from typing import Any

import pytest

from handbook.cache import Cache
from handbook.document_cache import CachedReader
from handbook.incremental import check as module
from handbook.load import load
from tests.incremental.checker import FILES, Checker
from tests.support.handbooks import review, write_handbook


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A handbook with reviewed procedures, whose files are all old."""
    found = write_handbook(tmp_path / "handbook", FILES)
    review(found, "supplies", "2026-11-01")
    review(found, "stock", "2026-11-01")
    then = time() - 1_000
    for file in found.rglob("*"):
        os.utime(file, (then, then))
    return found


@pytest.fixture
def checker(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Checker]:
    """A helper that has checked the handbook once."""
    with Cache(tmp_path / "cache/kept.sqlite") as cache:
        found = Checker(root, cache)

        def counted(*arguments: Any, **named: Any) -> Any:
            found.full_checks += isinstance(named["reader"], CachedReader)
            return load(*arguments, **named)

        monkeypatch.setattr(module, "load", counted)
        yield found
