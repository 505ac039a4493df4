"""Split safe HTML into lines of plain text and links, for readers that cannot use HTML."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from handbook.addresses import UP

_BLOCKS = frozenset(
    {"blockquote", "br", "div", "dd", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4"}
    | {"h5", "h6", "hr", "li", "ol", "p", "pre", "summary", "table", "tr", "ul"}
)
_CELLS = frozenset({"td", "th"})
_BETWEEN_CELLS = " · "
# Drawings cannot be shown as a line of text.
_SKIPPED = "svg"
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")


class Piece(NamedTuple):
    """A run of text; `href` is an address from the site's root or an external one."""

    text: str
    href: str | None = None


Line = tuple[Piece, ...]


def lines(html: str, address: str) -> list[Line]:
    """Return the non-empty lines of safe HTML from the page at an address."""
    if "<" not in html:
        # Fast path: most texts are a few plain words.
        words = " ".join(unescape(html).split())
        return [(Piece(words),)] if words else []
    reader = _Reader(address)
    reader.read(html)
    return [line for line in map(_tidy, reader.lines) if line]


def line(html: str, address: str) -> Line:
    """Return safe HTML on one line."""
    first, *more = lines(html, address) or [()]
    if not more:
        return first
    joined = [*first]
    for other in more:
        joined += (Piece(" "), *other)
    return _merged(joined)


def plain(line: Line) -> str:
    """Return the text of a line without links."""
    return "".join(piece.text for piece in line)


class _Reader:
    """Collects the lines of HTML, tag by tag."""

    def __init__(self, address: str) -> None:
        self.lines: list[list[Piece]] = [[]]
        self._address = address
        self._href: str | None = None
        self._code = False
        self._skipped = 0

    def read(self, html: str) -> None:
        """Read HTML to its end."""
        first, *rest = _TAG.split(html)
        self._words(unescape(first))
        for end, tag, attributes, words in zip(*[iter(rest)] * 4, strict=True):
            if not end:
                self._begin(tag, attributes)
            if end or attributes.endswith("/"):
                self._end(tag)
            if words:
                self._words(unescape(words))

    def _begin(self, tag: str, attributes: str) -> None:
        if tag == _SKIPPED:
            self._skipped += 1
        elif tag == "a":
            self._href = self._resolved(_value("href", attributes))
        elif tag == "img":
            self._add(_value("alt", attributes))
        elif tag in _BLOCKS:
            self._code = self._code or tag == "pre"
            self.lines.append([])
        elif tag in _CELLS and self.lines[-1]:
            self._add(_BETWEEN_CELLS)

    def _end(self, tag: str) -> None:
        if tag == _SKIPPED:
            self._skipped -= 1
        elif tag == "a":
            self._href = None
        elif tag in _BLOCKS:
            self._code = self._code and tag != "pre"
            self.lines.append([])

    def _words(self, words: str) -> None:
        first, *more = words.split("\n") if self._code else [words]
        self._add(first)
        for text in more:
            self.lines.append([])
            self._add(text)

    def _add(self, text: str) -> None:
        if text and not self._skipped:
            self.lines[-1].append(Piece(text, self._href))

    def _resolved(self, href: str) -> str | None:
        """Return a link relative to the site's root; every entry page is two folders deep."""
        if href.startswith("#"):
            return self._address.partition("#")[0] + href
        if href.startswith(("https://", "http://", "mailto:")):
            return href
        return href.removeprefix(UP) if href.startswith(UP) else None


def _value(name: str, attributes: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', attributes)
    return unescape(found[1]) if found else ""


def _tidy(pieces: list[Piece]) -> Line:
    """Return a line with normalised whitespace."""
    if len(pieces) < 2:
        words = " ".join(pieces[0].text.split()) if pieces else ""
        return (Piece(words, pieces[0].href),) if words else ()
    return _merged(_spaced(pieces))


def _spaced(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield pieces with single spaces between words, and none at the start of the line."""
    before = " "
    for text, href in pieces:
        found = " ".join(text.split())
        if found:
            lead = " " if text[0].isspace() and before != " " else ""
            found = f"{lead}{found} " if text[-1].isspace() else f"{lead}{found}"
        elif text and before != " ":
            found = " "
        if found:
            before = found[-1]
            yield Piece(found, href)


def _merged(pieces: Iterator[Piece] | list[Piece]) -> Line:
    """Return pieces with adjacent ones of the same link merged, and the line stripped."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1].href == piece.href:
            merged[-1] = Piece(merged[-1].text + piece.text, piece.href)
        else:
            merged.append(piece)
    if merged:
        merged[0] = Piece(merged[0].text.lstrip(), merged[0].href)
        merged[-1] = Piece(merged[-1].text.rstrip(), merged[-1].href)
    return tuple(piece for piece in merged if piece.text)
