"""The involvement of roles in procedures: owner, backup, steps, audience."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handbook.attendance import members
from handbook.book import Handbook
from handbook.collation import alphabetical
from handbook.records import Sop, Step


@dataclass(frozen=True, kw_only=True, slots=True)
class Involvement:
    """The involvement of a role in a procedure; `steps` are its own, `helped` are others' steps.

    Weaker forms are set only if no stronger one applies: `addressed` means that the procedure is
    for a group, an area or a role that includes this one, but not for everyone; `named` means that
    the role is mentioned in some other way.
    """

    sop: Sop
    owns: bool = False
    stands_in: bool = False
    steps: tuple[Step, ...] = ()
    helped: tuple[Step, ...] = ()
    addressed: bool = False
    named: bool = False

    @property
    def weight(self) -> tuple[bool | int, ...]:
        """Return a sort key that puts the most important procedures first."""
        known = (self.owns, self.stands_in, bool(self.steps), bool(self.helped), self.addressed)
        return (*(not applies for applies in known), -len(self.steps))


def involvement_of(handbook: Handbook, role_id: str) -> tuple[Involvement, ...]:
    """Return the involvement of a role in the procedures in use, most important first."""
    # Callers ask several times for one role before the next, so only the last is cached.
    known: dict[str, tuple[Involvement, ...]] = handbook.cached(("parts of one role",), dict)
    found = known.get(role_id)
    if found is None:
        found = _parts(handbook, role_id)
        known.clear()
        known[role_id] = found
    return found


def _parts(handbook: Handbook, role_id: str) -> tuple[Involvement, ...]:
    found = handbook.cached(("involvement",), lambda: _by_role(handbook)).get(role_id, ())
    parts = [_part(sop, role_id, is_addressed) for sop, is_addressed in found]
    return tuple(sorted(parts, key=lambda part: (part.weight, alphabetical(part.sop.title))))


def _by_role(handbook: Handbook) -> Mapping[str, list[tuple[Sop, bool]]]:
    """Return the procedures of each role and whether they address it, in one pass.

    Parts would take ten times the memory: there are about eight roles for each procedure.
    """
    found: dict[str, list[tuple[Sop, bool]]] = {}
    for sop in handbook.sops_in_use:
        addressed = frozenset(_addressed(handbook, sop))
        named = frozenset(_named(handbook, sop))
        either = ((sop, False), (sop, True))
        for role_id in sorted(addressed | named):
            found.setdefault(role_id, []).append(either[role_id in addressed])
    return found


def _part(sop: Sop, role_id: str, addressed: bool) -> Involvement:
    steps = tuple(step for step in sop.steps if step.owner == role_id)
    helped = tuple(step for step in sop.steps if role_id in step.helpers)
    owns, stands_in = sop.owner == role_id, sop.backup == role_id
    works = bool(owns or stands_in or steps or helped)
    return Involvement(
        sop=sop,
        owns=owns,
        stands_in=stands_in,
        steps=steps,
        helped=helped,
        addressed=addressed and not works,
        named=not (works or addressed),
    )


def _addressed(handbook: Handbook, sop: Sop) -> Iterator[str]:
    """Yield the roles in the audience of a procedure, ignoring groups that include everyone."""
    for name in sop.audience:
        kind, _, entry_id = name.partition("/")
        entry = handbook.find(kind, entry_id)
        if entry is not None and not entry.data.get("everyone"):
            yield from members(handbook, entry)


def _named(handbook: Handbook, sop: Sop) -> Iterator[str]:
    for reference in handbook.uses(sop.entry):
        if reference.target is not None and reference.target.kind == "roles":
            yield reference.target.id


def of_area(handbook: Handbook, area: str | None) -> tuple[Sop, ...]:
    """Return the procedures in use of an area, sorted by title."""
    return handbook.cached(("procedures by area",), lambda: _by_area(handbook)).get(area or "", ())


def _by_area(handbook: Handbook) -> Mapping[str, tuple[Sop, ...]]:
    found: dict[str, list[Sop]] = {}
    for sop in sorted(handbook.sops_in_use, key=lambda sop: alphabetical(sop.title)):
        found.setdefault(sop.area, []).append(sop)
    return {name: tuple(sops) for name, sops in found.items()}
