"""The serialised layout of a document."""

from typing import NamedTuple, Self

from msgspec import Raw, Struct

from handbook.diagnostics import Place
from handbook.source.document import Diagram, Link, Markup, Section
from handbook.source.lazy import SplitData
from handbook.source.places import Route


class Spans(Struct, array_like=True):
    """The routes of a document, and the start and end offset at each."""

    routes: tuple[Route, ...]
    starts: bytes
    stops: bytes


class Offsets(Struct, array_like=True):
    """The offsets of lines and values; those of keys stay packed, as few callers need them."""

    starts: bytes
    stops: bytes
    values: Spans
    keys: Raw


class Texts(Struct, array_like=True):
    """Texts, free sections, words outside code with their offsets, and link targets.

    The plain text and the HTML of a text are None if they equal its Markdown.
    """

    routes: tuple[Route, ...]
    prose: tuple[tuple[str, str | None, str | None], ...]
    sections: tuple[Section, ...]
    words: tuple[str, ...]
    starts: bytes
    targets: frozenset[str]


class PackedLink(NamedTuple):
    """A link without the path of its document."""

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
    data: SplitData
    is_markdown: bool
    is_free: bool
    html: tuple[Markup, ...]
    diagrams: tuple[Diagram, ...]
    whole: Place | None
    rest: bytes


class Rest(Struct, array_like=True):
    """The spooled parts of a document: most callers need just one of them."""

    links: bytes
    # Role and tool pages read those of many procedures, and nothing else.
    anchors: bytes
    mentions: bytes
    places: bytes
    texts: bytes
