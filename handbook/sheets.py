"""What a run begins with: the steps of a procedure or the lists of a checklist, as plain data.

A run keeps the sheet it began with, so each thing to tick has a key that stays the same for as
long as its step and its words do.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from handbook.book import Handbook
from handbook.fingerprint import fingerprint
from handbook.pieces import Line, Piece, line, lines, plain
from handbook.records import Action, Entry, Step
from handbook.schedule import Counted, Span, Start, counted, span
from handbook.source.document import Prose
from handbook.workdays import Workdays

KINDS = ("sops", "checklists")
_DIGITS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """One thing to tick, with what belongs to it and what stands below it."""

    key: str
    text: Line
    details: tuple["Box", ...] = ()
    notes: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One step of a procedure, or one list of a checklist; one that is alone has no title."""

    key: str
    title: str
    boxes: tuple[Box, ...]
    notes: tuple[Line, ...]
    who: Piece | None = None
    helpers: tuple[Piece, ...] = ()
    said: str = ""
    when: Counted | None = None
    takes: str = ""
    channel: Line = ()
    tools: tuple[Piece, ...] = ()
    outputs: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A procedure or checklist as it is gone through; `said` of a part is when, as it is written.

    `counted_from` says from which day its steps are counted, empty if that is when it begins;
    `begins` is whether its first step falls on that day.
    """

    entry: Entry
    address: str
    fingerprint: str
    owner: Piece | None
    parts: tuple[Part, ...]
    counted_from: str = ""

    @property
    def dated(self) -> bool:
        """Return whether any step has a time."""
        return any(part.when for part in self.parts)

    @property
    def timed(self) -> bool:
        """Return whether a step is counted in minutes or hours."""
        return any(part.when and part.when.needs_time for part in self.parts)

    @property
    def begins(self) -> bool:
        """Return whether its first step falls on the day its steps are counted from."""
        found = [part.when for part in self.parts if part.when]
        return any(one.begins for one in found) and not any(one.back for one in found)


class Dated(NamedTuple):
    """A sheet for one occasion: what it is for, what it is counted from, the days of each part."""

    sheet: Sheet
    subject: str
    start: Start | None
    spans: tuple[Span | None, ...]

    @property
    def title(self) -> str:
        """Return what it is and what it is for: "Customer onboarding: Acme"."""
        title = self.sheet.entry.title
        return f"{title}: {self.subject}" if self.subject else title


def dated(sheet: Sheet, subject: str, start: Start | None, days: Workdays) -> Dated:
    """Return a sheet with the days on which its parts fall, as far as they have a time."""
    spans = (span(part.when, start, days) if part.when and start else None for part in sheet.parts)
    return Dated(sheet, subject, start, tuple(spans))


def worked_by(handbook: Handbook) -> Iterator[Entry]:
    """Yield every procedure and checklist, retired ones too: a run may be open."""
    for kind in KINDS:
        yield from handbook.entries(kind)


def sheet(handbook: Handbook, entry: Entry) -> Sheet:
    """Return the sheet of a procedure or a checklist."""
    maker = _Maker(handbook, entry)
    steps = entry.kind == "sops"
    return Sheet(
        entry=entry,
        address=handbook.address(entry),
        fingerprint=fingerprint(handbook, entry),
        owner=maker.piece("roles", entry.data.get("owner")),
        parts=tuple(maker.steps() if steps else maker.lists()),
        counted_from=str(entry.data.get("scope", {}).get("countedFrom", "")) if steps else "",
    )


class _Maker:
    """Makes the parts of one sheet."""

    def __init__(self, handbook: Handbook, entry: Entry) -> None:
        self._handbook = handbook
        self._entry = entry
        self._address = handbook.address(entry)

    def piece(self, kind: str, value: str | None) -> Piece | None:
        """Return an entry's title with its address; a name that means nothing stays a word."""
        if value is None:
            return None
        entry = self._handbook.find(kind, value)
        return Piece(entry.title, self._handbook.address(entry)) if entry else Piece(value)

    def steps(self) -> Iterator[Part]:
        """Yield the steps of a procedure."""
        steps = self._handbook.sops[self._entry.id].steps
        for step, when in zip(steps, counted(steps), strict=True):
            yield Part(
                key=step.anchor,
                title=step.title,
                boxes=tuple(self._boxes(step)),
                notes=self._lines(step.notes),
                who=self.piece("roles", step.owner),
                helpers=self._pieces("roles", step.helpers),
                said=step.when.text if step.when else "",
                when=when,
                takes=step.duration.text if step.duration else "",
                channel=self._line(step.channel) if step.channel else (),
                tools=self._pieces("tools", step.tools),
                outputs=tuple(self._line(output) for output in step.outputs),
            )

    def lists(self) -> Iterator[Part]:
        """Yield the lists of a checklist."""
        data = self._entry.data
        if "boxes" in data:
            yield self._list("boxes", "", None, "boxes")
        for index, one in enumerate(data.get("lists", ())):
            notes = self._entry.prose("lists", index, "notes")
            yield self._list(f"list-{index + 1}", one["title"], notes, "lists", index)

    def _list(self, name: str, title: str, notes: Prose | None, *route: str | int) -> Part:
        boxes = (*route, "boxes") if title else route
        number = len(self._entry.document.at(*boxes) or ())
        key = self._entry.document.anchors.get(route, name)
        keys = _Keys(key)
        texts = [self._at(*boxes, index) for index in range(number)]
        return Part(
            key=key,
            title=title,
            boxes=tuple(Box(key=keys.of(plain(text)), text=text) for text in texts),
            notes=self._lines(notes),
        )

    def _boxes(self, step: Step) -> Iterator[Box]:
        keys = _Keys(step.anchor)
        for action in step.actions:
            yield self._box(action, keys)

    def _box(self, action: Action, keys: "_Keys") -> Box:
        text = self._line(action.text)
        words = plain(text)
        details = [self._line(detail) for detail in action.details]
        return Box(
            key=keys.of(words),
            text=text,
            details=tuple(
                Box(key=keys.of(f"{words}\n{plain(detail)}"), text=detail) for detail in details
            ),
            notes=self._lines(action.notes),
        )

    def _at(self, *route: str | int) -> Line:
        prose = self._entry.prose(*route)
        text = str(self._entry.document.at(*route))
        return self._line(prose or Prose.plain(text))

    def _line(self, prose: Prose) -> Line:
        return line(prose.html, self._address)

    def _lines(self, prose: Prose | None) -> tuple[Line, ...]:
        return tuple(lines(prose.html, self._address)) if prose else ()

    def _pieces(self, kind: str, names: tuple[str, ...]) -> tuple[Piece, ...]:
        return tuple(found for name in names if (found := self.piece(kind, name)))


class _Keys:
    """Gives keys to the boxes of one part: from their words, so that moving one changes none."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._given: dict[str, int] = {}

    def of(self, words: str) -> str:
        """Return the key of a box; where the same words stand twice the second gets a number."""
        digest = hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]
        times = self._given[digest] = self._given.get(digest, 0) + 1
        return f"{self._part}/{digest}" if times == 1 else f"{self._part}/{digest}-{times}"
