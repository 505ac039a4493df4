"""The times of a procedure's steps on one line; the steps below it say the same in words."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from handbook.amounts import counted
from handbook.diagrams.text import NOTE, width_of
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


def timeline(sop: Sop) -> Markup:
    """Return when each step happens as a drawing, empty if fewer than two steps say it."""
    bars = [bar for step in sop.steps for bar in _bars(step)]
    if len(bars) < _FEWEST:
        return Markup("")
    places = _places(bars)
    rows = Markup("").join(
        Markup("<li>{}{}</li>").format(
            _link(bar.step), _drawn(bar, places[bar.start], places[bar.end])
        )
        for bar in bars
    )
    title = f"{sop.title}: when {counted(len(bars), 'step')} happen; the steps say the same"
    scale = "To scale." if _is_to_scale(bars) else "In order of time, not to scale."
    loose = [step for step in sop.steps if not _bars(step)]
    without = Markup(" Without a fixed time: {}.").format(Markup(", ").join(map(_named, loose)))
    # On a phone the steps' own times are read from top to bottom: that is a timeline already.
    return Markup(
        '<figure class="hb-drawing hb-drawn hb-timeline"><div class="hb-drawing--from-640">'
        '<ol aria-label="{}">{}</ol><figcaption>{}{}</figcaption></div></figure>'
    ).format(title, rows, scale, without if loose else "")


def _bars(step: Step) -> list[_Bar]:
    """Return the bar of a step, none if it has no time."""
    stretch = step.when.stretch if step.when else None
    if step.when is None or stretch is None:
        return []
    return [_Bar(step, *stretch, open=step.when.start is None)]


def _link(step: Step) -> Markup:
    return Markup('<a href="#{}">{}. {}</a>').format(quote(step.anchor), step.number, step.title)


def _named(step: Step) -> Markup:
    told = Markup(" ({})").format(step.when.text) if step.when else ""
    return _link(step) + told


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


def _places(bars: Sequence[_Bar]) -> dict[float, int]:
    """Return where on the line each moment lies; if not to scale, all are equally far."""
    moments = _moments(bars)
    room = _ROOM - _LEAST
    if _is_to_scale(bars):
        whole = moments[-1] - moments[0] or 1
        return {at: round((at - moments[0]) / whole * room) for at in moments}
    step = room / (len(moments) - 1)
    return {at: round(number * step) for number, at in enumerate(moments)}


def _drawn(bar: _Bar, left: int, right: int) -> Markup:
    """Return a bar with its time behind it, else before it, else in it if neither has room."""
    width = max(right - left, _LEAST)
    free = _ROOM - left - width
    told = width_of(bar.when, NOTE) + _GAP
    css = Markup(' class="hb-open"') if bar.open else ""
    line = Markup('<i{} style="--x:{};--w:{}">{}</i>')
    if told <= free:
        return line.format(css, left, width, "") + Markup("{}").format(bar.when)
    if told <= left:
        return Markup('<b>{}</b><i{} style="--w:{};--r:{}"></i>').format(bar.when, css, width, free)
    return line.format(css, left, width, bar.when)
