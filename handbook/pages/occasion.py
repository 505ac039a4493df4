"""The next dates of a meeting in words, or why they are unknown."""

from datetime import date, timedelta

from markupsafe import Markup

from handbook.occasions import Missing, undated_weeks
from handbook.pages.edition import View
from handbook.pages.words import dated
from handbook.records import Meeting
from handbook.times import format_date
from handbook.timetable import rule_in, upcoming

# A month that has the meeting's week comes within three months.
_SOON = timedelta(days=92)


def next_dates(view: View, meeting: Meeting, most: int = 1) -> Markup:
    """Return the next dates of a meeting, or the week it is held in, or an empty string."""
    days = upcoming(view.handbook, meeting, view.today, most)
    if days:
        return Markup(", ").join(map(dated, days))
    until = view.today + min(_SOON, date.max - view.today)
    week = next(undated_weeks(meeting, view.today, until), None)
    return Markup("{}").format(_between(*week)) if week else Markup("")


def why_not_in_calendar(view: View, meeting: Meeting) -> str:
    """Return why a meeting is not in the calendar feed, or an empty string if it is."""
    rule = rule_in(view.handbook, meeting)
    return rule.value if isinstance(rule, Missing) else ""


def _between(first: date, last: date) -> str:
    return f"between {first.day} and {format_date(last)}"
