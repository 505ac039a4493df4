"""Due dates: contract renewals, vendor reviews, audits and values marked "due" in a schema."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import ceil
from typing import Any, NamedTuple

from handbook.book import Handbook
from handbook.dated_values import dated_values
from handbook.records import Entry
from handbook.source.places import Route
from handbook.times import read_date, read_interval, read_moment

# The schema keyword for a date by which something must be done.
DUE = "due"


class Renewal(NamedTuple):
    """The date a contract renews, the days left, and the notice period reached, if any."""

    day: date
    left: int
    notice: int | None


def renewal(handbook: Handbook, vendor: Entry, today: date) -> Renewal | None:
    """Return when a vendor's contract renews; None if not recorded."""
    day = read_date(vendor.data.get("renewal", ""))
    if day is None:
        return None
    left = (day - today).days
    reached = [days for days in notices(handbook) if left <= days]
    return Renewal(day, left, min(reached, default=None))


def notices(handbook: Handbook) -> list[int]:
    """Return the numbers of days before a renewal on which its owner is reminded."""
    return list(handbook.settings.get("renewalNoticeDays", ()))


def vendor_review(vendor: Entry) -> date | None:
    """Return when a vendor's next review is due; None if no review is recorded."""
    return _after(vendor.data.get("reviewed"), vendor.data.get("review"))


def audit(entry: Entry) -> date | None:
    """Return when an audit is next due; None if none is recorded or it has no fixed interval."""
    return _after(entry.data.get("last"), entry.data.get("frequency"))


def _after(last: str | None, every: str | None) -> date | None:
    day = read_date(last or "")
    interval = read_interval(every or "")
    return interval.after(day) if day and interval else None


def post_mortem(handbook: Handbook, entry: Entry) -> date | None:
    """Return the deadline for a post-mortem; None if the company sets no limit."""
    hours = handbook.settings.get("postMortemHours")
    resolved = read_moment(entry.data["resolved"])
    if hours is None or resolved is None:
        return None
    return resolved.day + timedelta(days=ceil(hours / 24))


def was_late(handbook: Handbook, entry: Entry, today: date) -> bool:
    """Return whether a post-mortem was held late, or has not been held and is now late.

    It is measured in hours if both times of day are recorded, else in days.
    """
    limit = post_mortem(handbook, entry)
    resolved = read_moment(entry.data["resolved"])
    held = read_moment(entry.data.get("held", ""))
    if limit is None or resolved is None:
        return False
    if held is None:
        return today > limit
    if resolved.minutes is None or held.minutes is None:
        return held.day > limit
    days = (held.day - resolved.day).days
    minutes = days * 24 * 60 + held.minutes - resolved.minutes
    return minutes > int(handbook.settings["postMortemHours"]) * 60


def overdue_actions(entry: Entry, today: date) -> list[int]:
    """Return the indices of a post-mortem's overdue actions."""
    return [
        index
        for index, action in enumerate(entry.data.get("actions", ()))
        if not is_done(action.get("status", "open"))
        if (due := read_date(action["due"])) is not None and due < today
    ]


def is_done(status: str) -> bool:
    """Return whether an action is done."""
    return status in {"done", "✅"}


def overdue(
    schema: Mapping[str, Any], value: Any, beside: Mapping[str, Any], today: date
) -> date | None:
    """Return the date of a value marked as due if it has passed and is not settled.

    `beside` is the mapping that contains the value: if the schema names a property of it, that
    property settles the value.
    """
    settled = schema.get(DUE)
    if not settled or not isinstance(value, str) or (settled is not True and beside.get(settled)):
        return None
    day = read_date(value)
    return day if day is not None and day < today else None


def all_overdue(
    schema: Mapping[str, Any], data: Any, today: date
) -> Iterator[tuple[Route, date, str | None]]:
    """Yield the route of each overdue date, the date, and the property that settles it.

    If the schema names no property, only a new date settles it and the property is None.
    """
    for one in dated_values(schema, data, DUE):
        day = overdue(one.schema, one.value, one.beside, today)
        if day is not None:
            settled = one.schema[DUE]
            yield one.route, day, None if settled is True else str(settled)
