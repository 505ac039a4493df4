"""Fill templates with facts from the handbook and with values given by a person."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.names import fold, id_of
from handbook.occasions import next_occasion
from handbook.placeholders import (
    Found,
    Placeholder,
    declared,
    placeholder_for,
    placeholders_in,
    text_of,
)
from handbook.records import Entry
from handbook.source.text import UNPRINTABLE
from handbook.times import format_date
from handbook.workdays import workdays, working_days

# Markup anywhere in a line, and markup only at the start of a line.
_MARKUP = re.compile(r"[\\`*\[\]<|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|(?<!\S)#")
_OPENING = re.compile(r">|[-+](?:\s|$)|[-=:]+(?:\s|$)")
_NUMBER = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))")
_BARE = re.compile(r"[\s>#*+.)|\d-]*")
_ADDRESS = re.compile(r"https?://[^\s<>\\|`\x00-\x1f]+")


class Figure(NamedTuple):
    """How a metric is shown: its actual value, its target and its status."""

    actual: str
    target: str
    status: str


@dataclass(frozen=True, kw_only=True)
class FillRequest:
    """The input for filling a template; `given` maps names to the values someone typed."""

    day: date
    given: Mapping[str, str] = field(default_factory=dict)
    reviewer: str | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)


class Draft(NamedTuple):
    """A filled template, and the names of the placeholders left in it, each once."""

    text: str
    left: tuple[str, ...]


class Blank(NamedTuple):
    """An occurrence of a placeholder: its text and its definition.

    `about` is the metric whose row it is in; `opens` is true at the start of a line.
    """

    name: str
    written: str
    placeholder: Placeholder
    about: str | None
    opens: bool


class Line(NamedTuple):
    """A line of a template; a line repeated for metrics is about one of them."""

    text: str
    about: str | None


def unfilled(handbook: Handbook, entry: Entry) -> str:
    """Return the unfilled text of a template, with its rows repeated for each listed entry."""
    return "\n".join(line.text for line in _lines(handbook, entry))


def names_left(entry: Entry, text: str) -> tuple[str, ...]:
    """Return the names of a template's placeholders left in a text, each once, in order."""
    known = declared(entry)
    names = {
        fold(one.name): one.name
        for one in placeholders_in(text)
        if placeholder_for(one.name, known)
    }
    return tuple(names.values())


def unknown(handbook: Handbook, entry: Entry, names: Mapping[str, str]) -> str | None:
    """Return the first name that is not a placeholder of a template."""
    known = {fold(name) for name in settable(handbook, entry)}
    return next((name for name in names if fold(name) not in known), None)


def settable(handbook: Handbook, entry: Entry) -> list[str]:
    """Return every name that accepts a value: "Win 1", and "Win" for all of them."""
    found = names_left(entry, unfilled(handbook, entry))
    generic = [one.name for one in declared(entry).values() if not one.repeats]
    return list({fold(name): name for name in (*found, *generic)}.values())


def fill(handbook: Handbook, entry: Entry, request: FillRequest) -> Draft:
    """Return a template filled with all values known from the handbook and the request."""
    facts = Facts(handbook, entry, request)
    texts: list[str] = []
    left: dict[str, None] = {}
    for piece in pieces(handbook, entry):
        if isinstance(piece, str):
            texts.append(piece)
            continue
        value = facts.value(piece)
        if value is None:
            left[piece.name] = None
            texts.append(piece.written)
        else:
            slug = piece.placeholder.slug
            texts.append(id_of(value) if slug else plain_value(value, opens=piece.opens))
    return Draft("".join(texts), tuple(left))


def pieces(handbook: Handbook, entry: Entry) -> Iterator[str | Blank]:
    """Yield a template as a sequence of fixed texts and blanks, with its rows repeated."""
    known = declared(entry)
    lines = list(_lines(handbook, entry))
    text = "\n".join(line.text for line in lines)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    done = 0
    for one in placeholders_in(text):
        placeholder = placeholder_for(one.name, known)
        if placeholder is None:
            continue
        index = bisect_right(starts, one.start) - 1
        opens = _BARE.fullmatch(text[starts[index] : one.start]) is not None
        yield text[done : one.start]
        written = text[one.start : one.end]
        yield Blank(one.name, written, placeholder, lines[index].about, opens)
        done = one.end
    yield text[done:]


def plain_value(value: str, *, opens: bool = False) -> str:
    """Return a value as escaped Markdown on one line.

    `opens` is true at the start of a line, where more characters need escaping. A web address
    remains a link.
    """
    line = " ".join(UNPRINTABLE.sub("", value).split())
    if _ADDRESS.fullmatch(line):
        return f"<{line}>"
    escaped = _MARKUP.sub(lambda match: f"\\{match[0]}", line)
    if not opens:
        return escaped
    if _OPENING.match(escaped):
        return f"\\{escaped}"
    return re.sub(_NUMBER, r"\1\\", escaped, count=1) if _NUMBER.match(escaped) else escaped


