"""Bars on one line of time, each in a row of its own, so that those that overlap are all seen."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

from handbook.diagrams.shapes import Drawing
from handbook.diagrams.svg import drawn_line, picture, rectangle, texts
from handbook.diagrams.text import LABEL, NOTE, clean, width_of, wrapped

# The room there is on a page beside the contents; with its margin no more than 640 px.
_WIDTH = 636
_NAMES = 216
_ROW = 30
_BAR = 16
_LEAST = 6
_GAP = 8
# Moments closer than this part of the whole would look like one.
_SEEN = 1 / 60


class Bar(NamedTuple):
    """Something that takes from one moment to another, told by `when`; `address` is where it leads.

    `form` is "solid", or "open" if only the latest moment is known.
    """

    label: str
    when: str
    start: float
    end: float
    address: str
    form: str = "solid"


def is_to_scale(bars: Sequence[Bar]) -> bool:
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


def timeline(title: str, bars: Sequence[Bar]) -> Drawing:
    """Return at least one bar on a line of time; if not to scale, every moment is equally far."""
    places = _places(bars)
    parts: list[str] = []
    top = 0.0
    for bar in bars:
        name = wrapped(bar.label, LABEL, _NAMES - 12)
        height = max(_ROW, name.height + 10)
        middle = top + height / 2
        if top:
            parts.append(rectangle("hb-d__rule", (0, top, _WIDTH, 1), 0))
        link = texts((name,), 0, middle, "start")
        address = escape(clean(bar.address))
        parts.append(f'<a class="hb-d__link" href="{address}">{link}</a>')
        parts += _bar(bar, places[bar.start], places[bar.end], middle)
        top += height
    axis = drawn_line([(_NAMES, 0), (_NAMES, top)], "open")
    drawn = picture([axis, *parts], _WIDTH, top, title, "timeline", "group")
    return Drawing(title, drawn)


def _moments(bars: Sequence[Bar]) -> list[float]:
    return sorted({moment for bar in bars for moment in (bar.start, bar.end)})


def _places(bars: Sequence[Bar]) -> dict[float, float]:
    """Return where on the line each moment lies."""
    moments = _moments(bars)
    room = _WIDTH - _NAMES - _LEAST
    if is_to_scale(bars):
        whole = moments[-1] - moments[0] or 1
        return {at: _NAMES + (at - moments[0]) / whole * room for at in moments}
    step = room / (len(moments) - 1)
    return {at: _NAMES + number * step for number, at in enumerate(moments)}


def _bar(bar: Bar, left: float, right: float, middle: float) -> list[str]:
    """Return a bar with its time beside it, or inside it where it leaves no room."""
    right = max(right, left + _LEAST)
    at = (left, middle - _BAR / 2, right - left, _BAR)
    css = "hb-d__bar hb-d__bar--open" if bar.form == "open" else "hb-d__bar"
    told = wrapped(bar.when, NOTE, _WIDTH)._replace(height=16)
    told = told._replace(lines=told.lines[:1])
    width = max((width_of(line, NOTE) for line in told.lines), default=0)
    if right + _GAP + width <= _WIDTH:
        words = texts((told,), right + _GAP, middle, "start")
    elif left - _GAP - width >= _NAMES:
        words = texts((told,), left - _GAP - width, middle, "start")
    else:
        words = texts((told,), (left + right) / 2, middle)
    return [rectangle(css, at, 3), words]
