"""Tree diagrams: an outline on narrow screens, spread out on wider ones."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from handbook.diagrams.layered import ROOM
from handbook.diagrams.shapes import Box, Drawing, Graph, Picture
from handbook.diagrams.svg import Point, drawn_box, drawn_line, inside, picture

_STEP = 22
_GAP = 8
_OUTLINE = 210
_LIST = 112
_INDENT = 20
_BESIDE = 16
_ROW = 32


class _Branch(NamedTuple):
    """A box in an outline, with its depth and the id of its parent."""

    box: Box
    depth: int
    above: str


@lru_cache(maxsize=256)
def tree(graph: Graph) -> Drawing:
    """Return a drawing of a forest, whose arrows point from parents to children.

    Raises ValueError if the arrows form a cycle or a box has two parents.
    """
    branches = list(_branches(graph))
    if len(branches) != len(graph.boxes):
        raise ValueError("a tree must not contain a cycle")
    narrow = _outline(graph, branches)
    wide = _spread(graph, branches)
    return Drawing(graph.title, narrow, wide if narrow.width < wide.width <= ROOM else None)


def _branches(graph: Graph) -> Iterator[_Branch]:
    """Yield the boxes in outline order, each directly below its parent or siblings."""
    above: dict[str, str] = {}
    for arrow in graph.arrows:
        if arrow.target in above:
            raise ValueError(f"box {arrow.target!r} has two parents")
        above[arrow.target] = arrow.source
    below: dict[str, list[Box]] = {}
    for box in graph.boxes:
        below.setdefault(above.get(box.id, ""), []).append(box)
    waiting = [_Branch(box, 0, "") for box in reversed(below.get("", []))]
    while waiting:
        branch = waiting.pop()
        yield branch
        waiting += [
            _Branch(box, branch.depth + 1, branch.box.id)
            for box in reversed(below.get(branch.box.id, []))
        ]


def _outline(graph: Graph, branches: list[_Branch]) -> Picture:
    parts: list[str] = []
    bottoms: dict[str, Point] = {}
    top, width = 0.0, 0.0
    for branch in branches:
        size = inside(branch.box, _OUTLINE - branch.depth * 10)
        left = float(branch.depth * _STEP)
        if branch.above:
            start = bottoms[branch.above]
            middle = top + size.height / 2
            parts.append(drawn_line([start, (start[0], middle), (left, middle)], "open"))
        parts.append(drawn_box(branch.box, size, left, top))
        bottoms[branch.box.id] = (left + _STEP / 2, top + size.height)
        width = max(width, left + size.width)
        top += size.height + _GAP
    return picture(parts, width, top - _GAP, graph.title, "outline")


def _spread(graph: Graph, branches: list[_Branch]) -> Picture:
    """Return the tree with branches side by side, and leaves stacked in a list.

    A row of all boxes on a level would be wider than any page.
    """
    spread = _Spread(branches)
    parts: list[str] = []
    left, height = 0.0, 0.0
    for branch in branches:
        if not branch.above:
            height = max(height, spread.place(branch.box.id, left, 0, parts))
            left += spread.widths[branch.box.id] + _BESIDE
    return picture(parts, max(left - _BESIDE, 0), height, graph.title, "tree")


class _Spread:
    """The width of each branch, computed from the leaves up."""

    def __init__(self, branches: list[_Branch]) -> None:
        self.boxes = {branch.box.id: branch.box for branch in branches}
        self.sizes = {name: inside(box, _LIST) for name, box in self.boxes.items()}
        self.below: dict[str, list[str]] = {name: [] for name in self.boxes}
        for branch in branches:
            if branch.above:
                self.below[branch.above].append(branch.box.id)
        self.widths: dict[str, float] = {}
        for branch in reversed(branches):
            self.widths[branch.box.id] = self._width(branch.box.id)

    def _is_stacked(self, name: str) -> bool:
        """Return whether the children of a box are all leaves, drawn as a list."""
        return len(self.below[name]) > 1 and not any(self.below[one] for one in self.below[name])

    def _width(self, name: str) -> float:
        own, below = self.sizes[name].width, self.below[name]
        if self._is_stacked(name):
            return max(own, _INDENT + max(self.sizes[one].width for one in below))
        return max(own, sum(self.widths[one] + _BESIDE for one in below) - _BESIDE)

    def place(self, name: str, left: float, top: float, parts: list[str]) -> float:
        """Draw a branch into a column, and return its bottom."""
        size, below = self.sizes[name], self.below[name]
        stacked = self._is_stacked(name)
        middle = left + (size.width if stacked else self.widths[name]) / 2
        bottom = top + size.height
        deepest = bottom
        start = (left + _INDENT / 2, bottom) if stacked else (middle, bottom)
        column = left + _INDENT if stacked else left
        for one in below:
            row = deepest + _GAP if stacked else bottom + _ROW
            self._join(one, start, (column, row), parts, stacked=stacked)
            reached = self.place(one, column, row, parts)
            deepest = max(deepest, reached)
            column += 0 if stacked else self.widths[one] + _BESIDE
        parts.append(drawn_box(self.boxes[name], size, middle - size.width / 2, top))
        return deepest

    def _join(
        self, name: str, start: Point, corner: Point, parts: list[str], *, stacked: bool
    ) -> None:
        size = self.sizes[name]
        if stacked:
            middle = corner[1] + size.height / 2
            route = [start, (start[0], middle), (corner[0], middle)]
        else:
            width = size.width if self._is_stacked(name) else self.widths[name]
            end = (corner[0] + width / 2, corner[1])
            turn = (start[1] + end[1]) / 2
            route = [start, (start[0], turn), (end[0], turn), end]
        parts.append(drawn_line(route, "open"))
