"""Plain data as JSON: compact or human-readable, written in chunks if it is large."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from msgspec.json import Encoder
from msgspec.json import format as json_format

_T = TypeVar("_T")
# The number of entries of a large value that are made and written at once.
_CHUNK = 200


class Pairs:
    """A large object whose values are computed only when they are written."""

    def __init__(self, names: Iterable[str], value: Callable[[str], Any]) -> None:
        self.names = names
        self.value = value


class Items:
    """A large list whose items are computed only when they are written."""

    def __init__(self, items: Iterable[Any]) -> None:
        self.items = items


def encoded(data: Any) -> bytes:
    """Return plain data as JSON, keys in their own order."""
    return _UNSORTED.encode(data)


def json_line(data: Any) -> bytes:
    """Return plain data as a line of JSON, keys in their own order."""
    return encoded(data) + b"\n"


def pieces(data: Any) -> Iterator[bytes]:
    """Yield a line of JSON in chunks, keys sorted: the same content gives the same bytes."""
    yield from _Line().pieces(data)
    yield b"\n"


def readable(data: Any) -> Iterator[bytes]:
    """Yield human-readable JSON in chunks, keys sorted, indented as by Python."""
    yield from _Lines().pieces(data)
    yield b"\n"


class _Line:
    """Writes everything on one line."""

    colon = b":"

    def whole(self, data: Any) -> bytes:
        """Return a value that is not large."""
        return _SORTED.encode(data)

    def line(self, depth: int) -> bytes:  # noqa: ARG002
        """Return the separator before each item at a depth."""
        return b""

    def pieces(self, data: Any, depth: int = 0) -> Iterator[bytes]:
        """Yield the chunks of data nested at a depth."""
        if isinstance(data, Items):
            yield from self._joined(b"[]", map(self.whole, _chunks(data.items)), depth)
        elif isinstance(data, Pairs):
            chunks = _chunks(sorted(data.names))
            made = ({name: data.value(name) for name in names} for names in chunks)
            yield from self._joined(b"{}", map(self.whole, made), depth)
        elif isinstance(data, dict) and _is_large(data):
            for number, name in enumerate(sorted(data)):
                yield (b"," if number else b"{") + self.line(depth + 1)
                yield _SORTED.encode(name) + self.colon
                yield from self.pieces(data[name], depth + 1)
            yield self.line(depth) + b"}"
        else:
            yield self._indented(self.whole(data), depth)

    def _joined(self, ends: bytes, parts: Iterable[bytes], depth: int) -> Iterator[bytes]:
        """Yield parts, each with its own brackets, within one common pair of brackets."""
        end = 1 + len(self.line(0))
        number = 0
        yield ends[:1]
        for number, part in enumerate(parts, start=1):
            yield (b"," if number > 1 else b"") + self._indented(part[1:-end], depth)
        yield (self.line(depth) if number else b"") + ends[1:]

    def _indented(self, text: bytes, depth: int) -> bytes:
        """Return a text indented for a depth; line breaks occur only between values."""
        end = self.line(0)
        return text.replace(end, self.line(depth)) if end and depth else text


class _Lines(_Line):
    """Writes a line for each value."""

    colon = b": "

    def whole(self, data: Any) -> bytes:
        """Return a value that is not large."""
        # Python formats the numbers, and msgspec indents, which is faster than Python.
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return json_format(text.encode(), indent=1)

    def line(self, depth: int) -> bytes:
        """Return the separator before each item at a depth."""
        return b"\n" + b" " * depth


def _is_large(data: Mapping[str, Any]) -> bool:
    """Return whether an object contains a large value at any depth."""
    return any(
        isinstance(value, Pairs | Items) or (isinstance(value, dict) and _is_large(value))
        for value in data.values()
    )


def _chunks(items: Iterable[_T]) -> Iterator[list[_T]]:
    left = iter(items)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk


def _as_text(value: Any) -> str:
    """Return a subclass of str, such as safe HTML, as a string; raise TypeError for the rest."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not plain data")


_UNSORTED = Encoder(enc_hook=_as_text)
_SORTED = Encoder(enc_hook=_as_text, order="sorted")
