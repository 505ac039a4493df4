"""A page of the site: its address, its source, its HTML and its search entries."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from sys import intern
from typing import NamedTuple
from zlib import compress, decompress

_HEADING = re.compile(r'<h([2-6])\b([^>]*\bid="([^"]*)"[^>]*)>(.*?)</h\1>', re.DOTALL)
_ANCHOR = re.compile(r' id="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_SKIPPED = re.compile(
    r'<(thead|pre|svg)\b.*?</\1>|<figure class="hb-drawing hb-drawn\b.*?</figure>', re.DOTALL
)
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|h\d|td|th|dt|dd|div|tr|pre|summary|br)\b[^>]*>")
# Two hyphens in a row: no heading in a text produces such an anchor.
TITLE_ANCHOR = "page--title"
_UNSEARCHED = "data-unsearched"


class Heading(NamedTuple):
    """A heading with an anchor; the title is plain text."""

    level: int
    anchor: str
    title: str


class SearchEntry(NamedTuple):
    """A search entry for a page or one of its sections; title and text are plain text."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page generated from records; title, description and names are plain text, `html` is safe.

    `is_continuation` marks a later page of a list, which is reached from the list's first page.
    """

    address: str
    source: str
    title: str
    description: str
    html: str
    found: tuple[SearchEntry, ...]
    names: tuple[str, ...] = ()
    retired: bool = False
    is_continuation: bool = False

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings for the table of contents, in order."""
        return tuple(headings(self.html))


class Planned(NamedTuple):
    """A page before it is rendered: what must be known of every page before any is written."""

    address: str
    source: str
    title: str
    make: Callable[[], Page]


def planned(page: Page) -> Planned:
    """Return the plan of a page already rendered; its HTML is kept compressed until needed."""
    packed = compress(page.html.encode(), 1)
    rest = replace(page, html="")

    def make() -> Page:
        return replace(rest, html=decompress(packed).decode())

    return Planned(page.address, page.source, page.title, make)


def headings(html: str) -> Iterator[Heading]:
    """Yield the level 2 and level 3 headings that have an anchor."""
    for match in _HEADING.finditer(html):
        if int(match[1]) <= 3:
            yield Heading(int(match[1]), unescape(match[3]), words(match[4]))


def sections(html: str, title: str, *, bare: bool = False) -> Iterator[SearchEntry]:
    """Yield the search entry of each section, except those marked as not searched.

    A heading without text is left out unless `bare` is true.
    """
    marks = list(_HEADING.finditer(html))
    for index, mark in enumerate(marks):
        if _UNSEARCHED in mark[2]:
            continue
        end = marks[index + 1].start() if index + 1 < len(marks) else len(html)
        text = found_words(html[mark.end() : end])
        if text or bare:
            yield SearchEntry(unescape(mark[3]), words(mark[4]) or title, text)


def found_words(html: str) -> str:
    """Return the searchable text of safe HTML: its blocks on one line, without code."""
    parts = (_line(part) for part in _BLOCK.split(_SKIPPED.sub("", html)))
    return " · ".join(part for part in parts if part)


def words(html: str) -> str:
    """Return the text of safe HTML on one line, without markup."""
    return _line(_BLOCK.sub(" ", html) if "<" in html else html)


def _line(html: str) -> str:
    """Return the text of inline HTML."""
    text = _TAG.sub("", html) if "<" in html else html
    return " ".join((unescape(text) if "&" in text else text).split())


def anchors(html: str) -> set[str]:
    """Return every anchor in safe HTML, interned because most pages share the same ones."""
    return {intern(unescape(name)) for name in _ANCHOR.findall(html)}
