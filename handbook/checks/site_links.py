"""Links on the pages in docs/ and in the navigation point to pages of the site."""

import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

from handbook.addresses import (
    INDEX,
    Target,
    home_of,
    page_of,
    read_target,
)
from handbook.book import Handbook
from handbook.checks.site_pages import PAGE, REGISTERS, TOP, Pages
from handbook.diagnostics import Fix
from handbook.names import fix_of, suggestion
from handbook.records import Entry
from handbook.source.docs import FOLDER
from handbook.source.document import Link

# Anchors that an entry's page may have besides the headings of its text. If the text has a heading
# with the same anchor, the page's own gets a number.
_USED_BY = "used-by"
_ADDED = {
    "checklists": ("boxes", "list"),
    "meetings": ("agenda", "calendar", "item", "who"),
    "post-mortems": ("actions", "changes", "impact", "rootcause", "timeline"),
    "sops": ("changes", "done", "exceptions", "metrics", "related", "reviews", "scope", "steps"),
}
_NUMBER = re.compile(r"-\d+$")
# Anchors generated for the page itself: no heading or id contains two hyphens in a row.
_PAGE_ANCHORS, _GROUP_MARK = ("page--", "feed--"), "--"
# The fault of a link with an empty target.
NO_TARGET = "has no target; add one, or remove the brackets"


class SiteLink(NamedTuple):
    """A link and the path that it is relative to; those of the navigation start in docs/.

    `is_path` means a file path, not an address: "%" and "#" are ordinary characters.
    """

    link: Link
    base: str
    is_path: bool = False

    @property
    def href(self) -> str:
        """Return the link as an address."""
        words = self.link.target
        return quote(words) if self.is_path and not read_target(words, self.base).scheme else words

    @property
    def target(self) -> Target:
        """Return the target of the link."""
        return read_target(self.href, self.base)


class BrokenLink(NamedTuple):
    """A broken link, what is wrong with it, and its fix if there is only one.

    `is_file` means that a file with a similar name may be the fix.
    """

    link: Link
    fault: str
    fix: Fix | None
    is_file: bool = False


def site_links(handbook: Handbook) -> Iterator[SiteLink]:
    """Yield every link on the pages in docs/ and every page in the navigation."""
    for path, page in handbook.docs.pages.items():
        for link in page.links:
            yield SiteLink(link, path)
    for link in handbook.docs.site.navigation:
        yield SiteLink(link, f"{FOLDER}/{INDEX}{PAGE}", is_path=True)


def broken_links(
    handbook: Handbook,
    fault: Callable[[Target, str], str | None],
    fix: Callable[[Target, str], Fix | None],
) -> Iterator[BrokenLink]:
    """Yield the broken links.

    `fault` returns what is wrong with a link to a file of the handbook, `fix` returns its fix.
    """
    pages = Pages(handbook)
    for one in site_links(handbook):
        target = one.target
        for found in () if target.scheme else _faults(handbook, pages, one, fault):
            page = _intended_page(handbook, pages, one) if one.is_path and not found.fix else None
            if page:
                words = f"is not the path of a page; write {page!r}"
                yield BrokenLink(one.link, words, Fix(page, one.link.target))
            elif found.fix or not found.is_file:
                yield found
            else:
                yield found._replace(fix=fix(target, one.link.target))


def _faults(
    handbook: Handbook, pages: Pages, one: SiteLink, fault: Callable[[Target, str], str | None]
) -> Iterator[BrokenLink]:
    """Yield what is wrong with a link within the handbook, if anything."""
    target = one.target
    path = target.path
    if not one.link.target.strip():
        yield BrokenLink(one.link, NO_TARGET, None)
    elif path.startswith(("/", "../")) or path in handbook.docs.pages:
        words = fault(target, one.base)
        if words:
            yield BrokenLink(one.link, words, None, is_file=True)
    elif not path.startswith(TOP):
        yield _outside_docs(handbook, one)
    elif path.endswith(PAGE):
        yield from _page_fault(handbook, pages, one)
    elif not_page := _not_page(handbook, one):
        yield not_page
    elif words := fault(target, one.base):
        yield BrokenLink(one.link, words, None, is_file=True)


def _intended_page(handbook: Handbook, pages: Pages, one: SiteLink) -> str | None:
    """Return the page that an entry of the navigation most likely means, or None."""
    plain = one.link.target.strip().replace("\\", "/").lstrip("/").removeprefix(TOP)
    stem = plain.rstrip("/").removesuffix(".html")
    for page in (plain, f"{stem}{PAGE}", f"{stem}/{INDEX}{PAGE}"):
        path = f"{TOP}{page}"
        if path in handbook.docs.pages or (page.endswith(PAGE) and pages.has(path)):
            return page
    return None


