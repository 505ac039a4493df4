"""Who has a say in a change, by RAPID: who decides, agrees, gives input, performs.

Anyone may recommend, by opening a pull request. The other parts are derived: the owner decides,
the area lead agrees, the backup gives input, and everyone who does a step performs. A procedure
can override this under `rapid`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from handbook.book import Handbook
from handbook.records import Entry, Sop

DECIDES, AGREES, INPUT, PERFORMS = "decides", "agrees", "gives input", "performs"
# The parts whose approval a change needs.
ASKED = (DECIDES, AGREES)


class Stake(NamedTuple):
    """The part of a role, by id, in a change, and the reason: "leads Support"."""

    role: str
    part: str
    why: str


def stakes(handbook: Handbook, entry: Entry) -> tuple[Stake, ...]:
    """Return who has a say in a change to an entry, the decider first; each role once per part."""
    sop = handbook.sops.get(entry.id) if entry.kind == "sops" else None
    found = _of_procedure(handbook, sop) if sop else _of_entry(handbook, entry)
    first: dict[tuple[str, str], Stake] = {}
    for say in found:
        if say.role in handbook.roles:
            first.setdefault((say.role, say.part), say)
    return tuple(first.values())


def _of_procedure(handbook: Handbook, sop: Sop) -> Iterator[Stake]:
    named = sop.entry.data.get("rapid", {})
    yield Stake(named.get("decide", sop.owner), DECIDES, "owns it" if _owns(named, sop) else _NAMED)
    area = handbook.find("areas", sop.area)
    lead = str(area.data.get("lead", "")) if area else ""
    if "agree" in named:
        yield from _named(named["agree"], AGREES)
    elif area and lead != sop.owner:
        yield Stake(lead, AGREES, f"leads {area.title}")
    if sop.backup:
        yield Stake(sop.backup, INPUT, "stands in for the owner")
    yield from _named(named.get("input", ()), INPUT)
    for step in sop.steps:
        for role in (step.owner, *step.helpers):
            if role:
                yield Stake(role, PERFORMS, f"has a part in step {step.title!r}")


_NAMED = "is named in it"


def _owns(named: dict[str, str], sop: Sop) -> bool:
    return named.get("decide", sop.owner) == sop.owner


def _named(roles: Iterable[str], part: str) -> Iterator[Stake]:
    for role in roles:
        yield Stake(role, part, _NAMED)


def _of_entry(handbook: Handbook, entry: Entry) -> Iterator[Stake]:
    owners = [entry.data.get("owner"), *_listed(entry.data.get("owners"))]
    for value in owners:
        yield from _answering(handbook, str(value or ""), DECIDES, "owns it")
    for name, why in (("admin", "administers it"), ("backup", "stands in for the owner")):
        yield from _answering(handbook, str(entry.data.get(name, "")), INPUT, why)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _answering(handbook: Handbook, value: str, part: str, why: str) -> Iterator[Stake]:
    """Yield the named role, or the lead of a named area such as "areas/support"."""
    kind, _, name = value.rpartition("/")
    area = handbook.find("areas", name) if kind == "areas" else None
    if area:
        yield Stake(str(area.data.get("lead", "")), part, f"leads {area.title}, which {why}")
    elif name:
        yield Stake(name, part, why)
