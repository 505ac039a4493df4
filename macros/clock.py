"""Today's date: the one the build is pinned to, or else the date in the company's time zone."""

import os
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from mkdocs.exceptions import ConfigurationError

PINNED = "SOURCE_DATE_EPOCH"


def today(zone: ZoneInfo) -> date:
    """Return the date of SOURCE_DATE_EPOCH in a time zone, or else the current date.

    Raises ConfigurationError if the variable is not a number of seconds.
    """
    pinned = os.environ.get(PINNED)
    if not pinned:
        return datetime.now(zone).date()
    try:
        return datetime.fromtimestamp(int(pinned), UTC).astimezone(zone).date()
    except (ValueError, OverflowError, OSError) as fault:
        message = f"{PINNED} is not a number of seconds since 1970: {pinned!r}"
        raise ConfigurationError(message) from fault


def pin(day: date, zone: ZoneInfo) -> bool:
    """Pin the build to midnight of a day, so that all builds of that day are identical.

    Return False if the build is already pinned.
    """
    if os.environ.get(PINNED):
        return False
    midnight = datetime.combine(day, time(), zone)
    os.environ[PINNED] = str(int(midnight.timestamp()))
    return True


def unpin() -> None:
    """Undo `pin`: the next build of a long-lived server may be on another day."""
    os.environ.pop(PINNED, None)
