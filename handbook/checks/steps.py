"""The times of a procedure's steps are read, follow each other, and fit their durations."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.checks.finding import Finding
from handbook.diagnostics import Fix
from handbook.records import Sop, Step
from handbook.times import When, read_when

# Only times on the same scale are compared: a month has no fixed number of days, and days are
# counted whole, unlike minutes.
_SCALES = {
    "minute": ("elapsed", 1),
    "hour": ("elapsed", 60),
    "day": ("days", 1),
    "week": ("days", 7),
    "month": ("months", 1),
    "year": ("months", 12),
}
_NUMBER = r"(?:step|phase|stage|part) +\d+"
_UNIT = r"(?:min|minute|h|hour|day|week|month|year)s?"
_RANGE = r"-?\d{1,3}(?: *(?:[-–]|to) *\d{1,3})?"
_TIME = rf"(?P<time>{_UNIT} *{_RANGE}|(?:within +)?{_RANGE} *{_UNIT})"
_TITLE_TIMES = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        # "Day 1: Ring", "Week 1-2 - Ring".
        rf"{_TIME}(?: *: *| +[-–—] +)(?P<title>\w.*)",
        # "(Day 1) Ring", "[Day 1]: Ring", "Step 1 (Day 1): Ring".
        rf"(?:{_NUMBER} *)?[(\[{{] *{_TIME} *[)\]}}] *[:–—-]? *(?P<title>\w.*)",
        # "Ring - Day 1", "Ring, day 1", "Ring [Day 1]".
        rf"(?P<title>.*\w[)\"'?!]?)(?: *[:,] +| +[-–—] +| *[\[{{] *){_TIME} *[\]}}]?",
    )
)


class Span(NamedTuple):
    """The time span of a step on its scale; the end is exclusive."""

    sop: Sop
    step: Step
    when: When
    scale: str
    start: float
    end: float


class Timed(NamedTuple):
    """A step with both a time and a duration."""

    sop: Sop
    step: Step


def spans(handbook: Handbook) -> list[Span]:
    """Return the time spans of all steps that have one, in order."""
    found = (_span(sop, step) for sop in handbook.sops_in_use for step in sop.steps)
    return [span for span in found if span]


def untimed_steps(handbook: Handbook) -> list[tuple[Sop, Step]]:
    """Return the steps without a time."""
    return [(sop, step) for sop in handbook.sops_in_use for step in sop.steps if step.when is None]


def timed_steps(handbook: Handbook) -> list[Timed]:
    """Return the steps with both a time and a duration."""
    return [
        Timed(sop, step)
        for sop in handbook.sops_in_use
        for step in sop.steps
        if step.when and step.duration
    ]


def unread_time(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The time in the title of a step is not in brackets at its end, so it is not read."""
    for sop, step in untimed_steps(handbook):
        right = _with_time_last(step.title)
        if right:
            place = sop.place("steps", step.number - 1, "title")
            message = f"the time in step {step.title!r} is not read; write {right!r}"
            yield place, message, Fix(right, step.title)


def _with_time_last(title: str) -> str | None:
    """Return a title with the time in it moved to the end, or None if it has none."""
    for pattern in _TITLE_TIMES:
        found = pattern.fullmatch(title)
        when = read_when(found["time"]) if found else None
        if found and when and _says_when(when):
            return f"{found['title']} ({found['time']})"
    return None


def step_times(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A step begins before the step above it begins or ends."""
    last: dict[tuple[str, str], Span] = {}
    for span in spans(handbook):
        above = last.get((span.sop.id, span.scale))
        last[span.sop.id, span.scale] = span
        if above is None or span.start >= above.end or _same_point(above, span):
            continue
        place = span.sop.place("steps", span.step.number - 1, "when")
        names = f"step {span.step.title!r} ({span.when.text})", f"step {above.step.title!r}"
        if span.start < above.start:
            message = (
                f"{names[0]} comes before {names[1]} ({above.when.text}), which is listed above; "
                "reorder the steps, or correct the times"
            )
            yield place, message
        else:
            yield place, f"{names[0]} overlaps {names[1]} ({above.when.text}){_next_free(above)}"


def step_duration(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The duration of a step differs from the time between its start and its end."""
    for sop, step in timed_steps(handbook):
        fault = _duration_fault(step)
        if fault:
            place = sop.place("steps", step.number - 1, "duration")
            yield place, f"step {step.title!r} {fault}; correct one of them"


def _span(sop: Sop, step: Step) -> Span | None:
    """Return when a step happens, or None if that is not known."""
    when = step.when
    if when is None or when.start is None or when.end is None or not _says_when(when):
        return None
    scale, size = _SCALES[when.unit]
    first = when.start - 1 if when.counted else when.start
    return Span(sop, step, when, scale, first * size, when.end * size)


def _says_when(when: When) -> bool:
    """Return whether a time is more than a duration, such as "30 min" or "2-3 days"."""
    number_first = when.text.strip()[0] in "-0123456789"
    return not number_first or (
        when.start != when.end and when.unit != "" and _SCALES[when.unit][0] == "elapsed"
    )


def _same_point(one: Span, other: Span) -> bool:
    """Return whether both steps name the same single day, which they may share."""
    return (
        (one.start, one.end) == (other.start, other.end)
        and one.when.start == one.when.end
        and other.when.start == other.when.end
    )


def _next_free(above: Span) -> str:
    end = above.when.end
    if end is None:
        return ""
    if above.when.counted:
        return (
            f"; whole {above.when.unit}s count, so it could start on {above.when.unit} {end + 1:g}"
        )
    return f"; it could start at {counted(int(end), above.when.unit)}"


def _duration_fault(step: Step) -> str | None:
    """Return what is wrong with a step's duration; a point in time only marks its start."""
    when, duration = step.when, step.duration
    if when is None or duration is None or when.end is None or when.start == when.end:
        return None
    scale, size = _SCALES[when.unit]
    other_scale, other_size = _SCALES[duration.unit]
    if scale != other_scale:
        return None
    low, high = duration.low * other_size, duration.high * other_size
    if when.start is None:
        late = low > when.end * size
        return f"takes {duration.text}, but must be done {when.text}" if late else None
    length = when.end - when.start + when.counted
    if low <= length * size <= high:
        return None
    number = counted(int(length), when.unit)
    return f"takes {duration.text}, but {when.text} is {number}"
