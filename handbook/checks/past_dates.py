"""Dates of past events are not in the future."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.checks.finding import Finding, subject
from handbook.dated_values import dated_values, has_mark
from handbook.records import Entry
from handbook.source.places import Route
from handbook.times import format_date, read_moment, read_month_or_date

# The schema mark of such a date.
_PAST = "past"


class Past(NamedTuple):
    """A date in an entry on which something happened: its route and its text."""

    entry: Entry
    route: Route
    written: str


def past_days(handbook: Handbook) -> list[Past]:
    """Return the dates that the schemas mark as past."""
    return [
        Past(entry, one.route, str(one.value))
        for register in handbook.registers.values()
        if has_mark(register.kind.entry_schema, _PAST)
        for entry in register
        for one in dated_values(register.kind.entry_schema, entry.data, _PAST)
    ]


def future_date(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The date of a past event is in the future."""
    for entry, route, written in past_days(handbook):
        moment = read_moment(written)
        day = moment.day if moment else read_month_or_date(written)
        if day is not None and day > today:
            message = (
                f"{route[-1]!r} of {subject(handbook, entry)} is {format_date(day)}, "
                "which is in the future; write the actual date"
            )
            yield entry.place(*route), message
