"""No two entries share a value that must be unique."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from itertools import count
from typing import Any

from handbook.book import Handbook, Register
from handbook.checks.finding import Finding, subject
from handbook.records import Entry

_NUMBER = re.compile("[0-9]{1,18}")


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
        free = _free_numbers([entry.data[name] for entry in entries])
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
    return int(value) if _NUMBER.fullmatch(value) else " ".join(value.split()).casefold()


def _free_numbers(values: list[Any]) -> Iterator[str] | None:
    """Return the numbers that follow the largest one, as wide; None if not all are numbers."""
    if not all(isinstance(value, str) and _NUMBER.fullmatch(value) for value in values):
        return None
    width = max(map(len, values), default=0)
    largest = max(map(int, values), default=0)
    return (f"{number:0{width}}" for number in count(largest + 1))
