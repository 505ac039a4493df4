"""A document comes back from bytes, the most of it only when somebody asks for it.

Where its values stand is asked of few documents, what its texts look like only for pages.
"""

from array import array
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple
from zlib import decompress

from msgspec import MsgspecError, Raw
from msgspec.msgpack import Decoder

from handbook.diagnostics import Place
from handbook.source.aside import Aside, Lain
from handbook.source.document import Document, Link, Loose, Mention, Prose, Section, Words
from handbook.source.late import LateCollection, LateMapping, LatePlaces, joined
from handbook.source.packed import Led, Offsets, Packed, Rest, Spans, Texts
from handbook.source.places import Route, Spanned
from handbook.source.text import Ruler

# What `unpack` raises at bytes that are no document.
Broken = MsgspecError
# So many documents keep what was unpacked of them.
_AT_HAND = 64
_PACKED = Decoder(Packed)
_REST = Decoder(Rest)
_OFFSETS = Decoder(Offsets)
_SPANS = Decoder(Spans)
_TEXTS = Decoder(Texts)
_ANCHORS = Decoder(tuple[tuple[Route, str], ...])
_LINKS = Decoder(tuple[Led, ...])
_MENTIONS = Decoder(tuple[Mention, ...])


def unpack(packed: bytes, path: str, aside: Aside) -> Document:
    """Return what was packed as the document at a path; raises Broken if it is none.

    Its data stays packed where it is large, and is laid aside with the rest.
    """
    found = _PACKED.decode(packed)
    parts = _Parts(path, aside.lay(found.rest))
    return Document(
        path=path,
        id=found.id,
        data=joined(found.data, aside),
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

    __slots__ = ("_packed", "path")

    def __init__(self, path: str, packed: Lain) -> None:
        self.path = path
        self._packed = packed

    def rest(self) -> Rest:
        """Return them as they are packed."""
        return _REST.decode(self._packed.read())

    @property
    def values(self) -> Mapping[Route, Place]:
        """Return where its values stand."""
        return _standing(self).values

    @property
    def keys(self) -> Mapping[Route, Place]:
        """Return where its keys stand."""
        return _keyed(self)

    @property
    def prose(self) -> Mapping[Route, Prose]:
        """Return its texts."""
        return _shown(self).prose

    @property
    def sections(self) -> Collection[Section]:
        """Return its free sections."""
        return _shown(self).sections

    @property
    def words(self) -> Collection[Loose]:
        """Return all its words outside code."""
        shown = _shown(self)
        return Words(_standing(self).ruler, shown.words, shown.starts)

    @property
    def anchors(self) -> Mapping[Route, str]:
        """Return what its headings are called."""
        return _named(self)

    @property
    def targets(self) -> Collection[str]:
        """Return all that a link may lead to."""
        return _shown(self).targets

    @property
    def links(self) -> Collection[Link]:
        """Return what its texts link to."""
        return [led.link(self.path) for led in _LINKS.decode(self.rest().links)]

    @property
    def mentions(self) -> Collection[Mention]:
        """Return the names in it."""
        return _MENTIONS.decode(self.rest().mentions)


class _Placed(NamedTuple):
    ruler: Ruler
    values: Mapping[Route, Place]
    keys: Raw


class _Shown(NamedTuple):
    prose: Mapping[Route, Prose]
    sections: tuple[Section, ...]
    words: tuple[str, ...]
    starts: "array[int]"
    targets: frozenset[str]


@lru_cache(_AT_HAND)
def _standing(parts: _Parts) -> _Placed:
    places = _OFFSETS.decode(decompress(parts.rest().places))
    ruler = Ruler(parts.path, _numbers(places.starts), _numbers(places.stops))
    return _Placed(ruler, _spanned(ruler, places.values), places.keys.copy())


@lru_cache(_AT_HAND)
def _keyed(parts: _Parts) -> Mapping[Route, Place]:
    placed = _standing(parts)
    return _spanned(placed.ruler, _SPANS.decode(placed.keys))


@lru_cache(_AT_HAND)
def _shown(parts: _Parts) -> _Shown:
    texts = _TEXTS.decode(decompress(parts.rest().texts))
    written = (
        Prose(markdown, markdown if text is None else text, markdown if html is None else html)
        for markdown, text, html in texts.prose
    )
    prose = dict(zip(texts.routes, written, strict=True))
    return _Shown(prose, texts.sections, texts.words, _numbers(texts.starts), texts.targets)


@lru_cache(_AT_HAND)
def _named(parts: _Parts) -> Mapping[Route, str]:
    return dict(_ANCHORS.decode(parts.rest().anchors))


def _spanned(ruler: Ruler, spans: Spans) -> "Spanned":
    numbers = {route: number for number, route in enumerate(spans.routes)}
    return Spanned(ruler, numbers, _numbers(spans.starts), _numbers(spans.stops))


def _numbers(packed: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(packed)
    return numbers
