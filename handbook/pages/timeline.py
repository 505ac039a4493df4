"""The times of a procedure's steps on one line; the steps below it say the same in words."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.diagrams.text import NOTE, width_of
from handbook.pages.edition import View
from handbook.pages.words import sentence
from handbook.records import Sop, Step

# One bar on a line tells nothing.
_FEWEST = 2
# In px, as 73-timeline.css draws it: the room for bars, a moment, and what is between bar and time.
_ROOM = 420
_LEAST = 6
_GAP = 8
# Moments closer than this part of the whole would look like one.
_SEEN = 1 / 60


class _Bar(NamedTuple):
    """A step that takes from one moment to another; `open` if only the latest moment is known."""

    step: Step
    start: float
    end: float
    open: bool

    @property
    def when(self) -> str:
        return sentence(self.step.when.text) if self.step.when else ""


class _Row(NamedTuple):
    """A bar as it is drawn, in px from the left, or from the `right` if its time stands before it.

    The time is told behind the bar, before it or in it.
    """

    bar: _Bar
    left: int
    width: int
    right: int
    told: str


def timeline(view: View, sop: Sop) -> Markup:
    """Return when each step happens as a drawing, empty if fewer than two steps say it."""
    bars = [bar for step in sop.steps for bar in _bars(step)]
    if len(bars) < _FEWEST:
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
    """Return the bar of a step, none if it has no time."""
    stretch = step.when.stretch if step.when else None
    if step.when is None or stretch is None:
        return []
    return [_Bar(step, *stretch, open=step.when.start is None)]


def _is_to_scale(bars: Sequence[_Bar]) -> bool:
    """Return whether bars can be told apart if time is drawn evenly.

    What is too short to be seen, a day among months, is drawn as long as a mark must be.
    """
    moments = _moments(bars)
    whole = moments[-1] - moments[0]
    starts = sorted({bar.start for bar in bars})
    ends = sorted({bar.end for bar in bars})
    return all(
        later - earlier >= whole * _SEEN
        for ordered in (starts, ends)
        for earlier, later in pairwise(ordered)
    )


def _moments(bars: Sequence[_Bar]) -> list[float]:
    return sorted({moment for bar in bars for moment in (bar.start, bar.end)})


def _places(bars: Sequence[_Bar], *, to_scale: bool) -> dict[float, int]:
    """Return where on the line each moment lies; if not to scale, all are equally far."""
    moments = _moments(bars)
    room = _ROOM - _LEAST
    if to_scale:
        whole = moments[-1] - moments[0] or 1
        return {at: round((at - moments[0]) / whole * room) for at in moments}
    step = room / (len(moments) - 1)
    return {at: round(number * step) for number, at in enumerate(moments)}


def _row(bar: _Bar, left: int, right: int) -> _Row:
    """Return a bar with its time behind it, else before it, else in it if neither has room."""
    width = max(right - left, _LEAST)
    free = _ROOM - left - width
    needed = width_of(bar.when, NOTE) + _GAP
    told = "behind" if needed <= free else "before" if needed <= left else "in"
    return _Row(bar, left, width, free, told)
