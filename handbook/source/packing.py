"""Serialise documents, in parts that can be read separately."""

from collections.abc import Sequence
from typing import Any
from zlib import compress

from msgspec import Raw
from msgspec.msgpack import Encoder

from handbook.source.document import Document, Mention, Prose, Words
from handbook.source.lazy import SplitData, split_data
from handbook.source.packed import Packed, PackedLink, Rest
from handbook.source.places import Places, RouteMap

_ENCODER = Encoder()


def pack(document: Document, mentions: Sequence[Mention] = ()) -> bytes | None:
    """Return a document as bytes, None if it has faults or a value that cannot be packed.

    `mentions` are the names in it that refer to entries, if the whole document is one entry.
    """
    values, keys, words, prose = document.values, document.keys, document.words, document.prose
    if document.faults or not isinstance(values, Places) or not isinstance(keys, Places):
        return None
    ruler = values.ruler
    places = (ruler.starts.tobytes(), ruler.stops.tobytes(), _spans(values), _spans(keys))
    prose_parts = _texts(prose) if isinstance(prose, RouteMap) else ((), ())
    loose = (words.texts, words.starts.tobytes()) if isinstance(words, Words) else ((), b"")
    try:
        rest = Rest(
            links=_ENCODER.encode([PackedLink.of(link) for link in document.links]),
            anchors=_ENCODER.encode(list(document.anchors.items())),
            mentions=_ENCODER.encode(mentions),
            places=_compressed(places),
            texts=_compressed((*prose_parts, document.sections, *loose, document.targets)),
        )
        return _ENCODER.encode(
            Packed(
                id=document.id,
                # In a file of many entries, each entry packs its own data.
                data=split_data(document.data)
                if document.id
                else SplitData(document.data, (), b""),
                is_markdown=document.is_markdown,
                is_free=bool(document.sections),
                html=document.html,
                diagrams=document.diagrams,
                whole=values.get(()),
                rest=_ENCODER.encode(rest),
            )
        )
    except (OverflowError, TypeError, UnicodeEncodeError):
        # Such as a number of a hundred digits.
        return None


def _spans(places: Places) -> tuple[Raw, bytes, bytes]:
    return _routes(places), places.starts.tobytes(), places.stops.tobytes()


def _texts(prose: RouteMap[Prose]) -> tuple[Raw, Sequence[tuple[str, str | None, str | None]]]:
    return _routes(prose), [
        (markdown, None if text == markdown else text, None if html == markdown else html)
        for markdown, text, html in prose.listed
    ]


def _routes(of: Places | RouteMap[Any]) -> Raw:
    """Return the routes of a document as a MessagePack array of routes that are packed already."""
    packed = of.routes.packed(_ENCODER.encode, of.numbers)
    return Raw(b"\xdd" + len(packed).to_bytes(4) + b"".join(packed))


def _compressed(part: Any) -> bytes:
    return compress(_ENCODER.encode(part), 1)
