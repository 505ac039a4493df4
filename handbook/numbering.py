"""Numbers that identify entries: digits as text, such as "001"."""

import re
from collections.abc import Iterator, Sequence
from itertools import count

_NUMBER = re.compile("[0-9]{1,18}")


def number_of(value: object) -> int | None:
    """Return the number that a text consists of, None if it is not one."""
    return int(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None


def next_numbers(values: Sequence[object]) -> Iterator[str] | None:
    """Return the numbers after the largest value, as wide; None unless all values are numbers."""
    numbers = [number for value in values if (number := number_of(value)) is not None]
    if not values or len(numbers) < len(values):
        return None
    width = max(len(str(value)) for value in values)
    return (f"{number:0{width}}" for number in count(max(numbers) + 1))
