"""How far the history reaches: back in time, into a clone, and where git is of no help."""

from datetime import date
from pathlib import Path

import pytest

from handbook.cache import Cache
from handbook.git import Git
from handbook.history.loading import load_history
from handbook.history.store import Store
from handbook.load import load
from tests.support.handbooks import TODAY, procedure, write_handbook
from tests.support.history import BRUSSELS, Repository, repository, told

PATH = "sops/operations/ordering.md"
TABLES = "What follows comes from the procedures' own tables of changes."
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


def test_a_day_is_the_one_it_was_where_the_company_is(book: Repository) -> None:
    book.commit({PATH: procedure("Supplies")}, "2026-11-02T23:30:00Z")

    event = book.history().events[0]

    assert event.day == date(2026, 11, 3)
    assert event.moment.isoformat() == "2026-11-03T00:30:00+01:00"


def test_what_is_older_than_a_year_is_not_told(book: Repository) -> None:
    book.commit({PATH: procedure("Supplies")}, "2026-11-02")

    later = book.history(date(2027, 10, 30)).events

    assert [event.how for event in later if event.kind == "sops"] == ["changed"]
    assert book.history(date(2028, 1, 1)).events == ()


def test_what_happens_after_the_day_of_the_build_is_not_told(book: Repository) -> None:
    book.commit({PATH: procedure("Supplies")}, "2026-11-22")

    assert [event.how for event in book.history(TODAY).of("sops", "ordering")] == ["added"]


def test_a_clock_that_is_wrong_breaks_nothing(book: Repository) -> None:
    book.commit({PATH: procedure("Supplies")}, "@99999999999 +0000")

    assert [event.how for event in book.history(TODAY).of("sops", "ordering")] == ["added"]


def test_commits_that_were_written_in_another_order_are_told_by_day(book: Repository) -> None:
    book.commit({PATH: procedure("Supplies")}, "2026-11-05")
    book.commit({PATH: procedure("Stores")}, "2026-11-03")

    assert [event.day.day for event in book.history().of("sops", "ordering")] == [5, 3, 1]


def test_a_branch_is_told_once_when_it_lands(book: Repository) -> None:
    book.git("checkout", "--quiet", "-b", "branch")
    book.commit({PATH: procedure("Supplies")}, "2026-11-02")
    book.commit({PATH: procedure("Stores")}, "2026-11-03")
    book.git("checkout", "--quiet", "main")
    book.git("merge", "--quiet", "--no-ff", "branch", when="2026-11-05T12:00:00Z")

    assert told(book.history().of("sops", "ordering")) == [
        "2026-11-05 | sops/ordering | changed | Title changed from Ordering supplies to Stores",
        "2026-09-01 | sops/ordering | added",
    ]


def test_a_handbook_in_a_folder_of_a_repository_is_told_as_any_other(tmp_path: Path) -> None:
    root = write_handbook(tmp_path / "all/handbook", {PATH: procedure()})
    whole = Repository(root.parent)
    whole.git("init", "--quiet")
    (root.parent / "sops/operations").mkdir(parents=True)
    (root.parent / "sops/operations/ordering.md").write_text(procedure("Another"), "utf-8")
    whole.commit_all("2026-11-01")
    (root / PATH).write_text(procedure("Supplies"), encoding="utf-8")
    whole.commit_all("2026-11-02")

    assert told(Repository(root).history().of("sops", "ordering")) == [
        "2026-11-02 | sops/ordering | changed | Title changed from Ordering supplies to Supplies",
        "2026-11-01 | sops/ordering | added",
    ]


def test_what_is_not_committed_is_counted_and_not_told(book: Repository) -> None:
    write_handbook(book.root, {PATH: procedure("Supplies")}, base=False)
    (book.root / "docs").mkdir()
    (book.root / "docs/index.md").write_text("Not of the handbook's data.", encoding="utf-8")

    one = book.history()
    write_handbook(book.root, {"sops/operations/keys.md": procedure("Keys")}, base=False)

    assert one.gaps == ("1 file has changes that are not committed yet; they are not told here.",)
    assert [event.how for event in one.of("sops", "ordering")] == ["added"]
    assert book.history().gaps == (
        "2 files have changes that are not committed yet; they are not told here.",
    )


