"""Plain data as JSON: on one line or for people, and piece by piece where it is large."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from msgspec.json import Encoder
from msgspec.json import format as json_format

_T = TypeVar("_T")
# So many entries of what is large are made and written at once.
_MANY = 200


class Pairs:
    """A large object whose values are made only when they are written."""

    def __init__(self, names: Iterable[str], value: Callable[[str], Any]) -> None:
        self.names = names
        self.value = value


class Items:
    """A large list whose items are made only when they are written."""

    def __init__(self, items: Iterable[Any]) -> None:
        self.items = items


def encoded(data: Any) -> bytes:
    """Return plain data as JSON, keys as they come."""
    return _AS_IT_COMES.encode(data)


def as_line(data: Any) -> bytes:
    """Return plain data as a line of JSON, keys as they come."""
    return encoded(data) + b"\n"


def pieces(data: Any) -> Iterator[bytes]:
    """Yield a line of JSON piece by piece, keys sorted: the same content, the same bytes."""
    yield from _Line().pieces(data)
    yield b"\n"


def readable(data: Any) -> Iterator[bytes]:
    """Yield JSON that people can read piece by piece, keys sorted, as Python indents it."""
    yield from _Lines().pieces(data)
    yield b"\n"


class _Line:
    """Writes all on one line."""

    colon = b":"

    def whole(self, data: Any) -> bytes:
        """Return what is not large."""
        return _SORTED.encode(data)

    def line(self, depth: int) -> bytes:  # noqa: ARG002
        """Return what stands before each part of what is so deep."""
        return b""

    def pieces(self, data: Any, depth: int = 0) -> Iterator[bytes]:
        """Yield data that is so deep in others."""
        if isinstance(data, Items):
            yield from self._between(b"[]", map(self.whole, _some(data.items)), depth)
        elif isinstance(data, Pairs):
            many = _some(sorted(data.names))
            made = ({name: data.value(name) for name in names} for names in many)
            yield from self._between(b"{}", map(self.whole, made), depth)
        elif isinstance(data, dict) and _is_large(data):
            for number, name in enumerate(sorted(data)):
                yield (b"," if number else b"{") + self.line(depth + 1)
                yield _SORTED.encode(name) + self.colon
                yield from self.pieces(data[name], depth + 1)
            yield self.line(depth) + b"}"
        else:
            yield self._deep(self.whole(data), depth)

    def _between(self, ends: bytes, parts: Iterable[bytes], depth: int) -> Iterator[bytes]:
        """Yield parts, each within ends of its own, within one pair of ends."""
        end = 1 + len(self.line(0))
        number = 0
        yield ends[:1]
        for number, part in enumerate(parts, start=1):
            yield (b"," if number > 1 else b"") + self._deep(part[1:-end], depth)
        yield (self.line(depth) if number else b"") + ends[1:]

    def _deep(self, text: bytes, depth: int) -> bytes:
        """Return a text as it is where it is so deep: lines end only between values."""
        end = self.line(0)
        return text.replace(end, self.line(depth)) if end and depth else text


class _Lines(_Line):
    """Writes a line for each value."""

    colon = b": "

    def whole(self, data: Any) -> bytes:
        """Return what is not large."""
        # In C, which Python's own indenting is not; numbers look as Python writes them.
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return json_format(text.encode(), indent=1)

    def line(self, depth: int) -> bytes:
        """Return what stands before each part of what is so deep."""
        return b"\n" + b" " * depth


def _is_large(data: Mapping[str, Any]) -> bool:
    """Return whether anything in an object, however deep in objects, is large."""
    return any(
        isinstance(value, Pairs | Items) or (isinstance(value, dict) and _is_large(value))
        for value in data.values()
    )


def _some(items: Iterable[_T]) -> Iterator[list[_T]]:
    left = iter(items)
    while some := list(islice(left, _MANY)):
        yield some


def _words(value: Any) -> str:
    """Return safe HTML, which is text of a kind of its own, as text; all else is no plain data."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no plain data")


_AS_IT_COMES = Encoder(enc_hook=_words)
_SORTED = Encoder(enc_hook=_words, order="sorted")
