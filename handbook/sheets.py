"""The sheet of a run: the steps of a procedure or the lists of a checklist, as plain data.

A run keeps the sheet it started with, so each checkbox has a key that is stable as long as its
step and its text do not change.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from handbook.book import Handbook
from handbook.fingerprint import fingerprint
from handbook.pieces import Line, Piece, line, lines, plain
from handbook.records import Action, Entry, Step
from handbook.schedule import Span, Start, StepTime, span, step_times
from handbook.source.document import Prose
from handbook.workdays import Workdays

KINDS = ("sops", "checklists")
_DIGITS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A checkbox, with its details and the notes below it."""

    key: str
    text: Line
    details: tuple["Box", ...] = ()
    notes: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A step of a procedure or a list of a checklist; a single list has no title."""

    key: str
    title: str
    boxes: tuple[Box, ...]
    notes: tuple[Line, ...]
    who: Piece | None = None
    helpers: tuple[Piece, ...] = ()
    said: str = ""
    when: StepTime | None = None
    takes: str = ""
    channel: Line = ()
    tools: tuple[Piece, ...] = ()
    outputs: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A procedure or checklist to work through; `said` of a part is its time as written.

    `counted_from` describes the date that steps are counted from, empty if it is the start of the
    run; `begins` is whether the first step falls on that date.
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
        """Return whether any step is counted in minutes or hours."""
        return any(part.when and part.when.needs_time for part in self.parts)

    @property
    def begins(self) -> bool:
        """Return whether its first step falls on the date that steps are counted from."""
        found = [part.when for part in self.parts if part.when]
        return any(one.begins for one in found) and not any(one.back for one in found)


class Dated(NamedTuple):
    """A sheet for one occasion: its subject, its start, and the dates of each part."""

    sheet: Sheet
    subject: str
    start: Start | None
    spans: tuple[Span | None, ...]

    @property
    def title(self) -> str:
        """Return the title with the subject: "Customer onboarding: Acme"."""
        title = self.sheet.entry.title
        return f"{title}: {self.subject}" if self.subject else title


def dated(sheet: Sheet, subject: str, start: Start | None, days: Workdays) -> Dated:
    """Return a sheet with the dates of its parts, for those that have a time."""
    spans = (span(part.when, start, days) if part.when and start else None for part in sheet.parts)
    return Dated(sheet, subject, start, tuple(spans))


def runnable_entries(handbook: Handbook) -> Iterator[Entry]:
    """Yield every procedure and checklist, including retired ones, which may have open runs."""
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
    """Builds the parts of one sheet."""

    def __init__(self, handbook: Handbook, entry: Entry) -> None:
        self._handbook = handbook
        self._entry = entry
        self._address = handbook.address(entry)

    def piece(self, kind: str, value: str | None) -> Piece | None:
        """Return an entry's title with its address, or an unresolved name as plain text."""
        if value is None:
            return None
        entry = self._handbook.find(kind, value)
        return Piece(entry.title, self._handbook.address(entry)) if entry else Piece(value)

    def steps(self) -> Iterator[Part]:
        """Yield the steps of a procedure."""
        steps = self._handbook.sops[self._entry.id].steps
        for step, when in zip(steps, step_times(steps), strict=True):
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
    """Derives the keys of the boxes of one part from their text, so that order does not matter."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._counts: dict[str, int] = {}

    def of(self, words: str) -> str:
        """Return the key of a box; a repeated text gets a number."""
        digest = hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]
        count = self._counts[digest] = self._counts.get(digest, 0) + 1
        return f"{self._part}/{digest}" if count == 1 else f"{self._part}/{digest}-{count}"
