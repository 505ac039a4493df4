"""The reach of the history: in time, in shallow clones, and without git."""

from datetime import date
from pathlib import Path

import pytest

from handbook.cache import Cache
from handbook.git import Git
from handbook.history.loading import load_history
from handbook.history.store import Store
from handbook.load import load
from tests.support.handbooks import TODAY, procedure, write_handbook
from tests.support.history import BRUSSELS, Repository, event_lines, repository

PATH = "sops/operations/ordering.md"
OLDER = "Older changes come from the procedures' own change tables."
TABLES = "These changes come from the procedures' own change tables."
LOG = """
## Changes

| Version | Date | Change |
|---|---|---|
| 1.1 | 2026-11-04 | The clerk counts |
| 1.0 | 2026-09 | Written down |
| 2.0 | 2027-01 | Not yet |
"""


@pytest.fixture
def book(tmp_path: Path) -> Repository:
    return repository(tmp_path / "book", {PATH: procedure()}, "2026-09-01")


def test_days_are_in_the_company_s_time_zone(book: Repository) -> None:
    book.commit({PATH: procedure("Supplies")}, "2026-11-02T23:30:00Z")

    event = book.history().events[0]

    assert event.day == date(2026, 11, 3)
    assert event.moment.isoformat() == "2026-11-03T00:30:00+01:00"


def test_events_older_than_a_year_are_excluded(book: Repository) -> None:
    book.commit({PATH: procedure("Supplies")}, "2026-11-02")

    later = book.history(date(2027, 10, 30)).events

    assert [event.how for event in later if event.kind == "sops"] == ["changed"]
    assert book.history(date(2028, 1, 1)).events == ()


def test_events_after_the_build_date_are_excluded(book: Repository) -> None:
    book.commit({PATH: procedure("Supplies")}, "2026-11-22")

    found = {
        day: [event.how for event in book.history(date(2026, 11, day)).of("sops", "ordering")]
        for day in (21, 22)
    }

    assert found == {21: ["added"], 22: ["changed", "added"]}


def test_a_wrong_clock_is_handled(book: Repository) -> None:
    book.commit({PATH: procedure("Supplies")}, "@99999999999 +0000")

    assert [event.how for event in book.history(TODAY).of("sops", "ordering")] == ["added"]


def test_events_are_sorted_by_author_date(book: Repository) -> None:
    book.commit({PATH: procedure("Supplies")}, "2026-11-05")
    book.commit({PATH: procedure("Stores")}, "2026-11-03")

    assert [event.day.day for event in book.history().of("sops", "ordering")] == [5, 3, 1]


def test_a_branch_counts_once_when_it_is_merged(book: Repository) -> None:
    book.git("checkout", "--quiet", "-b", "branch")
    book.commit({PATH: procedure("Supplies")}, "2026-11-02")
    book.commit({PATH: procedure("Stores")}, "2026-11-03")
    book.git("checkout", "--quiet", "main")
    book.git("merge", "--quiet", "--no-ff", "branch", when="2026-11-05T12:00:00Z")

    assert event_lines(book.history().of("sops", "ordering")) == [
        "2026-11-05 | sops/ordering | changed | Title changed from Ordering supplies to Stores",
        "2026-09-01 | sops/ordering | added",
    ]


def test_a_handbook_in_a_subfolder_has_a_history(tmp_path: Path) -> None:
    root = write_handbook(tmp_path / "all/handbook", {PATH: procedure()})
    whole = Repository(root.parent)
    whole.git("init", "--quiet")
    (root.parent / "sops/operations").mkdir(parents=True)
    (root.parent / "sops/operations/ordering.md").write_text(procedure("Another"), "utf-8")
    whole.commit_all("2026-11-01")
    (root / PATH).write_text(procedure("Supplies"), encoding="utf-8")
    whole.commit_all("2026-11-02")

    assert event_lines(Repository(root).history().of("sops", "ordering")) == [
        "2026-11-02 | sops/ordering | changed | Title changed from Ordering supplies to Supplies",
        "2026-11-01 | sops/ordering | added",
    ]


def test_uncommitted_files_are_counted_but_not_shown(book: Repository) -> None:
    write_handbook(book.root, {PATH: procedure("Supplies")}, base=False)
    (book.root / "docs").mkdir()
    (book.root / "docs/index.md").write_text("Not of the handbook's data.", encoding="utf-8")

    one = book.history()
    write_handbook(book.root, {"sops/operations/keys.md": procedure("Keys")}, base=False)

    assert one.gaps == ("1 file has uncommitted changes, which are not shown here.",)
    assert [event.how for event in one.of("sops", "ordering")] == ["added"]
    assert book.history().gaps == ("2 files have uncommitted changes, which are not shown here.",)


