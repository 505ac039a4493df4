"""The page of a role: what whoever holds it answers for, does, attends and is measured by."""

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from handbook.attendance import attending, clashes, meetings_in_use, members
from handbook.book import Reference
from handbook.pages.clashes import told
from handbook.pages.edition import Edition, View
from handbook.pages.meaning import Meaning, chip, entry_chip
from handbook.pages.page import Found, Page, sections
from handbook.pages.rows import metric_row, procedure_row
from handbook.pages.tasks import entry_tasks
from handbook.pages.times import when_held
from handbook.pages.week import week
from handbook.pages.words import counted, label, one_line, sentence
from handbook.records import Meeting, Role, Sop

# Fewer meetings are seen at a glance in their list.
_FEWEST = 2
# Entries that name a role, by the title of their kind, each with what the role is there.
Named = list[tuple[str, list[tuple[Markup, str]]]]


class Duty(NamedTuple):
    """A procedure in which a role does some steps of somebody else's work."""

    procedure: Markup
    steps: Markup


def role_page(edition: Edition, role: Role) -> Page:
    """Return the page of one role."""
    address = edition.handbook.address(role.entry)
    view = edition.view(address)
    data = role.entry.data
    sops = edition.handbook.sops_in_use
    attended = _attended(view, role)
    clashing = [clash for clash in clashes(view.handbook) if role.id in clash.roles]
    html = view.render(
        "role",
        trail=[Markup('<a href="{}">Roles</a>').format(view.site("roles/"))],
        title=role.title,
        description=data.get("description", ""),
        aliases=role.entry.aliases,
        chip=entry_chip(role.entry.status),
        area=view.to("areas", role.area),
        reports_to=view.to("roles", role.reports_to),
        holders=_holders(role),
        people="" if role.head_count is None else str(role.head_count),
        tasks=entry_tasks(view, role.entry),
        id=role.id,
        owned=[procedure_row(view, sop) for sop in sops if sop.owner == role.id],
        stood_in=[procedure_row(view, sop) for sop in sops if sop.backup == role.id],
        duties=list(_duties(view, role)),
        responsibilities=list(data.get("responsibilities", ())),
        meetings=[
            (view.link(meeting.entry), when_held(meeting), _through(view, role, meeting))
            for meeting in attended
        ],
        week=week(view, attended, clashing, _FEWEST),
        clashes=told(view, clashing, role),
        metrics=[metric_row(view, name) for name in data.get("kpis", ())],
        team=[view.link(other.entry) for other in _team(view, role)],
        named=_named(view, role),
        charges=_charges(view, role),
        administered=_by_kind(view, _references(view, role, {"admin", "backup"})),
        must_know=list(_must_know(view, role)),
    )
    return Page(
        address=address,
        source=role.entry.document.path,
        title=role.title,
        description=one_line(data.get("description") or f"What the {role.title} answers for."),
        html=html,
        found=() if role.entry.status == "retired" else _found(role, html),
        names=role.entry.aliases,
        retired=role.entry.status == "retired",
    )


def _found(role: Role, html: str) -> tuple[Found, ...]:
    parts = [role.entry.data.get("description", ""), *role.holders]
    text = " · ".join(part for part in parts if part)
    return (Found("", role.title, text), *sections(html, role.title))


def _holders(role: Role) -> Markup:
    if role.vacant:
        return chip(Meaning.BAD, "Vacant")
    if not role.holders:
        return Markup('<span class="hb-quiet">Not recorded</span>')
    return Markup(", ").join(role.holders)


def _duties(view: View, role: Role) -> Iterator[Duty]:
    for sop in view.handbook.sops_in_use:
        steps = [step for step in sop.steps if step.owner == role.id]
        if steps:
            yield Duty(
                view.link(sop.entry),
                view.listed(view.link(sop.entry, step.title, step.anchor) for step in steps),
            )


def _attended(view: View, role: Role) -> list[Meeting]:
    return [
        meeting
        for meeting in meetings_in_use(view.handbook)
        if role.id in attending(view.handbook, meeting)
    ]


