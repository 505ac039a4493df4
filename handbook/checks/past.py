"""What has happened has a day that is not still to come."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from handbook.book import Handbook
from handbook.checks.finding import Finding, called
from handbook.records import Entry
from handbook.source.places import Route
from handbook.times import read_moment, read_month_or_date, spoken

# In a route, every item of a list.
_ITEMS = "*"


class Past(NamedTuple):
    """A day of an entry on which something has happened: where it stands, and as it is written."""

    entry: Entry
    route: Route
    written: str


def past_days(handbook: Handbook) -> list[Past]:
    """Return the days that the schemas mark as past ones."""
    return [
        Past(entry, route, written)
        for register in handbook.registers.values()
        for marked in _marked(register.kind.entry_schema)
        for entry in register.entries.values()
        for route, written in _written(entry.data, marked)
    ]


def future_date(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A day on which something has happened is still to come."""
    for entry, route, written in past_days(handbook):
        moment = read_moment(written)
        day = moment.day if moment else read_month_or_date(written)
        if day is not None and day > today:
            message = (
                f"{route[-1]!r} of {called(handbook, entry)} is {spoken(day)}, "
                "which is still to come; give the day on which it was"
            )
            yield entry.place(*route), message


def _marked(schema: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the routes of what a schema marks as past."""
    if schema.get("past"):
        yield ()
    for name, inner in schema.get("properties", {}).items():
        yield from ((name, *route) for route in _marked(inner))
    if isinstance(schema.get("items"), Mapping):
        yield from ((_ITEMS, *route) for route in _marked(schema["items"]))


def _written(data: Any, marked: tuple[str, ...]) -> Iterator[tuple[Route, str]]:
    """Yield the values of some data at a route, each with its own."""
    if not marked:
        yield (), str(data)
        return
    name, *rest = marked
    if name == _ITEMS:
        inside: list[tuple[str | int, Any]] = list(enumerate(data))
    else:
        inside = [(name, data[name])] if name in data else []
    for key, inner in inside:
        yield from (((key, *route), written) for route, written in _written(inner, tuple(rest)))