def test_changes_of_unreadable_versions_are_counted(
    book: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handbook.history.loading.BATCH_SIZE", 1)
    book.commit({PATH: "spoilt"}, "2026-11-02")
    book.commit({PATH: procedure("Supplies")}, "2026-11-03")

    history = book.history()

    assert history.gaps == ("1 change could not be read with the current schemas.",)
    assert [line for line in event_lines(history.events) if line.startswith("2026-11")] == []


def test_loading_the_history_writes_nothing(book: Repository) -> None:
    (book.root / PATH).touch()
    index = book.root / ".git/index"
    before = index.stat().st_mtime_ns

    book.history()

    assert index.stat().st_mtime_ns == before
    assert book.git("status", "--porcelain") == ""


def test_a_shallow_clone_is_supplemented_by_the_change_tables(
    book: Repository, tmp_path: Path
) -> None:
    book.commit({PATH: procedure(after=LOG)}, "2026-11-04")
    book.commit({PATH: procedure("Supplies", after=LOG)}, "2026-11-06")
    clone = Repository(tmp_path / "clone")
    book.git("clone", "--quiet", "--depth", "2", book.root.as_uri(), str(clone.root))

    history = clone.history()

    assert event_lines(history.events) == [
        "2026-11-06 | sops/ordering | changed | Title changed from Ordering supplies to Supplies",
        "2026-11-04 | sops/ordering | changed | The clerk counts",
        "2026-09-01 | sops/ordering | changed | Written down",
    ]
    assert [event.written for event in history.events] == ["", "2026-11-04", "2026-09"]
    assert history.gaps == (f"Only the latest part of the git history was available. {OLDER}",)


def test_without_a_repository_the_change_tables_are_used(tmp_path: Path) -> None:
    history = Repository(write_handbook(tmp_path, {PATH: procedure(after=LOG)})).history()

    assert event_lines(history.events) == [
        "2026-11-04 | sops/ordering | changed | The clerk counts",
        "2026-09-01 | sops/ordering | changed | Written down",
    ]
    assert history.gaps == (f"The git history of these files could not be read. {TABLES}",)
    assert history.events[0].moment.isoformat() == "2026-11-04T00:00:00+01:00"
    assert [event.roles for event in history.events] == [("coo",), ("coo",)]
    assert [event.areas for event in history.events] == [("operations",), ("operations",)]
    assert len({event.key for event in history.events}) == 2


def test_before_the_first_commit_the_change_tables_are_used(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {PATH: procedure(after=LOG)})
    Repository(root).git("init", "--quiet")

    history = Repository(root).history()

    assert len(history.events) == 2
    assert history.gaps == (f"The git history of these files could not be read. {TABLES}",)


def test_without_git_the_change_tables_are_used(
    book: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    book.commit({PATH: procedure(after=LOG)})
    monkeypatch.setenv("PATH", str(tmp_path))

    history = book.history()

    assert len(history.events) == 2
    assert history.gaps == (f"Git was not available. {TABLES}",)


def test_a_handbook_copied_out_of_git_ignores_an_outer_repository(
    tmp_path: Path,
) -> None:
    files = {PATH: procedure(after=LOG)}
    one = Repository(write_handbook(tmp_path / "one", files)).history()
    other = Repository(write_handbook(tmp_path / "another folder", files)).history()

    assert [event.key for event in one.events] == [event.key for event in other.events]
    assert one.gaps == other.gaps


def test_symbolic_links_are_ignored(book: Repository) -> None:
    (book.root / "sops/operations/link.md").symlink_to("ordering.md")
    book.commit_all("2026-11-02")
    (book.root / "sops/operations/link.md").unlink()
    book.commit_all("2026-11-03")

    assert [event.id for event in book.history().events if event.day.month == 11] == []


def test_since_includes_the_given_day(book: Repository) -> None:
    for day, title in ((2, "A"), (3, "B"), (4, "C")):
        book.commit({PATH: procedure(title)}, f"2026-11-0{day}")

    assert [event.day.day for event in book.history().since(date(2026, 11, 3))] == [4, 3]


# --- The cache between builds. ----------------------------------------------------------------


def _cached_history(book: Repository, file: Path | None) -> list[str]:
    handbook = load(book.root).handbook
    with Cache(file) as cache:
        store = Store(cache, b"one")
        return event_lines(load_history(handbook, TODAY, BRUSSELS, Git(book.root), store).events)


def test_the_cache_does_not_change_the_result(
    book: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "kept"
    for day in range(1, 6):
        book.commit({PATH: procedure(f"Supplies {day}")}, f"2026-11-0{day}")
    first = _cached_history(book, file)
    asked: list[list[str]] = []
    blobs = Git.blobs

    def counted(git: Git, names: list[str]) -> object:
        asked.append(list(names))
        return blobs(git, names)

    monkeypatch.setattr(Git, "blobs", counted)

    again = _cached_history(book, file)
    book.commit({PATH: procedure("Stores")}, "2026-11-06")
    more = _cached_history(book, file)

    assert again == first == _cached_history(book, None)[1:]
    assert more[1:] == first
    assert [len(names) for names in asked][:2] == [0, 2]


def test_results_of_other_code_are_not_reused(tmp_path: Path) -> None:
    with Cache(tmp_path / "kept") as cache:
        Store(cache, b"one").put("x", 1)

        assert Store(cache, b"one").get("x") == 1
        assert Store(cache, b"two").get("x") is None


def test_unreadable_versions_are_cached(
    book: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "kept"
    book.commit({PATH: "spoilt"}, "2026-11-02")
    book.commit({PATH: procedure("Supplies")}, "2026-11-03")
    first = _cached_history(book, file)
    monkeypatch.setattr(Git, "blobs", lambda _git, names: dict.fromkeys(names, b"asked for"))

    again = _cached_history(book, file)

    assert again == first
    assert first[0].startswith("2026-11-03 | sops/ordering | changed | Title changed")