def _not_page(handbook: Handbook, one: SiteLink) -> BrokenLink | None:
    """Return the fault if a link points to a folder, or the navigation names a heading."""
    file = handbook.root / one.target.path
    name = one.link.target.partition("#")[0]
    if file.is_dir():
        page = posixpath.join(name, f"{INDEX}{PAGE}")
        return BrokenLink(
            one.link, f"points to a folder; name a page in it, such as {page!r}", None
        )
    if one.is_path and f"{PAGE}#" in one.target.path and not file.is_file():
        words = f"points to a heading, but the navigation can only list pages; write {name!r}"
        return BrokenLink(one.link, words, Fix(name, one.link.target))
    return None


def _outside_docs(handbook: Handbook, one: SiteLink) -> BrokenLink:
    """Return the fault of a link to a file that is not on the site, at least not as this file."""
    target = one.target
    home = home_of(target.path, handbook.homes)
    if home is None or not ("*" in home.files or target.anchor):
        words = "points outside docs/, which the site does not include; link to a page instead"
        return BrokenLink(one.link, words, None)
    name = Path(target.path).stem if "*" in home.files else target.anchor
    entry = handbook.find(home.kind, name)
    if entry is None:
        known = [one.id for one in handbook.entries(home.kind)]
        words = f"points to an unknown entry in {home.files!r}: {name!r}"
        return BrokenLink(one.link, words + suggestion(name, known), None)
    address, _, anchor = page_of(home, name).partition("#")
    page = posixpath.relpath(f"{TOP}{address.rstrip('/')}{PAGE}", posixpath.dirname(one.base))
    right = quote(page) + (f"#{anchor}" if anchor else "")
    words = f"points outside docs/, which the site does not include; link to {right!r} instead"
    return BrokenLink(one.link, words, Fix(right, one.link.target))


def _page_fault(handbook: Handbook, pages: Pages, one: SiteLink) -> Iterator[BrokenLink]:
    """Yield the fault of a link to a generated page or to a heading on it, if any."""
    path = one.target.path
    if pages.has(path):
        if one.target.anchor:
            yield from _unknown_anchor(handbook, one)
        return
    listed = f"{posixpath.dirname(path)}{PAGE}"
    # An unreadable page is reported elsewhere.
    if (handbook.root / path).is_file():
        return
    if posixpath.basename(path) == f"{INDEX}{PAGE}" and pages.has(listed):
        right = quote(posixpath.relpath(listed, posixpath.dirname(one.base)))
        words = f"points to a generated page that is called {right!r}"
        yield BrokenLink(one.link, words, Fix(right, one.link.target.partition("#")[0]))
    else:
        yield _missing_page(one, pages.near(path))


def entry_at(handbook: Handbook, path: str) -> Entry | None:
    """Return the entry whose page has this path, or None if none or several do."""
    folder, _, name = path.removeprefix(TOP).removesuffix(PAGE).rpartition("/")
    found = [
        register.entries[name]
        for register in handbook.registers.values()
        if register.kind.page == folder and name in register.entries
    ]
    return found[0] if len(found) == 1 else None


def _unknown_anchor(handbook: Handbook, one: SiteLink) -> Iterator[BrokenLink]:
    """Yield the fault of a link to an unknown anchor, if the page's anchors are known."""
    path, anchor = one.target.path, unquote(one.target.anchor)
    folder, _, name = path.removeprefix(TOP).removesuffix(PAGE).rpartition("/")
    if folder == REGISTERS and handbook.read(name):
        words = f"points to an unknown entry in {name!r}: {anchor!r}"
        known: Collection[str] = handbook.registers[name].entries
        is_added = _GROUP_MARK in anchor
    elif (entry := entry_at(handbook, path)) and has_headings(handbook, entry):
        words = f"points to an unknown heading in {entry.document.path!r}: {anchor!r}"
        known = entry.document.targets
        added = (*_ADDED.get(entry.kind, ()), _USED_BY)
        is_added = anchor.startswith(_PAGE_ANCHORS) or _NUMBER.sub("", anchor) in added
    else:
        return
    if not is_added and anchor not in known:
        near = sorted(known)
        yield BrokenLink(one.link, words + suggestion(anchor, near), fix_of(anchor, near))


def has_headings(handbook: Handbook, entry: Entry) -> bool:
    """Return whether the headings of an entry's text become headings of its page.

    A text shown verbatim, such as a template's, keeps its headings to itself.
    """
    layout = handbook.kinds[entry.kind].layout
    return entry.document.is_markdown and not entry.document.faults and not layout.body


def _missing_page(one: SiteLink, near: list[str]) -> BrokenLink:
    """Return the fault of a link to a missing page, with a similar one if there is any."""
    path = one.link.target if one.is_path else one.link.target.partition("#")[0]
    name = posixpath.basename(one.target.path)
    fix = fix_of(name, near)
    missing = repr(one.target.path)
    words = f"points to a page that does not exist: {missing}{suggestion(name, near)}"
    if fix is None or not path.endswith(name):
        return BrokenLink(one.link, words, None)
    right = fix.right if one.is_path else quote(fix.right)
    return BrokenLink(one.link, words, Fix(path.removesuffix(name) + right, path))
