"""The current date: as requested, as pinned for a reproducible build, or the company's today."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import click

from handbook.times import read_date, zone_of
from scripts.refusal import Refusal

PINNED = "SOURCE_DATE_EPOCH"
F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A date on the command line."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date; fails with an example if it is not in ISO format."""
        if isinstance(value, date):
            return value
        day = read_date(str(value))
        if day is None:
            self.fail(f"{value!r} is not a date; write one such as 2026-11-21", param, ctx)
        return day


def today_option(command: F) -> F:
    """Add the option --today to a command."""
    return click.option(
        "--today",
        "requested",
        type=Day(),
        metavar="DATE",
        help="Evaluate as of this date (2026-11-21); default: today in the company's time zone.",
    )(command)


def today(settings: Mapping[str, Any], requested: date | None = None) -> date:
    """Return the requested date, or that of SOURCE_DATE_EPOCH, or today.

    Raises Refusal if the variable is not a number of seconds.
    """
    return requested if requested is not None else now(settings).date()


def now(settings: Mapping[str, Any]) -> datetime:
    """Return SOURCE_DATE_EPOCH or the current time, in the company's time zone.

    Raises Refusal if the variable is not a number of seconds.
    """
    zone = zone_of(settings)
    pinned = os.environ.get(PINNED)
    if not pinned:
        return datetime.now(zone).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(pinned), UTC).astimezone(zone)
    except (ValueError, OverflowError, OSError) as fault:
        raise Refusal(
            f"{PINNED} is {pinned!r}, which is not a number of seconds since 1970"
        ) from fault
