"""The next dates of a meeting in words, or why they are unknown."""

from datetime import date, timedelta

from markupsafe import Markup

from handbook.occasions import Missing, stretches
from handbook.pages.edition import View
from handbook.pages.words import dated
from handbook.records import Meeting
from handbook.times import spoken
from handbook.timetable import coming, rule_in

# A month that has the meeting's week comes within three months.
_SOON = timedelta(days=92)


def following(view: View, meeting: Meeting, most: int = 1) -> Markup:
    """Return the next dates of a meeting, or the week it is held in, or an empty string."""
    days = coming(view.handbook, meeting, view.today, most)
    if days:
        return Markup(", ").join(map(dated, days))
    until = view.today + min(_SOON, date.max - view.today)
    week = next(stretches(meeting, view.today, until), None)
    return Markup("{}").format(_between(*week)) if week else Markup("")


def lacking(view: View, meeting: Meeting) -> str:
    """Return why a meeting is not in the calendar feed, or an empty string if it is."""
    rule = rule_in(view.handbook, meeting)
    return rule.value if isinstance(rule, Missing) else ""


def _between(first: date, last: date) -> str:
    return f"between {first.day} and {spoken(last)}"
