"""The roles of the company: by area, and as an organisation chart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.pages.edition import View
from handbook.pages.facets import HELD, NOT_HELD, area_facet, holder_facet
from handbook.pages.list_cells import WORDS
from handbook.pages.listing import attributes
from handbook.pages.status_meaning import Meaning, chip
from handbook.records import Entry, Role
from handbook.source.markdown import slug

NO_AREA = "No area"


class Person(NamedTuple):
    """A role as one line: link, holders, reporting line, and data attributes for scripts."""

    link: Markup
    holders: Markup
    reports_to: Markup
    attributes: Markup
    keys: Mapping[str, list[str]]


class Team(NamedTuple):
    """The roles of one area."""

    anchor: str
    title: str
    people: list[Person]


def by_area(handbook: Handbook, listed: Iterable[Role]) -> list[tuple[Entry | None, list[Role]]]:
    """Return roles by area, in the order of the areas; roles without an area come last."""
    found: dict[str | None, list[Role]] = {area.id: [] for area in handbook.entries("areas")}
    found[None] = []
    for role in listed:
        found[role.area if role.area in found else None].append(role)
    return [(handbook.find("areas", area or ""), team) for area, team in found.items() if team]


def roles(view: View) -> Markup:
    """Return every active role, by area."""
    listed = [
        Team(
            f"area--{slug(area.id if area else 'none')}",
            area.title if area else NO_AREA,
            [_person(view, role) for role in team],
        )
        for area, team in by_area(view.handbook, view.handbook.roles_in_use)
    ]
    people = [person for team in listed for person in team.people]
    areas, states = (
        [key for one in people for key in one.keys[name]] for name in ("area", "holder")
    )
    facets = [area_facet(view.handbook, areas), holder_facet(states)]
    return view.render("roles", teams=listed, facets=facets)


def tree(view: View) -> Markup:
    """Return the organisation chart, followed by the roles that are not part of it."""
    listed = view.handbook.roles_in_use
    below = _by_manager(listed)
    tops = [role for role in below.get(None, ()) if role.id in below]
    branches = [_branch(view, role, below) for role in tops]
    placed = {role.id for top in tops for role in (top, *_descendants(top, below))}
    unplaced = by_area(view.handbook, (role for role in listed if role.id not in placed))
    return view.render(
        "tree",
        # Side by side as long as there is room for each.
        charts=[(branch, 2 <= len(branch.branches) <= _MAX_SIDE_BY_SIDE) for branch in branches],
        facts=[_summary(role, below) for role in tops],
        unplaced=[
            (area.title if area else NO_AREA, [_branch(view, role, {}) for role in roles])
            for area, roles in unplaced
        ],
    )


_MAX_SIDE_BY_SIDE = 5


class Branch(NamedTuple):
    """A role and those that report to it; `note` says who or how many hold it.

    `team` is the area it leads.
    """

    link: Markup
    note: Markup | str
    team: str
    branches: list["Branch"]


def _by_manager(listed: Sequence[Role]) -> dict[str | None, list[Role]]:
    """Return the roles by the role they report to; None if that role does not exist."""
    known = {role.id for role in listed}
    below: dict[str | None, list[Role]] = {}
    for role in listed:
        above = role.reports_to if role.reports_to in known else None
        below.setdefault(above, []).append(role)
    return below


def _branch(view: View, role: Role, below: Mapping[str | None, list[Role]]) -> Branch:
    under = [_branch(view, other, below) for other in below.get(role.id, ())]
    return Branch(view.link(role.entry), _holders(role), _team(view, role) if under else "", under)


def _team(view: View, role: Role) -> str:
    """Return the title of the area that a role leads, empty if it leads none."""
    led = (area for area in view.handbook.entries("areas") if area.data.get("lead") == role.id)
    return next((area.title for area in led), "")


def _holders(role: Role) -> Markup | str:
    """Return the holders of a role and their number, as far as recorded."""
    if role.vacant:
        return chip(Meaning.BAD, "Vacant")
    count = role.entry.data.get("headCount")
    number = counted(count, "person", "people") if count is not None else ""
    names = ", ".join(role.holders)
    if names and count == len(role.holders):
        return names
    return ", ".join(part for part in (names, number) if part)


def _descendants(role: Role, below: Mapping[str | None, list[Role]]) -> Iterator[Role]:
    """Yield all roles below one; there are no cycles, because every chart starts at a top."""
    for other in below.get(role.id, ()):
        yield other
        yield from _descendants(other, below)


def _summary(top: Role, below: Mapping[str | None, list[Role]]) -> str:
    """Return the number of roles, people and teams below a role, as a sentence."""
    under = list(_descendants(top, below))
    teams = sum(role.id in below for role in below[top.id])
    counts = [role.entry.data.get("headCount") for role in under]
    people = sum(count for count in counts if count is not None)
    text = f"{counted(len(under), 'role')} under the {top.title}"
    if teams > 1:
        text += f" in {teams} teams"
    if people and None not in counts:
        text += f", {counted(people, 'person', 'people')} in total"
    return f"{text}."


def _person(view: View, role: Role) -> Person:
    words = [*role.entry.aliases, *role.entry.data.get("responsibilities", ())]
    state = "vacant" if role.vacant else HELD if role.holders else "not recorded"
    keys = {"area": [role.area] if role.area else [], "holder": [NOT_HELD.get(state, HELD)]}
    return Person(
        link=view.link(role.entry),
        holders=Markup(", ").join(role.holders) if state == HELD else WORDS[state],
        reports_to=view.entry_link("roles", role.reports_to),
        attributes=attributes(keys, " ".join(words)),
        keys=keys,
    )
