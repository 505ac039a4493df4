"""What a review says of what it was made on, with the ids and paths that all of it has by now."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from handbook.book import Handbook
from handbook.fingerprint import Former, as_cited, fingerprint, held
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

    def mark(one: Entry, recorded: str, made: Callable[[Handbook, Entry], str]) -> str:
        if recorded == fingerprint(handbook, one) or not held(handbook, one, recorded, former):
            return recorded
        return made(handbook, one)

    cites = {}
    for name, recorded in review.cites.items():
        kind, _, entry_id = name.partition("/")
        now = handbook.find(kind, ids.get((kind, entry_id), entry_id))
        called = f"{kind}/{now.id}" if now else name
        # Another thing may have the name by now that this one was to have.
        called = name if called in review.cites else called
        cites[name] = (called, mark(now, recorded, as_cited) if now else recorded)
    return Carried(mark(entry, review.fingerprint, fingerprint), cites)
