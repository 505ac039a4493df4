"""Former addresses of pages: each redirects to the current page, or says that it was removed.

Former addresses come from the git history and from aliases that are valid ids.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import quote, unquote

from handbook.addresses import INDEX, page_in_docs, page_of
from handbook.names import is_id
from handbook.pages.edition import Edition
from handbook.pages.page import Page
from handbook.times import format_date


class Place(NamedTuple):
    """The current place of a page: its address from the site root, and its title if known."""

    address: str
    title: str = ""


def places(edition: Edition) -> Mapping[str, Place]:
    """Return the current place of each moved page, by its former address."""
    found: dict[str, Place] = {}
    handbook, subjects = edition.handbook, edition.subjects
    for address, entry in subjects.items():
        for alias in entry.aliases:
            if is_id(alias):
                former = page_of(handbook.kinds[entry.kind].home, alias)
                found.setdefault(former, Place(address, entry.title))
    for (kind, old), new in edition.history.former.items():
        now = handbook.find(kind, new)
        # A former id is recorded as written, so it may not be a valid id.
        if now is not None and handbook.kinds[kind].page and is_id(old):
            former = page_of(handbook.kinds[kind].home, old)
            found.setdefault(former, Place(handbook.address(now), now.title))
    for path, moved in edition.history.moved.items():
        former, after = _docs_address(path), _docs_address(moved.path or "")
        if former and after and former != after:
            found.setdefault(former, Place(after))
    return {address: place for address, place in found.items() if address not in subjects}


def redirect(edition: Edition, address: str, place: Place) -> str:
    """Return the HTML document that redirects from a former address to the current page."""
    view = edition.view(address)
    # A file name may contain any character; none of them starts a query or an anchor.
    path = quote(place.address)
    href = view.up + path
    whole = f"{edition.url}{path}" if edition.url else href
    return view.render("moved", place=place, href=href, canonical=whole)


def removed_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every address whose page was removed without a replacement."""
    known = {*edition.subjects, *places(edition)}
    for address, (title, day, source) in _removed_pages(edition).items():
        if address not in known:
            yield _gone(edition, address, title, day, source)


class _Removed(NamedTuple):
    title: str
    day: date
    source: str


def _removed_pages(edition: Edition) -> Mapping[str, _Removed]:
    found: dict[str, _Removed] = {}
    kinds = edition.handbook.kinds
    for event in edition.history.events:
        kind = kinds.get(event.kind)
        is_gone = event.how == "removed" and event.entry is None
        if is_gone and kind and kind.page and is_id(event.id) and event.id != INDEX:
            address = page_of(kind.home, event.id)
            found.setdefault(address, _Removed(event.title, event.day, kind.path))
    for path, moved in edition.history.moved.items():
        address = _docs_address(path)
        if moved.path is None and address:
            found.setdefault(address, _Removed("", moved.day, path))
    return found


def _docs_address(path: str) -> str:
    """Return the address of a page in docs/, or "" if the path is not such a page.

    The home page never counts: it always exists.
    """
    return unquote(page_in_docs(path) or "") if path.endswith(".md") else ""


def _gone(edition: Edition, address: str, title: str, day: date, source: str) -> Page:
    view = edition.view(address)
    name = title or "This page"
    html = view.render("gone", title=name, day=day)
    return Page(
        address=address,
        source=source,
        title=name,
        description=f"Removed from the handbook on {format_date(day)}.",
        html=html,
        found=(),
        retired=True,
    )
