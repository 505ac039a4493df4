"""The elements of an SVG: no ids, styles or colours, only classes for the site's CSS."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from math import ceil
from typing import NamedTuple

from handbook.diagrams.shapes import Box, Picture
from handbook.diagrams.text import LABEL, NOTE, Text, clean, width_of, wrapped

_PADDING = (12, 9)
_CORNER = 6
_ROUND = 18
_LONGEST_WORD = 140
_HEAD = (8, 4)
_MARGIN = 2
# Additional padding: a choice has slanted sides, an end has two borders.
_EXTRA = {"choice": 12, "end": 3}

Point = tuple[float, float]


class Inside(NamedTuple):
    """The texts of a box, and the size of the box."""

    label: Text
    note: Text
    width: int
    height: int


def inside(box: Box, most: float) -> Inside:
    """Return the size of a box for its texts, with lines at most `most` px wide.

    A long word may exceed this a little: a wide box is better than a broken word.
    """
    sizes = ((box.label, LABEL), (box.note, NOTE))
    return _around(box, *(wrapped(text, size, _room(text, size, most)) for text, size in sizes))


def _around(box: Box, label: Text, note: Text) -> Inside:
    extra = _EXTRA.get(box.form, 0)
    width = ceil(max(label.width, note.width)) + 2 * (_PADDING[0] + extra)
    height = ceil(label.height + note.height) + 2 * (_PADDING[1] + extra // 3)
    return Inside(label, note, max(width, 44), max(height, 36))


def _room(text: str, size: int, most: float) -> float:
    longest = max((width_of(word, size) for word in clean(text).split()), default=0)
    return max(most, longest) if longest <= _LONGEST_WORD else most


def picture(parts: Iterable[str], width: float, height: float, title: str, kind: str) -> Picture:
    """Return parts as one SVG, shown at its natural size."""
    wide, high = ceil(width) + 2 * _MARGIN, ceil(height) + 2 * _MARGIN
    svg = (
        f'<svg class="hb-d hb-d--{kind}" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'width="{wide}" height="{high}" viewBox="{-_MARGIN} {-_MARGIN} {wide} {high}">'
        f"<title>{escape(clean(title))}</title>{''.join(parts)}</svg>"
    )
    return Picture(svg, wide, high)


def drawn_box(box: Box, inner: Inside, left: float, top: float) -> str:
    """Return a box with its texts."""
    width, height = inner.width, inner.height
    return _outline(box.form, left, top, width, height) + texts(
        (inner.label, inner.note), left + width / 2, top + height / 2
    )


def _outline(form: str, left: float, top: float, width: float, height: float) -> str:
    css = f"hb-d__box hb-d__box--{form}"
    if form == "choice":
        cut = _EXTRA["choice"]
        right, bottom, middle = left + width, top + height, top + height / 2
        corners = (
            (left + cut, top), (right - cut, top), (right, middle),
            (right - cut, bottom), (left + cut, bottom), (left, middle),
        )  # fmt: skip
        return f'<path class="{css}" d="M{"L".join(f"{_n(x)} {_n(y)}" for x, y in corners)}Z"/>'
    rounded = min(height / 2, _ROUND) if form in {"round", "start", "end"} else _CORNER
    outline = rectangle(css, (left, top, width, height), rounded)
    if form == "end":
        ring = (left + 3, top + 3, width - 6, height - 6)
        outline += rectangle("hb-d__ring", ring, rounded - 3)
    return outline


def rectangle(css: str, at: tuple[float, float, float, float], rounded: float) -> str:
    """Return a rectangle: left, top, width, height."""
    left, top, width, height = map(_n, at)
    return (
        f'<rect class="{css}" x="{left}" y="{top}" width="{width}" height="{height}" '
        f'rx="{_n(rounded)}"/>'
    )


def texts(parts: Sequence[Text], x: float, y: float, anchor: str = "") -> str:
    """Return stacked texts centred on a point; with `anchor` "start" they begin at the point."""
    line = y - sum(part.height for part in parts) / 2
    css = f" hb-d__text--{anchor}" if anchor else ""
    found = []
    for part in parts:
        step = part.height / len(part.lines) if part.lines else 0
        name = "label" if part.size == LABEL else "note"
        for words in part.lines:
            # The middle of the letters is about a third of their size above the baseline.
            base = line + step / 2 + part.size * 0.35
            found.append(
                f'<text class="hb-d__{name}{css}" x="{_n(x)}" y="{_n(base)}">'
                f"{escape(words, quote=False)}</text>"
            )
            line += step
    return "".join(found)


def drawn_line(points: Sequence[Point], line: str) -> str:
    """Return a polyline with rounded corners, and an arrowhead unless the line is "open"."""
    if len(points) < 2:
        return ""
    ends = list(points)
    head = ""
    if line != "open":
        tip, before = ends[-1], _last_but(ends)
        ends[-1], head = _head(before, tip)
    css = "hb-d__line hb-d__line--dashed" if line == "dashed" else "hb-d__line"
    return f'<path class="{css}" d="{_path(ends)}"/>{head}'


def _last_but(points: Sequence[Point]) -> Point:
    return next((one for one in reversed(points[:-1]) if one != points[-1]), points[0])


def _head(before: Point, tip: Point) -> tuple[Point, str]:
    """Return where the line ends under its arrowhead, and the arrowhead."""
    length = ((tip[0] - before[0]) ** 2 + (tip[1] - before[1]) ** 2) ** 0.5 or 1
    x, y = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    back = (tip[0] - x * _HEAD[0], tip[1] - y * _HEAD[0])
    sides = [(back[0] + turn * y * _HEAD[1], back[1] - turn * x * _HEAD[1]) for turn in (1, -1)]
    corners = "L".join(f"{_n(one[0])} {_n(one[1])}" for one in (sides[0], tip, sides[1]))
    return back, f'<path class="hb-d__tip" d="M{corners}Z"/>'


def _path(points: Sequence[Point]) -> str:
    """Return path data with corners rounded as far as the segments allow."""
    path = f"M{_n(points[0][0])} {_n(points[0][1])}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        start, end = _towards(corner, before), _towards(corner, after)
        path += (
            f"L{_n(start[0])} {_n(start[1])}"
            f"Q{_n(corner[0])} {_n(corner[1])} {_n(end[0])} {_n(end[1])}"
        )
    return f"{path}L{_n(points[-1][0])} {_n(points[-1][1])}"


def _towards(corner: Point, other: Point) -> Point:
    length = ((other[0] - corner[0]) ** 2 + (other[1] - corner[1]) ** 2) ** 0.5
    part = min(_CORNER, length / 2) / length if length else 0
    return corner[0] + (other[0] - corner[0]) * part, corner[1] + (other[1] - corner[1]) * part


@lru_cache(maxsize=4096)
def _n(value: float) -> str:
    """Return a number in its shortest form, rounded to half a pixel."""
    return f"{round(value * 2) / 2:g}"
