"""The roles of the company: by area, and who reports to whom."""

from typing import NamedTuple

from markupsafe import Markup

from handbook.pages.edition import View
from handbook.pages.meaning import Meaning, chip
from handbook.records import Role
from handbook.source.markdown import slug


class Person(NamedTuple):
    """A role as one line: link, who holds it, whom it reports to, the words it is found under."""

    link: Markup
    holders: Markup
    reports_to: Markup
    text: str


class Team(NamedTuple):
    """The roles of one area."""

    anchor: str
    title: str
    people: list[Person]


def roles(view: View) -> Markup:
    """Return every role in use, by area."""
    titles = {area.id: area.title for area in view.handbook.entries("areas")}
    teams: dict[str, list[Person]] = {area: [] for area in titles}
    for role in _in_use(view):
        teams.setdefault(role.area or "", []).append(_person(view, role))
    listed = [
        Team(f"area--{slug(area or 'none')}", titles.get(area, "No area"), people)
        for area, people in teams.items()
        if people
    ]
    return view.render("roles", teams=listed, number=sum(len(team.people) for team in listed))


def tree(view: View) -> Markup:
    """Return who reports to whom; roles of which neither is known are left out."""
    below: dict[str | None, list[Role]] = {}
    listed = _in_use(view)
    known = {role.id for role in listed}
    for role in listed:
        above = role.reports_to if role.reports_to in known else None
        below.setdefault(above, []).append(role)
    tops = [role for role in below.get(None, []) if role.id in below]
    return view.render("tree", branches=[_branch(view, role, below, set()) for role in tops])


class Branch(NamedTuple):
    """A role and those that report to it."""

    link: Markup
    holders: str
    branches: list["Branch"]


def _branch(view: View, role: Role, below: dict[str | None, list[Role]], above: set[str]) -> Branch:
    """Return a role with those below it; nobody stands below themselves."""
    seen = above | {role.id}
    under = [other for other in below.get(role.id, []) if other.id not in seen]
    return Branch(
        view.link(role.entry),
        ", ".join(role.holders),
        [_branch(view, other, below, seen) for other in under],
    )


def _in_use(view: View) -> list[Role]:
    return [role for role in view.handbook.roles.values() if role.entry.status != "retired"]


def _person(view: View, role: Role) -> Person:
    if role.vacant:
        holders = chip(Meaning.BAD, "Vacant")
    elif role.holders:
        holders = Markup(", ").join(role.holders)
    else:
        holders = Markup('<span class="hb-quiet">Not recorded</span>')
    words = [
        role.title,
        *role.entry.aliases,
        *role.holders,
        *role.entry.data.get("responsibilities", ()),
    ]
    return Person(
        link=view.link(role.entry),
        holders=holders,
        reports_to=view.to("roles", role.reports_to),
        text=" ".join(words).casefold(),
    )
