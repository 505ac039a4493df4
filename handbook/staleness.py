"""When a figure is too old to show the current state of its metric."""

from datetime import date, timedelta

from handbook.records import Metric

# The days after which a figure is stale: twice its interval, and at least a month.
_STALE_DAYS = {"real-time": 31, "daily": 31, "weekly": 31, "monthly": 62, "quarterly": 184}
_MONTH = 31


def stale_from(metric: Metric, day: date, *, is_month: bool) -> date | None:
    """Return the day from which a metric's value is stale, None if it never is.

    A value for a whole month lasts a month longer.
    """
    limit = _STALE_DAYS.get(str(metric.entry.data.get("frequency")))
    if limit is None:
        return None
    wait = timedelta(days=limit + (_MONTH if is_month else 0))
    return day + wait + timedelta(days=1) if date.max - day > wait else None
