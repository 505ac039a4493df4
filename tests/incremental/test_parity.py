"""However a document of this repository changes, a second look finds what a first one would."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import time
from typing import Any

import pytest

from handbook.cache import Cache
from handbook.incremental import check as module
from handbook.incremental.check import check
from handbook.kept import Kept
from handbook.load import load
from tests.support.handbooks import REPOSITORY, TODAY

_EDITS = 30
_WITH_SECTIONS = ("sops/*/*.md", "data/meetings/*.md", "data/post-mortems/*.md")
_ITEM = re.compile(r"^ *(?:\d+\.|-) ", re.MULTILINE)
Edit = Callable[[str, Random], str]


def _in_a_step(words: str) -> Edit:
    def edit(text: str, draw: Random) -> str:
        body = text.index("\n---\n", 4) if text.startswith("---\n") else 0
        marks = [found.end() for found in _ITEM.finditer(text, body)]
        at = draw.choice(marks or [len(text)])
        return text[:at] + words + text[at:]

    return edit


def _without_a_line(text: str, draw: Random) -> str:
    lines = text.split("\n")
    del lines[draw.randrange(len(lines))]
    return "\n".join(lines)


def _with_a_line_twice(text: str, draw: Random) -> str:
    lines = text.split("\n")
    at = draw.randrange(len(lines))
    return "\n".join((*lines[:at], lines[at], *lines[at:]))


def _with_another_heading(text: str, draw: Random) -> str:
    heads = [found.end() for found in re.finditer(r"^### .*$", text, re.MULTILINE)]
    at = draw.choice(heads or [len(text)])
    return f"{text[:at]} again{text[at:]}"


def _with_another_title(text: str, draw: Random) -> str:
    return text.replace("\ntitle: ", "\ntitle: Another ", 1)


def _with_another_property(text: str, draw: Random) -> str:
    line = draw.choice(('version: "9"', "effective: 2026-11-01", "timeline: 3 days", "colour: red"))
    return text.replace("\ntitle: ", f"\n{line}\ntitle: ", 1)


_WAYS: tuple[Edit, ...] = (
    _in_a_step("TBD "),
    _in_a_step("[gone](nowhere.md) "),
    _in_a_step("[role](../../data/roles.yaml#nobody) "),
    _in_a_step("[page](../../docs/index.md#nowhere) "),
    _in_a_step("<b>bold</b> "),
    _without_a_line,
    _with_a_line_twice,
    _with_another_heading,
    _with_another_title,
    _with_another_property,
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """This repository's handbook, whose files were all written long ago."""
    for name in ("data", "sops", "docs", ".vscode"):
        shutil.copytree(REPOSITORY / name, tmp_path / "handbook" / name)
    shutil.copy(REPOSITORY / "CODEOWNERS", tmp_path / "handbook")
    for file in (tmp_path / "handbook").rglob("*"):
        os.utime(file, (time() - 1_000,) * 2)
    return tmp_path / "handbook"


@pytest.mark.parametrize("with_examples", [True, False])
def test_a_second_look_finds_what_a_first_one_would(
    with_examples: bool, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not with_examples:
        # Where editors are shown nothing, properties may differ too.
        shutil.rmtree(copy / ".vscode")
    draw = Random(_EDITS)  # noqa: S311 - the point is that all draw the same
    paths = [path for pattern in _WITH_SECTIONS for path in sorted(copy.glob(pattern))]
    whole = 0

    def counted(*arguments: Any, **named: Any) -> Any:
        nonlocal whole
        whole += isinstance(named["reader"], Kept)
        return load(*arguments, **named)

    monkeypatch.setattr(module, "load", counted)
    with Cache(tmp_path / "kept.sqlite") as cache:
        check(copy, cache, lambda _: TODAY)
        for _ in range(_EDITS):
            path = draw.choice(paths)
            text = path.read_text("utf-8")
            path.write_text(draw.choice(_WAYS)(text, draw), encoding="utf-8")
            found = check(copy, cache, lambda _: TODAY)
            first = check(copy, Cache(None), lambda _: TODAY)

            assert found == first, path
            if draw.random() < 0.9:
                path.write_text(text, encoding="utf-8")

    # Most edits are looked at alone.
    assert whole < _EDITS * 3 / 4
