"""A document becomes bytes and comes back, the most of it only when somebody asks for it.

Where its values stand is asked of few documents, what its texts look like only for pages.
"""

from array import array
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Self
from zlib import compress, decompress

from msgspec import MsgspecError, Raw, Struct
from msgspec.msgpack import Decoder, Encoder

from handbook.diagnostics import Place
from handbook.source.document import (
    Diagram,
    Document,
    Link,
    Loose,
    Markup,
    Mention,
    Prose,
    Section,
    Words,
)
from handbook.source.late import (
    LateCollection,
    LateMapping,
    LatePlaces,
    Parted,
    joined,
    parted,
)
from handbook.source.places import Numbered, Places, Route, Spanned
from handbook.source.text import Ruler

# What `unpack` raises at bytes that are no document.
Broken = MsgspecError
# So many documents keep what was unpacked of them.
_AT_HAND = 256


class _Spans(Struct, array_like=True):
    """Where what is at each of some routes starts and stops."""

    routes: tuple[Route, ...]
    starts: bytes
    stops: bytes


class _Places(Struct, array_like=True):
    """Where lines start and stop, and everything else."""

    starts: bytes
    stops: bytes
    values: _Spans
    keys: _Spans


class _Texts(Struct, array_like=True):
    """What is shown, all words outside code, with where they start, and where links may lead.

    The plain words and the HTML of a text are None where they are as it is written.
    """

    routes: tuple[Route, ...]
    prose: tuple[tuple[str, str | None, str | None], ...]
    sections: tuple[Section, ...]
    words: tuple[str, ...]
    starts: bytes
    targets: frozenset[str]


class _Led(NamedTuple):
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


class _Packed(Struct, array_like=True):
    """A document whose larger parts are still packed; `is_free` if it has free sections."""

    id: str
    data: Parted
    is_markdown: bool
    is_free: bool
    links: bytes
    anchors: bytes
    html: tuple[Markup, ...]
    diagrams: tuple[Diagram, ...]
    mentions: bytes
    whole: Place | None
    places: bytes
    texts: bytes


_ENCODER = Encoder()
_PACKED = Decoder(_Packed)
_PLACES = Decoder(_Places)
_TEXTS = Decoder(_Texts)
_ANCHORS = Decoder(tuple[tuple[Route, str], ...])
_LINKS = Decoder(tuple[_Led, ...])
_MENTIONS = Decoder(tuple[Mention, ...])


def pack(document: Document, mentions: Sequence[Mention] = ()) -> bytes | None:
    """Return a document as bytes, None if it has faults or holds what cannot be packed.

    `mentions` are the names in it that stand for entries, if the whole of it is one entry.
    """
    values, keys, words, prose = document.values, document.keys, document.words, document.prose
    if document.faults or not isinstance(values, Places) or not isinstance(keys, Places):
        return None
    ruler = values.ruler
    places = (ruler.starts.tobytes(), ruler.stops.tobytes(), _spans(values), _spans(keys))
    shown = _texts(prose) if isinstance(prose, Numbered) else ((), ())
    said = (words.texts, words.starts.tobytes()) if isinstance(words, Words) else ((), b"")
    try:
        return _ENCODER.encode(
            _Packed(
                id=document.id,
                # Of a file of many entries each holds its own.
                data=parted(document.data) if document.id else Parted(document.data, (), b""),
                is_markdown=document.is_markdown,
                is_free=bool(document.sections),
                links=_ENCODER.encode([_Led.of(link) for link in document.links]),
                # Pages of roles and tools ask for those of many procedures, and for nothing else.
                anchors=_ENCODER.encode(list(document.anchors.items())),
                html=document.html,
                diagrams=document.diagrams,
                mentions=_ENCODER.encode(mentions),
                whole=values.get(()),
                places=_squeezed(places),
                texts=_squeezed((*shown, document.sections, *said, document.targets)),
            )
        )
    except (OverflowError, TypeError, UnicodeEncodeError):
        # Such as a number of a hundred digits.
        return None


def _spans(places: Places) -> tuple[Raw, bytes, bytes]:
    return _routes(places), places.starts.tobytes(), places.stops.tobytes()


def _texts(prose: Numbered[Prose]) -> tuple[Raw, Sequence[tuple[str, str | None, str | None]]]:
    return _routes(prose), [
        (markdown, None if text == markdown else text, None if html == markdown else html)
        for markdown, text, html in prose.listed
    ]


