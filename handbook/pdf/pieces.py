"""The pieces of a printed document, as plain data; text in them is never interpreted."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

# Read by the typesetter as JSON: a text, or a mapping whose "is" key names its kind.
Piece = str | dict[str, Any]
Pieces = list[Piece]


def piece(kind: str, of: Iterable[Piece] = (), **facts: Any) -> dict[str, Any]:
    """Return a piece of a kind with its content and any further facts."""
    return {"is": kind, "of": list(of), **facts}


def paragraph(*of: Piece) -> Piece:
    """Return a paragraph."""
    return piece("p", of)


def quiet(*of: Piece) -> Piece:
    """Return de-emphasised text."""
    return piece("quiet", of)


def strong(*of: Piece) -> Piece:
    """Return emphasised text."""
    return piece("strong", of)


def chip(meaning: str, word: str) -> Piece:
    """Return a word with the shape and colour of its meaning."""
    return piece("chip", [word], meaning=meaning)


def heading(level: int, title: str, key: str = "", **facts: Any) -> Piece:
    """Return a heading; `key` is its address."""
    return piece("h", [title], level=level, key=key, **facts)


def link(address: str, text: str) -> Piece:
    """Return a link to a site address, resolved to its page in this document."""
    return piece("a", [text], to=address)


def page_of(address: str) -> Piece:
    """Return the page number of an address."""
    return piece("page", to=address)


def listed(items: Iterable[Pieces]) -> Piece:
    """Return a bulleted list."""
    return {"is": "ul", "items": list(items)}


def table(head: Sequence[Pieces], rows: Iterable[Sequence[Pieces]], **facts: Any) -> Piece:
    """Return a table; its head is repeated on every page."""
    return {"is": "table", "head": list(head), "rows": [list(row) for row in rows], **facts}


def joined(parts: Iterable[Pieces], sign: Piece = ", ") -> Pieces:
    """Return pieces on one line with a separator between them."""
    found: Pieces = []
    for part in parts:
        if found:
            found.append(sign)
        found += part
    return found


def walk(root: Piece) -> Iterator[Piece]:
    """Yield a piece and everything inside it, in reading order."""
    yield root
    for inner in _inside(root):
        yield from walk(inner)


def _inside(parent: Any) -> Iterator[Piece]:
    """Yield the pieces directly inside one, in any of its facts."""
    if not isinstance(parent, dict):
        return
    for value in parent.values():
        yield from _pieces(value)


def _pieces(value: Any) -> Iterator[Piece]:
    if isinstance(value, dict) and "is" in value:
        yield value
    elif isinstance(value, list):
        for one in value:
            if isinstance(one, str):
                continue
            yield from _pieces(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _pieces(one)


# The keys that contain the text of a piece, in printing order.
_WORDS = ("title", "text", "of", "head", "rows", "items")


def words(parts: Iterable[Any]) -> str:
    """Return the plain text of pieces."""
    return "".join(_words(part) for part in parts)


def _words(part: Any) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, list):
        return words(part)
    if part.get("is") == "long":
        return "".join(part["bits"])
    return words(part[name] for name in _WORDS if name in part)
