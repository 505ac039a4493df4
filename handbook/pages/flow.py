"""The flow chart of a procedure: its steps in order, in one lane per owner."""

from itertools import pairwise

from markupsafe import Markup

from handbook.amounts import counted
from handbook.diagrams.figure import frame
from handbook.pages.edition import View
from handbook.pages.page import words
from handbook.pages.words import sentence
from handbook.records import Sop, Step

# With fewer steps, the list itself is clear at a glance.
_MIN_STEPS = 3
# At most this many steps of a single owner are drawn side by side, where there is room.
_MAX_IN_A_ROW = 5
# The minimum width of a lane in px, as in 74-flow.css.
_LANE_WIDTH = 96
_NOBODY = "No owner named"


def flow(view: View, sop: Sop) -> Markup:
    """Return the steps as a diagram, empty if it would add nothing to the list of steps."""
    if len(sop.steps) < _MIN_STEPS:
        return Markup("")
    owners = [_owner(view, step) for step in sop.steps]
    lanes = list(dict.fromkeys(owners))
    number = counted(len(owners), "step")
    summary = (
        f"{number} in {counted(len(lanes), 'lane')}, one per owner"
        if len(lanes) > 1
        else f"{number} in sequence"
    )
    title = f"{sop.title}: {summary}; same content as the steps"
    at = [lanes.index(owner) for owner in owners]
    ways = [0, *(there - here for here, there in pairwise(at))]
    drawn = view.render(
        "flow",
        title=title,
        lanes=lanes,
        row=len(lanes) == 1 and len(owners) <= _MAX_IN_A_ROW,
        boxes=[
            {"step": step, "when": _when(step), "lane": lane, "way": way}
            for step, lane, way in zip(sop.steps, at, ways, strict=True)
        ],
    )
    return Markup('<figure class="hb-drawing hb-drawn">{}</figure>').format(
        frame(drawn, len(lanes) * _LANE_WIDTH)
    )


def _when(step: Step) -> str:
    return words(sentence(step.when.text)) if step.when else ""


def _owner(view: View, step: Step) -> str:
    if step.owner is None:
        return _NOBODY
    role = view.handbook.find("roles", step.owner)
    return role.title if role else step.owner
