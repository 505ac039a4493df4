"""What whoever takes a role over reads, gets access to and learns first."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.attendance import members
from handbook.book import Handbook
from handbook.involvement import Part, of_area, parts_of
from handbook.pages.edition import View
from handbook.pages.words import sentence
from handbook.records import Entry, Role, Sop
from handbook.times import read_when

# More to read is no guide for the first days any more.
_MOST = 12
_NEAR = "In its area"


class Access(NamedTuple):
    """A tool, what a role needs it for, and who gives access to it."""

    tool: Markup
    why: Markup | str
    asked: Markup


class Lesson(NamedTuple):
    """What is learnt, in which week, and what is in it."""

    title: str
    week: str
    content: str


class Reading(NamedTuple):
    """The procedures a role has to know: those it has a part in, and the others of its area.

    Both begin with the most important.
    """

    parts: Sequence[Part]
    near: Sequence[Sop]

    @property
    def number(self) -> int:
        """Return how many there are."""
        return len(self.parts) + len(self.near)

    def first(self, most: int) -> Iterator[tuple[Sop, str]]:
        """Yield the first of them, up to so many, each with the reason."""
        yield from ((part.sop, _reason(part)) for part in self.parts[:most])
        yield from ((sop, _NEAR) for sop in self.near[: max(most - len(self.parts), 0)])


class FirstDays(NamedTuple):
    """All of it; `reading` is each procedure with the reason, `rest` leads to what is left out."""

    lists: list[Markup]
    reading: list[tuple[Markup, str]]
    rest: Markup
    access: list[Access]
    lessons: list[Lesson]

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is known."""
        return not (self.reading or self.access or self.lessons or self.lists)


def first_days(view: View, role: Role) -> FirstDays | None:
    """Return how to begin in a role; None for a role that is no longer in use."""
    if role.entry.status == "retired":
        return None
    found = reading(view.handbook, role)
    return FirstDays(
        lists=[view.cited(name) for name in view.handbook.settings.get("newcomers", ())],
        reading=[(view.link(sop.entry), reason) for sop, reason in found.first(_MOST)],
        rest=_rest(view, role, found.number - _MOST),
        access=list(_access(view, role)),
        lessons=list(_lessons(view, role)),
    )


def reading(handbook: Handbook, role: Role) -> Reading:
    """Return the procedures a role has to know."""
    parts = parts_of(handbook, role.id)
    known = {part.sop.id for part in parts}
    near = [sop for sop in of_area(handbook, role.area) if sop.id not in known]
    return Reading(parts, near)


def _reason(part: Part) -> str:
    found = (
        ("owns it", part.owns),
        ("is its backup", part.stands_in),
        (f"does {counted(len(part.steps), 'step')}", bool(part.steps)),
        (f"helps with {counted(len(part.helped), 'step')}", bool(part.helped)),
        ("is in its audience", part.addressed),
        ("is named in it", part.named),
    )
    return sentence(", ".join(word for word, holds in found if holds))


def _rest(view: View, role: Role, number: int) -> Markup:
    area = view.handbook.find("areas", role.area) if role.area else None
    if number <= 0 or area is None:
        return Markup("")
    return view.link(area, f"All procedures in {area.title}")


def _access(view: View, role: Role) -> Iterator[Access]:
    """Yield the tools a role needs, those of its own work first."""
    for tool, why in needed(view, role):
        yield Access(view.link(tool), why, _asked(view, tool))


def needed(view: View, role: Role) -> Iterator[tuple[Entry, Markup | str]]:
    """Yield the tools in use that a role needs, each with the reason, its own work's first."""
    for tool_id, why in _reasons(view, role).items():
        tool = view.handbook.find("tools", tool_id)
        if tool is not None and tool.status != "retired":
            yield tool, why


def _reasons(view: View, role: Role) -> dict[str, Markup | str]:
    found: dict[str, Markup | str] = {}
    for part in parts_of(view.handbook, role.id):
        own = part.sop.tools if part.owns or part.stands_in else ()
        steps = (tool for step in (*part.steps, *part.helped) for tool in step.tools)
        for name in (*steps, *own):
            found.setdefault(name, view.link(part.sop.entry))
    for tool in view.handbook.entries("tools"):
        if tool.data.get("admin") == role.id:
            found.setdefault(tool.id, "Administers it")
        elif role.area and role.area in tool.data.get("stackOf", ()):
            found.setdefault(tool.id, "Used in its area")
        elif _among(view, role, tool.data.get("access", ())):
            found.setdefault(tool.id, "Has access")
    return found


def _among(view: View, role: Role, names: Iterable[str]) -> bool:
    """Return whether a role is among those named as "kind/id"."""
    entries = (view.find(name) for name in names)
    return any(role.id in members(view.handbook, entry) for entry in entries if entry)


def _asked(view: View, tool: Entry) -> Markup:
    """Return who gives access to a tool: who administers it, or else who owns it."""
    admin, owner = tool.data.get("admin"), tool.data.get("owner")
    if admin:
        return view.to("roles", admin)
    group = view.find(owner) if owner else None
    if group and group.data.get("everyone"):
        # Whoever has just come can ask the next person.
        return Markup("Any colleague")
    return view.cited(owner) if owner else Markup('<span class="hb-quiet">Nobody named</span>')


def _lessons(view: View, role: Role) -> Iterator[Lesson]:
    """Yield the training of the first weeks that is for a role, in order."""
    found = [
        entry
        for entry in view.handbook.in_use("training")
        if entry.data["stage"] == "first weeks"
        if not entry.data.get("audience") or _among(view, role, entry.data["audience"])
    ]
    for entry in sorted(found, key=_week):
        content = sentence(", ".join(entry.data["content"]))
        yield Lesson(entry.title, sentence(entry.data.get("week", "")), content)


def _week(entry: Entry) -> float:
    when = read_when(entry.data.get("week", ""))
    return when.start if when and when.start is not None else float("inf")
