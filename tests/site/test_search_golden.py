"""What people type leads them where data/searches.yaml says, in a real browser."""

import pytest

from handbook.book import Handbook
from handbook.load import load
from handbook.records import Entry
from tests.site.published import Published
from tests.site.reader import Reader
from tests.site.searching import found

pytestmark = pytest.mark.browser

# Of every hundred, so many are found first; all are among the first three.
_FIRST, _AMONG = 96, 3


def _wanted(handbook: Handbook, search: Entry) -> str:
    """Return the address a search must lead to."""
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
        wanted = _wanted(book, search)
        first = [result.address for result in found(page, search.title, handbook.address)]
        if wanted not in first[:_AMONG]:
            missed.append(f"{search.title!r} must find {wanted}: {first[:_AMONG]}")
        elif wanted != first[0]:
            later.append(f"{search.title!r} finds {wanted} after {first[0]}")

    assert searches, "data/searches.yaml says nothing yet that people type"
    assert missed == []
    assert 100 * len(later) <= (100 - _FIRST) * len(searches), later
