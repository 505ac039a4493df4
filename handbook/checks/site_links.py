"""Links of the pages in docs/, and what the navigation names, lead to a page of the site."""

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
from handbook.diagnostics import Cure
from handbook.names import cure_of, suggestion
from handbook.records import Entry
from handbook.source.docs import FOLDER
from handbook.source.document import Link

# What the page of an entry has beside the headings of its text, if there is anything to show. Where
# the text has such a heading of its own, the page's gets a number.
_USED_BY = "used-by"
_ADDED = {
    "checklists": ("boxes", "list"),
    "meetings": ("agenda", "calendar", "item", "who"),
    "post-mortems": ("actions", "changes", "impact", "rootcause", "timeline"),
    "sops": ("changes", "done", "exceptions", "metrics", "related", "reviews", "scope", "steps"),
}
_NUMBER = re.compile(r"-\d+$")
# What pages have for themselves: no heading of a text and no id has two hyphens on end.
_OWN, _OF_GROUPS = ("page--", "feed--"), "--"
# What is wrong with a link that says nothing of where it leads.
NOWHERE = "leads nowhere; write where to, or no brackets"


class Written(NamedTuple):
    """A link and the path of the file that it is read from; the navigation's begin in docs/.

    `is_path` if it is the path of a file and no address: "%" and "#" are letters as others are.
    """

    link: Link
    base: str
    is_path: bool = False

    @property
    def href(self) -> str:
        """The link as an address."""
        words = self.link.target
        return quote(words) if self.is_path and not read_target(words, self.base).scheme else words

    @property
    def target(self) -> Target:
        """What the link points at."""
        return read_target(self.href, self.base)


class Lost(NamedTuple):
    """A link that leads nowhere, what is wrong with it, and how to mend it if that is sure.

    `is_file` if a file like the one it names may be the cure.
    """

    link: Link
    fault: str
    cure: Cure | None
    is_file: bool = False


def written(handbook: Handbook) -> Iterator[Written]:
    """Yield every link of the pages in docs/, and every page that the navigation names."""
    for path, page in handbook.docs.pages.items():
        for link in page.links:
            yield Written(link, path)
    for link in handbook.docs.site.navigation:
        yield Written(link, f"{FOLDER}/{INDEX}{PAGE}", is_path=True)


def lost(
    handbook: Handbook,
    fault: Callable[[Target, str], str | None],
    cure: Callable[[Target, str], Cure | None],
) -> Iterator[Lost]:
    """Yield the links that lead to no page.

    `fault` says what is wrong with a link to a file of the handbook, `cure` how that is mended.
    """
    made = Pages(handbook)
    for one in written(handbook):
        target = one.target
        for found in () if target.scheme else _lost(handbook, made, one, fault):
            page = _meant(handbook, made, one) if one.is_path and not found.cure else None
            if page:
                words = f"is not the path of a page; write {page!r}"
                yield Lost(one.link, words, Cure(page, one.link.target))
            elif found.cure or not found.is_file:
                yield found
            else:
                yield found._replace(cure=cure(target, one.link.target))


def _lost(
    handbook: Handbook, made: Pages, one: Written, fault: Callable[[Target, str], str | None]
) -> Iterator[Lost]:
    """Yield that a link that is no address of another site leads nowhere, if so."""
    target = one.target
    path = target.path
    if not one.link.target.strip():
        yield Lost(one.link, NOWHERE, None)
    elif path.startswith(("/", "../")) or path in handbook.docs.pages:
        words = fault(target, one.base)
        if words:
            yield Lost(one.link, words, None, is_file=True)
    elif not path.startswith(TOP):
        yield _outside(handbook, one)
    elif path.endswith(PAGE):
        yield from _of_page(handbook, made, one)
    elif beside := _beside(handbook, one):
        yield beside
    elif words := fault(target, one.base):
        yield Lost(one.link, words, None, is_file=True)


def _meant(handbook: Handbook, made: Pages, one: Written) -> str | None:
    """Return the page that an entry of the navigation means as it is written, None if none."""
    plain = one.link.target.strip().replace("\\", "/").lstrip("/").removeprefix(TOP)
    stem = plain.rstrip("/").removesuffix(".html")
    for page in (plain, f"{stem}{PAGE}", f"{stem}/{INDEX}{PAGE}"):
        path = f"{TOP}{page}"
        if path in handbook.docs.pages or (page.endswith(PAGE) and made.has(path)):
            return page
    return None


