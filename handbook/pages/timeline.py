"""The timeline of a procedure's steps; the steps below it have the same content as text."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.diagrams.text import NOTE, width_of
from handbook.pages.edition import View
from handbook.pages.words import sentence
from handbook.records import Sop, Step

# A timeline with one bar says nothing.
_MIN_BARS = 2
# In px, as in 73-timeline.css: the room for bars, the shortest bar, the gap to its label.
_ROOM = 420
_MIN_WIDTH = 6
_GAP = 8
# Moments closer than this share of the whole would look like one.
_MIN_SHARE = 1 / 60


class _Bar(NamedTuple):
    """A step from start to end; `open` means that only the latest end is known."""

    step: Step
    start: float
    end: float
    open: bool

    @property
    def when(self) -> str:
        return sentence(self.step.when.text) if self.step.when else ""


class _Row(NamedTuple):
    """A bar as drawn, in px from the left, or from the `right` if its label comes before it.

    `label` is where the label goes: "after" the bar, "before" it or "inside" it.
    """

    bar: _Bar
    left: int
    width: int
    right: int
    label: str


def timeline(view: View, sop: Sop) -> Markup:
    """Return the steps on a timeline, empty if fewer than two steps have a time."""
    bars = [bar for step in sop.steps for bar in _bars(step)]
    if len(bars) < _MIN_BARS:
        return Markup("")
    is_to_scale = _is_to_scale(bars)
    places = _places(bars, to_scale=is_to_scale)
    return view.render(
        "timeline",
        title=f"{sop.title}: when {counted(len(bars), 'step')} happen; same content as the steps",
        rows=[_row(bar, places[bar.start], places[bar.end]) for bar in bars],
        is_to_scale=is_to_scale,
        loose=[step for step in sop.steps if not _bars(step)],
    )


def _bars(step: Step) -> list[_Bar]:
    """Return the bar of a step, or an empty list if it has no time."""
    stretch = step.when.stretch if step.when else None
    if step.when is None or stretch is None:
        return []
    return [_Bar(step, *stretch, open=step.when.start is None)]


def _is_to_scale(bars: Sequence[_Bar]) -> bool:
    """Return whether bars are distinguishable when time is drawn to scale.

    A bar that would be too short to see, such as a day among months, gets the minimum width.
    """
    moments = _moments(bars)
    whole = moments[-1] - moments[0]
    starts = sorted({bar.start for bar in bars})
    ends = sorted({bar.end for bar in bars})
    return all(
        later - earlier >= whole * _MIN_SHARE
        for ordered in (starts, ends)
        for earlier, later in pairwise(ordered)
    )


def _moments(bars: Sequence[_Bar]) -> list[float]:
    return sorted({moment for bar in bars for moment in (bar.start, bar.end)})


def _places(bars: Sequence[_Bar], *, to_scale: bool) -> dict[float, int]:
    """Return the position of each moment; if not to scale, they are evenly spaced."""
    moments = _moments(bars)
    room = _ROOM - _MIN_WIDTH
    if to_scale:
        whole = moments[-1] - moments[0] or 1
        return {at: round((at - moments[0]) / whole * room) for at in moments}
    step = room / (len(moments) - 1)
    return {at: round(number * step) for number, at in enumerate(moments)}


def _row(bar: _Bar, left: int, right: int) -> _Row:
    """Return a bar with its label after it, else before it, else inside it if neither has room."""
    width = max(right - left, _MIN_WIDTH)
    free = _ROOM - left - width
    needed = width_of(bar.when, NOTE) + _GAP
    label = "after" if needed <= free else "before" if needed <= left else "inside"
    return _Row(bar, left, width, free, label)
