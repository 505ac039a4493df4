"""What a second look finds is what a first look would, whether or not all is looked at again."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from time import time
from typing import Any

import pytest

from handbook.cache import Cache
from handbook.editors.files import files
from handbook.incremental import check as module
from handbook.incremental.check import check
from handbook.incremental.checked import Checked
from handbook.incremental.snapshot import Memory, Numbers, Web
from handbook.incremental.watch import watch
from handbook.kept import Kept
from handbook.load import load
from tests.support.handbooks import REPOSITORY, TODAY, procedure, review, write_handbook

_SUPPLIES = "sops/operations/supplies.md"
_STOCK = "sops/operations/stock.md"
_FILES = {
    "data/processes.yaml": (
        "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"
        "stock:\n  title: Stock\n  owner: coo\n  area: operations\n"
    ),
    "data/roles.yaml": (
        "coo:\n  title: COO\n  area: operations\n  holders: [Ada Example]\n"
        "clerk:\n  title: Clerk\n  area: operations\n  holders: [Bo Example]\n"
        "guard:\n  title: Guard\n  area: operations\n  vacant: true\n"
    ),
    "data/tools.yaml": "".join(
        f"{name}:\n  title: {title}\n  purpose: Counts\n  category: Finance\n"
        for name, title in {"ledger": "Ledger", "pen": "Pen", "old": "Old pen"}.items()
    ),
    "data/exceptions.yaml": (
        "later:\n  title: Later\n  code: placeholder-text\n  about: sops/stock\n  owner: COO\n"
        '  reason: It is being asked.\n  until: "2027-01-01"\n'
    ),
    "README.md": "# Read me\n",
    "docs/guide.md": "# Guide\n\n## Start\n",
    _SUPPLIES: procedure(
        process="supplies",
        more="tools: [Ledger]\n",
        steps="### Count the stock\n\n**Owner:** Clerk · **Tools:** Pen\n\n"
        "1. Note what runs out, as [it says](stock.md#look) there\n"
        "2. Read [the file](../../README.md)\n\n### Order\n\n1. Send it\n",
        after="## Related\n\n- [Stock](stock.md)\n",
    ),
    _STOCK: procedure(
        "Looking after the stock",
        process="stock",
        steps="### Look\n\n1. Look at [the guide](../../docs/guide.md#start)\n\n"
        "### Write\n\n**Owner:** COO · **Tools:** Old pen\n\n1. Write it down\n",
        after="## Related\n\n- [Supplies](supplies.md)\n",
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A handbook whose procedures were reviewed, and whose files were all written long ago."""
    found = write_handbook(tmp_path / "handbook", _FILES)
    review(found, "supplies", "2026-11-01")
    review(found, "stock", "2026-11-01")
    return _aged(found)


def _aged(root: Path) -> Path:
    then = time() - 1_000
    for file in root.rglob("*"):
        os.utime(file, (then, then))
    return root


class Looker:
    """Looks at a handbook, and counts how often it looked at all of it."""

    def __init__(self, root: Path, cache: Cache) -> None:
        self.root = root
        self.cache = cache
        self.whole = 0
        self.look()

    def look(self, today: date = TODAY) -> Checked:
        """Return what is found; it is always what a first look finds."""
        found = check(self.root, self.cache, lambda _: today)
        assert found == check(self.root, Cache(None), lambda _: today)
        return found

    def codes(self, path: str) -> list[str]:
        """Return the codes of what is found in a file."""
        return [one.code for one in self.look().found if one.place.path == path]

    def edit(self, path: str, before: str, now: str) -> None:
        """Write something else in a file."""
        text = (self.root / path).read_text("utf-8")
        assert before in text
        (self.root / path).write_text(text.replace(before, now, 1), encoding="utf-8")


@pytest.fixture
def looker(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Looker]:
    """Somebody who looked at the handbook once before."""
    with Cache(tmp_path / "cache/kept.sqlite") as cache:
        found = Looker(root, cache)

        def counted(*arguments: Any, **named: Any) -> Any:
            found.whole += isinstance(named["reader"], Kept)
            return load(*arguments, **named)

        monkeypatch.setattr(module, "load", counted)
        yield found


