"""Restore documents from bytes, most of each only on request.

Few callers ask for the places of values, and only pages need the texts.
"""

from array import array
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from zlib import decompress

from msgspec import MsgspecError, Raw
from msgspec.msgpack import Decoder

from handbook.diagnostics import Place
from handbook.source.document import Document, Link, LooseText, Mention, Prose, Section, Words
from handbook.source.lazy import join_data
from handbook.source.packed import Offsets, Packed, PackedLink, Rest, Spans, Texts
from handbook.source.places import Route, UnpackedPlaces
from handbook.source.spool import Spool, Spooled
from handbook.source.text import Ruler

# Raised by `unpack` for bytes that are not a document.
Broken = MsgspecError
# The number of documents whose unpacked parts are cached.
_MAX_CACHED = 64
_PACKED = Decoder(Packed)
_REST = Decoder(Rest)
_OFFSETS = Decoder(Offsets)
_SPANS = Decoder(Spans)
_TEXTS = Decoder(Texts)
_ANCHORS = Decoder(tuple[tuple[Route, str], ...])
_LINKS = Decoder(tuple[PackedLink, ...])
_MENTIONS = Decoder(tuple[Mention, ...])
# The fields a document keeps unpacked.
_FIELDS = (
    *("path", "id", "data", "is_markdown", "html", "diagrams", "faults"),
    *("_packed", "_whole", "_sections"),
)


def unpack(packed: bytes, path: str, spool: Spool) -> Document:
    """Return the packed document at a path; raises Broken if the bytes are not a document.

    Large data stays packed, and is spooled with the rest.
    """
    return LazyDocument(path, _PACKED.decode(packed), spool)


class LazyDocument(Document):
    """A document that unpacks each packed part on request.

    There may be ten thousand: until then, a part takes up no memory.
    """

    __slots__ = ("_packed", "_sections", "_whole")

    _packed: Spooled
    _whole: Place | None
    # None while they are packed.
    _sections: Collection[Section] | None

    def __init__(self, path: str, found: Packed, spool: Spool) -> None:
        self._set(
            path=path,
            id=found.id,
            data=join_data(found.data, spool),
            is_markdown=found.is_markdown,
            html=found.html,
            diagrams=found.diagrams,
            faults=(),
            _packed=spool.add(found.rest),
            _whole=found.whole,
            _sections=None if found.is_free else (),
        )

    def _set(self, **parts: object) -> None:
        """Set fields of this frozen object."""
        for name, value in parts.items():
            object.__setattr__(self, name, value)

    def _replaced(self, **parts: object) -> "LazyDocument":
        """Return a copy with some fields replaced."""
        other = object.__new__(LazyDocument)
        other._set(**{name: getattr(self, name) for name in _FIELDS} | parts)
        return other

    def with_data(self, data: Any) -> "LazyDocument":
        """Return a copy with other data."""
        return self._replaced(data=data)

    def with_sections(self, sections: Collection[Section]) -> "LazyDocument":
        """Return a copy with other free sections."""
        return self._replaced(_sections=sections)

    def rest(self) -> Rest:
        """Return its packed parts."""
        return _REST.decode(self._packed.read())

    def place(self, *route: str | int) -> Place:
        """Return the place of the value at a route, or of its nearest written parent."""
        # Nearly every caller only asks for the place of the whole.
        return self._whole if self._whole and not route else super().place(*route)

    @property
    def values(self) -> Mapping[Route, Place]:
        """The places of its values."""
        return _placed(self).values

    @property
    def keys(self) -> Mapping[Route, Place]:
        """The places of its keys."""
        return _key_places(self)

    @property
    def prose(self) -> Mapping[Route, Prose]:
        """Its texts by route."""
        return _texts(self).prose

    @property
    def sections(self) -> Collection[Section]:
        """Its free sections."""
        return _texts(self).sections if self._sections is None else self._sections

    @property
    def words(self) -> Collection[LooseText]:
        """All its words outside code."""
        shown = _texts(self)
        return Words(_placed(self).ruler, shown.words, shown.starts)

    @property
    def anchors(self) -> Mapping[Route, str]:
        """The anchors of its headings by route."""
        return _anchors(self)

    @property
    def targets(self) -> Collection[str]:
        """All anchors that a link may target."""
        return _texts(self).targets

    @property
    def links(self) -> Collection[Link]:
        """The links in its texts."""
        return [led.link(self.path) for led in _LINKS.decode(self.rest().links)]

    @property
    def mentions(self) -> Collection[Mention]:
        """The names in it that refer to entries."""
        return _MENTIONS.decode(self.rest().mentions)


class _UnpackedPlaces(NamedTuple):
    ruler: Ruler
    values: Mapping[Route, Place]
    keys: Raw


class _UnpackedTexts(NamedTuple):
    prose: Mapping[Route, Prose]
    sections: tuple[Section, ...]
    words: tuple[str, ...]
    starts: "array[int]"
    targets: frozenset[str]


@lru_cache(_MAX_CACHED)
def _placed(document: LazyDocument) -> _UnpackedPlaces:
    places = _OFFSETS.decode(decompress(document.rest().places))
    ruler = Ruler(document.path, _numbers(places.starts), _numbers(places.stops))
    return _UnpackedPlaces(ruler, _place_mapping(ruler, places.values), places.keys.copy())


@lru_cache(_MAX_CACHED)
def _key_places(document: LazyDocument) -> Mapping[Route, Place]:
    placed = _placed(document)
    return _place_mapping(placed.ruler, _SPANS.decode(placed.keys))


@lru_cache(_MAX_CACHED)
def _texts(document: LazyDocument) -> _UnpackedTexts:
    texts = _TEXTS.decode(decompress(document.rest().texts))
    written = (
        Prose(markdown, markdown if text is None else text, markdown if html is None else html)
        for markdown, text, html in texts.prose
    )
    prose = dict(zip(texts.routes, written, strict=True))
    return _UnpackedTexts(prose, texts.sections, texts.words, _numbers(texts.starts), texts.targets)


@lru_cache(_MAX_CACHED)
def _anchors(document: LazyDocument) -> Mapping[Route, str]:
    return dict(_ANCHORS.decode(document.rest().anchors))


def _place_mapping(ruler: Ruler, spans: Spans) -> "UnpackedPlaces":
    numbers = {route: number for number, route in enumerate(spans.routes)}
    return UnpackedPlaces(ruler, numbers, _numbers(spans.starts), _numbers(spans.stops))


def _numbers(packed: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(packed)
    return numbers
