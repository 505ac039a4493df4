"""Where the parts of a text stand: kept as offsets, a place is made only when somebody asks.

In a good handbook hardly anybody does, and ten thousand procedures have two million parts.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from handbook.diagnostics import Place
from handbook.source.text import Lines

Route = tuple[str | int, ...]
Span = tuple[int, int]


class Spans(Mapping[Route, Place]):
    """The places of the parts of a text that is being read; `found` holds their offsets."""

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
    """The routes of all documents of a kind, each kept once; to ask for one gives it a number."""

    def __init__(self) -> None:
        super().__init__()
        self.listed: list[Route] = []

    def __missing__(self, route: Route) -> int:
        number = self[route] = len(self.listed)
        self.listed.append(route)
        return number

    def same(self, route: Route) -> Route:
        """Return the one route that all routes equal to this one are kept as."""
        return self.listed[self[route]]


class Places(Mapping[Route, Place]):
    """The places of the parts of a document, in as little memory as may be."""

    __slots__ = ("_numbers", "_routes", "_ruler", "_starts", "_stops")

    def __init__(self, spans: Spans, routes: Routes) -> None:
        self._ruler = spans.lines.ruler
        self._routes = routes
        stripped = spans.lines.stripped
        found = sorted(
            [
                (routes[route], start, stripped(start, stop))
                for route, (start, stop) in spans.found.items()
            ]
        )
        self._numbers = array("I", [one[0] for one in found])
        self._starts = array("I", [one[1] for one in found])
        self._stops = array("I", [one[2] for one in found])

    def __getitem__(self, route: Route) -> Place:
        number = self._routes.get(route)
        index = -1 if number is None else bisect_left(self._numbers, number)
        if number is None or index == len(self._numbers) or self._numbers[index] != number:
            raise KeyError(route)
        return self._ruler.place(self._starts[index], self._stops[index])

    def __iter__(self) -> Iterator[Route]:
        return (self._routes.listed[number] for number in self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
