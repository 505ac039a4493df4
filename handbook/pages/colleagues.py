"""The roles a role works with: its reports, its backups and those that share its procedures."""

from collections import Counter
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from handbook.attendance import in_use
from handbook.involvement import Involvement, involvement_of
from handbook.pages.edition import View
from handbook.records import Role, Sop

# Of the roles that share procedures, at most this many, those sharing most first.
_MAX_SHARING = 8


def relationships(view: View, role: Role) -> Iterator[tuple[str, list[Markup]]]:
    """Yield the roles that a role works with, grouped by relationship."""
    handbook = view.handbook
    parts = involvement_of(handbook, role.id)
    others = [other for other in handbook.roles.values() if other.id != role.id]
    groups: tuple[tuple[str, Iterable[str | None]], ...] = (
        ("Reports to", (role.reports_to,)),
        ("Leads", (other.id for other in others if other.reports_to == role.id)),
        (
            "In the same area",
            (other.id for other in others if role.area and other.area == role.area),
        ),
        ("Backup for", (part.sop.owner for part in parts if part.stands_in)),
        ("Backed up by", (part.sop.backup for part in parts if part.owns)),
        ("Shares procedures with", _sharing(role, parts)),
    )
    listed: set[str] = set()
    for title, ids in groups:
        found = [name for name in dict.fromkeys(ids) if name and name not in listed]
        listed.update(found)
        used = [name for name in found if in_use(handbook, name)]
        if used:
            yield title, [view.entry_link("roles", name) for name in used]


def _sharing(role: Role, parts: Iterable[Involvement]) -> Iterator[str]:
    """Yield the roles that have steps in the same procedures, those sharing most first."""
    shared: Counter[str] = Counter()
    for part in parts:
        if part.owns or part.steps or part.helped:
            shared.update(_roles_in(part.sop) - {role.id})
    ranked = sorted(shared, key=lambda name: (-shared[name], name))
    yield from ranked[:_MAX_SHARING]


def _roles_in(sop: Sop) -> set[str]:
    found = [name for step in sop.steps for name in (step.owner, *step.helpers)]
    return {name for name in (sop.owner, *found) if name}
