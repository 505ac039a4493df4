"""Data of a document that stays packed until it is needed."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple, Self
from zlib import compress, decompress

from msgspec.msgpack import Decoder, Encoder

from handbook.source.places import Route
from handbook.source.spool import Spool, Spooled

# Up to this many bytes a part is not worth packing.
_MIN_PACKED = 400
# A text up to this length is likely a name, date or version that many documents share.
_MAX_INTERNED = 24
# The number of documents whose unpacked parts are cached.
_MAX_CACHED = 64
# The number of distinct key orders that are shared between documents.
_MAX_SHAPES = 1_000
_ENCODER = Encoder()
_DECODER = Decoder(dict[str, Any])


class SplitData(NamedTuple):
    """The data of a document, None for each packed part; the names of those parts; their bytes."""

    here: Any
    names: tuple[str, ...]
    packed: bytes


def split_data(data: Any) -> SplitData:
    """Return data with its larger parts packed; raises as msgspec does for unpackable values."""
    if not isinstance(data, dict):
        return SplitData(data, (), b"")
    large = {
        name: value
        for name, value in data.items()
        if isinstance(value, dict | list) and len(_ENCODER.encode(value)) > _MIN_PACKED
    }
    if not large:
        return SplitData(data, (), b"")
    here = {name: None if name in large else value for name, value in data.items()}
    return SplitData(here, tuple(large), compress(_ENCODER.encode(large), 1))


def join_data(parts: SplitData, spool: Spool) -> Any:
    """Return the data that was split; its larger parts are spooled as they are."""
    _intern(parts.here)
    if not parts.names:
        return parts.here
    at, names = _shape(tuple(parts.here), parts.names)
    return LazyData(at, names, list(parts.here.values()), _PackedParts(spool.add(parts.packed)))


@lru_cache(_MAX_SHAPES)
def _shape(keys: tuple[str, ...], names: tuple[str, ...]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the index of each key, and the packed names: one object shared by all such data."""
    return {key: number for number, key in enumerate(keys)}, names


def _intern(data: Any) -> None:
    """Intern every short string in data."""
    pairs: Iterable[tuple[Any, Any]] = ()
    if type(data) is dict:
        pairs = data.items()
    elif type(data) is list:
        pairs = enumerate(data)
    for key, value in pairs:
        if type(value) is not str:
            _intern(value)
        elif len(value) <= _MAX_INTERNED:
            data[key] = intern(value)


def whole(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return all of the data as a plain dict."""
    return data.whole() if isinstance(data, LazyData) else dict(data)


class _PackedParts:
    """The packed parts of one document, and the values written into them since."""

    __slots__ = ("packed", "written")

    def __init__(self, packed: Spooled) -> None:
        self.packed = packed
        # Routes and values, alternating: as pairs they would take 56 bytes more each.
        self.written: list[Any] = []


class LazyData(Mapping[str, Any]):
    """Data that unpacks its packed parts on request.

    There may be ten thousand: they share the mapping from keys to indices.
    """

    __slots__ = ("_at", "_names", "_parts", "_values")

    def __init__(
        self, at: Mapping[str, int], names: tuple[str, ...], values: list[Any], parts: _PackedParts
    ) -> None:
        self._at = at
        self._names = names
        self._values = values
        self._parts = parts

    # Both methods are called half a million times for a thousand procedures.
    def __getitem__(self, name: str) -> Any:
        value = self._values[self._at[name]]
        return self._unpacked()[name] if value is None and name in self._names else value

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of a key; Mapping's own method raises an exception on each miss."""
        at = self._at.get(name)
        if at is None:
            return default
        value = self._values[at]
        return self._unpacked()[name] if value is None and name in self._names else value

    def whole(self) -> dict[str, Any]:
        """Return all of it as a plain dict."""
        return {**dict(zip(self._at, self._values, strict=True)), **self._unpacked()}

    def _unpacked(self) -> dict[str, Any]:
        return _unpacked(self._parts, len(self._parts.written))

    def __contains__(self, name: object) -> bool:
        return name in self._at

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def __repr__(self) -> str:
        return repr(dict(self))

    def put(self, route: Route, value: Any) -> None:
        """Replace the value at a route."""
        if route[0] in self._names:
            self._parts.written += (route, value)
        else:
            put(self._values, (self._at[str(route[0])], *route[1:]), value)

    def copied(self) -> Self:
        """Return a copy without the written values of its packed parts."""
        values = deepcopy(self._values)
        return type(self)(self._at, self._names, values, _PackedParts(self._parts.packed))


def put(data: Any, route: Route, value: Any) -> None:
    """Replace the value at a route in plain data."""
    for part in route[:-1]:
        data = data[part]
    data[route[-1]] = value


@lru_cache(_MAX_CACHED)
def _unpacked(parts: _PackedParts, written: int) -> dict[str, Any]:
    found: dict[str, Any] = _DECODER.decode(decompress(parts.packed.read()))
    flat = iter(parts.written[:written])
    for route, value in zip(flat, flat, strict=True):
        put(found, route, value)
    return found
