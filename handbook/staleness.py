"""From which day on a figure is too old to tell how its metric stands."""

from datetime import date, timedelta

from handbook.records import Metric

# After how many days a figure of this frequency is late; twice the interval, and a month at least.
_LATE = {"real-time": 31, "daily": 31, "weekly": 31, "monthly": 62, "quarterly": 184}
_MONTH = 31


def stale_from(metric: Metric, day: date, *, is_month: bool) -> date | None:
    """Return from which day on a metric's value of a day is late, None if it never is.

    A month's value is of all of it: it stands for so many days more.
    """
    limit = _LATE.get(str(metric.entry.data.get("frequency")))
    if limit is None:
        return None
    wait = timedelta(days=limit + (_MONTH if is_month else 0))
    return day + wait + timedelta(days=1) if date.max - day > wait else None
