"""How metrics stand on a day, in the words in which documents tell it."""

from collections.abc import Iterator, Mapping
from datetime import date

from handbook.book import Handbook
from handbook.equations import equations, reached
from handbook.filling import Figure
from handbook.inventory import ERROR_RATE
from handbook.measures import Measure, measures
from handbook.staleness import stale_from
from handbook.times import MONTHS, spoken
from handbook.usage import turns
from handbook.values import aim


def figures(handbook: Handbook, day: date) -> Mapping[str, Figure]:
    """Return how each metric stands on a day, by its id; a value is told with its date."""
    counts = _counts(handbook)
    return {
        name: Figure(
            _actual(measure, day if counts[name] else None),
            aim(measure.target) or "None",
            measure.word,
        )
        for name, measure in measures(handbook, day).items()
    }


def course(handbook: Handbook, metric: str) -> Iterator[tuple[date, Figure]]:
    """Yield how a metric stands, each time with the day from which it stands so, in order.

    What is worked out at one moment takes no later value, so it changes with its own values only,
    and when the newest of them is too old. The error rate is not known at the end of time: what is
    worked out from it changes with that, and with whatever else it is worked out from.
    """
    known = measures(handbook, date.max)
    sources = {metric}
    days = {date.min}
    if ERROR_RATE in _counts(handbook)[metric]:
        sources |= reached(equations(handbook), metric)
        days |= turns(handbook)
    for measure in (known[name] for name in sources):
        for point in measure.points:
            late = stale_from(measure.metric, point.day, is_month=point.is_month)
            days |= {point.day, late or point.day}
    for day in sorted(days):
        yield day, figures(handbook, day)[metric]


def _counts(handbook: Handbook) -> Mapping[str, frozenset[str]]:
    """Return what the handbook counts for each metric, or for what that is worked out from."""
    return handbook.once(("counts of metrics",), lambda: _counts_of(handbook))


def _counts_of(handbook: Handbook) -> Mapping[str, frozenset[str]]:
    own = {
        name: str(metric.entry.data["counts"])
        for name, metric in handbook.metrics.items()
        if "counts" in metric.entry.data
    }
    # Of what is counted a formula only says how.
    found = {name: one for name, one in equations(handbook).items() if name not in own}
    return {
        name: frozenset(own[one] for one in {name, *reached(found, name)} if one in own)
        for name in handbook.metrics
    }


def _actual(measure: Measure, counted: date | None) -> str:
    """Return the newest value; one that was counted on the day itself goes without its date."""
    point = measure.latest
    if point is None or measure.counted or point.day == counted:
        return measure.shown
    told = (
        f"{MONTHS[point.day.month - 1]} {point.day.year}" if point.is_month else spoken(point.day)
    )
    return f"{measure.shown} ({told})"
