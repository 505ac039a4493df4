"""The dates of a procedure's steps as an iCalendar file (RFC 5545)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from handbook.pieces import plain
from handbook.schedule import Days, Span
from handbook.sheets import Box, Dated, Part

_PRODUCT = "-//Operations handbook//Runs//EN"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def calendar(dated: Dated, stamp: datetime) -> bytes:
    """Return an event for each dated step; `stamp` is the time of writing.

    The same procedure, subject and start produce the same UIDs, so that importing the file
    again updates the events instead of adding new ones.
    """
    found = Calendar()
    found.add("prodid", _PRODUCT)
    found.add("version", "2.0")
    start = dated.start.text if dated.start else ""
    name = uuid5(NAMESPACE_URL, f"{dated.sheet.address}#{dated.subject}#{start}").hex
    for index, (part, span) in enumerate(zip(dated.sheet.parts, dated.spans, strict=True)):
        if span is not None:
            event = _event(dated, index, span)
            event.add("uid", f"{name}.{part.key}@handbook")
            event.add("dtstamp", stamp.astimezone(UTC))
            found.add_component(event)
    return bytes(found.to_ical())


def _event(dated: Dated, index: int, span: Span) -> Event:
    part = dated.sheet.parts[index]
    event = Event()
    title = f"{part.title}: {dated.subject or dated.sheet.entry.title}"
    event.add("summary", _shown(title))
    event.add("description", "\n".join(map(_shown, _description(dated, index, span))))
    if isinstance(span, Days):
        event.add("dtstart", span.first or span.last)
        event.add("dtend", span.last + timedelta(days=1))
        # All-day to-dos should not block the day as busy.
        event.add("transp", "TRANSPARENT")
        return event
    event.add("dtstart", (span.first or span.last).astimezone(UTC))
    if span.has_duration:
        event.add("dtend", span.last.astimezone(UTC))
    return event


def _description(dated: Dated, index: int, span: Span) -> Iterator[str]:
    part = dated.sheet.parts[index]
    number = len(dated.sheet.parts)
    yield f"{dated.title}, step {index + 1} of {number}"
    yield span.text
    if who := _who(part):
        yield who
    yield from _boxes(part.boxes, "")
    if part.outputs:
        yield f"Outputs: {'; '.join(map(plain, part.outputs))}"


def _who(part: Part) -> str:
    helpers = ", ".join(helper.text for helper in part.helpers)
    return " ".join(
        filter(None, (part.who.text if part.who else "", helpers and f"with {helpers}"))
    )


def _boxes(boxes: tuple[Box, ...], indent: str) -> Iterator[str]:
    for box in boxes:
        yield f"{indent}- {plain(box.text)}"
        yield from _boxes(box.details, f"{indent}  ")


def _shown(text: str) -> str:
    return _CONTROL.sub(" ", text)