def test_where_nothing_changed_nothing_is_read(
    looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = looker.look()
    monkeypatch.setattr(module, "read_kinds", None)

    assert check(looker.root, looker.cache, lambda _: TODAY) == before
    assert looker.whole == 0


_CHANGES = "## Changes\n\n| Date | Change |\n|---|---|\n| 2026-11-20 | It |\n\n"
_WORDS = [
    (_SUPPLIES, "Keep the office stocked", "TBD"),
    (_SUPPLIES, "Note what", "TBD what"),
    (_SUPPLIES, "Note what", "Note [what](../../docs/guide.md#end)"),
    (_SUPPLIES, "Note what", "Note [what](../../docs/guide.md#start)"),
    (_SUPPLIES, "Note what", "Note [what](../nowhere/stok.md)"),
    (_SUPPLIES, "Note what", "Note [what](../../data/roles.yaml#coo)"),
    (_SUPPLIES, "Note what", "Note [what](../../data/roles.yaml#coa)"),
    (_SUPPLIES, "Note what", "Note [what](ftp://example.com)"),
    (_SUPPLIES, "stock.md#look", "stock.md#lok"),
    (_SUPPLIES, "Note what", "Note <b>what</b>"),
    (_SUPPLIES, "### Order", "### Order it\n\n**When:** day 2\n\n1. Send it\n\n### Wait"),
    (_STOCK, "### Write", "### Note"),
    (_STOCK, "Write it", "TBD it"),
    (_STOCK, "**Owner:** COO · ", ""),
    (_SUPPLIES, "1. Send it", "**Owner:** COO\n\n1. Send it"),
    (_SUPPLIES, "1. Send it", "**Tools:** Ledger · **Owner:** coo\n\n1. Send it"),
    (_STOCK, "**Owner:** COO", "**Owner:** Clerk"),
    (_STOCK, "1. Look at", "**Tools:** Pen\n\n1. Look at"),
    (_STOCK, "## Related", f"{_CHANGES}## Related"),
]


@pytest.mark.parametrize(("path", "before", "now"), _WORDS)
def test_other_words_are_looked_at_alone(path: str, before: str, now: str, looker: Looker) -> None:
    first = looker.look()
    text = (looker.root / path).read_text("utf-8")
    looker.edit(path, before, now)
    found = looker.look()
    (looker.root / path).write_text(text, encoding="utf-8")
    back = looker.look()

    assert looker.whole == 0
    assert found != first
    assert back == first


def test_what_was_reviewed_together_with_other_words_is_suspect(looker: Looker) -> None:
    looker.edit(_STOCK, "Write it", "Paint it")

    assert looker.codes(_SUPPLIES) == ["suspect-review"]
    assert looker.codes(_STOCK) == ["changed-since-review"]
    assert looker.whole == 0


def test_an_exception_lets_pass_what_came_since(looker: Looker) -> None:
    assert looker.codes("data/exceptions.yaml") == ["unused-exception"]
    looker.edit(_STOCK, "Write it", "TBD it")

    assert [one.code for one in looker.look().excepted] == ["placeholder-text"]
    assert looker.codes("data/exceptions.yaml") == []
    assert looker.whole == 0


def test_one_edit_after_another_is_looked_at_alone(looker: Looker) -> None:
    looker.edit(_STOCK, "Write it", "TBD it")
    looker.look()
    looker.edit(_SUPPLIES, "Send it", "Send [it](stock.md#write)")
    looker.look()
    assert looker.whole == 0

    # The anchor is linked to since the edit before.
    looker.edit(_STOCK, "### Write", "### Note")
    assert "broken-link" in looker.codes(_SUPPLIES)
    assert looker.whole == 1


_KNOWN_ELSEWHERE = [
    (_SUPPLIES, "title: Ordering", "title: Buying"),
    (_SUPPLIES, "owner: COO", "owner: Somebody"),
    (_SUPPLIES, "title:", "status: retired\ntitle:"),
    (_SUPPLIES, "tools: [Ledger]\n", ""),
    (_SUPPLIES, "- [Stock](stock.md)", "- [Stock](nowhere.md)"),
    (_SUPPLIES, "## Steps", "## Nothing"),
    (_SUPPLIES, "---\ntitle", "title"),
    (_STOCK, "### Look", "### Watch"),
    (_STOCK, "**Owner:** COO", "**Owner:** Nobody"),
    (_STOCK, "**Owner:** COO", "**Owner:** Guard"),
    (_STOCK, " · **Tools:** Old pen", ""),
    ("data/settings.yaml", "dueSoonDays: 28", "dueSoonDays: 300"),
    ("data/roles.yaml", "holders: [Ada Example]", "vacant: true"),
    ("data/reviews/stock.yaml", "2026-11-01", "2026-11-20"),
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
    "a procedure goes": lambda root: (root / _STOCK).unlink(),
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
    looker.edit(_SUPPLIES, before, now)
    looker.look()

    assert looker.whole == whole


@pytest.mark.parametrize("path", ["docs/guide.md", "data/schemas/sops.json", _STOCK])
def test_what_was_written_as_it_was_did_not_change(path: str, looker: Looker) -> None:
    (looker.root / path).write_text((looker.root / path).read_text("utf-8"), encoding="utf-8")
    looker.look()

    assert looker.whole == 0


def test_a_fault_mended_is_compared_with_what_was_before(looker: Looker) -> None:
    text = (looker.root / _STOCK).read_text("utf-8")
    looker.edit(_STOCK, "---\ntitle", "title")
    looker.look()
    assert looker.whole == 1

    (looker.root / _STOCK).write_text(text, encoding="utf-8")
    looker.edit(_STOCK, "Write it", "TBD it")
    looker.look()
    assert looker.whole == 1


def test_beside_a_fault_other_words_are_looked_at_alone(looker: Looker) -> None:
    looker.edit("data/tools.yaml", "title: Ledger", "titel: Ledger")
    looker.look()
    looker.edit(_SUPPLIES, "Send it", "TBD it")

    assert "placeholder-text" in looker.codes(_SUPPLIES)
    assert looker.whole == 1


@pytest.mark.parametrize("path", ["policies/privacy.md", "docs/privacy.md"])
def test_of_entries_in_other_folders_nothing_is_taken_for_known(path: str, looker: Looker) -> None:
    text = (looker.root / "data/schemas/sops.json").read_text("utf-8")
    pattern = f"{path.partition('/')[0]}/*.md"
    other = text.replace('"sops/*/*.md"', f'"{pattern}"').replace(
        '"page": "procedures"', '"page": "policies"'
    )
    _written("data/schemas/policies.json", other)(looker.root)
    before = looker.look()
    _written(path, "no front matter")(looker.root)

    assert looker.look() != before


def test_what_would_heal_a_link_is_noticed(looker: Looker) -> None:
    looker.edit(_SUPPLIES, "../../README.md", "../../READ.md")
    assert "broken-link" in looker.codes(_SUPPLIES)
    (looker.root / "READ.md").write_text("", encoding="utf-8")

    assert "broken-link" not in looker.codes(_SUPPLIES)


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
    looker.edit(_STOCK, "Write it", "TBD it")
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
    looker.edit(_SUPPLIES, "- [Stock](stock.md)", "- Another stock")
    looker.look()
    looker.edit(path, "1. ", "1. TBD ")

    assert "duplicate-name" in {one.code for one in looker.look().found}


def test_a_web_that_somebody_else_kept_meanwhile_has_all_looked_at(looker: Looker) -> None:
    nothing = Numbers.of([])
    other = Web(kinds=[], ids=[], paths=[], targets=nothing, cited=nothing)
    Memory(looker.cache, looker.root).put_web(other, frozenset())
    looker.edit(_STOCK, "Write it", "TBD it")
    looker.look()

    assert looker.whole == 1


def test_a_pipe_among_the_pages_is_not_waited_for(looker: Looker) -> None:
    os.mkfifo(looker.root / "docs/pipe.md")
    looker.look()
    looker.edit(_STOCK, "Write it", "Paint it")

    assert looker.codes(_STOCK) == ["changed-since-review"]


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
    opened = {os.path.relpath(line, root) for line in done.stdout.splitlines()}
    found = watch(root)

    assert found is not None
    folders = {str(parent) for path in found.paths for parent in Path(path).parents}
    assert {"CODEOWNERS", ".vscode/settings.json", "docs/index.md"} <= opened
    assert opened - set(found.paths) - folders == set()