def _through(view: View, role: Role, meeting: Meeting) -> Markup | str:
    """Return how a role takes part: by name, through a group or an area, or because it runs it."""
    if f"roles/{role.id}" in meeting.attendees:
        return "Named"
    for name in meeting.attendees:
        entry = view.find(name)
        if entry and role.id in members(view.handbook, entry):
            return view.link(entry)
    return "Runs it"


def _team(view: View, role: Role) -> list[Role]:
    return [other for other in view.handbook.roles.values() if other.reports_to == role.id]


def _charges(view: View, role: Role) -> Named:
    """Return what a role owns beside procedures, itself or through an area that it leads."""
    found = _by_kind(view, _references(view, role, _OWNS))
    for area in view.handbook.entries("areas"):
        if area.data.get("lead") != role.id:
            continue
        owned = [
            one for one in view.citations(area, "sops") if one.route[0] in _OWNS and _is_used(one)
        ]
        found += [(f"{title} of {area.title}", listed) for title, listed in _by_kind(view, owned)]
    return found


def _must_know(view: View, role: Role) -> Iterator[tuple[Markup, str]]:
    """Yield the procedures a role has to know, each with the reason, unless it owns them all."""
    reasons = {sop.id: _reasons(view, role, sop) for sop in view.handbook.sops_in_use}
    known = [sop for sop in view.handbook.sops_in_use if reasons[sop.id]]
    if all(sop.owner == role.id for sop in known):
        return
    for sop in known:
        yield view.link(sop.entry), sentence(", ".join(reasons[sop.id]))


def _reasons(view: View, role: Role, sop: Sop) -> list[str]:
    steps = sum(step.owner == role.id for step in sop.steps)
    named = any(
        reference.target is not None and (reference.target.kind, reference.target.id) == _key(role)
        for reference in view.handbook.uses(sop.entry)
    )
    found = [
        ("answers for it", sop.owner == role.id),
        ("stands in for its owner", sop.backup == role.id),
        (f"does {counted(steps, 'step')} of it", steps > 0),
        ("belongs to its area", role.area is not None and sop.area == role.area),
    ]
    told = [word for word, holds in found if holds]
    return told or (["is named in it"] if named else [])


def _key(role: Role) -> tuple[str, str]:
    return role.entry.kind, role.id


# Told by sections of their own.
_OWNS = {"owner", "owners"}
_TOLD = {*_OWNS, "admin", "backup"}
_TOLD_OF = {
    ("sops", "steps"), ("roles", "reportsTo"), ("meetings", "attendees"),
    ("discrepancies", "decider"),
}  # fmt: skip


def _named(view: View, role: Role) -> Named:
    """Return where else a role is named, by the kind of entry, each with what it is there."""
    return _by_kind(
        view,
        (
            one
            for one in view.citations(role.entry)
            if one.route[0] not in _TOLD and (one.source.kind, one.route[0]) not in _TOLD_OF
        ),
    )


def _references(view: View, role: Role, keys: Container[object]) -> Iterator[Reference]:
    """Yield where a role is named under some keys, procedures apart."""
    for reference in view.citations(role.entry, "sops"):
        if reference.route[0] in keys and _is_used(reference):
            yield reference


def _is_used(reference: Reference) -> bool:
    return reference.source.status != "retired"


def _by_kind(view: View, references: Iterable[Reference]) -> Named:
    """Return entries by the titles of their kinds, each with the keys that name the role."""
    found: dict[str, dict[str, list[Reference]]] = {}
    for reference in references:
        source = reference.source
        found.setdefault(source.kind, {}).setdefault(source.id, []).append(reference)
    return [
        (
            view.handbook.kinds[kind].title,
            [_naming(view, naming) for naming in by_id.values()],
        )
        for kind, by_id in found.items()
    ]


def _naming(view: View, references: list[Reference]) -> tuple[Markup, str]:
    names = [
        label(next(part for part in reversed(reference.route) if isinstance(part, str))).lower()
        for reference in references
    ]
    told = [name for name in dict.fromkeys(names) if name not in _OWNS]
    return view.link(references[0].source), ", ".join(told)
