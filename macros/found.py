"""What the search of the site knows of pages made from records."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from handbook.pages.page import Found, Page

# A procedure comes before a page that only mentions it.
_PROCEDURES, _WEIGHT = "procedures/", 2


def entries(pages: Iterable[Page], urls: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the entries of the search index for pages.

    `urls` holds the address of each page as it is linked to, by its address as it is named.
    """
    return [_entry(page, found, urls[page.address]) for page in pages for found in page.found]


def _entry(page: Page, found: Found, url: str) -> dict[str, Any]:
    """Return one entry, escaped: the search shows what it finds as HTML."""
    entry: dict[str, Any] = {
        "location": f"{url}#{quote(found.anchor)}" if found.anchor else url,
        "title": escape(found.title, quote=False),
        "text": escape(found.text, quote=False),
    }
    if page.names and not found.anchor:
        entry["tags"] = [escape(name, quote=False) for name in page.names]
    if page.address.startswith(_PROCEDURES):
        entry["boost"] = _WEIGHT
    return entry
