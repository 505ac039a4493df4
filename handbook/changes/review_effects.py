"""The effect of changes on the reviews of procedures whose own text is unchanged."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.changes.entries import Changed
from handbook.citations import Ids, updated_fingerprints
from handbook.records import Entry, Review, Sop
from handbook.status import Status, last_review, standing_of


class ReviewEffect(NamedTuple):
    """A procedure, its latest review, and the titles of the changed entries that invalidate it."""

    procedure: Entry
    review: Review
    because: tuple[str, ...] = ()


def review_effects(
    then: Handbook,
    now: Handbook,
    today: date,
    found: Iterable[Changed],
    moved: Mapping[str, str],
) -> Iterator[ReviewEffect]:
    """Yield unchanged procedures that were reviewed, or whose citations invalidate their review.

    Changed procedures, listed in `found`, are excluded; `moved` maps old paths to new ones.
    """
    listed = list(found)
    changed = {one.entry.id for one in listed if one.is_procedure}
    touched = set(_touched(now, listed))
    ids = {(one.entry.kind, one.renamed): one.entry.id for one in listed if one.renamed}
    for sop in now.sops.values():
        old = then.sops.get(sop.id)
        review = last_review(now, sop, today)
        if sop.id in changed or old is None or review is None:
            continue
        before = last_review(then, old, today)
        if review != before and not (before and _is_carried(now, sop, before, review, ids, moved)):
            yield ReviewEffect(sop.entry, review)
        elif sop.id in touched:
            because = tuple(_invalidating(then, now, sop.id, today))
            if because:
                yield ReviewEffect(sop.entry, review, because)


def _is_carried(
    now: Handbook, sop: Sop, before: Review, review: Review, ids: Ids, moved: Mapping[str, str]
) -> bool:
    """Return whether a review is the previous one with only its ids updated."""
    found = updated_fingerprints(now, sop.entry, before, ids, moved)
    updated = replace(
        before,
        entry=review.entry,
        reviewer=ids.get(("roles", before.reviewer), before.reviewer),
        fingerprint=found.fingerprint,
        cites=dict(found.cites.values()),
    )
    return updated == review


def _touched(now: Handbook, found: Iterable[Changed]) -> Iterator[str]:
    """Yield the ids of the procedures that refer to a changed entry.

    An entry that refers to a renamed one also counts as changed.
    """
    for one in found:
        for entry in one.affected:
            if entry.kind == "sops":
                yield entry.id
            if one.renamed:
                users = (reference.source for reference in now.used_by(entry))
                yield from (user.id for user in users if user.kind == "sops")


def _invalidating(then: Handbook, now: Handbook, sop_id: str, today: date) -> Iterator[str]:
    """Yield the titles of a procedure's citations that changed since its review."""
    before = standing_of(then, then.sops[sop_id], today)
    after = standing_of(now, now.sops[sop_id], today)
    if Status.SUSPECT in before.reasons or Status.SUSPECT not in after.reasons:
        return
    for name in after.suspects:
        kind, _, entry_id = name.partition("/")
        entry = now.find(kind, entry_id) or then.find(kind, entry_id)
        yield entry.title if entry else name
