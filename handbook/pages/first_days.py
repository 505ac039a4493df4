"""The first days in a role: what to read, which access to request and what to learn."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.attendance import members
from handbook.book import Handbook
from handbook.involvement import Involvement, involvement_of, of_area
from handbook.pages.edition import View
from handbook.pages.words import sentence
from handbook.records import Entry, Role, Sop
from handbook.times import read_when

# A longer reading list is no use in the first days.
_MAX_READING = 12
_NEAR = "In its area"


class Access(NamedTuple):
    """A tool, why a role needs it, and who grants access to it."""

    tool: Markup
    why: Markup | str
    asked: Markup


class Lesson(NamedTuple):
    """A training session: its title, its week and its content."""

    title: str
    week: str
    content: str


class Reading(NamedTuple):
    """The procedures a role has to know: those it takes part in, and the others in its area.

    Both are ordered by importance.
    """

    parts: Sequence[Involvement]
    near: Sequence[Sop]

    @property
    def number(self) -> int:
        """The number of procedures."""
        return len(self.parts) + len(self.near)

    def first(self, most: int) -> Iterator[tuple[Sop, str]]:
        """Yield at most `most` procedures, each with the reason to read it."""
        yield from ((part.sop, _reason(part)) for part in self.parts[:most])
        yield from ((sop, _NEAR) for sop in self.near[: max(most - len(self.parts), 0)])


class FirstDays(NamedTuple):
    """The first days; `reading` pairs procedure and reason, `rest` links to the others."""

    lists: list[Markup]
    reading: list[tuple[Markup, str]]
    rest: Markup
    access: list[Access]
    lessons: list[Lesson]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.reading or self.access or self.lessons or self.lists)


def first_days(view: View, role: Role) -> FirstDays | None:
    """Return what to do first in a role, or None for a retired role."""
    if role.entry.status == "retired":
        return None
    found = reading(view.handbook, role)
    return FirstDays(
        lists=[view.cited(name) for name in view.handbook.settings.get("newcomers", ())],
        reading=[(view.link(sop.entry), reason) for sop, reason in found.first(_MAX_READING)],
        rest=_link_to_rest(view, role, found.number - _MAX_READING),
        access=list(_access(view, role)),
        lessons=list(_lessons(view, role)),
    )


def reading(handbook: Handbook, role: Role) -> Reading:
    """Return the procedures a role has to know."""
    parts = involvement_of(handbook, role.id)
    known = {part.sop.id for part in parts}
    near = [sop for sop in of_area(handbook, role.area) if sop.id not in known]
    return Reading(parts, near)


def _reason(part: Involvement) -> str:
    found = (
        ("owns it", part.owns),
        ("is its backup", part.stands_in),
        (f"does {counted(len(part.steps), 'step')}", bool(part.steps)),
        (f"helps with {counted(len(part.helped), 'step')}", bool(part.helped)),
        ("is in its audience", part.addressed),
        ("is named in it", part.named),
    )
    return sentence(", ".join(word for word, applies in found if applies))


def _link_to_rest(view: View, role: Role, number: int) -> Markup:
    area = view.handbook.find("areas", role.area) if role.area else None
    if number <= 0 or area is None:
        return Markup("")
    return view.link(area, f"All procedures in {area.title}")


def _access(view: View, role: Role) -> Iterator[Access]:
    """Yield the tools a role needs, those for its own work first."""
    for tool, why in needed(view, role):
        yield Access(view.link(tool), why, _granted_by(view, tool))


def needed(view: View, role: Role) -> Iterator[tuple[Entry, Markup | str]]:
    """Yield the active tools a role needs with the reason, those for its own work first."""
    for tool_id, why in _reasons(view, role).items():
        tool = view.handbook.find("tools", tool_id)
        if tool is not None and tool.status != "retired":
            yield tool, why


def _reasons(view: View, role: Role) -> dict[str, Markup | str]:
    found: dict[str, Markup | str] = {}
    for part in involvement_of(view.handbook, role.id):
        own = part.sop.tools if part.owns or part.stands_in else ()
        steps = (tool for step in (*part.steps, *part.helped) for tool in step.tools)
        for name in (*steps, *own):
            found.setdefault(name, view.link(part.sop.entry))
    for tool in view.handbook.entries("tools"):
        if tool.data.get("admin") == role.id:
            found.setdefault(tool.id, "Administers it")
        elif role.area and role.area in tool.data.get("stackOf", ()):
            found.setdefault(tool.id, "Used in its area")
        elif _is_member(view, role, tool.data.get("access", ())):
            found.setdefault(tool.id, "Has access")
    return found


def _is_member(view: View, role: Role, names: Iterable[str]) -> bool:
    """Return whether a role is a member of any entry given as "kind/id"."""
    entries = (view.find(name) for name in names)
    return any(role.id in members(view.handbook, entry) for entry in entries if entry)


def _granted_by(view: View, tool: Entry) -> Markup:
    """Return who grants access to a tool: its administrator, or else its owner."""
    admin, owner = tool.data.get("admin"), tool.data.get("owner")
    if admin:
        return view.entry_link("roles", admin)
    group = view.find(owner) if owner else None
    if group and group.data.get("everyone"):
        # A newcomer can ask anyone.
        return Markup("Any colleague")
    return view.cited(owner) if owner else Markup('<span class="hb-quiet">No one named</span>')


def _lessons(view: View, role: Role) -> Iterator[Lesson]:
    """Yield the training for a role's first weeks, in order."""
    found = [
        entry
        for entry in view.handbook.active_entries("training")
        if entry.data["stage"] == "first weeks"
        if not entry.data.get("audience") or _is_member(view, role, entry.data["audience"])
    ]
    for entry in sorted(found, key=_week):
        content = sentence(", ".join(entry.data["content"]))
        yield Lesson(entry.title, sentence(entry.data.get("week", "")), content)


def _week(entry: Entry) -> float:
    when = read_when(entry.data.get("week", ""))
    return when.start if when and when.start is not None else float("inf")
