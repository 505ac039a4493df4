"""How metrics stand on a day, in the words in which documents tell it."""

from collections.abc import Iterator, Mapping
from datetime import date

from handbook.book import Handbook
from handbook.filling import Figure
from handbook.inventory import ERROR_RATE
from handbook.measures import Measure, measures
from handbook.staleness import stale_from
from handbook.times import MONTHS, spoken
from handbook.usage import turns
from handbook.values import aim


def figures(handbook: Handbook, day: date) -> Mapping[str, Figure]:
    """Return how each metric stands on a day, by its id; a value is told with its date."""
    return {
        name: Figure(_actual(measure), aim(measure.target) or "None", measure.word)
        for name, measure in measures(handbook, day).items()
    }


def course(handbook: Handbook, metric: str) -> Iterator[tuple[date, Figure]]:
    """Yield how a metric stands, each time with the day from which it stands so, in order.

    What is worked out at one moment takes no later value, so it changes with its own values only,
    and when the newest of them is too old.
    """
    measure = measures(handbook, date.max)[metric]
    days = {date.min}
    for point in measure.points:
        late = stale_from(measure.metric, point.day, is_month=point.is_month)
        days |= {point.day, late or point.day}
    if measure.metric.entry.data.get("counts") == ERROR_RATE:
        days |= turns(handbook)
    for day in sorted(days):
        yield day, figures(handbook, day)[metric]


def _actual(measure: Measure) -> str:
    point = measure.latest
    if point is None or measure.counted:
        return measure.shown
    told = (
        f"{MONTHS[point.day.month - 1]} {point.day.year}" if point.is_month else spoken(point.day)
    )
    return f"{measure.shown} ({told})"
