"""What a register says is due on a date is done by then."""

from collections.abc import Iterator
from datetime import date

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.checks.finding import Finding, subject, subject_within
from handbook.dated_values import has_mark
from handbook.deadlines import DUE, all_overdue
from handbook.records import Entry
from handbook.source.places import Route
from handbook.times import format_date


def dated(handbook: Handbook) -> list[Entry]:
    """Return the entries in use whose schema marks a date as due."""
    return [
        entry
        for register in handbook.registers.values()
        if has_mark(register.kind.entry_schema, DUE)
        for entry in register
        if entry.status != "retired"
    ]


def overdue_date(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A due date has passed."""
    for entry in dated(handbook):
        schema = handbook.kinds[entry.kind].entry_schema
        for route, day, settled in all_overdue(schema, entry.data, today):
            late = counted((today - day).days, "day")
            fault = f"was due on {format_date(day)}, {late} ago"
            cure = f"do it and put the next date in {str(route[-1])!r}, or retire the entry"
            if settled is not None:
                cure = f"do it and record that in {settled!r}"
            yield entry.place(*route), f"{_called(handbook, entry, route)} {fault}; {cure}"


def _called(handbook: Handbook, entry: Entry, route: Route) -> str:
    """Return what is due: an entry, or a part and the entry it belongs to."""
    whole, part = subject(handbook, entry), subject_within(handbook, entry, route)
    return whole if part == whole else f"{part} of {whole}"
