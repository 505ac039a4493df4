"""The figures of metrics on a day, worded for use in documents."""

from collections.abc import Iterator, Mapping
from datetime import date

from handbook.book import Handbook
from handbook.equations import equations, reached
from handbook.filling import Figure
from handbook.inventory import ERROR_RATE
from handbook.measures import Measure, measures
from handbook.staleness import stale_from
from handbook.times import MONTHS, format_date
from handbook.usage import change_dates
from handbook.values import aim


def figures(handbook: Handbook, day: date) -> Mapping[str, Figure]:
    """Return the figures of each metric on a day, by id; values include their date."""
    counts = _counts(handbook)
    return {
        name: Figure(
            _actual(measure, day if counts[name] else None),
            aim(measure.target) or "None",
            measure.word,
        )
        for name, measure in measures(handbook, day).items()
    }


def history(handbook: Handbook, metric: str) -> Iterator[tuple[date, Figure]]:
    """Yield the figures of a metric over time, each with the day from which they hold, in order.

    A calculated value uses no later inputs, so it changes only with its own points and when the
    newest becomes stale. The error rate depends on the day: a metric calculated from it changes
    with the rate and with any other input.
    """
    known = measures(handbook, date.max)
    sources = {metric}
    days = {date.min}
    if ERROR_RATE in _counts(handbook)[metric]:
        sources |= reached(equations(handbook), metric)
        days |= change_dates(handbook)
    for measure in (known[name] for name in sources):
        for point in measure.points:
            late = stale_from(measure.metric, point.day, is_month=point.is_month)
            days |= {point.day, late or point.day}
    for day in sorted(days):
        yield day, figures(handbook, day)[metric]


def _counts(handbook: Handbook) -> Mapping[str, frozenset[str]]:
    """Return what the handbook counts for each metric and for the inputs of its formula."""
    return handbook.cached(("counts of metrics",), lambda: _counts_of(handbook))


def _counts_of(handbook: Handbook) -> Mapping[str, frozenset[str]]:
    own = {
        name: str(metric.entry.data["counts"])
        for name, metric in handbook.metrics.items()
        if "counts" in metric.entry.data
    }
    # The formula of a counted metric is only a description.
    found = {name: one for name, one in equations(handbook).items() if name not in own}
    return {
        name: frozenset(own[one] for one in {name, *reached(found, name)} if one in own)
        for name in handbook.metrics
    }


def _actual(measure: Measure, counted: date | None) -> str:
    """Return the newest value with its date, unless it was counted on the day itself."""
    point = measure.latest
    if point is None or measure.counted or point.day == counted:
        return measure.shown
    dated = (
        f"{MONTHS[point.day.month - 1]} {point.day.year}"
        if point.is_month
        else format_date(point.day)
    )
    return f"{measure.shown} ({dated})"
