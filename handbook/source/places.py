"""Places in a text, kept as offsets: a Place is only created on request.

In a good handbook hardly any are requested, and ten thousand procedures have two million values.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from handbook.diagnostics import Place
from handbook.source.text import Lines, Ruler

T = TypeVar("T")
Route = tuple[str | int, ...]
Span = tuple[int, int]


class Spans(Mapping[Route, Place]):
    """The places of the values in a text being read; `found` holds their offsets."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.found: dict[Route, Span] = {}

    def __getitem__(self, route: Route) -> Place:
        return self.lines.place(*self.found[route])

    def __contains__(self, route: object) -> bool:
        return route in self.found

    def __iter__(self) -> Iterator[Route]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)


class Routes(dict[Route, int]):
    """The routes of all documents of a kind, each stored once; looking one up gives it a number."""

    def __init__(self) -> None:
        super().__init__()
        self.listed: list[Route] = []
        self._packed: list[bytes] = []

    def __missing__(self, route: Route) -> int:
        number = self[route] = len(self.listed)
        self.listed.append(route)
        return number

    def same(self, route: Route) -> Route:
        """Return the stored route that equals this one."""
        return self.listed[self[route]]

    def packed(self, pack: Callable[[Route], bytes], numbers: Iterable[int]) -> list[bytes]:
        """Return the routes with these numbers as bytes; each route is packed once."""
        self._packed += [pack(route) for route in self.listed[len(self._packed) :]]
        return [self._packed[number] for number in numbers]


def _index(route: Route, routes: Routes, numbers: "array[int]") -> int:
    """Return the position of a route's number among sorted numbers; raises KeyError."""
    number = routes.get(route, -1)
    index = bisect_left(numbers, number)
    if index == len(numbers) or numbers[index] != number:
        raise KeyError(route)
    return index


class RouteMap(Mapping[Route, T]):
    """A compact mapping from a document's routes to values.

    The order of routes is arbitrary: it depends on the documents read before.
    """

    __slots__ = ("listed", "numbers", "routes")

    def __init__(self, values: Mapping[Route, T], routes: Routes) -> None:
        self.routes = routes
        found = sorted([(routes[route], index) for index, route in enumerate(values)])
        listed = list(values.values())
        self.numbers = array("I", [number for number, _ in found])
        self.listed = tuple([listed[index] for _, index in found])

    def __getitem__(self, route: Route) -> T:
        return self.listed[_index(route, self.routes, self.numbers)]

    def __iter__(self) -> Iterator[Route]:
        return (self.routes.listed[number] for number in self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)


class Places(Mapping[Route, Place]):
    """A compact mapping from a document's routes to places, in arbitrary order."""

    __slots__ = ("numbers", "routes", "ruler", "starts", "stops")

    def __init__(self, spans: Spans, routes: Routes) -> None:
        self.ruler = spans.lines.ruler
        self.routes = routes
        text, stripped = spans.lines.text, spans.lines.stripped
        found = sorted(
            [
                # Few values end with whitespace: testing for it is cheaper than the call.
                (routes[route], at, stripped(at, to) if text[to - 1 : to].isspace() else to)
                for route, (at, to) in spans.found.items()
            ]
        )
        self.numbers = array("I", [one[0] for one in found])
        self.starts = array("I", [one[1] for one in found])
        self.stops = array("I", [one[2] for one in found])

    def __getitem__(self, route: Route) -> Place:
        index = _index(route, self.routes, self.numbers)
        return self.ruler.place(self.starts[index], self.stops[index])

    def __iter__(self) -> Iterator[Route]:
        return (self.routes.listed[number] for number in self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)


class UnpackedPlaces(Mapping[Route, Place]):
    """The places of an unpacked document: the number of each route, and its span."""

    def __init__(
        self, ruler: Ruler, numbers: Mapping[Route, int], starts: "array[int]", stops: "array[int]"
    ) -> None:
        self._ruler = ruler
        self._numbers = numbers
        self._starts = starts
        self._stops = stops

    def __getitem__(self, route: Route) -> Place:
        number = self._numbers[route]
        return self._ruler.place(self._starts[number], self._stops[number])

    def __contains__(self, route: object) -> bool:
        return route in self._numbers

    def __iter__(self) -> Iterator[Route]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
