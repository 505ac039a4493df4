"""What day it is: the one the build is pinned to, or else today where the company is."""

import os
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from mkdocs.exceptions import ConfigurationError

PINNED = "SOURCE_DATE_EPOCH"


def today(zone: ZoneInfo) -> date:
    """Return the day of SOURCE_DATE_EPOCH in a zone, or else the clock's.

    Raises ConfigurationError if the variable is no number of seconds.
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
    """Pin the build to the first moment of a day, so that all builds of that day are alike.

    Return whether it was done: a build that is pinned already stays so.
    """
    if os.environ.get(PINNED):
        return False
    midnight = datetime.combine(day, time(), zone)
    os.environ[PINNED] = str(int(midnight.timestamp()))
    return True


def unpin() -> None:
    """Undo `pin`: the next build of a long-lived server may fall on another day."""
    os.environ.pop(PINNED, None)
