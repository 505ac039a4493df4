"""No page vanishes silently: its old address redirects, or says that it was removed."""

from pathlib import Path

import pytest

from handbook.load import load
from handbook.pages.edition import Edition
from handbook.pages.moved_pages import Place, places, redirect, removed_pages
from handbook.pages.page import words
from tests.support.handbooks import TODAY, procedure
from tests.support.history import Repository, repository

PATH = "sops/operations/ordering.md"
OLD = "procedures/ordering/"


@pytest.fixture
def book(tmp_path: Path) -> Repository:
    pages = {"docs/index.md": "# Home\n", "docs/guide/orders.md": "# Orders\n\nHow to order.\n"}
    return repository(tmp_path, {PATH: procedure(), **pages}, "2026-10-01")


def _edition(book: Repository, url: str = "") -> Edition:
    return Edition(
        handbook=load(book.root).handbook,
        today=TODAY,
        edit=lambda _: None,
        url=url,
        history=book.history(),
    )


def _move(book: Repository, old: str, new: str, when: str = "2026-11-01") -> None:
    (book.root / new).parent.mkdir(parents=True, exist_ok=True)
    (book.root / old).rename(book.root / new)
    book.commit_all(when)


def _gone(book: Repository) -> dict[str, str]:
    return {page.address: words(page.html) for page in removed_pages(_edition(book))}


def test_a_renamed_procedure_leaves_a_redirect(book: Repository) -> None:
    _move(book, PATH, "sops/operations/supplies.md", "2026-11-01")
    _move(book, "sops/operations/supplies.md", "sops/operations/stores.md", "2026-11-02")

    now = Place("procedures/stores/", "Ordering supplies")
    assert places(_edition(book)) == {OLD: now, "procedures/supplies/": now}
    assert _gone(book) == {}


def test_a_procedure_moved_to_another_area_keeps_its_address(book: Repository) -> None:
    _move(book, PATH, "sops/finance/ordering.md")

    assert places(_edition(book)) == {}
    assert _gone(book) == {}


def test_an_alias_written_as_an_id_is_an_address_too(book: Repository) -> None:
    book.commit({PATH: procedure(more="aliases: [buying-in, Shopping for all]\n")})

    assert places(_edition(book)) == {
        "procedures/buying-in/": Place("procedures/ordering/", "Ordering supplies")
    }


def test_a_page_at_a_former_address_is_not_redirected(book: Repository) -> None:
    _move(book, PATH, "sops/operations/supplies.md", "2026-11-01")
    book.commit({PATH: procedure("Ordering food")}, "2026-11-02")

    assert places(_edition(book)) == {}


def test_a_moved_page_of_docs_leaves_a_redirect(book: Repository) -> None:
    _move(book, "docs/guide/orders.md", "docs/support/orders.md", "2026-11-01")
    _move(book, "docs/support/orders.md", "docs/orders/index.md", "2026-11-02")

    now = Place("orders/")
    assert places(_edition(book)) == {"guide/orders/": now, "support/orders/": now}


def test_a_removed_page_leaves_a_note_with_its_date(book: Repository) -> None:
    book.commit({PATH: None}, "2026-11-03")
    book.commit({"docs/guide/orders.md": None}, "2026-11-04")

    removed = _gone(book)

    assert [*removed] == [OLD, "guide/orders/"]
    assert removed[OLD].startswith(
        "Ordering supplies It was removed from the handbook on 3 November 2026. "
    )
    assert removed["guide/orders/"].startswith(
        "This page It was removed from the handbook on 4 Nov"
    )


def test_a_restored_page_has_no_note(book: Repository) -> None:
    book.commit({PATH: None}, "2026-11-03")
    book.commit({PATH: procedure("Ordering food")}, "2026-11-04")

    assert _gone(book) == {}


def test_the_successor_of_a_removed_page_can_be_declared(book: Repository) -> None:
    book.commit({PATH: None}, "2026-11-03")
    text = procedure("Food", more="aliases: [ordering]\n")
    book.commit({"sops/operations/food.md": text}, "2026-11-04")

    assert places(_edition(book)) == {OLD: Place("procedures/food/", "Food")}
    assert _gone(book) == {}


@pytest.mark.parametrize("after", ["  title: Clerk\n", None])
def test_a_former_name_that_is_not_an_id_is_not_an_address(
    after: str | None, book: Repository
) -> None:
    roles = (book.root / "data/roles.yaml").read_text(encoding="utf-8")
    book.commit({"data/roles.yaml": roles + "../../../clerk:\n  title: Clerk\n"}, "2026-11-01")
    book.commit({"data/roles.yaml": roles + (f"clerk:\n{after}" if after else "")}, "2026-11-02")

    assert places(_edition(book)) == {}
    assert _gone(book) == {}


def test_a_title_is_never_read_as_html(book: Repository) -> None:
    edition = _edition(book, "https://example.com/handbook/")

    html = redirect(edition, OLD, Place("procedures/stores/", "<b>Stores & co"))

    assert "<b>" not in html
    assert "&lt;b&gt;Stores &amp; co has moved" in html
    assert '<a href="../../procedures/stores/" data-moved>' in html
    assert 'content="0; url=../../procedures/stores/"' in html
    assert '<link rel="canonical" href="https://example.com/handbook/procedures/stores/">' in html


def test_the_index_of_procedures_is_not_a_removed_procedure(book: Repository) -> None:
    book.commit({"sops/operations/index.md": procedure("All of them")}, "2026-11-01")
    (book.root / "sops/operations/index.md").unlink()
    book.commit_all("2026-11-02")

    assert _gone(book) == {}
