"""Reviews stay valid when only the ids and paths of what a procedure cites have changed."""

import re
from collections.abc import Iterator, Mapping

from handbook.book import Handbook
from handbook.citations import Ids, updated_fingerprints
from handbook.diagnostics import Fix
from handbook.fingerprint import cited, matches
from handbook.fixes.edits import Edit
from handbook.history.renames import Renames
from handbook.records import Review, Sop
from handbook.status import last_review

_NUMBER = re.compile(r"\d+(?:e\d+)?")


def is_any_outdated(handbook: Handbook) -> bool:
    """Return whether any review is out of date, even if only because of a rename."""
    return any(True for _ in _outdated(handbook))


def renamed_edits(handbook: Handbook, renames: Renames) -> Iterator[Edit]:
    """Yield edits that bring the last review of each procedure in line with renames.

    Any other change needs a new review by a person.
    """
    known = {
        (kind, former): now
        for (kind, former), now in renames.ids.items()
        if handbook.read(kind) and not handbook.find(kind, former) and handbook.find(kind, now)
    }
    outdated = list(_outdated(handbook))
    missing = {one for _, review in outdated for one in _missing(handbook, review)}
    near = {one: now for one, now in known.items() if one in missing}
    for sop, review in outdated:
        paths = _moved_since(renames, review)
        # Something renamed long ago already had its current id at the time of the review, and
        # something moved on the day of the review may have been in either place.
        candidates: tuple[tuple[Ids, Mapping[str, str]], ...] = (
            (near, paths),
            (known, paths),
            (near, {}),
            (known, {}),
        )
        yield from max((list(_edits(handbook, sop, review, *one)) for one in candidates), key=len)


def _outdated(handbook: Handbook) -> Iterator[tuple[Sop, Review]]:
    """Yield the procedures that differ, or cite something that differs, from their last review."""
    for sop in handbook.sops.values():
        review = last_review(handbook, sop)
        if review is None or not handbook.is_resolved(sop.entry):
            continue
        if not _is_current(handbook, sop, review):
            yield sop, review


def _is_current(handbook: Handbook, sop: Sop, review: Review) -> bool:
    """Return whether a procedure and everything it cites are unchanged since a review."""
    named = cited(handbook, sop.entry)
    return (
        named.keys() == review.cites.keys()
        and matches(handbook, sop.entry, review.fingerprint)
        and all(matches(handbook, entry, review.cites[name]) for name, entry in named.items())
    )


def _missing(handbook: Handbook, review: Review) -> list[tuple[str, str]]:
    """Return the kind and id of everything a review cites that no longer exists."""
    named = (name.partition("/") for name in review.cites)
    return [
        (kind, entry_id)
        for kind, _, entry_id in named
        if handbook.read(kind) and handbook.find(kind, entry_id) is None
    ]


def _moved_since(renames: Renames, review: Review) -> Mapping[str, str]:
    """Return the new path of each file moved since a review, by its old path."""
    return {
        old: moved.path
        for old, moved in reversed([*renames.files.items()])
        if moved.path and moved.day >= review.date
    }


def _edits(
    handbook: Handbook, sop: Sop, review: Review, ids: Ids, paths: Mapping[str, str]
) -> Iterator[Edit]:
    found = updated_fingerprints(handbook, sop.entry, review, ids, paths)
    if found.fingerprint != review.fingerprint:
        yield Edit(
            review.place("fingerprint"), _fingerprint_fix(found.fingerprint, review.fingerprint)
        )
    for name, (now, mark) in found.cites.items():
        if now != name:
            yield Edit(review.entry.key("reviews", review.index, "cites", name), Fix(now, name))
        if mark != review.cites[name]:
            yield Edit(review.place("cites", name), _fingerprint_fix(mark, review.cites[name]))


def _fingerprint_fix(right: str, wrong: str) -> Fix:
    """Return the fix for a fingerprint, quoted if YAML would read it as a number.

    A quoted one replaces the whole value, including any quotes.
    """
    return Fix(f"'{right}'", "") if _NUMBER.fullmatch(right) else Fix(right, wrong)
