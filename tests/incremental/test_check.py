"""Incremental checks have the same result as full checks."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from handbook.editors.files import files
from handbook.incremental import check as module
from handbook.incremental.check import check
from handbook.incremental.file_times import file_times
from handbook.incremental.graph import Graph, PackedLists
from handbook.incremental.snapshot import SnapshotStore
from handbook.load import load
from tests.incremental.checker import STOCK, SUPPLIES, Checker
from tests.support.handbooks import REPOSITORY, TODAY, procedure


def test_nothing_is_read_if_nothing_changed(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = checker.check()
    monkeypatch.setattr(module, "read_kinds", None)

    assert check(checker.root, checker.cache, lambda _: TODAY) == before
    assert checker.full_checks == 0


_CHANGES = "## Changes\n\n| Date | Change |\n|---|---|\n| 2026-11-20 | It |\n\n"
_WORDS = [
    (SUPPLIES, "Keep the office stocked", "TBD"),
    (SUPPLIES, "Note what", "TBD what"),
    (SUPPLIES, "Note what", "Note [what](../../docs/guide.md#end)"),
    (SUPPLIES, "Note what", "Note [what](../../docs/guide.md#start)"),
    (SUPPLIES, "Note what", "Note [what](../nowhere/stok.md)"),
    (SUPPLIES, "Note what", "Note [what](../../data/roles.yaml#coo)"),
    (SUPPLIES, "Note what", "Note [what](../../data/roles.yaml#coa)"),
    (SUPPLIES, "Note what", "Note [what](ftp://example.com)"),
    (SUPPLIES, "stock.md#look", "stock.md#lok"),
    (SUPPLIES, "Note what", "Note <b>what</b>"),
    (SUPPLIES, "### Order", "### Order it\n\n**When:** day 2\n\n1. Send it\n\n### Wait"),
    (STOCK, "### Write", "### Note"),
    (STOCK, "Write it", "TBD it"),
    (STOCK, "**Owner:** COO · ", ""),
    (SUPPLIES, "1. Send it", "**Owner:** COO\n\n1. Send it"),
    (SUPPLIES, "1. Send it", "**Tools:** Ledger · **Owner:** coo\n\n1. Send it"),
    (STOCK, "**Owner:** COO", "**Owner:** Clerk"),
    (STOCK, "1. Look at", "**Tools:** Pen\n\n1. Look at"),
    (STOCK, "## Related", f"{_CHANGES}## Related"),
    (SUPPLIES, "review: every 3 months", "review: every week"),
    ("data/reviews/stock.yaml", "2026-11-01", "2026-12-20"),
    ("data/reviews/stock.yaml", "fingerprint: ", "fingerprint: 00000000000"),
    ("data/reviews/stock.yaml", "sops/supplies: ", "sops/nothing: 00000000000"),
]


@pytest.mark.parametrize(("path", "before", "now"), _WORDS)
def test_a_text_change_is_checked_incrementally(
    path: str, before: str, now: str, checker: Checker
) -> None:
    first, found, back = checker.there_and_back(path, before, now)

    assert checker.full_checks == 0
    assert found != first
    assert back == first


def test_a_change_of_private_properties_is_checked_incrementally(checker: Checker) -> None:
    checker.edit(
        SUPPLIES, "tools: [Ledger]", 'version: "2"\neffective: 2026-11-20\ntools: [Ledger, Pen]'
    )
    checker.check()
    checker.edit(SUPPLIES, "[Ledger, Pen]", "[Pen]")
    checker.check()
    checker.edit(STOCK, "**Owner:** COO · **Tools:** Old pen", "**Owner:** Guard")
    checker.check()

    assert checker.full_checks == 0


def test_a_procedure_named_by_its_path_is_resolved(checker: Checker) -> None:
    more = procedure("More", after="## Related\n\n- [Stock](stock.md)\n")
    _written("sops/operations/more.md", more)(checker.root)
    checker.check()
    checker.full_checks = 0
    checker.edit(SUPPLIES, "- [Stock](stock.md)\n", "- [Stock](stock.md)\n- [More](more.md)\n")
    assert "one-way-relation" in checker.codes(SUPPLIES)
    assert checker.full_checks == 0

    # The file is no longer the one that is named.
    checker.edit(STOCK, "title: Looking after", "aliases: [more.md]\ntitle: Looking after")
    checker.edit(SUPPLIES, "- [More](more.md)\n", "")
    checker.check()
    assert checker.full_checks == 1
    checker.edit(SUPPLIES, "- [Stock](stock.md)\n", "- [More](more.md)\n")
    checker.check()
    assert checker.full_checks == 2


def test_a_new_use_of_an_unused_entry_needs_a_full_check(checker: Checker) -> None:
    _written("data/groups.yaml", "all:\n  title: All\nsome:\n  title: Some\n")(checker.root)
    assert checker.codes("data/groups.yaml") == ["unused-entry"] * 2
    checker.full_checks = 0
    checker.edit(SUPPLIES, "review: every", "audience: [All]\nreview: every")

    assert checker.codes("data/groups.yaml") == ["unused-entry"]
    assert checker.full_checks == 1


def test_a_review_of_a_changed_text_is_suspect(checker: Checker) -> None:
    checker.edit(STOCK, "Write it", "Paint it")

    assert checker.codes(SUPPLIES) == ["suspect-review"]
    assert checker.codes(STOCK) == ["changed-since-review"]
    assert checker.full_checks == 0


def test_an_exception_covers_a_new_finding(checker: Checker) -> None:
    assert checker.codes("data/exceptions.yaml") == ["unused-exception"]
    checker.edit(STOCK, "Write it", "TBD it")

    assert [one.code for one in checker.check().excepted] == ["placeholder-text"]
    assert checker.codes("data/exceptions.yaml") == []
    assert checker.full_checks == 0


def test_successive_edits_are_checked_incrementally(checker: Checker) -> None:
    checker.edit(STOCK, "Write it", "TBD it")
    checker.check()
    checker.edit(SUPPLIES, "Send it", "Send [it](stock.md#write)")
    checker.check()
    assert checker.full_checks == 0

    # The previous edit links to the anchor.
    checker.edit(STOCK, "### Write", "### Note")
    assert "broken-link" in checker.codes(SUPPLIES)
    assert checker.full_checks == 1


def test_a_removed_heading_breaks_a_link_in_docs(checker: Checker) -> None:
    checker.edit("docs/guide.md", "## Start", "See [it](procedures/stock.md#write).\n\n## Start")
    assert checker.codes("docs/guide.md") == []

    checker.edit(STOCK, "### Write", "### Note")

    assert checker.codes("docs/guide.md") == ["broken-link"]


_KNOWN_ELSEWHERE = [
    (SUPPLIES, "title: Ordering", "title: Buying"),
    (SUPPLIES, "owner: COO", "owner: Somebody"),
    (SUPPLIES, "title:", "status: retired\ntitle:"),
    (SUPPLIES, "- [Stock](stock.md)", "- [Stock](nowhere.md)"),
    (SUPPLIES, "- [Stock](stock.md)", "- [Stock](../stores/stock.md)"),
    (SUPPLIES, "tools: [Ledger]", "tools: [stock.md]"),
    (SUPPLIES, "## Steps", "## Nothing"),
    (SUPPLIES, "---\ntitle", "title"),
    (STOCK, "### Look", "### Watch"),
    (STOCK, "**Owner:** COO", "**Owner:** Nobody"),
    ("data/settings.yaml", "dueSoonDays: 28", "dueSoonDays: 300"),
    ("data/roles.yaml", "holders: [Ada Example]", "vacant: true"),
    ("data/reviews/stock.yaml", "procedure: stock", "procedure: supplies"),
    ("data/schemas/sops.json", '"Process steps"', '"What to do"'),
    ("docs/guide.md", "## Start", "## Begin"),
]


@pytest.mark.parametrize(("path", "before", "now"), _KNOWN_ELSEWHERE)
def test_a_change_of_the_interface_needs_a_full_check(
    path: str, before: str, now: str, checker: Checker
) -> None:
    checker.edit(path, before, now)
    checker.check()

    assert checker.full_checks == 1


def _written(path: str, text: str) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    return write


_CAME_OR_WENT: Mapping[str, Callable[[Path], None]] = {
    "a procedure comes": _written("sops/operations/more.md", procedure("More")),
    "a procedure goes": lambda root: (root / STOCK).unlink(),
    "a stray file comes": _written("data/stray.txt", ""),
    "a page goes": lambda root: (root / "docs/guide.md").unlink(),
    "what was linked to goes": lambda root: (root / "README.md").unlink(),
    "files for editors come": _written(".vscode/schemas/tools.json", "{}"),
    "code owners come": _written("CODEOWNERS", "* @all\n"),
}


@pytest.mark.parametrize("change", _CAME_OR_WENT.values(), ids=_CAME_OR_WENT.keys())
def test_added_or_removed_files_need_a_full_check(
    change: Callable[[Path], None], checker: Checker
) -> None:
    change(checker.root)
    checker.check()

    assert checker.full_checks == 1


@pytest.mark.parametrize(
    ("before", "now", "whole"),
    [("Send it", "Send it off", 0), ("1. Send it", "**When:** day 3\n\n1. Send it", 1)],
)
def test_the_text_of_an_editor_example_may_change(
    before: str, now: str, whole: int, checker: Checker
) -> None:
    for path, text in files(load(checker.root).handbook).items():
        _written(path, text)(checker.root)
    checker.check()
    checker.full_checks = 0
    checker.edit(SUPPLIES, before, now)
    checker.check()

    assert checker.full_checks == whole


@pytest.mark.parametrize("path", ["docs/guide.md", "data/schemas/sops.json", STOCK])
def test_rewriting_the_same_text_is_no_change(path: str, checker: Checker) -> None:
    (checker.root / path).write_text((checker.root / path).read_text("utf-8"), encoding="utf-8")
    checker.check()

    assert checker.full_checks == 0


def test_a_fixed_fault_is_compared_with_the_state_before_it(checker: Checker) -> None:
    text = (checker.root / STOCK).read_text("utf-8")
    checker.edit(STOCK, "---\ntitle", "title")
    checker.check()
    assert checker.full_checks == 1

    (checker.root / STOCK).write_text(text, encoding="utf-8")
    checker.edit(STOCK, "Write it", "TBD it")
    checker.check()
    assert checker.full_checks == 1


def test_a_text_change_next_to_a_fault_is_checked_incrementally(checker: Checker) -> None:
    checker.edit("data/tools.yaml", "title: Ledger", "titel: Ledger")
    checker.check()
    checker.edit(SUPPLIES, "Send it", "TBD it")

    assert "placeholder-text" in checker.codes(SUPPLIES)
    assert checker.full_checks == 1


@pytest.mark.parametrize("path", ["policies/privacy.md", "docs/privacy.md"])
def test_entries_in_other_folders_need_a_full_check(path: str, checker: Checker) -> None:
    text = (checker.root / "data/schemas/sops.json").read_text("utf-8")
    pattern = f"{path.partition('/')[0]}/*.md"
    other = text.replace('"sops/*/*.md"', f'"{pattern}"').replace("sops.json", "policies.json")
    other = other.replace('"page": "procedures"', '"page": "policies"')
    _written("data/schemas/policies.json", other)(checker.root)
    before = checker.check()
    _written(path, "no front matter")(checker.root)

    assert checker.check() != before


def test_a_new_file_that_repairs_a_link_is_noticed(checker: Checker) -> None:
    checker.edit(SUPPLIES, "../../README.md", "../../READ.md")
    assert "broken-link" in checker.codes(SUPPLIES)
    (checker.root / "READ.md").write_text("", encoding="utf-8")

    assert "broken-link" not in checker.codes(SUPPLIES)


def test_another_day_needs_a_full_check(checker: Checker) -> None:
    codes = {one.code for one in checker.check(TODAY + timedelta(days=400)).found}

    assert "overdue-review" in codes
    assert checker.full_checks == 1


def test_many_edits_need_a_full_check(checker: Checker) -> None:
    for number in range(21):
        path = f"sops/operations/task-{number}.md"
        (checker.root / path).write_text(procedure(f"Task {number}"), encoding="utf-8")
    checker.check()
    for number in range(21):
        checker.edit(f"sops/operations/task-{number}.md", "Note what", "TBD what")
    checker.check()

    assert checker.full_checks == 2


def test_an_edit_next_to_a_broken_schema_needs_a_full_check(checker: Checker) -> None:
    checker.edit("data/schemas/tools.json", '"title"', "title")
    checker.check()
    checker.full_checks = 0
    checker.edit(SUPPLIES, "Send it", "TBD it")

    assert "placeholder-text" in checker.codes(SUPPLIES)
    assert checker.full_checks == 1


def test_a_file_in_another_encoding_needs_a_full_check(checker: Checker) -> None:
    (checker.root / STOCK).write_bytes(b"\xff")

    assert checker.codes(STOCK) == ["unreadable-file"]
    assert checker.full_checks == 1


def test_a_part_as_large_as_the_handbook_needs_a_full_check(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handbook.incremental.part._MAX_ENTRIES", 2)
    checker.edit(SUPPLIES, "Send it", "TBD it")

    assert "placeholder-text" in checker.codes(SUPPLIES)
    assert checker.full_checks == 1


def test_a_missing_cache_entry_needs_a_full_check(checker: Checker, tmp_path: Path) -> None:
    checker.cache.save()
    with sqlite3.connect(tmp_path / "cache/kept.sqlite") as database:
        longest = "SELECT key FROM kept ORDER BY length(value) DESC LIMIT 2"
        database.execute(f"DELETE FROM kept WHERE key NOT IN ({longest})")  # noqa: S608 - no input
    database.close()
    checker.edit(STOCK, "Write it", "TBD it")
    checker.check()

    assert checker.full_checks == 1


def test_a_corrupt_snapshot_needs_a_full_check(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    get = checker.cache.get
    monkeypatch.setattr(checker.cache, "get", lambda key: (get(key) or b"")[:-1] or None)
    checker.check()

    assert checker.full_checks == 1


@pytest.mark.parametrize("path", ["sops/operations/stock.md", "sops/stores/stock.md"])
def test_either_of_two_files_with_one_name_may_change(path: str, checker: Checker) -> None:
    again = procedure(
        "Another stock", after="## Related\n\n- [Supplies](../operations/supplies.md)\n"
    )
    _written("sops/stores/stock.md", again)(checker.root)
    checker.edit(SUPPLIES, "- [Stock](stock.md)", "- Another stock")
    checker.check()
    checker.edit(path, "1. ", "1. TBD ")

    assert "duplicate-name" in {one.code for one in checker.check().found}


def test_a_graph_replaced_by_another_process_needs_a_full_check(checker: Checker) -> None:
    nothing = PackedLists.of([])
    other = Graph(
        kinds=[],
        ids=[],
        paths=[],
        targets=nothing,
        cited=nothing,
        has_duplicates=False,
        has_path_like_name=False,
    )
    SnapshotStore(checker.cache, checker.root).put_graph(other, frozenset())
    checker.edit(STOCK, "Write it", "TBD it")
    checker.check()

    assert checker.full_checks == 1


def test_a_pipe_among_the_pages_does_not_block(checker: Checker) -> None:
    os.mkfifo(checker.root / "docs/pipe.md")
    checker.check()
    checker.edit(STOCK, "Write it", "Paint it")

    assert checker.codes(STOCK) == ["changed-since-review"]


def test_every_file_opened_in_a_handbook_is_watched(root: Path) -> None:
    code = (
        "import sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from handbook.cache import Cache\nfrom handbook.incremental.check import check\n"
        "seen = set()\n"
        "def hook(name, arguments):\n"
        "    if name in ('open', 'os.listdir', 'os.scandir'): seen.add(str(arguments[0]))\n"
        "sys.addaudithook(hook)\n"
        "check(Path(sys.argv[1]), Cache(None), lambda _: date(2026, 11, 21))\n"
        "print(*(one for one in seen if one.startswith(sys.argv[1])), sep='\\n')"
    )
    # This repository has every kind of file that a check reads.
    for path in ("data", "sops", "docs", ".vscode"):
        shutil.copytree(REPOSITORY / path, root / path, dirs_exist_ok=True)
    shutil.copy(REPOSITORY / "CODEOWNERS", root)
    arguments = [sys.executable, "-c", code, str(root)]
    done = subprocess.run(arguments, capture_output=True, check=True, text=True)
    # Newer Pythons try folders that do not exist.
    lines = (line for line in done.stdout.splitlines() if Path(line).exists())
    opened = {os.path.relpath(line, root) for line in lines}
    found = file_times(root)

    assert found is not None
    folders = {str(parent) for path in found.paths for parent in Path(path).parents}
    assert {"CODEOWNERS", ".vscode/settings.json", "docs/index.md"} <= opened
    assert opened - set(found.paths) - folders == set()
