"""The recent changes page, the newest changes on the home page, a procedure's history."""

from pathlib import Path

import pytest

from handbook.history.events import History
from handbook.load import load
from handbook.pages.edition import Edition, View
from handbook.pages.page import words
from handbook.pages.procedure import procedure_page
from handbook.pages.recent_changes import latest, recent_changes
from tests.support.handbooks import TODAY, procedure
from tests.support.history import Repository, repository

PATH = "sops/operations/ordering.md"
ROLES = "coo:\n  title: COO\n  area: operations\nclerk:\n  title: Clerk\nporter:\n  title: Porter\n"


def _text(owner: str = "Clerk", title: str = "Ordering supplies", more: str = "") -> str:
    steps = f"### Count the stock\n\n**Owner:** {owner}\n\n1. Note what runs out\n"
    return procedure(title, steps=steps, more=more)


@pytest.fixture
def book(tmp_path: Path) -> Repository:
    return repository(tmp_path, {PATH: _text(), "data/roles.yaml": ROLES}, "2024-01-01")


def _view(book: Repository, address: str = "changes/") -> View:
    history = book.history()
    edition = Edition(
        handbook=load(book.root).handbook, today=TODAY, edit=lambda _: None, history=history
    )
    return edition.view(address)


def _shown(html: str) -> str:
    """Return the words of the days, without what stands above them."""
    return words(html[html.index("<section") :]).partition(" Nothing in this list")[0]


def test_a_day_lists_each_entry_once_with_all_its_changes(book: Repository) -> None:
    book.commit({PATH: _text("Porter")}, "2026-11-03T08:00:00Z")
    book.commit({PATH: _text("Porter", "Supplies")}, "2026-11-03T09:00:00Z")
    book.commit({"data/roles.yaml": ROLES.replace("Clerk", "Office clerk")}, "2026-11-04")

    html = recent_changes(_view(book))

    assert _shown(html) == (
        "4 November 2026 Office clerk role, changed Title changed from Clerk to Office clerk "
        "For Office clerk "
        "3 November 2026 Supplies procedure, changed "
        "Step 'Count the stock': owner changed from Office clerk to Porter "
        "Title changed from Ordering supplies to Supplies For COO, Porter, Office clerk"
    )
    assert 'href="../procedures/ordering/"' in html
    assert '<h2 id="day-2026-11-04" data-unsearched>' in html
    assert 'data-area="operations" data-role="coo porter clerk" data-kind="sops"' in html