def test_what_no_text_before_it_tells_is_counted(
    book: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handbook.history.loading.AT_ONCE", 1)
    book.commit({PATH: "spoilt"}, "2026-11-02")
    book.commit({PATH: procedure("Supplies")}, "2026-11-03")

    history = book.history()

    assert history.gaps == ("1 change could not be read as the handbook is read today.",)
    assert [line for line in told(history.events) if line.startswith("2026-11")] == []


def test_asking_writes_nothing(book: Repository) -> None:
    (book.root / PATH).touch()
    index = book.root / ".git/index"
    before = index.stat().st_mtime_ns

    book.history()

    assert index.stat().st_mtime_ns == before
    assert book.git("status", "--porcelain") == ""


def test_a_shallow_clone_tells_what_it_has_and_then_the_tables(
    book: Repository, tmp_path: Path
) -> None:
    book.commit({PATH: procedure(after=LOG)}, "2026-11-04")
    book.commit({PATH: procedure("Supplies", after=LOG)}, "2026-11-06")
    clone = Repository(tmp_path / "clone")
    book.git("clone", "--quiet", "--depth", "2", book.root.as_uri(), str(clone.root))

    history = clone.history()

    assert told(history.events) == [
        "2026-11-06 | sops/ordering | changed | Title changed from Ordering supplies to Supplies",
        "2026-11-04 | sops/ordering | changed | The clerk counts",
        "2026-09-01 | sops/ordering | changed | Written down",
    ]
    assert [event.written for event in history.events] == ["", "2026-11-04", "2026-09"]
    assert history.gaps == (
        f"Only the newest part of the history was there. {TABLES.replace('follows', 'is older')}",
    )


def test_without_a_repository_the_tables_tell(tmp_path: Path) -> None:
    history = Repository(write_handbook(tmp_path, {PATH: procedure(after=LOG)})).history()

    assert told(history.events) == [
        "2026-11-04 | sops/ordering | changed | The clerk counts",
        "2026-09-01 | sops/ordering | changed | Written down",
    ]
    assert history.gaps == (f"Git could not tell the history of these files. {TABLES}",)
    assert [event.roles for event in history.events] == [("coo",), ("coo",)]
    assert [event.areas for event in history.events] == [("operations",), ("operations",)]
    assert len({event.key for event in history.events}) == 2


def test_before_the_first_commit_the_tables_tell(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {PATH: procedure(after=LOG)})
    Repository(root).git("init", "--quiet")

    history = Repository(root).history()

    assert len(history.events) == 2
    assert history.gaps == (f"Git could not tell the history of these files. {TABLES}",)


def test_without_git_the_tables_tell(
    book: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    book.commit({PATH: procedure(after=LOG)})
    monkeypatch.setenv("PATH", str(tmp_path))

    history = book.history()

    assert len(history.events) == 2
    assert history.gaps == (f"There was no git to ask. {TABLES}",)


def test_a_handbook_that_was_copied_out_of_git_tells_the_same_wherever_it_is(
    tmp_path: Path,
) -> None:
    files = {PATH: procedure(after=LOG)}
    one = Repository(write_handbook(tmp_path / "one", files)).history()
    other = Repository(write_handbook(tmp_path / "another folder", files)).history()

    assert [event.key for event in one.events] == [event.key for event in other.events]
    assert one.gaps == other.gaps


def test_files_that_are_links_are_passed_over(book: Repository) -> None:
    (book.root / "sops/operations/link.md").symlink_to("ordering.md")
    book.commit_all("2026-11-02")
    (book.root / "sops/operations/link.md").unlink()
    book.commit_all("2026-11-03")

    assert [event.id for event in book.history().events if event.day.month == 11] == []


def test_since_tells_from_a_day_on(book: Repository) -> None:
    for day, title in ((2, "A"), (3, "B"), (4, "C")):
        book.commit({PATH: procedure(title)}, f"2026-11-0{day}")

    assert [event.day.day for event in book.history().since(date(2026, 11, 3))] == [4, 3]


# --- What is kept between builds. ------------------------------------------------------------


def _recalled(book: Repository, file: Path | None) -> list[str]:
    handbook = load(book.root).handbook
    with Cache(file) as cache:
        store = Store(cache, b"one")
        return told(load_history(handbook, TODAY, BRUSSELS, Git(book.root), store).events)


def test_what_is_kept_changes_nothing_but_the_work(
    book: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "kept"
    for day in range(1, 6):
        book.commit({PATH: procedure(f"Supplies {day}")}, f"2026-11-0{day}")
    first = _recalled(book, file)
    asked: list[list[str]] = []
    blobs = Git.blobs

    def counted(git: Git, names: list[str]) -> object:
        asked.append(list(names))
        return blobs(git, names)

    monkeypatch.setattr(Git, "blobs", counted)

    again = _recalled(book, file)
    book.commit({PATH: procedure("Stores")}, "2026-11-06")
    more = _recalled(book, file)

    assert again == first == _recalled(book, None)[1:]
    assert more[1:] == first
    assert [len(names) for names in asked][:2] == [0, 2]


def test_what_other_code_has_kept_is_not_used(tmp_path: Path) -> None:
    with Cache(tmp_path / "kept") as cache:
        Store(cache, b"one").put("x", 1)

        assert Store(cache, b"one").get("x") == 1
        assert Store(cache, b"two").get("x") is None


def test_texts_that_cannot_be_read_are_not_read_again(
    book: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "kept"
    book.commit({PATH: "spoilt"}, "2026-11-02")
    book.commit({PATH: procedure("Supplies")}, "2026-11-03")
    first = _recalled(book, file)
    monkeypatch.setattr(Git, "blobs", lambda _git, names: dict.fromkeys(names, b"asked for"))

    again = _recalled(book, file)

    assert again == first
    assert first[0].startswith("2026-11-03 | sops/ordering | changed | Title changed")
