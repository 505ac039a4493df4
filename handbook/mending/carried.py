"""A review stays good where nothing is different but the ids of what its procedure names."""

from collections.abc import Iterator

from handbook.book import Handbook
from handbook.carried import Ids, carried
from handbook.diagnostics import Cure
from handbook.fingerprint import citations, fingerprint
from handbook.history.renames import Renames
from handbook.mending.edits import Edit
from handbook.records import Review, Sop
from handbook.status import last_review


def names_gone(handbook: Handbook) -> bool:
    """Return whether a procedure's last review was made on something that has no such id now."""
    return any(_gone(handbook, review) for _, review in _lost(handbook))


def carried_edits(handbook: Handbook, renames: Renames) -> Iterator[Edit]:
    """Yield how the last review of each procedure names what it was made on as it is called now.

    Whatever else is different is for a person to review.
    """
    known = {
        (kind, former): now
        for (kind, former), now in renames.ids.items()
        if handbook.read(kind) and not handbook.find(kind, former) and handbook.find(kind, now)
    }
    lost = list(_lost(handbook))
    gone = {one for _, review in lost for one in _gone(handbook, review)}
    near = {one: now for one, now in known.items() if one in gone}
    for sop, review in lost:
        # What was renamed long ago had the id of today when this review was made.
        yield from list(_edits(handbook, sop, review, near)) or _edits(handbook, sop, review, known)


def _lost(handbook: Handbook) -> Iterator[tuple[Sop, Review]]:
    """Yield the procedures that are not as they were at their last review, nor what they cite."""
    for sop in handbook.sops.values():
        review = last_review(handbook, sop)
        if review is None or not handbook.settled(sop.entry):
            continue
        recorded = (review.fingerprint, dict(review.cites))
        if recorded != (fingerprint(handbook, sop.entry), citations(handbook, sop.entry)):
            yield sop, review


def _gone(handbook: Handbook, review: Review) -> list[tuple[str, str]]:
    """Return the kind and the id of what a review was made on that is not there."""
    named = (name.partition("/") for name in review.cites)
    return [
        (kind, entry_id)
        for kind, _, entry_id in named
        if handbook.read(kind) and handbook.find(kind, entry_id) is None
    ]


def _edits(handbook: Handbook, sop: Sop, review: Review, ids: Ids) -> Iterator[Edit]:
    found = carried(handbook, sop.entry, review, ids)
    if found.fingerprint != review.fingerprint:
        yield Edit(review.place("fingerprint"), _mark(found.fingerprint, review.fingerprint))
    for name, (now, mark) in found.cites.items():
        if now != name:
            yield Edit(review.entry.key("reviews", review.index, "cites", name), Cure(now, name))
        if mark != review.cites[name]:
            yield Edit(review.place("cites", name), _mark(mark, review.cites[name]))


def _mark(right: str, wrong: str) -> Cure:
    """Return the cure of a fingerprint; digits alone would be read as a number."""
    return Cure(f"'{right}'" if right.isdecimal() else right, wrong)
