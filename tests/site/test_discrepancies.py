"""Every page that an open discrepancy concerns links to it."""

import pytest

from handbook.book import Handbook
from handbook.discrepancies import discrepancies, undecided
from handbook.load import load
from tests.site.published import ORIGIN, Published


@pytest.fixture(scope="module")
def book(handbook: Published) -> Handbook:
    """The handbook that the site was built from."""
    return load(handbook.root).handbook


def test_every_page_concerned_links_to_the_open_discrepancy(
    book: Handbook, handbook: Published
) -> None:
    missing = [
        f"{address} does not link to {discrepancy.id}"
        for discrepancy in undecided(book)
        for address in _pages_concerned(book, discrepancy.concerns)
        if ORIGIN + book.address(discrepancy.entry) not in _targets(handbook, address)
    ]

    assert missing == []


def test_the_report_links_to_every_discrepancy(book: Handbook, handbook: Published) -> None:
    targets = _targets(handbook, "discrepancies/")

    expected = {ORIGIN + book.address(item.entry) for item in discrepancies(book).values()}
    assert expected <= targets


def _pages_concerned(book: Handbook, names: tuple[str, ...]) -> list[str]:
    """Return the pages of the named entries, without duplicates."""
    entries = [book.at(("any", "kind"), name) for name in names]
    return list(dict.fromkeys(book.address(entry).partition("#")[0] for entry in entries if entry))


def _targets(site: Published, address: str) -> set[str]:
    page = site.pages[address]
    return {page.absolute(link.target) for link in page.links}
