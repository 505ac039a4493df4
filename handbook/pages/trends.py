"""Trends of the programme's measures: current value, previous value and a sparkline."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import figure
from handbook.measures import Point
from handbook.pages.edition import View
from handbook.pages.sparkline import sparkline


class Trend(NamedTuple):
    """A measure: its name, what it counts, its unit and its values in chronological order."""

    title: str
    counts: str
    unit: str
    points: Sequence[Point]


class Line(NamedTuple):
    """A measure as one table row; fields are empty if there is no value."""

    title: str
    counts: str
    now: str
    before: str
    line: Markup


def trends(view: View, found: Sequence[Trend]) -> Markup:
    """Return the measures as a table; with a single month there is no sparkline yet."""
    months = max((len(one.points) for one in found), default=0)
    return view.render("trends", lines=[_line(one) for one in found], months=months)


def _line(trend: Trend) -> Line:
    shown = [figure(point.value, trend.unit) for point in trend.points]
    return Line(
        title=trend.title,
        counts=trend.counts,
        now=shown[-1] if shown else "",
        before=shown[-2] if len(shown) > 1 else "",
        line=sparkline(trend.points, trend.unit),
    )