def _placed(text: str) -> list[tuple[int, Found]]:
    """Return the placeholders of a text, each with its line index and its position in the line."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    found = []
    for one in placeholders_in(text):
        index = bisect_right(starts, one.start) - 1
        start = starts[index]
        found.append((index, Found(one.name, one.start - start, one.end - start)))
    return found


def _lines(handbook: Handbook, entry: Entry) -> Iterator[Line]:
    """Yield the lines of a template, repeating rows for each metric or system."""
    known = declared(entry)
    text = text_of(entry)
    inside: dict[int, list[Found]] = {}
    for index, found in _placed(text):
        inside.setdefault(index, []).append(found)
    for index, line in enumerate(text.split("\n")):
        yield from _repeated(handbook, line, inside.get(index, []), known)


def _repeated(
    handbook: Handbook, line: str, inside: list[Found], known: Mapping[str, Placeholder]
) -> Iterator[Line]:
    named = [(one, placeholder_for(one.name, known)) for one in inside]
    head = next(((one, about) for one, about in named if about and about.repeats), None)
    rows = _rows(handbook, head[1]) if head else []
    if head is None or not rows:
        yield Line(line, None)
        return
    for number, row in enumerate(rows, 1):
        text = line
        for one, about in reversed(named):
            if one is head[0]:
                text = _put(text, one, plain_value(row.title))
            elif about and not about.source and fold(one.name) == fold(about.name):
                # Number the placeholders that a person fills, to distinguish the rows.
                text = _put(text, one, f"[{one.name} {number}]")
        yield Line(text, row.id if row.kind == "metrics" else None)


def _rows(handbook: Handbook, placeholder: Placeholder) -> list[Entry]:
    """Return the entries a row is repeated for: the listed metrics, or the systems of a part."""
    if placeholder.source == "metrics":
        found = (handbook.find("metrics", name) for name in placeholder.metrics)
        return [entry for entry in found if entry]
    return [
        entry
        for entry in handbook.active_entries("systems")
        if entry.data.get("part") == placeholder.part
    ]


def _put(line: str, found: Found, value: str) -> str:
    return f"{line[: found.start]}{value}{line[found.end :]}"


class Facts:
    """The values known for the placeholders of one template."""

    def __init__(self, handbook: Handbook, entry: Entry, request: FillRequest) -> None:
        self._handbook = handbook
        self._request = request
        self._given = {fold(name): value for name, value in request.given.items()}
        self._meeting = handbook.meetings.get(str(entry.data.get("meeting")))

    def value(self, blank: Blank) -> str | None:
        """Return the value of a placeholder, None if unknown."""
        placeholder = blank.placeholder
        for spelling in (blank.name, placeholder.name):
            if fold(spelling) in self._given:
                return self._given[fold(spelling)]
        match placeholder.source:
            case "date" if placeholder.slug:
                return self._request.day.isoformat()
            case "date":
                return format_date(self._request.day)
            case "reviewer":
                return self._request.reviewer
            case "role":
                return holder_of(self._handbook, placeholder.role)
            case source:
                return self._of_meeting(source) or self._figure(source, blank.about)

    def _figure(self, source: str, metric: str | None) -> str | None:
        figure = self._request.figures.get(metric or "")
        return getattr(figure, source.removeprefix("metric-"), None)

    def _of_meeting(self, source: str) -> str | None:
        """Return a calendar fact about the meeting that the template belongs to."""
        if self._meeting is None:
            return None
        if source == "next-meeting":
            week = working_days(self._handbook)
            return next_occasion(
                self._meeting, self._request.day, week, workdays(self._handbook).holiday
            )
        if source != "attendees":
            return None
        names = (
            name
            for attendee in self._meeting.attendees
            for name in _invited(self._handbook, attendee)
        )
        return ", ".join(dict.fromkeys(names)) or None


def holder_of(handbook: Handbook, role: str | None) -> str | None:
    """Return the name of a role's holder, if exactly one is recorded."""
    found = handbook.roles.get(role or "")
    return found.holders[0] if found and len(found.holders) == 1 else None


def title_with_holders(handbook: Handbook, role: str) -> str:
    """Return a role with its recorded holders, if any: "COO (Dr. Loveday)"."""
    found = handbook.roles[role]
    return f"{found.title} ({', '.join(found.holders)})" if found.holders else found.title


def _invited(handbook: Handbook, name: str) -> Iterator[str]:
    """Yield the people invited by a "kind/id": a role, an area, or each role of a group."""
    kind, _, entry_id = name.partition("/")
    entry = handbook.find(kind, entry_id)
    if entry is None:
        yield name
    elif kind == "roles":
        yield title_with_holders(handbook, entry_id)
    elif kind == "groups" and entry.data.get("members"):
        for member in entry.data["members"]:
            yield from _invited(handbook, member)
    else:
        yield entry.title
