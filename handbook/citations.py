"""The fingerprints in a review, updated to the current ids and paths."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from handbook.book import Handbook
from handbook.fingerprint import FormerNames, as_cited, fingerprint, matches_former
from handbook.records import Entry, Review

# Maps the kind and former id of an entry to its current id.
Ids = Mapping[tuple[str, str], str]


class UpdatedReview(NamedTuple):
    """A review's fingerprint, and its citations: former name to current name and digest."""

    fingerprint: str
    cites: Mapping[str, tuple[str, str]]


def updated_fingerprints(
    handbook: Handbook, entry: Entry, review: Review, ids: Ids, paths: Mapping[str, str]
) -> UpdatedReview:
    """Return a review's fingerprints as if the current ids and paths had always been in use.

    `paths` maps former paths to current ones. The digest of anything that changed in another way
    stays as recorded.
    """
    former = FormerNames(
        ids={new: old for (_, old), new in ids.items()},
        paths={new: old for old, new in paths.items()},
    )

    def mark(one: Entry, recorded: str, made: Callable[[Handbook, Entry], str]) -> str:
        if recorded == fingerprint(handbook, one) or not matches_former(
            handbook, one, recorded, former
        ):
            return recorded
        return made(handbook, one)

    cites = {}
    for name, recorded in review.cites.items():
        kind, _, entry_id = name.partition("/")
        now = handbook.find(kind, ids.get((kind, entry_id), entry_id))
        called = f"{kind}/{now.id}" if now else name
        # The current name may already be cited as a different entry.
        called = name if called in review.cites else called
        cites[name] = (called, mark(now, recorded, as_cited) if now else recorded)
    return UpdatedReview(mark(entry, review.fingerprint, fingerprint), cites)