def _beside(handbook: Handbook, one: Written) -> Lost | None:
    """Return that a folder is linked to, or that the navigation names a heading, if so."""
    there = handbook.root / one.target.path
    name = one.link.target.partition("#")[0]
    if there.is_dir():
        page = posixpath.join(name, f"{INDEX}{PAGE}")
        return Lost(one.link, f"leads to a folder; name the page in it, such as {page!r}", None)
    if one.is_path and f"{PAGE}#" in one.target.path and not there.is_file():
        words = f"leads to a heading, but the navigation only leads to pages; write {name!r}"
        return Lost(one.link, words, Cure(name, one.link.target))
    return None


def _outside(handbook: Handbook, one: Written) -> Lost:
    """Return that a link leads to what is not on the site, or not as this file."""
    target = one.target
    home = home_of(target.path, handbook.homes)
    if home is None or not ("*" in home.files or target.anchor):
        words = "leads out of docs/, and the site has no other files; link to one of its pages"
        return Lost(one.link, words, None)
    name = Path(target.path).stem if "*" in home.files else target.anchor
    entry = handbook.find(home.kind, name)
    if entry is None:
        known = [one.id for one in handbook.entries(home.kind)]
        words = f"leads to an entry that is not in {home.files!r}: {name!r}"
        return Lost(one.link, words + suggestion(name, known), None)
    address, _, anchor = page_of(home, name).partition("#")
    there = posixpath.relpath(f"{TOP}{address.rstrip('/')}{PAGE}", posixpath.dirname(one.base))
    right = quote(there) + (f"#{anchor}" if anchor else "")
    words = f"leads out of docs/, and the site has no other files; its page is {right!r}"
    return Lost(one.link, words, Cure(right, one.link.target))


def _of_page(handbook: Handbook, made: Pages, one: Written) -> Iterator[Lost]:
    """Yield that a link leads to no page that is made, or to no heading of it, if it does not."""
    path = one.target.path
    if made.has(path):
        if one.target.anchor:
            yield from _lacking(handbook, one)
        return
    listed = f"{posixpath.dirname(path)}{PAGE}"
    # One that cannot be read is told elsewhere.
    if (handbook.root / path).is_file():
        return
    if posixpath.basename(path) == f"{INDEX}{PAGE}" and made.has(listed):
        right = quote(posixpath.relpath(listed, posixpath.dirname(one.base)))
        words = f"leads to a page that is made, and called {right!r}"
        yield Lost(one.link, words, Cure(right, one.link.target.partition("#")[0]))
    else:
        yield _missing(one, made.near(path))


def entry_at(handbook: Handbook, path: str) -> Entry | None:
    """Return the entry whose page MkDocs calls so; None if it is another page, or that of two."""
    folder, _, name = path.removeprefix(TOP).removesuffix(PAGE).rpartition("/")
    found = [
        register.entries[name]
        for register in handbook.registers.values()
        if register.kind.page == folder and name in register.entries
    ]
    return found[0] if len(found) == 1 else None


def _lacking(handbook: Handbook, one: Written) -> Iterator[Lost]:
    """Yield that a page that is made has no such anchor, where more than the page can tell."""
    path, anchor = one.target.path, unquote(one.target.anchor)
    folder, _, name = path.removeprefix(TOP).removesuffix(PAGE).rpartition("/")
    if folder == REGISTERS and handbook.read(name):
        words = f"leads to an entry that is not in {name!r}: {anchor!r}"
        known: Collection[str] = handbook.registers[name].entries
        is_added = _OF_GROUPS in anchor
    elif (entry := entry_at(handbook, path)) and has_headings(handbook, entry):
        words = f"leads to a heading that is not in {entry.document.path!r}: {anchor!r}"
        known = entry.document.targets
        added = (*_ADDED.get(entry.kind, ()), _USED_BY)
        is_added = anchor.startswith(_OWN) or _NUMBER.sub("", anchor) in added
    else:
        return
    if not is_added and anchor not in known:
        near = sorted(known)
        yield Lost(one.link, words + suggestion(anchor, near), cure_of(anchor, near))


def has_headings(handbook: Handbook, entry: Entry) -> bool:
    """Return whether the headings of an entry's text are those of its page.

    A text that is shown as it is, such as a template's, has headings of its own.
    """
    layout = handbook.kinds[entry.kind].layout
    return entry.document.is_markdown and not entry.document.faults and not layout.body


def _missing(one: Written, near: list[str]) -> Lost:
    """Return that a link leads to a page that is not there, and which is like it."""
    path = one.link.target if one.is_path else one.link.target.partition("#")[0]
    name = posixpath.basename(one.target.path)
    cure = cure_of(name, near)
    there = repr(one.target.path)
    words = f"leads to a page that the site does not have: {there}{suggestion(name, near)}"
    if cure is None or not path.endswith(name):
        return Lost(one.link, words, None)
    right = cure.right if one.is_path else quote(cure.right)
    return Lost(one.link, words, Cure(path.removesuffix(name) + right, path))
