"""Addresses that pages had before: each leads to where the page is now, or tells that it is gone.

A former address is known from the history, or because an entry has an alias written as an id.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import quote, unquote

from handbook.addresses import INDEX, page_in_docs, page_of
from handbook.names import is_id
from handbook.pages.edition import Edition
from handbook.pages.page import Page
from handbook.times import spoken


class Place(NamedTuple):
    """Where a page is now: its address from the site's root, and its title if it is known."""

    address: str
    title: str = ""


def places(edition: Edition) -> Mapping[str, Place]:
    """Return where the pages of former addresses are now, by the former address."""
    found: dict[str, Place] = {}
    handbook, subjects = edition.handbook, edition.subjects
    for address, entry in subjects.items():
        for alias in entry.aliases:
            if is_id(alias):
                former = page_of(handbook.kinds[entry.kind].home, alias)
                found.setdefault(former, Place(address, entry.title))
    for (kind, old), new in edition.history.former.items():
        now = handbook.find(kind, new)
        # An id of long ago is known as it was written: it may have been no id at all.
        if now is not None and handbook.kinds[kind].page and is_id(old):
            former = page_of(handbook.kinds[kind].home, old)
            found.setdefault(former, Place(handbook.address(now), now.title))
    for path, moved in edition.history.moved.items():
        former, after = _written(path), _written(moved.path or "")
        if former and after and former != after:
            found.setdefault(former, Place(after))
    return {address: place for address, place in found.items() if address not in subjects}


def redirect(edition: Edition, address: str, place: Place) -> str:
    """Return the document that leads from a former address to where the page is now."""
    view = edition.view(address)
    # A file may have any sign in its name; none of them is a query or an anchor.
    written = quote(place.address)
    href = view.up + written
    whole = f"{edition.url}{written}" if edition.url else href
    return view.render("moved", place=place, href=href, canonical=whole)


def gone(edition: Edition) -> Iterator[Page]:
    """Yield a page for every address whose page was taken away, and has none in its place."""
    known = {*edition.subjects, *places(edition)}
    for address, (title, day, source) in _taken_away(edition).items():
        if address not in known:
            yield _gone(edition, address, title, day, source)


class _Taken(NamedTuple):
    title: str
    day: date
    source: str


def _taken_away(edition: Edition) -> Mapping[str, _Taken]:
    found: dict[str, _Taken] = {}
    kinds = edition.handbook.kinds
    for event in edition.history.events:
        kind = kinds.get(event.kind)
        is_gone = event.how == "removed" and event.entry is None
        if is_gone and kind and kind.page and is_id(event.id) and event.id != INDEX:
            address = page_of(kind.home, event.id)
            found.setdefault(address, _Taken(event.title, event.day, kind.path))
    for path, moved in edition.history.moved.items():
        address = _written(path)
        if moved.path is None and address:
            found.setdefault(address, _Taken("", moved.day, path))
    return found


def _written(path: str) -> str:
    """Return the address of a page that people wrote in docs/, "" if the path is of something else.

    The first page of the site is always there.
    """
    return unquote(page_in_docs(path) or "") if path.endswith(".md") else ""


def _gone(edition: Edition, address: str, title: str, day: date, source: str) -> Page:
    view = edition.view(address)
    told = title or "This page"
    html = view.render("gone", title=told, day=day)
    return Page(
        address=address,
        source=source,
        title=told,
        description=f"Removed from the handbook on {spoken(day)}.",
        html=html,
        found=(),
        retired=True,
    )
