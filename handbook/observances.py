"""Clock changes of a time zone between two dates."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


class Observance(NamedTuple):
    """A UTC offset with its start, in local time before the change, and its name."""

    begins: datetime
    before: timedelta
    offset: timedelta
    name: str
    summer: bool


def observances(zone: tzinfo, first: date, last: date) -> Iterator[Observance]:
    """Yield the offset on the first day and every change up to the last, in order."""
    # Start a day earlier to cover the whole first day in any zone.
    moment = datetime(first.year, first.month, first.day, tzinfo=UTC) - _DAY
    end = datetime(last.year, last.month, last.day, tzinfo=UTC)
    yield _observance(zone, moment, _offset(zone, moment))
    while moment < end:
        following = moment + _DAY
        if _offset(zone, moment) != _offset(zone, following):
            yield _observance(zone, _change(zone, moment, following), _offset(zone, moment))
        moment = following


def _change(zone: tzinfo, low: datetime, high: datetime) -> datetime:
    """Return the second of the only clock change between two moments, by binary search."""
    before = _offset(zone, low)
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _observance(zone: tzinfo, moment: datetime, before: timedelta) -> Observance:
    there = moment.astimezone(zone)
    return Observance(
        begins=(moment + before).replace(tzinfo=None),
        before=before,
        offset=_offset(zone, moment),
        name=there.tzname() or "",
        summer=bool(there.dst()),
    )


def _offset(zone: tzinfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
