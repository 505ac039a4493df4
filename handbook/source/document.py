"""A file as plain data with the place of every value, whatever its format."""

import re
from array import array
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any, NamedTuple

from handbook.diagnostics import Diagnostic, Place
from handbook.source.places import Route
from handbook.source.text import Ruler

_FENCE = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
# MkDocs also accepts dots for pages in docs/.
_CLOSE_OF_PAGE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


class Prose(NamedTuple):
    """A text: as written, as plain text, and as safe HTML for a page two folders deep."""

    markdown: str
    text: str
    html: str

    @classmethod
    def plain(cls, text: str) -> "Prose":
        """Return a text without markup."""
        return cls(text, text, escape(text, quote=False))


class Section(NamedTuple):
    """A free section: content under a heading the schema does not know."""

    title: str
    anchor: str
    body: Prose
    before_steps: bool


class Link(NamedTuple):
    """A link target as written, and its place; an image is loaded rather than followed."""

    target: str
    place: Place
    image: bool


class Diagram(NamedTuple):
    """The source of a diagram, and the place of each of its lines."""

    source: str
    lines: tuple[Place, ...]


class Markup(NamedTuple):
    """A piece of raw HTML and its place."""

    text: str
    place: Place


class Mention(NamedTuple):
    """A name where a schema expects an id: its route and the kinds it may refer to.

    `uses` is false if the schema says that naming an entry does not rely on it.
    """

    route: Route
    name: str
    kinds: tuple[str, ...]
    uses: bool = True


class LooseText(NamedTuple):
    """Words outside code and their place, for checks on wording."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Words(Collection[LooseText]):
    """All words of one file outside code, stored compactly."""

    ruler: Ruler
    texts: tuple[str, ...]
    starts: "array[int]"

    def __iter__(self) -> Iterator[LooseText]:
        for text, start in zip(self.texts, self.starts, strict=True):
            yield LooseText(text, self.ruler.place(start, start + len(text)))

    def __len__(self) -> int:
        return len(self.texts)

    def __contains__(self, loose: object) -> bool:
        return loose in tuple(self)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Document:
    """One file: its data, the place of every key and value, and its texts.

    Its mentions, if the whole file is one entry, are None until they have been collected.
    """

    path: str
    id: str
    data: Any
    values: Mapping[Route, Place]
    keys: Mapping[Route, Place]
    is_markdown: bool = False
    prose: Mapping[Route, Prose] = field(default_factory=dict)
    sections: Collection[Section] = ()
    links: Collection[Link] = ()
    html: tuple[Markup, ...] = ()
    diagrams: tuple[Diagram, ...] = ()
    words: Collection[LooseText] = ()
    anchors: Mapping[Route, str] = field(default_factory=dict)
    targets: Collection[str] = frozenset()
    mentions: Collection[Mention] | None = None
    faults: tuple[Diagnostic, ...] = ()

    def with_data(self, data: Any) -> "Document":
        """Return a copy with other data."""
        return replace(self, data=data)

    def with_sections(self, sections: Collection[Section]) -> "Document":
        """Return a copy with other free sections."""
        return replace(self, sections=sections)

    def place(self, *route: str | int) -> Place:
        """Return the place of the value at a route, or of its nearest written parent."""
        for end in range(len(route), -1, -1):
            found = self.values.get(route[:end])
            if found is not None:
                return found
        return Place(self.path, 1, 1)

    def key(self, *route: str | int) -> Place:
        """Return the place of the key at a route, or the nearest place to it."""
        return self.keys.get(route) or self.place(*route)

    def at(self, *route: str | int) -> Any:
        """Return the value at a route, None if there is none."""
        value = self.data
        for part in route:
            try:
                value = value[part]
            except (LookupError, TypeError):
                return None
        return value


# The messages for front matter that is never closed, and for front matter without keys.
NOT_CLOSED = "front matter is not closed: put '---' on a line of its own after the keys"
NO_KEYS = "front matter must be keys and values, one per line, such as 'title: ...'"


class Front(NamedTuple):
    """The span of a text's front matter, and the offset of its body."""

    start: int
    end: int
    body: int


def opens_front_matter(text: str) -> bool:
    """Return whether a text starts with the line that opens front matter."""
    return _FENCE.match(text) is not None


def front_matter(text: str) -> Front | None:
    """Return the span of an entry's front matter, None if it is missing or not closed."""
    return _front(text, _CLOSE)


def front_matter_of_page(text: str) -> Front | None:
    """Return the span of a page's front matter in docs/, which a line of dots may close too."""
    return _front(text, _CLOSE_OF_PAGE)


def _front(text: str, close: re.Pattern[str]) -> Front | None:
    opening = _FENCE.match(text)
    closing = close.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None
    return Front(opening.end(), closing.start(), closing.end())
