"""The holidays are listed as far ahead as dates are calculated."""

from collections.abc import Iterator
from datetime import date

from handbook.book import Handbook
from handbook.checks.finding import Finding, subject
from handbook.records import Entry
from handbook.times import format_date, read_date

# In the last quarter of a year, dates reach into the next.
_MONTH = 10
# A single holiday may have been a one-off.
_MIN_HOLIDAYS = 2


def kept_once(handbook: Handbook) -> list[Entry]:
    """Return the holidays in use that are listed for a single year."""
    return [entry for entry in handbook.active_entries("holidays") if "every" not in entry.data]


def missing_holidays(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The holidays are listed year by year, and next year's are missing."""
    days = {entry.id: read_date(entry.data["date"]) for entry in kept_once(handbook)}
    known = sorted((day, entry_id) for entry_id, day in days.items() if day)
    if not known:
        return
    last, entry_id = known[-1]
    of_year = sum(day.year == last.year for day, _ in known)
    entry = handbook.find("holidays", entry_id)
    if entry is None or of_year < _MIN_HOLIDAYS or today < date(last.year, _MONTH, 1):
        return
    fault = f"on {format_date(last)} is the last one listed, and {last.year + 1} has none"
    cure = "add its holidays, with 'every: year' for fixed dates"
    yield entry.place("date"), f"{subject(handbook, entry)} {fault}; {cure}"
