"""Mentions of a role outside procedures and meetings, and in which capacity."""

from collections.abc import Container, Iterable, Iterator

from markupsafe import Markup

from handbook.pages.edition import View
from handbook.pages.words import label
from handbook.records import Role
from handbook.references import Reference

# Entries that mention a role, by the title of their kind, each with the role's capacity.
Named = list[tuple[str, list[tuple[Markup, str]]]]

# Shown in other sections of the page.
_OWNS = {"owner", "owners"}
_SHOWN_ELSEWHERE = {*_OWNS, "admin", "backup"}
_SHOWN_OF_KIND = {
    ("sops", "steps"), ("roles", "reportsTo"), ("meetings", "attendees"),
    ("discrepancies", "decider"),
}  # fmt: skip


def owned(view: View, role: Role) -> Named:
    """Return what a role owns apart from procedures, itself or through an area that it leads."""
    found = _by_kind(view, _references(view, role, _OWNS))
    for area in view.handbook.entries("areas"):
        if area.data.get("lead") != role.id:
            continue
        owned = [
            one for one in view.citations(area, "sops") if one.route[0] in _OWNS and _is_used(one)
        ]
        found += [(f"{title} of {area.title}", listed) for title, listed in _by_kind(view, owned)]
    return found


def administered(view: View, role: Role) -> Named:
    """Return what a role administers, or is the backup administrator of."""
    return _by_kind(view, _references(view, role, {"admin", "backup"}))


def named(view: View, role: Role) -> Named:
    """Return all other mentions of a role, by kind of entry, each with the role's capacity."""
    return _by_kind(
        view,
        (
            one
            for one in view.citations(role.entry)
            if one.route[0] not in _SHOWN_ELSEWHERE
            and (one.source.kind, one.route[0]) not in _SHOWN_OF_KIND
        ),
    )


def _references(view: View, role: Role, keys: Container[object]) -> Iterator[Reference]:
    """Yield the references to a role under the given keys, except from procedures."""
    for reference in view.citations(role.entry, "sops"):
        if reference.route[0] in keys and _is_used(reference):
            yield reference


def _is_used(reference: Reference) -> bool:
    return reference.source.status != "retired"


def _by_kind(view: View, references: Iterable[Reference]) -> Named:
    """Return entries by the title of their kind, each with the keys that name the role."""
    found: dict[str, dict[str, list[Reference]]] = {}
    for reference in references:
        source = reference.source
        found.setdefault(source.kind, {}).setdefault(source.id, []).append(reference)
    return [
        (
            view.handbook.kinds[kind].title,
            [_capacities(view, naming) for naming in by_id.values()],
        )
        for kind, by_id in found.items()
    ]


def _capacities(view: View, references: list[Reference]) -> tuple[Markup, str]:
    names = [
        label(next(part for part in reversed(reference.route) if isinstance(part, str))).lower()
        for reference in references
    ]
    shown = [name for name in dict.fromkeys(names) if name not in _OWNS]
    return view.link(references[0].source), ", ".join(shown)
