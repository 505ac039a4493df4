"""How the measures of the programme went: each as a figure, what it was before, and a line."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import figure
from handbook.measures import Point
from handbook.pages.edition import View
from handbook.pages.sparkline import sparkline


class Trend(NamedTuple):
    """A measure by its name, what it counts, its unit, and its values in the order of time."""

    title: str
    counts: str
    unit: str
    points: Sequence[Point]


class Line(NamedTuple):
    """A measure as the page shows it; empty where there is nothing to show."""

    title: str
    counts: str
    now: str
    before: str
    line: Markup


def trends(view: View, found: Sequence[Trend]) -> Markup:
    """Return the measures as a table; with only one month there is no line yet."""
    months = max((len(one.points) for one in found), default=0)
    return view.render("courses", lines=[_line(one) for one in found], months=months)


def _line(course: Trend) -> Line:
    shown = [figure(point.value, course.unit) for point in course.points]
    return Line(
        title=course.title,
        counts=course.counts,
        now=shown[-1] if shown else "",
        before=shown[-2] if len(shown) > 1 else "",
        line=sparkline(course.points, course.unit),
    )
