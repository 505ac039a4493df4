"""Discrepancies between sources: what is open, who decides, and which entries are concerned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.records import Entry, Record
from handbook.times import read_date

KIND = "discrepancies"


class Statement(NamedTuple):
    """What a source says, and where; source is the id of the document."""

    text: str
    source: str
    lines: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Discrepancy(Record):
    """A question that the sources leave open, decided since or not; decider is an id.

    `concerns` lists the entries it is about, as "kind/id".
    """

    description: str
    sort: str
    statements: tuple[Statement, ...]
    kept: str
    why: str
    is_open: bool
    decider: str
    due: date | None
    concerns: tuple[str, ...]

    def overdue(self, today: date) -> bool:
        """Return whether it is open and was due before a day."""
        return self.is_open and self.due is not None and self.due < today


def discrepancies(handbook: Handbook) -> Mapping[str, Discrepancy]:
    """Return all discrepancies by id."""
    return handbook.cached(
        (KIND,), lambda: {entry.id: _built(entry) for entry in handbook.entries(KIND)}
    )


def undecided(handbook: Handbook) -> tuple[Discrepancy, ...]:
    """Return the open discrepancies, in reading order."""
    return tuple(found for found in discrepancies(handbook).values() if found.is_open)


def remarks_on(handbook: Handbook, entry: Entry) -> tuple[Discrepancy, ...]:
    """Return the open discrepancies that are about an entry."""
    found = handbook.cached((KIND, "by entry"), lambda: _by_entry(handbook))
    return found.get(f"{entry.kind}/{entry.id}", ())


def decisions_of(handbook: Handbook, role: str) -> tuple[Discrepancy, ...]:
    """Return the open discrepancies that a role has to decide."""
    return tuple(found for found in undecided(handbook) if found.decider == role)


def _by_entry(handbook: Handbook) -> dict[str, tuple[Discrepancy, ...]]:
    found: dict[str, tuple[Discrepancy, ...]] = {}
    for discrepancy in undecided(handbook):
        # Two names of the same entry count once.
        for name in dict.fromkeys(discrepancy.concerns):
            found[name] = (*found.get(name, ()), discrepancy)
    return found


def _built(entry: Entry) -> Discrepancy:
    data = entry.data
    return Discrepancy(
        entry=entry,
        description=str(data["description"]),
        sort=str(data["sort"]),
        statements=tuple(
            Statement(str(said["text"]), str(said["source"]), str(said["lines"]))
            for said in data["says"]
        ),
        kept=str(data["kept"]),
        why=str(data["why"]),
        is_open=data["state"] == "open",
        decider=str(data["decider"]),
        due=read_date(data["due"]) if "due" in data else None,
        concerns=tuple(data["concerns"]),
    )
