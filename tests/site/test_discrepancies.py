"""While something is open, every page that it is about leads to it."""

import pytest

from handbook.book import Handbook
from handbook.discrepancies import discrepancies, undecided
from handbook.load import load
from tests.site.published import ORIGIN, Published


@pytest.fixture(scope="module")
def book(handbook: Published) -> Handbook:
    """The handbook that the site was made from."""
    return load(handbook.root).handbook


def test_each_page_that_is_concerned_leads_to_the_open_question(
    book: Handbook, handbook: Published
) -> None:
    silent = [
        f"{address} says nothing of {found.id}"
        for found in undecided(book)
        for address in _concerned(book, found.concerns)
        if ORIGIN + book.address(found.entry) not in _targets(handbook, address)
    ]

    assert silent == []


def test_the_report_leads_to_every_one_of_them(book: Handbook, handbook: Published) -> None:
    targets = _targets(handbook, "discrepancies/")

    assert {ORIGIN + book.address(found.entry) for found in discrepancies(book).values()} <= targets


def _concerned(book: Handbook, names: tuple[str, ...]) -> list[str]:
    """Return the pages that tell of entries, each once."""
    entries = [book.at(("any", "kind"), name) for name in names]
    return list(dict.fromkeys(book.address(one).partition("#")[0] for one in entries if one))


def _targets(site: Published, address: str) -> set[str]:
    page = site.pages[address]
    return {page.absolute(link.target) for link in page.links}
