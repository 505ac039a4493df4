"""What of a document's data stays packed but while somebody asks for it."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple, Self
from zlib import compress, decompress

from msgspec.msgpack import Decoder, Encoder

from handbook.source.places import Route
from handbook.source.spool import Spool, Spooled

# A part that comes to fewer bytes is not worth packing.
_SMALL = 400
# A text of so many letters is likely to be a name, a day or a version, which many documents say.
_SHORT = 24
# So many documents keep what was unpacked of them.
_AT_HAND = 64
# So many orders in which people write the keys of a kind are kept once.
_SHAPES = 1_000
_ENCODER = Encoder()
_DECODER = Decoder(dict[str, Any])


class Parted(NamedTuple):
    """The data of a document: what is at hand, None where a part is packed; all that is packed."""

    here: Any
    names: tuple[str, ...]
    packed: bytes


def parted(data: Any) -> Parted:
    """Return data with its larger parts packed; raises as msgspec does at what it cannot pack."""
    if not isinstance(data, dict):
        return Parted(data, (), b"")
    late = {
        name: value
        for name, value in data.items()
        if isinstance(value, dict | list) and len(_ENCODER.encode(value)) > _SMALL
    }
    if not late:
        return Parted(data, (), b"")
    here = {name: None if name in late else value for name, value in data.items()}
    return Parted(here, tuple(late), compress(_ENCODER.encode(late), 1))


def joined(parts: Parted, spool: Spool) -> Any:
    """Return the data that came apart; its larger parts are spooled as they are."""
    _say_once(parts.here)
    if not parts.names:
        return parts.here
    at, names = _shape(tuple(parts.here), parts.names)
    return LazyData(at, names, list(parts.here.values()), _Late(spool.add(parts.packed)))


@lru_cache(_SHAPES)
def _shape(keys: tuple[str, ...], names: tuple[str, ...]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return where the value of each key is, and which are packed: once for all such data."""
    return {key: number for number, key in enumerate(keys)}, names


def _say_once(data: Any) -> None:
    """Have each short text in data be one with all texts in the process that say the same."""
    pairs: Iterable[tuple[Any, Any]] = ()
    if type(data) is dict:
        pairs = data.items()
    elif type(data) is list:
        pairs = enumerate(data)
    for key, value in pairs:
        if type(value) is not str:
            _say_once(value)
        elif len(value) <= _SHORT:
            data[key] = intern(value)


def whole(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return all of some data."""
    return data.whole() if isinstance(data, LazyData) else dict(data)


class _Late:
    """Parts of one document, and what was written into them since they were packed."""

    __slots__ = ("packed", "written")

    def __init__(self, packed: Spooled) -> None:
        self.packed = packed
        # A route, and what was written there, by turns: of many pairs each would take 56 bytes.
        self.written: list[Any] = []


class LazyData(Mapping[str, Any]):
    """Data that knows which of its parts are packed.

    There are ten thousand: they share what tells where the value of a key is.
    """

    __slots__ = ("_at", "_late", "_names", "_values")

    def __init__(
        self, at: Mapping[str, int], names: tuple[str, ...], values: list[Any], late: _Late
    ) -> None:
        self._at = at
        self._names = names
        self._values = values
        self._late = late

    # Both are asked for half a million times of a thousand procedures.
    def __getitem__(self, name: str) -> Any:
        value = self._values[self._at[name]]
        return self._unpacked()[name] if value is None and name in self._names else value

    def get(self, name: str, default: Any = None) -> Any:
        """Return what has a name; Mapping's own way raises an exception to find nothing."""
        at = self._at.get(name)
        if at is None:
            return default
        value = self._values[at]
        return self._unpacked()[name] if value is None and name in self._names else value

    def whole(self) -> dict[str, Any]:
        """Return all of it."""
        return {**dict(zip(self._at, self._values, strict=True)), **self._unpacked()}

    def _unpacked(self) -> dict[str, Any]:
        return _unpacked(self._late, len(self._late.written))

    def __contains__(self, name: object) -> bool:
        return name in self._at

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def __repr__(self) -> str:
        return repr(dict(self))

    def put(self, route: Route, value: Any) -> None:
        """Write a value where there is one."""
        if route[0] in self._names:
            self._late.written += (route, value)
        else:
            put(self._values, (self._at[str(route[0])], *route[1:]), value)

    def copied(self) -> Self:
        """Return data of its own, into which nothing was written."""
        values = deepcopy(self._values)
        return type(self)(self._at, self._names, values, _Late(self._late.packed))


def put(data: Any, route: Route, value: Any) -> None:
    """Write a value into plain data where there is one."""
    for part in route[:-1]:
        data = data[part]
    data[route[-1]] = value


@lru_cache(_AT_HAND)
def _unpacked(late: _Late, written: int) -> dict[str, Any]:
    found: dict[str, Any] = _DECODER.decode(decompress(late.packed.read()))
    told = iter(late.written[:written])
    for route, value in zip(told, told, strict=True):
        put(found, route, value)
    return found
