"""Diagnostics as text, one per line, in the format read by editors and problem matchers."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from handbook.diagnostics import Diagnostic, Place
from handbook.formats.characters import printable, width, without_control_characters
from handbook.formats.outcome import Outcome, total

WIDTH = 100
_MARGIN = "   "

Source = Callable[[str], Sequence[str]]


class Span(NamedTuple):
    """A part of a line with its style: "", place, error, warning or quiet."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


def lines(outcome: Outcome, source: Source | None = None, columns: int = WIDTH) -> Iterator[Line]:
    """Yield every diagnostic in the order given, then the totals.

    With a source, which returns the lines of a file by its path, each diagnostic is followed by
    its source line, truncated to `columns`, and carets under the problem.
    """
    for found in outcome.diagnostics:
        yield _headline(found)
        if source is not None:
            yield from _excerpt(found, source(found.place.path), columns)
    yield (Span(total(outcome)),)


def text(outcome: Outcome) -> str:
    """Return all lines without excerpts."""
    return "".join(f"{plain(line)}\n" for line in lines(outcome))


def plain(line: Line) -> str:
    """Return a line's text."""
    return "".join(span.text for span in line)


def _headline(found: Diagnostic) -> Line:
    place = found.place
    return (
        Span(f"{printable(place.path)}:{place.line}:{place.column}: ", "place"),
        Span(found.severity.value, found.severity.value),
        Span(f": {printable(found.message)} "),
        Span(f"[{found.code}]", "quiet"),
    )


def _excerpt(found: Diagnostic, source: Sequence[str], columns: int) -> Iterator[Line]:
    place = found.place
    if place.line > len(source):
        return
    number = f"{_MARGIN}{place.line} | "
    shown, column, length = _cut(source[place.line - 1], place, columns - len(number))
    before = " " * width(shown[:column])
    carets = "^" * max(1, width(shown[column : column + length]))
    gutter = f"{' ' * (len(number) - 2)}| "
    yield Span(number, "quiet"), Span(shown.rstrip())
    yield Span(gutter, "quiet"), Span(before), Span(carets, found.severity.value)


def _cut(line: str, place: Place, columns: int) -> tuple[str, int, int]:
    """Return the part of a line around a place, with the place's column in it, from 0."""
    shown = without_control_characters(line)
    column = min(place.column - 1, len(shown))
    room = max(columns, 20)
    if len(shown) <= room:
        return shown, column, place.length
    start = max(0, min(column - room // 3, len(shown) - room + 1))
    head = "…" if start else ""
    stop = start + room - len(head)
    if stop < len(shown):
        stop -= 1
    tail = "…" if stop < len(shown) else ""
    inside = column - start + len(head)
    part = head + shown[start:stop]
    return part + tail, inside, max(1, min(place.length, len(part) - inside))
