"""A diagram of columns in order, without arrows."""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil

from handbook.diagrams.layered import ROOM
from handbook.diagrams.shapes import Box, Drawing, Picture
from handbook.diagrams.svg import Inside, drawn_box, inside, picture

# The width available for a drawing on a 360 px wide page.
PHONE = 312


@lru_cache(maxsize=512)
def row(title: str, boxes: tuple[Box, ...]) -> Drawing:
    """Return boxes side by side in order, stacked on a phone, without arrows."""
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
