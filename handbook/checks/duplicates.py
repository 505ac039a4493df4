"""No two entries share a value that must be unique."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from handbook.book import Handbook, Register
from handbook.checks.finding import Finding, subject
from handbook.numbering import next_numbers, number_of
from handbook.records import Entry


def _registers(handbook: Handbook) -> list[tuple[Register, str]]:
    """Return the registers with a property that must be unique, once for each such property."""
    return [
        (register, name)
        for register in handbook.registers.values()
        for name in register.kind.unique
    ]


def compared(handbook: Handbook) -> Collection[object]:
    """Return the entries with a value that must be unique."""
    return [
        (entry.id, name)
        for register, name in _registers(handbook)
        for entry in register
        if name in entry.data
    ]


def duplicate_property(handbook: Handbook, today: date) -> Iterator[Finding]:
    """Two entries of one register have the same value in a property that must be unique."""
    for register, name in _registers(handbook):
        # Retired ones count too: records elsewhere still cite their numbers.
        entries = [entry for entry in register if name in entry.data]
        free = next_numbers([entry.data[name] for entry in entries])
        first: dict[object, Entry] = {}
        for entry in entries:
            value = entry.data[name]
            earlier = first.setdefault(_comparable(value), entry)
            if earlier is not entry:
                cure = f"use {next(free)!r}, the next free one" if free else "choose another"
                what = _repetition(handbook, name, entry, earlier)
                yield entry.place(name), f"{what}; {cure}"


def _repetition(handbook: Handbook, name: str, entry: Entry, earlier: Entry) -> str:
    place = earlier.place(name)
    is_same_file = place.path == entry.document.path
    where = f"on line {place.line}" if is_same_file else f"in {place.path}"
    thing = f"{subject(handbook, entry)} has the {name} {entry.data[name]!r}"
    return f"{thing}, which {subject(handbook, earlier)} already has {where}"


def _comparable(value: Any) -> object:
    """Return a value without case, spacing and leading zeros."""
    if not isinstance(value, str):
        return value
    number = number_of(value)
    return " ".join(value.split()).casefold() if number is None else number
