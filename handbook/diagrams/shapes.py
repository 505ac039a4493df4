"""The elements of diagrams: boxes, arrows, frames around boxes, and finished drawings."""

from typing import NamedTuple


class Box(NamedTuple):
    """A labelled box; `note` is a smaller line below the label, `frame` the id of its frame.

    `form` is "box", "round", "choice", "start", "end" or "plain" (a dashed border); it never
    conveys anything that the text does not.
    """

    id: str
    label: str
    note: str = ""
    form: str = "box"
    frame: str = ""


class Arrow(NamedTuple):
    """An arrow from one box to another, by id; `line` is "solid", "dashed" or "open"."""

    source: str
    target: str
    label: str = ""
    line: str = "solid"


class Frame(NamedTuple):
    """A labelled border around the boxes that name it; `frame` is the id of its own frame."""

    id: str
    label: str
    frame: str = ""


class Graph(NamedTuple):
    """Boxes and arrows; the title is read out by screen readers."""

    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...] = ()
    frames: tuple[Frame, ...] = ()
    # "down" or "right", which applies only to wide pages: on a phone everything goes down.
    direction: str = "down"


class Picture(NamedTuple):
    """An SVG and its size in px, at which it is always shown: labels never shrink."""

    svg: str
    width: int
    height: int


class Drawing(NamedTuple):
    """A diagram in a version for phones, and another for wider screens, if any."""

    title: str
    narrow: Picture
    wide: Picture | None = None
