"""What each role has to do with each procedure: owns it, stands in, does steps, must know it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handbook.attendance import members
from handbook.book import Handbook
from handbook.collation import alphabetical
from handbook.records import Sop, Step


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What one role has to do with one procedure; `steps` are those it does, `helped` with others.

    What says less is told only where nothing says more: `addressed`, that the procedure is for a
    group, an area or a role that the role belongs to, and not for everyone; `named`, that the role
    stands in it in some other way.
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
        """Return what sorts the most important procedures first."""
        known = (self.owns, self.stands_in, bool(self.steps), bool(self.helped), self.addressed)
        return (*(not holds for holds in known), -len(self.steps))


def parts_of(handbook: Handbook, role_id: str) -> tuple[Part, ...]:
    """Return what a role has to do with procedures in use, the most important first."""
    # What asks for those of one role asks several times, and then for those of the next.
    known: dict[str, tuple[Part, ...]] = handbook.once(("parts of one role",), dict)
    found = known.get(role_id)
    if found is None:
        found = _parts(handbook, role_id)
        known.clear()
        known[role_id] = found
    return found


def _parts(handbook: Handbook, role_id: str) -> tuple[Part, ...]:
    found = handbook.once(("involvement",), lambda: _by_role(handbook)).get(role_id, ())
    parts = [_part(sop, role_id, is_addressed) for sop, is_addressed in found]
    return tuple(sorted(parts, key=lambda part: (part.weight, alphabetical(part.sop.title))))


def _by_role(handbook: Handbook) -> Mapping[str, list[tuple[Sop, bool]]]:
    """Return where each role has a part, and whether it is addressed: each procedure is read once.

    A part itself takes ten times the memory, and of all roles there are eight for each procedure.
    """
    found: dict[str, list[tuple[Sop, bool]]] = {}
    for sop in handbook.sops_in_use:
        addressed = frozenset(_addressed(handbook, sop))
        named = frozenset(_named(handbook, sop))
        either = ((sop, False), (sop, True))
        for role_id in sorted(addressed | named):
            found.setdefault(role_id, []).append(either[role_id in addressed])
    return found


def _part(sop: Sop, role_id: str, addressed: bool) -> Part:
    steps = tuple(step for step in sop.steps if step.owner == role_id)
    helped = tuple(step for step in sop.steps if role_id in step.helpers)
    owns, stands_in = sop.owner == role_id, sop.backup == role_id
    works = bool(owns or stands_in or steps or helped)
    return Part(
        sop=sop,
        owns=owns,
        stands_in=stands_in,
        steps=steps,
        helped=helped,
        addressed=addressed and not works,
        named=not (works or addressed),
    )


def _addressed(handbook: Handbook, sop: Sop) -> Iterator[str]:
    """Yield the roles that a procedure is for; if it is for everyone, that tells nobody apart."""
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
    """Return the procedures in use of an area, by title."""
    return handbook.once(("procedures by area",), lambda: _by_area(handbook)).get(area or "", ())


def _by_area(handbook: Handbook) -> Mapping[str, tuple[Sop, ...]]:
    found: dict[str, list[Sop]] = {}
    for sop in sorted(handbook.sops_in_use, key=lambda sop: alphabetical(sop.title)):
        found.setdefault(sop.area, []).append(sop)
    return {name: tuple(sops) for name, sops in found.items()}
