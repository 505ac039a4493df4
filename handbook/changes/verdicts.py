"""What becomes of the reviews of procedures whose own text is as it was."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.changes.entries import Changed
from handbook.citations import Ids, carried
from handbook.records import Entry, Review, Sop
from handbook.status import Status, last_review, standing


class Verdict(NamedTuple):
    """A procedure, its newest review, and why that holds no longer, as titles; empty if it does."""

    procedure: Entry
    review: Review
    because: tuple[str, ...] = ()


def verdicts(
    then: Handbook,
    now: Handbook,
    today: date,
    found: Iterable[Changed],
    moved: Mapping[str, str],
) -> Iterator[Verdict]:
    """Yield the procedures that were reviewed, or that lose their review to something they cite.

    Those that have changed themselves, which is what `found` tells, are left out; `moved` are
    old paths to new.
    """
    listed = list(found)
    told = {one.entry.id for one in listed if one.is_procedure}
    touched = set(_touched(now, listed))
    ids = {(one.entry.kind, one.renamed): one.entry.id for one in listed if one.renamed}
    for sop in now.sops.values():
        old = then.sops.get(sop.id)
        review = last_review(now, sop, today)
        if sop.id in told or old is None or review is None:
            continue
        before = last_review(then, old, today)
        if review != before and not (before and _is_carried(now, sop, before, review, ids, moved)):
            yield Verdict(sop.entry, review)
        elif sop.id in touched:
            because = tuple(_lost(then, now, sop.id, today))
            if because:
                yield Verdict(sop.entry, review, because)


def _is_carried(
    now: Handbook, sop: Sop, before: Review, review: Review, ids: Ids, moved: Mapping[str, str]
) -> bool:
    """Return whether a review is the one before, with nothing but the ids of today in it."""
    found = carried(now, sop.entry, before, ids, moved)
    told = replace(
        before,
        entry=review.entry,
        reviewer=ids.get(("roles", before.reviewer), before.reviewer),
        fingerprint=found.fingerprint,
        cites=dict(found.cites.values()),
    )
    return told == review


def _touched(now: Handbook, found: Iterable[Changed]) -> Iterator[str]:
    """Yield the ids of the procedures that name what is different.

    What names something by another id than before is different too, for those that name it.
    """
    for one in found:
        for entry in one.touches:
            if entry.kind == "sops":
                yield entry.id
            if one.renamed:
                users = (reference.source for reference in now.used_by(entry))
                yield from (user.id for user in users if user.kind == "sops")


def _lost(then: Handbook, now: Handbook, sop_id: str, today: date) -> Iterator[str]:
    """Yield the titles of what a procedure cites that is no longer what it was at the review."""
    before = standing(then, then.sops[sop_id], today)
    after = standing(now, now.sops[sop_id], today)
    if Status.SUSPECT in before.reasons or Status.SUSPECT not in after.reasons:
        return
    for name in after.suspects:
        kind, _, entry_id = name.partition("/")
        entry = now.find(kind, entry_id) or then.find(kind, entry_id)
        yield entry.title if entry else name
