"""Service levels are consistent: incident and ticket scales, time limits and escalations."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from handbook.book import Handbook
from handbook.checks.finding import Finding, place_of, subject
from handbook.records import Entry
from handbook.times import Duration, read_duration


class Limited(NamedTuple):
    """A ticket escalation, when it happens, and the resolution limit of its priority."""

    rule: Entry
    after: Duration
    priority: Entry
    resolution: Duration


def levels(handbook: Handbook) -> list[Entry]:
    """Return the levels in use of both scales; none unless both exist."""
    scales = [handbook.active_entries(kind) for kind in ("severities", "ticket-priorities")]
    return [entry for scale in scales for entry in scale] if all(scales) else []


def limited(handbook: Handbook) -> list[Limited]:
    """Return the escalations in use that have both a time and a resolution limit."""
    found = []
    for rule in handbook.active_entries("escalations"):
        priority = handbook.find("ticket-priorities", rule.data.get("priority", ""))
        after = read_duration(rule.data.get("after", ""))
        resolution = read_duration(priority.data["resolution"]) if priority else None
        if priority and after and resolution:
            found.append(Limited(rule, after, priority, resolution))
    return found


def uneven_mapping(handbook: Handbook, today: date) -> Iterator[Finding]:
    """An incident severity or ticket priority has no counterpart, or two are swapped."""
    found = levels(handbook)
    severities = [entry for entry in found if entry.kind == "severities"]
    yield from _without_priority(handbook, severities)
    yield from _without_severity(handbook, severities, found)
    yield from _swapped(handbook, severities)


def escalation_after_resolution(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A ticket is escalated only after the time to resolve it has run out."""
    for rule, after, priority, resolution in limited(handbook):
        if after.minutes >= resolution.minutes:
            message = (
                f"{subject(handbook, rule)} happens after {after.text}, but "
                f"{subject(handbook, priority)} must be resolved within {resolution.text}; "
                "escalate earlier"
            )
            yield rule.place("after"), message


def _without_priority(handbook: Handbook, severities: list[Entry]) -> Iterator[Finding]:
    for severity in severities:
        if "filedAs" not in severity.data:
            message = (
                f"{subject(handbook, severity)} does not say which ticket priority it is filed as; "
                "add 'filedAs', or 'filedAs: null' if there is none"
            )
            yield place_of(severity), message


def _without_severity(
    handbook: Handbook, severities: list[Entry], found: list[Entry]
) -> Iterator[Finding]:
    filed = {entry.data.get("filedAs"): entry for entry in severities}
    for priority in found:
        if priority.kind != "ticket-priorities":
            continue
        expected = priority.data.get("incidents", True)
        severity = filed.get(priority.id)
        if expected and severity is None:
            message = (
                f"no severity is filed as {subject(handbook, priority)}; name it in one, "
                "or set 'incidents: false' here"
            )
            yield place_of(priority), message
        elif severity is not None and not expected:
            message = (
                f"{subject(handbook, priority)} has 'incidents: false', but "
                f"{subject(handbook, severity)} is filed as it; correct one of them"
            )
            yield priority.place("incidents"), message


def _swapped(handbook: Handbook, severities: list[Entry]) -> Iterator[Finding]:
    """Yield each severity with a slower response than another, but filed as more urgent."""
    for one, other in combinations(severities, 2):
        major, minor = sorted((one, other), key=_response)
        filed = [_filed(handbook, entry) for entry in (major, minor)]
        if filed[0] is None or filed[1] is None or _response(major) == _response(minor):
            continue
        if _response(filed[0]) > _response(filed[1]):
            message = (
                f"{subject(handbook, minor)} has a slower response than {major.title!r}, but is "
                f"filed as the more urgent {subject(handbook, filed[1])}; swap them"
            )
            yield minor.place("filedAs"), message


def _filed(handbook: Handbook, severity: Entry) -> Entry | None:
    return handbook.find("ticket-priorities", severity.data.get("filedAs") or "")


def _response(level: Entry) -> float:
    length = read_duration(level.data["response"])
    return length.minutes if length else 0
