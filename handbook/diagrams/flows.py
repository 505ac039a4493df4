"""Steps in order in the columns of who does them, and columns in order without arrows."""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil

from handbook.diagrams.layered import ROOM
from handbook.diagrams.shapes import Box, Drawing, Picture
from handbook.diagrams.svg import (
    Inside,
    Point,
    drawn_box,
    drawn_line,
    held,
    inside,
    picture,
    rectangle,
    texts,
)
from handbook.diagrams.text import NOTE, Text, wrapped

# What a page of 360 px leaves for a drawing.
PHONE = 312
_GAP = 26
_LANE = 160
_LEAST = 96
_EDGE = 4


@lru_cache(maxsize=512)
def lanes(title: str, steps: tuple[Box, ...], names: tuple[str, ...]) -> Drawing:
    """Return steps from top to bottom, each in the lane whose name its `frame` says.

    `names` are the lanes from left to right. On a phone lanes are narrower.
    """
    most = max(_LEAST, min(_LANE, PHONE // max(len(names), 1)))
    narrow = _in_lanes(title, steps, names, most)
    wide = _in_lanes(title, steps, names, min(200, max(_LANE, ROOM // max(len(names), 1))))
    fits = narrow.width < wide.width <= ROOM
    return Drawing(title, narrow, wide if fits else None)


def _in_lanes(title: str, steps: Sequence[Box], names: Sequence[str], width: int) -> Picture:
    heads = [wrapped(name, NOTE, width - 12) for name in names]
    top = max((head.height for head in heads), default=0) + 12
    sizes = [held(step, width - 2 * _EDGE) for step in steps]
    tops: list[float] = []
    bottom = top + 14
    for size in sizes:
        tops.append(bottom)
        bottom += size.height + _GAP
    height = bottom - _GAP + 14
    centres = [(list(names).index(step.frame) + 0.5) * width for step in steps]
    parts = [_lane(at, width, height, head) for at, head in enumerate(heads)]
    for at in range(1, len(steps)):
        before = (centres[at - 1], tops[at - 1] + sizes[at - 1].height)
        parts.append(drawn_line(_down(before, (centres[at], tops[at]))))
    for step, size, x, y in zip(steps, sizes, centres, tops, strict=True):
        parts.append(drawn_box(step, size, x - size.width / 2, y))
    return picture(parts, width * len(names), height, title, "lanes")


def _lane(at: int, width: int, height: float, head: Text) -> str:
    css = "hb-d__lane hb-d__lane--even" if at % 2 else "hb-d__lane"
    x = (at + 0.5) * width
    return rectangle(css, (at * width, 0, width, height), 0) + texts(
        (head,), x, 6 + head.height / 2
    )


def _down(start: Point, end: Point) -> list[Point]:
    if start[0] == end[0]:
        return [start, end]
    middle = (start[1] + end[1]) / 2 - 2
    return [start, (start[0], middle), (end[0], middle), end]


@lru_cache(maxsize=512)
def row(title: str, boxes: tuple[Box, ...]) -> Drawing:
    """Return boxes beside each other in their order, below each other on a phone; no arrows."""
    sizes = [inside(box, 110) for box in boxes]
    wide = _beside(title, boxes, sizes)
    sizes = [inside(box, PHONE - 40) for box in boxes]
    width = max((size.width for size in sizes), default=0)
    below = _below(title, boxes, [size._replace(width=width) for size in sizes])
    fits = below.width < wide.width <= ROOM
    return Drawing(title, below, wide if fits else None)


def _beside(title: str, boxes: Sequence[Box], sizes: Sequence[Inside]) -> Picture:
    width = ceil(max((size.width for size in sizes), default=0))
    height = ceil(max((size.height for size in sizes), default=0))
    parts = [
        drawn_box(box, size._replace(width=width, height=height), at * (width + 8), 0)
        for at, (box, size) in enumerate(zip(boxes, sizes, strict=True))
    ]
    return picture(parts, len(boxes) * (width + 8) - 8, height, title, "row")


def _below(title: str, boxes: Sequence[Box], sizes: Sequence[Inside]) -> Picture:
    parts: list[str] = []
    top = 0
    for box, size in zip(boxes, sizes, strict=True):
        parts.append(drawn_box(box, size, 0, top))
        top += size.height + 8
    return picture(parts, max(size.width for size in sizes), top - 8, title, "row")
