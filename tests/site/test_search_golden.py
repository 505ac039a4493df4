"""Searches in a real browser find the pages that data/searches.yaml expects."""

import pytest

from handbook.book import Handbook
from handbook.load import load
from handbook.records import Entry
from tests.site.published import Published
from tests.site.reader import Reader
from tests.site.searching import found

pytestmark = pytest.mark.browser

# The percentage of searches whose page must be first, and the lowest rank allowed for any.
_MIN_FIRST_PERCENT, _MAX_RANK = 96, 3


def _expected(handbook: Handbook, search: Entry) -> str:
    """Return the address a search must find."""
    if "page" in search.data:
        return str(search.data["page"])
    kind, _, entry_id = str(search.data["leadsTo"]).partition("/")
    entry = handbook.find(kind, entry_id)
    assert entry is not None
    return handbook.address(entry)


def test_every_golden_query_finds_its_page(handbook: Published, reader: Reader) -> None:
    page = reader.open()
    book = load(handbook.root).handbook
    searches = list(book.entries("searches"))
    missed, later = [], []

    for search in searches:
        expected = _expected(book, search)
        first = [result.address for result in found(page, search.title, handbook.address)]
        if expected not in first[:_MAX_RANK]:
            missed.append(f"{search.title!r} must find {expected}: {first[:_MAX_RANK]}")
        elif expected != first[0]:
            later.append(f"{search.title!r} finds {expected} after {first[0]}")

    assert searches, "data/searches.yaml contains no searches"
    assert missed == []
    assert 100 * len(later) <= (100 - _MIN_FIRST_PERCENT) * len(searches), later
