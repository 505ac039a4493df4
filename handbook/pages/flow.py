"""The flow of a procedure: its steps in order, in the lanes of who does them."""

from itertools import pairwise

from markupsafe import Markup

from handbook.diagrams import Arrow, Box, Graph, draw, figure, lanes
from handbook.pages.edition import View
from handbook.pages.page import words
from handbook.pages.words import counted, sentence
from handbook.records import Sop, Step

# Fewer steps are seen at a glance in the list itself.
_FEWEST = 3
_NOBODY = "No owner named"


def flow(view: View, sop: Sop) -> Markup:
    """Return the steps as a drawing, empty if it would show no more than their list does."""
    if len(sop.steps) < _FEWEST:
        return Markup("")
    names = tuple(dict.fromkeys(_lane(view, step) for step in sop.steps))
    boxes = tuple(_box(view, step) for step in sop.steps)
    number = counted(len(boxes), "step")
    if len(names) > 1:
        who = counted(len(names), "lane")
        title = f"{sop.title}: {number} in {who}, one for each owner; the steps say the same"
        return figure(lanes(title, boxes, names))
    arrows = tuple(Arrow(one.id, other.id) for one, other in pairwise(boxes))
    bare = tuple(box._replace(frame="") for box in boxes)
    title = f"{sop.title}: {number} one after another; the steps say the same"
    return figure(draw(Graph(title, bare, arrows)))


def _box(view: View, step: Step) -> Box:
    when = sentence(step.when.text) if step.when else ""
    return Box(
        str(step.number), f"{step.number}. {step.title}", words(when), frame=_lane(view, step)
    )


def _lane(view: View, step: Step) -> str:
    if step.owner is None:
        return _NOBODY
    role = view.handbook.find("roles", step.owner)
    return role.title if role else step.owner
