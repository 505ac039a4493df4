"""The pieces a document on paper is made of, as plain data: words in them are only ever words."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

# What the typesetter's program reads as JSON: a text, or a mapping whose "is" says what it is.
Piece = str | dict[str, Any]
Pieces = list[Piece]


def piece(kind: str, of: Iterable[Piece] = (), **facts: Any) -> dict[str, Any]:
    """Return a piece of a kind with what it holds and what else is known of it."""
    return {"is": kind, "of": list(of), **facts}


def paragraph(*of: Piece) -> Piece:
    """Return a paragraph."""
    return piece("p", of)


def quiet(*of: Piece) -> Piece:
    """Return words that stand back."""
    return piece("quiet", of)


def strong(*of: Piece) -> Piece:
    """Return words that stand out."""
    return piece("strong", of)


def chip(meaning: str, word: str) -> Piece:
    """Return a word with the shape and colour of its meaning."""
    return piece("chip", [word], meaning=meaning)


def heading(level: int, title: str, key: str = "", **facts: Any) -> Piece:
    """Return a heading; `key` is the address it is found under."""
    return piece("h", [title], level=level, key=key, **facts)


def link(address: str, text: str) -> Piece:
    """Return a link to an address of the site: it leads to the page where that stands here."""
    return piece("a", [text], to=address)


def page_of(address: str) -> Piece:
    """Return the number of the page on which an address stands."""
    return piece("page", to=address)


def listed(items: Iterable[Pieces]) -> Piece:
    """Return a list with a mark before each item."""
    return {"is": "ul", "items": list(items)}


def table(head: Sequence[Pieces], rows: Iterable[Sequence[Pieces]], **facts: Any) -> Piece:
    """Return a table; its head stands again on every page it reaches."""
    return {"is": "table", "head": list(head), "rows": [list(row) for row in rows], **facts}


def joined(parts: Iterable[Pieces], sign: Piece = ", ") -> Pieces:
    """Return pieces in one line with a sign between them."""
    found: Pieces = []
    for part in parts:
        if found:
            found.append(sign)
        found += part
    return found


def below(held: Piece) -> Iterator[Piece]:
    """Yield a piece and all that is inside it, in reading order."""
    yield held
    for inner in _inside(held):
        yield from below(inner)


def _inside(held: Any) -> Iterator[Piece]:
    """Yield the pieces directly inside one, wherever among its facts they stand."""
    if not isinstance(held, dict):
        return
    for value in held.values():
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


# Where the words of a piece stand, in the order they are printed.
_WORDS = ("title", "text", "of", "head", "rows", "items")


def words(parts: Iterable[Any]) -> str:
    """Return the words of pieces, without anything else."""
    return "".join(_words(part) for part in parts)


def _words(part: Any) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, list):
        return words(part)
    if part.get("is") == "long":
        return "".join(part["bits"])
    return words(part[name] for name in _WORDS if name in part)
