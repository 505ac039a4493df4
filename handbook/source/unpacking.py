"""A document comes back from bytes, the most of it only when somebody asks for it.

Where its values stand is asked of few documents, what its texts look like only for pages.
"""

from array import array
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from zlib import decompress

from msgspec import MsgspecError, Raw
from msgspec.msgpack import Decoder

from handbook.diagnostics import Place
from handbook.source.document import Document, Link, Loose, Mention, Prose, Section, Words
from handbook.source.lazy import joined
from handbook.source.packed import Led, Offsets, Packed, Rest, Spans, Texts
from handbook.source.places import Route, Spanned
from handbook.source.spool import Spool, Spooled
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
# What a document has at hand.
_HELD = (
    *("path", "id", "data", "is_markdown", "html", "diagrams", "faults"),
    *("_packed", "_whole", "_sections"),
)


def unpack(packed: bytes, path: str, spool: Spool) -> Document:
    """Return what was packed as the document at a path; raises Broken if it is none.

    Its data stays packed where it is large, and is spooled with the rest.
    """
    return LazyDocument(path, _PACKED.decode(packed), spool)


class LazyDocument(Document):
    """A document of which each part that is still packed is unpacked when it is asked for.

    There are ten thousand: what stands for a part until then takes no memory.
    """

    __slots__ = ("_packed", "_sections", "_whole")

    _packed: Spooled
    _whole: Place | None
    # None while they are packed.
    _sections: Collection[Section] | None

    def __init__(self, path: str, found: Packed, spool: Spool) -> None:
        self._have(
            path=path,
            id=found.id,
            data=joined(found.data, spool),
            is_markdown=found.is_markdown,
            html=found.html,
            diagrams=found.diagrams,
            faults=(),
            _packed=spool.add(found.rest),
            _whole=found.whole,
            _sections=None if found.is_free else (),
        )

    def _have(self, **parts: object) -> None:
        """Write parts where nobody else may."""
        for name, value in parts.items():
            object.__setattr__(self, name, value)

    def _but(self, **parts: object) -> "LazyDocument":
        """Return another document, which differs in some parts."""
        other = object.__new__(LazyDocument)
        other._have(**{name: getattr(self, name) for name in _HELD} | parts)
        return other

    def with_data(self, data: Any) -> "LazyDocument":
        """Return a document with other data."""
        return self._but(data=data)

    def with_sections(self, sections: Collection[Section]) -> "LazyDocument":
        """Return a document with other free sections."""
        return self._but(_sections=sections)

    def rest(self) -> Rest:
        """Return what is packed of it."""
        return _REST.decode(self._packed.read())

    def place(self, *route: str | int) -> Place:
        """Where the value at route is written, or its nearest written parent."""
        # Nearly everybody asks only where the whole begins.
        return self._whole if self._whole and not route else super().place(*route)

    @property
    def values(self) -> Mapping[Route, Place]:
        """Where its values stand."""
        return _standing(self).values

    @property
    def keys(self) -> Mapping[Route, Place]:
        """Where its keys stand."""
        return _keyed(self)

    @property
    def prose(self) -> Mapping[Route, Prose]:
        """Its texts."""
        return _shown(self).prose

    @property
    def sections(self) -> Collection[Section]:
        """Its free sections."""
        return _shown(self).sections if self._sections is None else self._sections

    @property
    def words(self) -> Collection[Loose]:
        """All its words outside code."""
        shown = _shown(self)
        return Words(_standing(self).ruler, shown.words, shown.starts)

    @property
    def anchors(self) -> Mapping[Route, str]:
        """What its headings are called."""
        return _named(self)

    @property
    def targets(self) -> Collection[str]:
        """All that a link may lead to."""
        return _shown(self).targets

    @property
    def links(self) -> Collection[Link]:
        """What its texts link to."""
        return [led.link(self.path) for led in _LINKS.decode(self.rest().links)]

    @property
    def mentions(self) -> Collection[Mention]:
        """The names in it."""
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
def _standing(document: LazyDocument) -> _Placed:
    places = _OFFSETS.decode(decompress(document.rest().places))
    ruler = Ruler(document.path, _numbers(places.starts), _numbers(places.stops))
    return _Placed(ruler, _spanned(ruler, places.values), places.keys.copy())


@lru_cache(_AT_HAND)
def _keyed(document: LazyDocument) -> Mapping[Route, Place]:
    placed = _standing(document)
    return _spanned(placed.ruler, _SPANS.decode(placed.keys))


@lru_cache(_AT_HAND)
def _shown(document: LazyDocument) -> _Shown:
    texts = _TEXTS.decode(decompress(document.rest().texts))
    written = (
        Prose(markdown, markdown if text is None else text, markdown if html is None else html)
        for markdown, text, html in texts.prose
    )
    prose = dict(zip(texts.routes, written, strict=True))
    return _Shown(prose, texts.sections, texts.words, _numbers(texts.starts), texts.targets)


@lru_cache(_AT_HAND)
def _named(document: LazyDocument) -> Mapping[Route, str]:
    return dict(_ANCHORS.decode(document.rest().anchors))


def _spanned(ruler: Ruler, spans: Spans) -> "Spanned":
    numbers = {route: number for number, route in enumerate(spans.routes)}
    return Spanned(ruler, numbers, _numbers(spans.starts), _numbers(spans.stops))


def _numbers(packed: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(packed)
    return numbers
