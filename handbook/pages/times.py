"""When meetings are held, in words."""

from handbook.pages.words import clock, label
from handbook.records import Meeting

_CADENCES = {
    "daily": "Every day",
    "weekly": "Every week",
    "biweekly": "Every two weeks",
    "monthly": "Every month",
    "quarterly": "Every quarter",
    "yearly": "Every year",
    "once": "Once",
    "ongoing": "As needed",
}


def frequency(cadence: str) -> str:
    """Return how often a meeting is held: "Every two weeks"."""
    return _CADENCES.get(cadence, label(cadence))


def time_range(meeting: Meeting) -> str:
    """Return the time of day of a meeting, "09:00–10:00", as far as it is known."""
    if meeting.start is None:
        return ""
    start = clock(meeting.start)
    if meeting.duration is None or meeting.duration.unit not in {"minute", "hour"}:
        return start
    return f"{start}–{clock(meeting.start + round(meeting.duration.minutes))}"


def when_held(meeting: Meeting) -> str:
    """Return when a meeting is held: "Every Monday, 09:00–10:00"."""
    parts = [_days(meeting)]
    if meeting.week:
        parts.append(meeting.week)
    if meeting.start is not None:
        parts.append(time_range(meeting))
    return ", ".join(parts)


def _days(meeting: Meeting) -> str:
    if meeting.day is None:
        return frequency(meeting.cadence)
    day = meeting.day.capitalize()
    match meeting.cadence:
        case "weekly":
            return f"Every {day}"
        case "biweekly":
            return f"Every second {day}"
        case _:
            return f"{frequency(meeting.cadence)}, on a {day}"


def rounded_duration(minutes: float) -> str:
    """Return an average length, rounded to five minutes: "3 h 20 min"."""
    rounded = 5 * round(minutes / 5)
    if not rounded:
        return "under 5 min" if minutes else "no time"
    hours, rest = divmod(rounded, 60)
    parts = [f"{hours} h" if hours else "", f"{rest} min" if rest else ""]
    return " ".join(part for part in parts if part)
