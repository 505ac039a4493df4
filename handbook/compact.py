"""Plain data as JSON for programs: on one line, and piece by piece where it is large."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from msgspec.json import Encoder

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
    yield from _pieces(data)
    yield b"\n"


def plain(data: Any) -> Any:
    """Return data with all that is large in it made."""
    if isinstance(data, Pairs):
        return {name: plain(data.value(name)) for name in data.names}
    if isinstance(data, Items):
        return [plain(item) for item in data.items]
    if isinstance(data, dict) and _is_large(data):
        return {name: plain(value) for name, value in data.items()}
    return data


def _pieces(data: Any) -> Iterator[bytes]:
    if isinstance(data, Items):
        yield from _between(b"[]", (_SORTED.encode(some)[1:-1] for some in _some(data.items)))
    elif isinstance(data, Pairs):
        some = ({name: data.value(name) for name in names} for names in _some(sorted(data.names)))
        yield from _between(b"{}", (_SORTED.encode(values)[1:-1] for values in some))
    elif isinstance(data, dict) and _is_large(data):
        for number, name in enumerate(sorted(data)):
            yield (b"," if number else b"{") + _SORTED.encode(name) + b":"
            yield from _pieces(data[name])
        yield b"}"
    else:
        yield _SORTED.encode(data)


def _is_large(data: Mapping[str, Any]) -> bool:
    """Return whether anything in an object, however deep in objects, is large."""
    return any(
        isinstance(value, Pairs | Items) or (isinstance(value, dict) and _is_large(value))
        for value in data.values()
    )


def _between(ends: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
    yield ends[:1]
    for number, part in enumerate(parts):
        yield b"," + part if number else part
    yield ends[1:]


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
