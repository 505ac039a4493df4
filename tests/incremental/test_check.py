"""What a second look finds is what a first look would, whether or not all is looked at again."""

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
from handbook.incremental.graph import Graph, Numbers
from handbook.incremental.snapshot import Memory
from handbook.load import load
from tests.incremental.looker import STOCK, SUPPLIES, Looker
from tests.support.handbooks import REPOSITORY, TODAY, procedure


def test_where_nothing_changed_nothing_is_read(
    looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = looker.look()
    monkeypatch.setattr(module, "read_kinds", None)

    assert check(looker.root, looker.cache, lambda _: TODAY) == before
    assert looker.whole == 0


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
def test_other_words_are_looked_at_alone(path: str, before: str, now: str, looker: Looker) -> None:
    first, found, back = looker.there_and_back(path, before, now)

    assert looker.whole == 0
    assert found != first
    assert back == first


def test_properties_that_nobody_else_knows_are_looked_at_alone(looker: Looker) -> None:
    looker.edit(
        SUPPLIES, "tools: [Ledger]", 'version: "2"\neffective: 2026-11-20\ntools: [Ledger, Pen]'
    )
    looker.look()
    looker.edit(SUPPLIES, "[Ledger, Pen]", "[Pen]")
    looker.look()
    looker.edit(STOCK, "**Owner:** COO · **Tools:** Old pen", "**Owner:** Guard")
    looker.look()

    assert looker.whole == 0


def test_a_procedure_that_is_named_by_its_path_is_known(looker: Looker) -> None:
    more = procedure("More", after="## Related\n\n- [Stock](stock.md)\n")
    _written("sops/operations/more.md", more)(looker.root)
    looker.look()
    looker.whole = 0
    looker.edit(SUPPLIES, "- [Stock](stock.md)\n", "- [Stock](stock.md)\n- [More](more.md)\n")
    assert "one-way-relation" in looker.codes(SUPPLIES)
    assert looker.whole == 0

    # Now it is not the file that is named.
    looker.edit(STOCK, "title: Looking after", "aliases: [more.md]\ntitle: Looking after")
    looker.edit(SUPPLIES, "- [More](more.md)\n", "")
    looker.look()
    assert looker.whole == 1
    looker.edit(SUPPLIES, "- [Stock](stock.md)\n", "- [More](more.md)\n")
    looker.look()
    assert looker.whole == 2


def test_what_is_told_to_be_unused_is_looked_for_everywhere(looker: Looker) -> None:
    _written("data/groups.yaml", "all:\n  title: All\nsome:\n  title: Some\n")(looker.root)
    assert looker.codes("data/groups.yaml") == ["unused-entry"] * 2
    looker.whole = 0
    looker.edit(SUPPLIES, "review: every", "audience: [All]\nreview: every")

    assert looker.codes("data/groups.yaml") == ["unused-entry"]
    assert looker.whole == 1


def test_what_was_reviewed_together_with_other_words_is_suspect(looker: Looker) -> None:
    looker.edit(STOCK, "Write it", "Paint it")

    assert looker.codes(SUPPLIES) == ["suspect-review"]
    assert looker.codes(STOCK) == ["changed-since-review"]
    assert looker.whole == 0


def test_an_exception_lets_pass_what_came_since(looker: Looker) -> None:
    assert looker.codes("data/exceptions.yaml") == ["unused-exception"]
    looker.edit(STOCK, "Write it", "TBD it")

    assert [one.code for one in looker.look().excepted] == ["placeholder-text"]
    assert looker.codes("data/exceptions.yaml") == []
    assert looker.whole == 0


def test_one_edit_after_another_is_looked_at_alone(looker: Looker) -> None:
    looker.edit(STOCK, "Write it", "TBD it")
    looker.look()
    looker.edit(SUPPLIES, "Send it", "Send [it](stock.md#write)")
    looker.look()
    assert looker.whole == 0

    # The anchor is linked to since the edit before.
    looker.edit(STOCK, "### Write", "### Note")
    assert "broken-link" in looker.codes(SUPPLIES)
    assert looker.whole == 1


def test_a_heading_is_looked_for_where_a_page_of_docs_leads_to_it(looker: Looker) -> None:
    looker.edit("docs/guide.md", "## Start", "See [it](procedures/stock.md#write).\n\n## Start")
    assert looker.codes("docs/guide.md") == []

    looker.edit(STOCK, "### Write", "### Note")

    assert looker.codes("docs/guide.md") == ["broken-link"]


_KNOWN_ELSEWHERE = [
    (SUPPLIES, "title: Ordering", "title: Buying"),
    (SUPPLIES, "owner: COO", "owner: Somebody"),
    (SUPPLIES, "title:", "status: retired\ntitle:"),
    (SUPPLIES, "- [Stock](stock.md)", "- [Stock](nowhere.md)"),
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
def test_what_is_known_elsewhere_has_all_looked_at(
    path: str, before: str, now: str, looker: Looker
) -> None:
    looker.edit(path, before, now)
    looker.look()

    assert looker.whole == 1


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
def test_where_files_come_or_go_all_is_looked_at(
    change: Callable[[Path], None], looker: Looker
) -> None:
    change(looker.root)
    looker.look()

    assert looker.whole == 1


@pytest.mark.parametrize(
    ("before", "now", "whole"),
    [("Send it", "Send it off", 0), ("1. Send it", "**When:** day 3\n\n1. Send it", 1)],
)
def test_an_example_to_editors_may_have_other_words(
    before: str, now: str, whole: int, looker: Looker
) -> None:
    for path, text in files(load(looker.root).handbook).items():
        _written(path, text)(looker.root)
    looker.look()
    looker.whole = 0
    looker.edit(SUPPLIES, before, now)
    looker.look()

    assert looker.whole == whole


@pytest.mark.parametrize("path", ["docs/guide.md", "data/schemas/sops.json", STOCK])
def test_what_was_written_as_it_was_did_not_change(path: str, looker: Looker) -> None:
    (looker.root / path).write_text((looker.root / path).read_text("utf-8"), encoding="utf-8")
    looker.look()

    assert looker.whole == 0


def test_a_fault_mended_is_compared_with_what_was_before(looker: Looker) -> None:
    text = (looker.root / STOCK).read_text("utf-8")
    looker.edit(STOCK, "---\ntitle", "title")
    looker.look()
    assert looker.whole == 1

    (looker.root / STOCK).write_text(text, encoding="utf-8")
    looker.edit(STOCK, "Write it", "TBD it")
    looker.look()
    assert looker.whole == 1


def test_beside_a_fault_other_words_are_looked_at_alone(looker: Looker) -> None:
    looker.edit("data/tools.yaml", "title: Ledger", "titel: Ledger")
    looker.look()
    looker.edit(SUPPLIES, "Send it", "TBD it")

    assert "placeholder-text" in looker.codes(SUPPLIES)
    assert looker.whole == 1


@pytest.mark.parametrize("path", ["policies/privacy.md", "docs/privacy.md"])
def test_of_entries_in_other_folders_nothing_is_taken_for_known(path: str, looker: Looker) -> None:
    text = (looker.root / "data/schemas/sops.json").read_text("utf-8")
    pattern = f"{path.partition('/')[0]}/*.md"
    other = text.replace('"sops/*/*.md"', f'"{pattern}"').replace("sops.json", "policies.json")
    other = other.replace('"page": "procedures"', '"page": "policies"')
    _written("data/schemas/policies.json", other)(looker.root)
    before = looker.look()
    _written(path, "no front matter")(looker.root)

    assert looker.look() != before


def test_what_would_heal_a_link_is_noticed(looker: Looker) -> None:
    looker.edit(SUPPLIES, "../../README.md", "../../READ.md")
    assert "broken-link" in looker.codes(SUPPLIES)
    (looker.root / "READ.md").write_text("", encoding="utf-8")

    assert "broken-link" not in looker.codes(SUPPLIES)


def test_another_day_has_all_looked_at(looker: Looker) -> None:
    codes = {one.code for one in looker.look(TODAY + timedelta(days=400)).found}

    assert "overdue-review" in codes
    assert looker.whole == 1


def test_many_edits_have_all_looked_at(looker: Looker) -> None:
    for number in range(21):
        path = f"sops/operations/task-{number}.md"
        (looker.root / path).write_text(procedure(f"Task {number}"), encoding="utf-8")
    looker.look()
    for number in range(21):
        looker.edit(f"sops/operations/task-{number}.md", "Note what", "TBD what")
    looker.look()

    assert looker.whole == 2


def test_what_is_not_kept_any_more_has_all_looked_at(looker: Looker, tmp_path: Path) -> None:
    looker.cache.save()
    with sqlite3.connect(tmp_path / "cache/kept.sqlite") as database:
        longest = "SELECT key FROM kept ORDER BY length(value) DESC LIMIT 2"
        database.execute(f"DELETE FROM kept WHERE key NOT IN ({longest})")  # noqa: S608 - no input
    database.close()
    looker.edit(STOCK, "Write it", "TBD it")
    looker.look()

    assert looker.whole == 1


def test_a_snapshot_that_is_broken_has_all_looked_at(
    looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    get = looker.cache.get
    monkeypatch.setattr(looker.cache, "get", lambda key: (get(key) or b"")[:-1] or None)
    looker.look()

    assert looker.whole == 1


@pytest.mark.parametrize("path", ["sops/operations/stock.md", "sops/stores/stock.md"])
def test_of_two_files_of_one_name_either_may_change(path: str, looker: Looker) -> None:
    again = procedure(
        "Another stock", after="## Related\n\n- [Supplies](../operations/supplies.md)\n"
    )
    _written("sops/stores/stock.md", again)(looker.root)
    looker.edit(SUPPLIES, "- [Stock](stock.md)", "- Another stock")
    looker.look()
    looker.edit(path, "1. ", "1. TBD ")

    assert "duplicate-name" in {one.code for one in looker.look().found}


def test_a_graph_that_somebody_else_kept_meanwhile_has_all_looked_at(looker: Looker) -> None:
    nothing = Numbers.of([])
    other = Graph(
        kinds=[],
        ids=[],
        paths=[],
        targets=nothing,
        cited=nothing,
        has_doubles=False,
        has_path_name=False,
    )
    Memory(looker.cache, looker.root).put_graph(other, frozenset())
    looker.edit(STOCK, "Write it", "TBD it")
    looker.look()

    assert looker.whole == 1


def test_a_pipe_among_the_pages_is_not_waited_for(looker: Looker) -> None:
    os.mkfifo(looker.root / "docs/pipe.md")
    looker.look()
    looker.edit(STOCK, "Write it", "Paint it")

    assert looker.codes(STOCK) == ["changed-since-review"]


def test_all_that_is_opened_below_a_handbook_is_watched(root: Path) -> None:
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
    # Newer Pythons try folders that are not there.
    lines = (line for line in done.stdout.splitlines() if Path(line).exists())
    opened = {os.path.relpath(line, root) for line in lines}
    found = file_times(root)

    assert found is not None
    folders = {str(parent) for path in found.paths for parent in Path(path).parents}
    assert {"CODEOWNERS", ".vscode/settings.json", "docs/index.md"} <= opened
    assert opened - set(found.paths) - folders == set()
