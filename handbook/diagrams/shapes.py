"""What diagrams are made of: boxes, arrows, frames around boxes, and the drawing of them all."""

from typing import NamedTuple


class Box(NamedTuple):
    """A thing with a name; `note` is a smaller line below it, `frame` the id of what holds it.

    `form` is "box", "round", "choice", "start", "end" or "plain" (a dashed border); a form never
    carries a meaning that the words do not.
    """

    id: str
    label: str
    note: str = ""
    form: str = "box"
    frame: str = ""


class Arrow(NamedTuple):
    """A way from one box to another, by their ids; `line` is "solid", "dashed" or "open"."""

    source: str
    target: str
    label: str = ""
    line: str = "solid"


class Frame(NamedTuple):
    """A border with a name around boxes that name it; `frame` is the id of the frame around it."""

    id: str
    label: str
    frame: str = ""


class Graph(NamedTuple):
    """Boxes and arrows; the title is what a screen reader says of the drawing."""

    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...] = ()
    frames: tuple[Frame, ...] = ()
    # "down" or "right", which is for pages with room: on a phone all goes down.
    direction: str = "down"


class Picture(NamedTuple):
    """One SVG and its size in px, at which it is shown: labels never shrink."""

    svg: str
    width: int
    height: int


class Drawing(NamedTuple):
    """A diagram as it is shown on a phone, and as it is shown where there is more room."""

    title: str
    narrow: Picture
    wide: Picture | None = None
