"""What day it is: the one asked for, the one a build is pinned to, or the company's today."""

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
        """Return a date written in full, or say how to write one."""
        if isinstance(value, date):
            return value
        day = read_date(str(value))
        if day is None:
            self.fail(f"{value!r} is not a date; write one such as 2026-11-21", param, ctx)
        return day


def today_option(command: F) -> F:
    """Give a command the option --today."""
    return click.option(
        "--today",
        "asked",
        type=Day(),
        metavar="DATE",
        help="Judge as of this day (2026-11-21); by default the day it is where the company is.",
    )(command)


def today(settings: Mapping[str, Any], asked: date | None = None) -> date:
    """Return the day asked for, else that of SOURCE_DATE_EPOCH, else the clock's.

    Raises Refusal if the variable is no number of seconds.
    """
    return asked if asked is not None else now(settings).date()


def now(settings: Mapping[str, Any]) -> datetime:
    """Return the moment of SOURCE_DATE_EPOCH, else the clock's, where the company is.

    Raises Refusal if the variable is no number of seconds.
    """
    there = zone_of(settings)
    pinned = os.environ.get(PINNED)
    if not pinned:
        return datetime.now(there).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(pinned), UTC).astimezone(there)
    except (ValueError, OverflowError, OSError) as fault:
        raise Refusal(
            f"{PINNED} is {pinned!r}, which is no number of seconds since 1970"
        ) from fault
