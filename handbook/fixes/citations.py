"""A review stays good where only ids and paths of what its procedure names are different."""

import re
from collections.abc import Iterator, Mapping

from handbook.book import Handbook
from handbook.citations import Ids, carried
from handbook.diagnostics import Cure
from handbook.fingerprint import cited, holds
from handbook.fixes.edits import Edit
from handbook.history.renames import Renames
from handbook.records import Review, Sop
from handbook.status import last_review

_NUMBER = re.compile(r"\d+(?:e\d+)?")


def has_ended(handbook: Handbook) -> bool:
    """Return whether any review has ended, be it that something is only called otherwise now."""
    return any(True for _ in _lost(handbook))


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
        paths = _moved_since(renames, review)
        # What was renamed long ago had the id of today when this review was made, and what was
        # moved on its day may have been where it is.
        tries: tuple[tuple[Ids, Mapping[str, str]], ...] = (
            (near, paths),
            (known, paths),
            (near, {}),
            (known, {}),
        )
        yield from max((list(_edits(handbook, sop, review, *one)) for one in tries), key=len)


def _lost(handbook: Handbook) -> Iterator[tuple[Sop, Review]]:
    """Yield the procedures that are not as they were at their last review, nor what they cite."""
    for sop in handbook.sops.values():
        review = last_review(handbook, sop)
        if review is None or not handbook.settled(sop.entry):
            continue
        if not _lasts(handbook, sop, review):
            yield sop, review


def _lasts(handbook: Handbook, sop: Sop, review: Review) -> bool:
    """Return whether a procedure and all that it cites is as it was at a review."""
    named = cited(handbook, sop.entry)
    return (
        named.keys() == review.cites.keys()
        and holds(handbook, sop.entry, review.fingerprint)
        and all(holds(handbook, entry, review.cites[name]) for name, entry in named.items())
    )


def _gone(handbook: Handbook, review: Review) -> list[tuple[str, str]]:
    """Return the kind and the id of what a review was made on that is not there."""
    named = (name.partition("/") for name in review.cites)
    return [
        (kind, entry_id)
        for kind, _, entry_id in named
        if handbook.read(kind) and handbook.find(kind, entry_id) is None
    ]


def _moved_since(renames: Renames, review: Review) -> Mapping[str, str]:
    """Return where files are that stood elsewhere on the day of a review, by where they stood."""
    return {
        old: moved.path
        for old, moved in reversed([*renames.files.items()])
        if moved.path and moved.day >= review.date
    }


def _edits(
    handbook: Handbook, sop: Sop, review: Review, ids: Ids, paths: Mapping[str, str]
) -> Iterator[Edit]:
    found = carried(handbook, sop.entry, review, ids, paths)
    if found.fingerprint != review.fingerprint:
        yield Edit(review.place("fingerprint"), _mark(found.fingerprint, review.fingerprint))
    for name, (now, mark) in found.cites.items():
        if now != name:
            yield Edit(review.entry.key("reviews", review.index, "cites", name), Cure(now, name))
        if mark != review.cites[name]:
            yield Edit(review.place("cites", name), _mark(mark, review.cites[name]))


def _mark(right: str, wrong: str) -> Cure:
    """Return the cure of a fingerprint; one that would be read as a number comes in quotes.

    So it takes the place of all that stands there: of quotes as well.
    """
    return Cure(f"'{right}'", "") if _NUMBER.fullmatch(right) else Cure(right, wrong)
