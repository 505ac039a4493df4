"""How a document is laid out in bytes."""

from typing import NamedTuple, Self

from msgspec import Raw, Struct

from handbook.diagnostics import Place
from handbook.source.document import Diagram, Link, Markup, Section
from handbook.source.lazy import Parted
from handbook.source.places import Route


class Spans(Struct, array_like=True):
    """Where what is at each of some routes starts and stops."""

    routes: tuple[Route, ...]
    starts: bytes
    stops: bytes


class Offsets(Struct, array_like=True):
    """Where lines start and stop, and values; where keys do, still packed: few ask for them."""

    starts: bytes
    stops: bytes
    values: Spans
    keys: Raw


class Texts(Struct, array_like=True):
    """What is shown, all words outside code, with where they start, and where links may lead.

    The plain words and the HTML of a text are None where they are as it is written.
    """

    routes: tuple[Route, ...]
    prose: tuple[tuple[str, str | None, str | None], ...]
    sections: tuple[Section, ...]
    words: tuple[str, ...]
    starts: bytes
    targets: frozenset[str]


class Led(NamedTuple):
    """A link without the path of the document it stands in."""

    target: str
    line: int
    column: int
    length: int
    image: bool

    @classmethod
    def of(cls, link: Link) -> Self:
        """Return a link without its path."""
        return cls(link.target, *link.place[1:], link.image)

    def link(self, path: str) -> Link:
        """Return it as a link in the document at a path."""
        return Link(self.target, Place(path, self.line, self.column, self.length), self.image)


class Packed(Struct, array_like=True):
    """A document whose larger parts are still packed; `is_free` if it has free sections."""

    id: str
    data: Parted
    is_markdown: bool
    is_free: bool
    html: tuple[Markup, ...]
    diagrams: tuple[Diagram, ...]
    whole: Place | None
    rest: bytes


class Rest(Struct, array_like=True):
    """What of a document is spooled: most who ask want one of its parts, and no other."""

    links: bytes
    # Pages of roles and tools ask for those of many procedures, and for nothing else.
    anchors: bytes
    mentions: bytes
    places: bytes
    texts: bytes