def _routes(of: Places | Numbered[Any]) -> Raw:
    """Return the routes of a document as a list of MessagePack, whose items are packed already."""
    packed = of.routes.packed(_ENCODER.encode, of.numbers)
    return Raw(b"\xdd" + len(packed).to_bytes(4) + b"".join(packed))


def _squeezed(part: Any) -> bytes:
    return compress(_ENCODER.encode(part), 1)


def unpack(packed: bytes, path: str) -> Document:
    """Return what was packed as the document at a path; raises Broken if it is none.

    Its data stays packed where it is large.
    """
    found = _PACKED.decode(packed)
    parts = _Parts(path, found)
    return Document(
        path=path,
        id=found.id,
        data=joined(found.data),
        values=LatePlaces(parts, found.whole),
        keys=LateMapping(parts, "keys"),
        is_markdown=found.is_markdown,
        prose=LateMapping(parts, "prose"),
        sections=LateCollection(parts, "sections") if found.is_free else (),
        links=LateCollection(parts, "links"),
        html=found.html,
        diagrams=found.diagrams,
        words=LateCollection(parts, "words"),
        anchors=LateMapping(parts, "anchors"),
        targets=LateCollection(parts, "targets"),
        mentions=LateCollection(parts, "mentions"),
    )


class _Parts:
    """The parts of one document that are still packed, each unpacked when it is asked for."""

    __slots__ = ("_anchors", "_links", "_mentions", "_path", "_places", "_texts")

    def __init__(self, path: str, packed: _Packed) -> None:
        self._path = path
        self._places = packed.places
        self._texts = packed.texts
        self._anchors = packed.anchors
        self._links = packed.links
        self._mentions = packed.mentions

    @property
    def values(self) -> Mapping[Route, Place]:
        """Return where its values stand."""
        return _standing(self._places, self._path).values

    @property
    def keys(self) -> Mapping[Route, Place]:
        """Return where its keys stand."""
        return _standing(self._places, self._path).keys

    @property
    def prose(self) -> Mapping[Route, Prose]:
        """Return its texts."""
        return _shown(self._texts).prose

    @property
    def sections(self) -> Collection[Section]:
        """Return its free sections."""
        return _shown(self._texts).sections

    @property
    def words(self) -> Collection[Loose]:
        """Return all its words outside code."""
        shown = _shown(self._texts)
        return Words(_standing(self._places, self._path).ruler, shown.words, shown.starts)

    @property
    def anchors(self) -> Mapping[Route, str]:
        """Return what its headings are called."""
        return _named(self._anchors)

    @property
    def targets(self) -> Collection[str]:
        """Return all that a link may lead to."""
        return _shown(self._texts).targets

    @property
    def links(self) -> Collection[Link]:
        """Return what its texts link to."""
        return [led.link(self._path) for led in _LINKS.decode(self._links)]

    @property
    def mentions(self) -> Collection[Mention]:
        """Return the names in it."""
        return _MENTIONS.decode(self._mentions)


class _Standing(NamedTuple):
    ruler: Ruler
    values: Mapping[Route, Place]
    keys: Mapping[Route, Place]


class _Shown(NamedTuple):
    prose: Mapping[Route, Prose]
    sections: tuple[Section, ...]
    words: tuple[str, ...]
    starts: "array[int]"
    targets: frozenset[str]


@lru_cache(_AT_HAND)
def _standing(packed: bytes, path: str) -> _Standing:
    places = _PLACES.decode(decompress(packed))
    ruler = Ruler(path, _numbers(places.starts), _numbers(places.stops))
    return _Standing(ruler, _spanned(ruler, places.values), _spanned(ruler, places.keys))


@lru_cache(_AT_HAND)
def _shown(packed: bytes) -> _Shown:
    texts = _TEXTS.decode(decompress(packed))
    written = (
        Prose(markdown, markdown if text is None else text, markdown if html is None else html)
        for markdown, text, html in texts.prose
    )
    prose = dict(zip(texts.routes, written, strict=True))
    return _Shown(prose, texts.sections, texts.words, _numbers(texts.starts), texts.targets)


@lru_cache(_AT_HAND)
def _named(packed: bytes) -> Mapping[Route, str]:
    return dict(_ANCHORS.decode(packed))


def _spanned(ruler: Ruler, spans: _Spans) -> "Spanned":
    found = zip(_numbers(spans.starts), _numbers(spans.stops), strict=True)
    return Spanned(ruler, dict(zip(spans.routes, found, strict=True)))


def _numbers(packed: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(packed)
    return numbers
