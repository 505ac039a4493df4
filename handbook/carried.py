"""What a review says of what it was made on, with the ids and paths that all of it has by now."""

from collections.abc import Mapping
from typing import NamedTuple

from handbook.book import Handbook
from handbook.fingerprint import Former, fingerprint, held
from handbook.records import Entry, Review

# The id that an entry has now, by its kind and the one it had before.
Ids = Mapping[tuple[str, str], str]


class Carried(NamedTuple):
    """A review's fingerprint; by the name it was cited under, an entry's name now and its own."""

    fingerprint: str
    cites: Mapping[str, tuple[str, str]]


def carried(
    handbook: Handbook, entry: Entry, review: Review, ids: Ids, paths: Mapping[str, str]
) -> Carried:
    """Return what the review of an entry would say if all had had the ids and paths of today.

    `paths` has those of today by those of before. Of what is different in anything else the
    review says what it was recorded with.
    """
    former = Former(
        ids={new: old for (_, old), new in ids.items()},
        paths={new: old for old, new in paths.items()},
    )

    def mark(one: Entry, recorded: str) -> str:
        return fingerprint(handbook, one) if held(handbook, one, recorded, former) else recorded

    cites = {}
    for name, recorded in review.cites.items():
        kind, _, entry_id = name.partition("/")
        now = handbook.find(kind, ids.get((kind, entry_id), entry_id))
        right = recorded if now is None else mark(now, recorded)
        holds = now is not None and right == fingerprint(handbook, now)
        cites[name] = (f"{kind}/{now.id}" if now and holds else name, right)
    return Carried(mark(entry, review.fingerprint), cites)
