"""However this repository changes, an incremental check finds what a full check would."""

import os
import re
import shutil
from collections.abc import Callable
from itertools import product
from pathlib import Path
from random import Random
from time import time
from typing import Any

import pytest

from handbook.cache import Cache
from handbook.document_cache import CachedReader
from handbook.incremental import check as module
from handbook.incremental.check import check
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


# Edits of a page, each along with an edited or unchanged procedure that it names.
_ON_PAGES = (
    'Ask {{ link("sops", "nobody") }}.\n',
    '{{ link("sops", "renewal-playbook") }} {{ nope() }}\n',
    "{{ link(\n",
    "[gone](nowhere.md) and [there](../procedures/renewal-playbook.md)\n",
    "[no](javascript:alert)\n",
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """This repository's handbook, whose files are all old."""
    for name in ("data", "sops", "docs", ".vscode"):
        shutil.copytree(REPOSITORY / name, tmp_path / "handbook" / name)
    for name in ("CODEOWNERS", "mkdocs.yml"):
        shutil.copy(REPOSITORY / name, tmp_path / "handbook")
    for file in (tmp_path / "handbook").rglob("*"):
        os.utime(file, (time() - 1_000,) * 2)
    return tmp_path / "handbook"


@pytest.mark.parametrize("with_examples", [True, False])
def test_an_incremental_check_equals_a_full_check(
    with_examples: bool, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not with_examples:
        # Without editor files, properties may differ too.
        shutil.rmtree(copy / ".vscode")
    draw = Random(_EDITS)  # noqa: S311 - all must draw the same
    paths = [path for pattern in _WITH_SECTIONS for path in sorted(copy.glob(pattern))]
    whole = 0

    def counted(*arguments: Any, **named: Any) -> Any:
        nonlocal whole
        whole += isinstance(named["reader"], CachedReader)
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

    # Most edits are checked incrementally.
    assert whole < _EDITS * 3 / 4


def test_an_incremental_check_of_pages_equals_a_full_check(copy: Path, tmp_path: Path) -> None:
    page, plain = copy / "docs/customers/index.md", copy / "docs/guide/change.md"
    procedure = copy / "sops/customer-success/renewal-playbook.md"
    site = copy / "mkdocs.yml"
    before = {file: file.read_text("utf-8") for file in (page, plain, procedure, site)}

    with Cache(tmp_path / "kept.sqlite") as cache:

        def compare(after: str) -> None:
            found = check(copy, cache, lambda _: TODAY)
            assert found == check(copy, Cache(None), lambda _: TODAY), after

        compare("nothing")
        for words, file in product(_ON_PAGES, (page, plain)):
            file.write_text(f"{before[file]}\n{words}", encoding="utf-8")
            compare(words)
            for edit in (_without_a_line, lambda *_: "---\n", _with_another_title):
                changed = edit(before[procedure], Random(1))  # noqa: S311 - always the same
                procedure.write_text(changed, encoding="utf-8")
                compare(f"{words} and an edit")
            procedure.write_text(before[procedure], encoding="utf-8")
            file.write_text(before[file], encoding="utf-8")
        procedure.write_text("---\n", encoding="utf-8")
        compare("an invalid procedure that a page names")
        procedure.rename(procedure.with_name("renewal-book.md"))
        compare("and has another name")
        procedure.write_text(before[procedure], encoding="utf-8")
        compare("and is restored next to it")
        site.write_text(before[site].replace("/customers/*.md", "/guide/*.md"), encoding="utf-8")
        compare("other pages as templates")
        site.unlink()
        compare("no templates")
        shutil.rmtree(copy / "docs")
        compare("no pages")
