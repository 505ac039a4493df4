"""A document becomes bytes and comes back, the most of it only when somebody asks for it.

Where its values stand is asked of few documents, what its texts look like only for pages.
"""

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from zlib import compress, decompress

from msgspec import MsgspecError, Raw, Struct
from msgspec.msgpack import Decoder, Encoder

from handbook.diagnostics import Place
from handbook.source.document import Diagram, Document, Link, Markup, Prose, Section, Words
from handbook.source.places import Numbered, Places, Route, Span
from handbook.source.text import Ruler

T = TypeVar("T")
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
    """What is shown, and all words outside code, with where they start.

    The plain words and the HTML of a text are None where they are as it is written.
    """

    routes: tuple[Route, ...]
    prose: tuple[tuple[str, str | None, str | None], ...]
    sections: tuple[Section, ...]
    words: tuple[str, ...]
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
    whole: Place | None
    places: bytes
    texts: bytes


_ENCODER = Encoder()
_PACKED = Decoder(_Packed)
_PLACES = Decoder(_Places)
_TEXTS = Decoder(_Texts)


def pack(document: Document) -> bytes | None:
    """Return a document as bytes, None if it has faults or holds what cannot be packed."""
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
                data=document.data,
                is_markdown=document.is_markdown,
                is_free=bool(document.sections),
                links=document.links,
                html=document.html,
                diagrams=document.diagrams,
                anchors=dict(document.anchors),
                targets=document.targets,
                whole=values.get(()),
                places=_squeezed(places),
                texts=_squeezed((*shown, document.sections, *said)),
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
    """Return what was packed as the document at a path; raises Broken if it is none."""
    found = _PACKED.decode(packed)
    places, texts = found.places, found.texts
    return Document(
        path=path,
        id=found.id,
        data=found.data,
        values=_LatePlaces(found.whole, lambda: _standing(places, path).values),
        keys=_LateMapping(lambda: _standing(places, path).keys),
        is_markdown=found.is_markdown,
        prose=_LateMapping(lambda: _shown(texts).prose),
        sections=_LateCollection(lambda: _shown(texts).sections) if found.is_free else (),
        links=found.links,
        html=found.html,
        diagrams=found.diagrams,
        words=_LateCollection(lambda: _shown(texts).said(_standing(places, path).ruler)),
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
    words: tuple[str, ...]
    starts: "array[int]"

    def said(self, ruler: Ruler) -> Words:
        """Return all words outside code."""
        return Words(ruler, self.words, self.starts)


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
    return _Shown(prose, texts.sections, texts.words, _numbers(texts.starts))


def _spanned(ruler: Ruler, spans: _Spans) -> "_Spanned":
    found = zip(_numbers(spans.starts), _numbers(spans.stops), strict=True)
    return _Spanned(ruler, dict(zip(spans.routes, found, strict=True)))


def _numbers(packed: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(packed)
    return numbers


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


class _LatePlaces(_LateMapping[Place]):
    """The places of values, of which nearly everybody asks only where the whole begins."""

    __slots__ = ("_whole",)

    def __init__(self, whole: Place | None, made: Callable[[], Mapping[Route, Place]]) -> None:
        super().__init__(made)
        self._whole = whole

    def get(self, route: Route, default: Any = None) -> Any:
        """Return what is at a route."""
        return super().get(route, default) if route else self._whole or default


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