def test_a_note_says_that_older_changes_are_not_listed(
    book: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Only the newest 1 are shown."
    monkeypatch.setattr("handbook.pages.recent_changes._MAX_LINES", 1)
    book.commit({PATH: _text("Porter")}, "2026-11-03")
    assert said not in recent_changes(_view(book))

    book.commit({PATH: _text("Clerk")}, "2026-11-04")

    html = recent_changes(_view(book))
    assert said in html
    assert "3 November 2026" not in html


def test_a_removed_entry_has_a_name_and_no_link(book: Repository) -> None:
    book.commit({PATH: None}, "2026-11-03")

    html = recent_changes(_view(book))

    assert _shown(html).startswith("3 November 2026 Ordering supplies procedure, removed")
    assert "procedures/ordering" not in html


def test_the_last_removed_item_of_a_list_uses_the_singular(book: Repository) -> None:
    one = "tidy:\n  title: Tidy\n  owner: coo\n  area: operations\n"
    book.commit({"data/processes.yaml": one}, "2024-02-01")
    book.commit({"data/processes.yaml": None}, "2026-11-03")

    assert _shown(recent_changes(_view(book))).startswith("3 November 2026 Tidy process, removed")


def test_entries_added_and_removed_on_one_day_are_omitted(book: Repository) -> None:
    book.commit({"sops/operations/keys.md": procedure("Keys")}, "2026-11-03")
    book.commit({"sops/operations/keys.md": None}, "2026-11-03")
    book.commit({PATH: _text("Porter")}, "2026-11-03")

    assert "Keys" not in recent_changes(_view(book))


def test_changes_reverted_on_the_same_day_are_omitted(book: Repository) -> None:
    book.commit({PATH: _text("Porter")}, "2026-11-03T08:00:00Z")
    book.commit({PATH: _text("COO")}, "2026-11-03T09:00:00Z")
    book.commit({"data/roles.yaml": ROLES.replace("Porter", "Doorman")}, "2026-11-04T08:00:00Z")
    book.commit({"data/roles.yaml": ROLES}, "2026-11-04T09:00:00Z")

    assert _shown(recent_changes(_view(book))) == (
        "3 November 2026 Ordering supplies procedure, changed "
        "Step 'Count the stock': owner changed from Clerk to COO For COO, Porter, Clerk"
    )


def test_a_new_address_is_shown_with_the_old_one(book: Repository) -> None:
    book.git("mv", PATH, "sops/operations/supplies.md")
    book.commit_all("2026-11-03")

    assert "Its address now ends in supplies instead of ordering" in _shown(
        recent_changes(_view(book))
    )


def test_many_similar_changes_are_one_line(book: Repository) -> None:
    more = "".join(f"porter-{number}:\n  title: Porter {number}\n" for number in range(7))
    book.commit({"data/roles.yaml": ROLES + more}, "2026-11-03")

    html = recent_changes(_view(book))

    assert _shown(html) == (
        "3 November 2026 7 roles new Show them Porter 0, Porter 1, Porter 2, Porter 3, Porter 4, "
        "Porter 5, Porter 6 For Porter 0, Porter 1, Porter 2, Porter 3, Porter 4, 2 more"
    )
    assert html.count("data-line") == 1


def test_many_changes_to_one_entry_are_folded(book: Repository) -> None:
    steps = "".join(f"### Step {number}\n\n1. Do it\n\n" for number in range(8))
    book.commit({PATH: procedure(steps=steps)}, "2026-11-03")

    html = recent_changes(_view(book))

    assert "<summary>3 more</summary>" in html
    assert html.count("<li>Step added: Step") == 8


def test_unreadable_changes_are_mentioned_first(book: Repository) -> None:
    edition = Edition(
        handbook=load(book.root).handbook,
        today=TODAY,
        edit=lambda _: None,
        history=History(gaps=("There was no git to <ask>.",)),
    )

    html = recent_changes(edition.view("changes/"))

    assert words(html).startswith("There was no git to <ask>. Follow")
    assert "Nothing has changed in the last twelve months." in html
    assert "<form" not in html


def test_a_filter_is_offered_only_with_several_values(book: Repository) -> None:
    book.commit({"data/roles.yaml": ROLES.replace("Clerk", "Office clerk")}, "2026-11-04")

    html = recent_changes(_view(book))

    assert "<select" not in html
    assert 'name="words"' in html


def test_the_first_page_shows_changes_of_work_and_not_of_sources(
    book: Repository,
) -> None:
    source = "paper:\n  title: Paper\n"
    book.commit({"data/sources.yaml": source, PATH: _text("Porter")}, "2026-11-03")

    assert words(latest(_view(book, ""), 5)) == (
        "3 November 2026 Ordering supplies "
        "Step 'Count the stock': owner changed from Clerk to Porter All recent changes"
    )


def test_the_first_page_quotes_no_long_texts(book: Repository) -> None:
    before = "Keep the office stocked."
    after = "Keep the office stocked at all times, at the lowest price."
    book.commit({PATH: _text().replace(before, after)}, "2026-11-03")

    assert words(latest(_view(book, ""), 5)) == (
        "3 November 2026 Ordering supplies Purpose reworded All recent changes"
    )
    assert f"Purpose changed from “{before}” to “{after}”" in _shown(recent_changes(_view(book)))


def test_the_page_of_changes_shows_only_changes_of_work(book: Repository) -> None:
    searches = "keys: {title: keys, leadsTo: sops/ordering}\n"
    book.commit({"data/searches.yaml": searches, PATH: _text("Porter")}, "2026-11-03")

    html = recent_changes(_view(book))

    assert "Step 'Count the stock': owner changed from Clerk to Porter" in _shown(html)
    assert "search" not in _shown(html)


def _history(book: Repository) -> str:
    view = _view(book, "procedures/ordering/")
    page = procedure_page(view.edition, view.handbook.sops["ordering"])
    _, _, after = page.html.partition("What changed, day by day</summary>")
    return words(after.partition("</details>")[0])


def test_a_procedure_shows_its_changes(book: Repository) -> None:
    book.commit({PATH: _text("Porter")}, "2026-11-03")
    book.commit({PATH: _text("Clerk", "Supplies")}, "2026-11-05")

    assert _history(book) == (
        "5 November 2026 Title changed from Ordering supplies to Supplies "
        "Step 'Count the stock': owner changed from Porter to Clerk "
        "3 November 2026 Step 'Count the stock': owner changed from Clerk to Porter"
    )


def test_an_unchanged_procedure_has_no_history(book: Repository) -> None:
    assert _history(book) == ""


def test_a_much_longer_text_is_only_called_reworded(
    book: Repository,
) -> None:
    text = procedure().replace("Keep the office stocked.", "Keep the office stocked, " * 6)
    book.commit({PATH: text}, "2026-11-03")

    assert "Purpose reworded" in recent_changes(_view(book))
