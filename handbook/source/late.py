"""What of a document stays packed but while somebody asks for it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple, Self, TypeVar
from zlib import compress, decompress

from msgspec.msgpack import Decoder, Encoder

from handbook.diagnostics import Place
from handbook.source.aside import Aside, Lain
from handbook.source.places import Route

T = TypeVar("T")
# A part that comes to fewer bytes is not worth packing.
_SMALL = 400
# A text of so many letters is likely to be a name, a day or a version, which many documents say.
_SHORT = 24
# So many documents keep what was unpacked of them.
_AT_HAND = 64
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


def joined(parts: Parted, aside: Aside) -> Any:
    """Return the data that came apart; its larger parts are laid aside as they are."""
    _say_once(parts.here)
    if not parts.names:
        return parts.here
    return LateData(parts.here, parts.names, _Late(aside.lay(parts.packed)))


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
    return data.whole() if isinstance(data, LateData) else dict(data)


class _Late:
    """Parts of one document, and what was written into them since they were packed."""

    __slots__ = ("packed", "written")

    def __init__(self, packed: Lain) -> None:
        self.packed = packed
        # A route, and what was written there, by turns: of many pairs each would take 56 bytes.
        self.written: list[Any] = []


class LateData(Mapping[str, Any]):
    """Data that knows which of its parts are packed."""

    __slots__ = ("_here", "_late", "_names")

    def __init__(self, here: dict[str, Any], names: tuple[str, ...], late: _Late) -> None:
        self._here = here
        self._names = names
        self._late = late

    # Both are asked for half a million times of a thousand procedures.
    def __getitem__(self, name: str) -> Any:
        value = self._here[name]
        return self._unpacked()[name] if value is None and name in self._names else value

    def get(self, name: str, default: Any = None) -> Any:
        """Return what has a name; Mapping's own way raises an exception to find nothing."""
        value = self._here.get(name, default)
        return self._unpacked()[name] if value is None and name in self._names else value

    def whole(self) -> dict[str, Any]:
        """Return all of it."""
        return {**self._here, **self._unpacked()}

    def _unpacked(self) -> dict[str, Any]:
        return _unpacked(self._late, len(self._late.written))

    def __contains__(self, name: object) -> bool:
        return name in self._here

    def __iter__(self) -> Iterator[str]:
        return iter(self._here)

    def __len__(self) -> int:
        return len(self._here)

    def __repr__(self) -> str:
        return repr(dict(self))

    def put(self, route: Route, value: Any) -> None:
        """Write a value where there is one."""
        if route[0] in self._names:
            self._late.written += (route, value)
        else:
            put(self._here, route, value)

    def copied(self) -> Self:
        """Return data of its own, into which nothing was written."""
        return type(self)(deepcopy(self._here), self._names, _Late(self._late.packed))


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


class _Made:
    """What the parts of a document have under a name, made when somebody asks for it."""

    __slots__ = ("_name", "_parts")

    def __init__(self, parts: object, name: str) -> None:
        self._parts = parts
        self._name = name

    @property
    def _made(self) -> Any:
        return getattr(self._parts, self._name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def __contains__(self, one: object) -> bool:
        return one in self._made


class LateMapping(_Made, Mapping[Route, T]):
    """What a document has at some of its routes."""

    __slots__ = ()

    def __getitem__(self, route: Route) -> T:
        found: T = self._made[route]
        return found

    def get(self, route: Route, default: Any = None) -> Any:
        """Return what is at a route; Mapping's own way raises an exception to find nothing."""
        return self._made.get(route, default)


class LatePlaces(LateMapping[Place]):
    """The places of values, of which nearly everybody asks only where the whole begins."""

    __slots__ = ("_whole",)

    def __init__(self, parts: object, whole: Place | None) -> None:
        super().__init__(parts, "values")
        self._whole = whole

    def get(self, route: Route, default: Any = None) -> Any:
        """Return what is at a route."""
        return super().get(route, default) if route else self._whole or default


class LateCollection(_Made, Collection[T]):
    """Some parts of a document in their order."""

    __slots__ = ()
