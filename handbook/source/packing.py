"""A document becomes bytes and comes back, the most of it only when somebody asks for it.

Where its values stand is asked of few documents, what its texts look like only for pages.
"""

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from zlib import compress, decompress

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, Encoder

from handbook.diagnostics import Place
from handbook.source.document import Diagram, Document, Link, Markup, Prose, Section, Words
from handbook.source.places import Places, Route, Span
from handbook.source.text import Ruler

T = TypeVar("T")
# What `unpack` raises at bytes that are no document.
Broken = MsgspecError
# So many documents keep what was unpacked of them.
_AT_HAND = 256


class _Places(Struct, array_like=True):
    """Where lines start and stop, and where what is at each route does."""

    starts: bytes
    stops: bytes
    values: dict[Route, Span]
    keys: dict[Route, Span]


class _Texts(Struct, array_like=True):
    """What pages show; words and HTML of a text are None where they are as it is written."""

    prose: dict[Route, tuple[str, str | None, str | None]]
    sections: tuple[Section, ...]


class _Words(Struct, array_like=True):
    """All words outside code, and where they start."""

    texts: tuple[str, ...]
    starts: bytes


class _Packed(Struct, array_like=True):
    """A document whose larger parts are still packed; `is_free` if it has free sections."""

    id: str
    data: Any
    is_markdown: bool
    is_free: bool
    links: tuple[Link, ...]
    html: tuple[Markup, ...]
    diagrams: tuple[Diagram, ...]
    anchors: dict[Route, str]
    targets: frozenset[str]
    places: bytes
    texts: bytes
    words: bytes


_ENCODER = Encoder()
_PACKED = Decoder(_Packed)
_PLACES = Decoder(_Places)
_TEXTS = Decoder(_Texts)
_WORDS = Decoder(_Words)


def pack(document: Document) -> bytes | None:
    """Return a document as bytes, None if it has faults or holds what cannot be packed."""
    values, keys, words = document.values, document.keys, document.words
    if document.faults or not isinstance(values, Places) or not isinstance(keys, Places):
        return None
    ruler = values.ruler
    places = _Places(
        ruler.starts.tobytes(), ruler.stops.tobytes(), dict(values.spans()), dict(keys.spans())
    )
    texts = _Texts(_written(document.prose), tuple(document.sections))
    said = (words.texts, words.starts) if isinstance(words, Words) else ((), array("I"))
    try:
        return _ENCODER.encode(
            _Packed(
                id=document.id,
                data=document.data,
                is_markdown=document.is_markdown,
                is_free=bool(document.sections),
                links=document.links,
                html=document.html,
                diagrams=document.diagrams,
                anchors=dict(document.anchors),
                targets=document.targets,
                places=_squeezed(places),
                texts=_squeezed(texts),
                words=_squeezed(_Words(said[0], said[1].tobytes())),
            )
        )
    except (OverflowError, TypeError, UnicodeEncodeError):
        # Such as a number of a hundred digits.
        return None


def unpack(packed: bytes, path: str) -> Document:
    """Return what was packed as the document at a path; raises Broken if it is none."""
    found = _PACKED.decode(packed)
    places, texts, words = found.places, found.texts, found.words
    return Document(
        path=path,
        id=found.id,
        data=found.data,
        values=_LateMapping(lambda: _standing(places, path).values),
        keys=_LateMapping(lambda: _standing(places, path).keys),
        is_markdown=found.is_markdown,
        prose=_LateMapping(lambda: _shown(texts).prose),
        sections=_LateCollection(lambda: _shown(texts).sections) if found.is_free else (),
        links=found.links,
        html=found.html,
        diagrams=found.diagrams,
        words=_LateCollection(lambda: _said(words, _standing(places, path).ruler)),
        anchors=found.anchors,
        targets=found.targets,
    )


class _Standing(NamedTuple):
    ruler: Ruler
    values: Mapping[Route, Place]
    keys: Mapping[Route, Place]


class _Shown(NamedTuple):
    prose: Mapping[Route, Prose]
    sections: tuple[Section, ...]


@lru_cache(_AT_HAND)
def _standing(packed: bytes, path: str) -> _Standing:
    places = _PLACES.decode(decompress(packed))
    ruler = Ruler(path, _numbers(places.starts), _numbers(places.stops))
    return _Standing(ruler, _Spanned(ruler, places.values), _Spanned(ruler, places.keys))


@lru_cache(_AT_HAND)
def _shown(packed: bytes) -> _Shown:
    texts = _TEXTS.decode(decompress(packed))
    return _Shown(_prose(texts.prose), texts.sections)


def _said(packed: bytes, ruler: Ruler) -> Words:
    words = _WORDS.decode(decompress(packed))
    return Words(ruler, words.texts, _numbers(words.starts))


def _squeezed(part: Struct) -> bytes:
    return compress(_ENCODER.encode(part), 1)


def _numbers(packed: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(packed)
    return numbers


def _written(prose: Mapping[Route, Prose]) -> dict[Route, tuple[str, str | None, str | None]]:
    return {
        route: (
            markdown,
            None if text == markdown else text,
            None if html == markdown else html,
        )
        for route, (markdown, text, html) in prose.items()
    }


def _prose(
    written: Mapping[Route, tuple[str, str | None, str | None]],
) -> Mapping[Route, Prose]:
    return {
        route: Prose(
            markdown, markdown if text is None else text, markdown if html is None else html
        )
        for route, (markdown, text, html) in written.items()
    }


class _LateMapping(Mapping[Route, T]):
    """What a document has at some of its routes, unpacked when it is asked for."""

    __slots__ = ("_made",)

    def __init__(self, made: Callable[[], Mapping[Route, T]]) -> None:
        self._made = made

    def __getitem__(self, route: Route) -> T:
        return self._made()[route]

    def get(self, route: Route, default: Any = None) -> Any:
        """Return what is at a route; Mapping's own way raises an exception to find nothing."""
        return self._made().get(route, default)

    def __contains__(self, route: object) -> bool:
        return route in self._made()

    def __iter__(self) -> Iterator[Route]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())


class _LateCollection(Collection[T]):
    """Some parts of a document in their order, unpacked when they are asked for."""

    __slots__ = ("_made",)

    def __init__(self, made: Callable[[], Collection[T]]) -> None:
        self._made = made

    def __iter__(self) -> Iterator[T]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())

    def __contains__(self, part: object) -> bool:
        return part in self._made()


class _Spanned(Mapping[Route, Place]):
    """The places of the parts of a document."""

    def __init__(self, ruler: Ruler, spans: Mapping[Route, Span]) -> None:
        self._ruler = ruler
        self._spans = spans

    def __getitem__(self, route: Route) -> Place:
        return self._ruler.place(*self._spans[route])

    def __contains__(self, route: object) -> bool:
        return route in self._spans

    def __iter__(self) -> Iterator[Route]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)
