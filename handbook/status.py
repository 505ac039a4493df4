"""The status of each procedure, computed from its text, its reviews and the date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from handbook.book import Handbook
from handbook.fingerprint import FormerNames, cited, matches, matches_former
from handbook.inventory import listed
from handbook.records import Entry, Process, Review, Sop


class Status(StrEnum):
    """How far a procedure can be trusted; `word` is the text shown to readers."""

    NOT_DOCUMENTED = "not documented"
    UNLISTED = "unlisted"
    DRAFT = "draft"
    NEVER_REVIEWED = "never reviewed"
    TO_BE_RETIRED = "to be retired"
    CHANGED = "changed"
    SUSPECT = "suspect"
    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    CURRENT = "current"
    RETIRED = "retired"

    @property
    def word(self) -> str:
        """Return the text shown to readers."""
        return _WORDS.get(self, self.value.capitalize())


_NEEDS_UPDATE = {
    Status.NEVER_REVIEWED,
    Status.TO_BE_RETIRED,
    Status.CHANGED,
    Status.SUSPECT,
    Status.OVERDUE,
}
_WORDS = dict.fromkeys(_NEEDS_UPDATE, "Needs update") | {Status.DUE_SOON: "Current"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The status of a procedure, with everything that is wrong with it.

    `reasons` lists every status that applies, most serious first; `status` is the first of them.
    `suspects` lists, as "kind/id", the cited entries that changed or disappeared since the review.
    `due` is None if no review is due: none is on record, or the last one decided to retire the
    procedure.
    """

    status: Status
    reasons: tuple[Status, ...]
    review: Review | None
    due: date | None
    suspects: tuple[str, ...] = ()


def last_review(handbook: Handbook, sop: Sop, today: date | None = None) -> Review | None:
    """Return the newest review of a procedure; if two share a date, the later one in the file.

    With `today`, reviews dated in the future are ignored.
    """
    reviews = handbook.reviews.get(sop.id, ())
    made = [review for review in reviews if today is None or review.date <= today]
    return max(made, key=lambda review: (review.date, review.index), default=None)


def standing_of(handbook: Handbook, sop: Sop, today: date) -> Standing:
    """Return the standing of a procedure on a day; computed once for each day."""
    known: dict[str, Standing] = handbook.memo.setdefault(("standing", today), {})
    if sop.id not in known:
        known[sop.id] = _standing(handbook, sop, today)
    return known[sop.id]


def _standing(handbook: Handbook, sop: Sop, today: date) -> Standing:
    if sop.status == "retired":
        return Standing(status=Status.RETIRED, reasons=(Status.RETIRED,), review=None, due=None)
    review = last_review(handbook, sop, today)
    # A procedure to be retired is taken out of use rather than reviewed again.
    lasting = None if review is None or review.outcome == "retire" else review
    due = sop.review.after(lasting.date) if lasting else None
    settled = handbook.is_resolved(sop.entry)
    suspects = tuple(_suspects(handbook, sop, review)) if review else ()
    reasons = [
        status
        for status, applies in (
            (Status.UNLISTED, not listed(handbook, sop)),
            (Status.DRAFT, sop.status == "draft"),
            (Status.NEVER_REVIEWED, review is None and sop.status == "active"),
            (Status.TO_BE_RETIRED, review is not lasting),
            (
                Status.CHANGED,
                lasting is not None and settled and not unchanged(handbook, sop, lasting),
            ),
            (Status.SUSPECT, lasting is not None and bool(suspects)),
            (Status.OVERDUE, due is not None and due < today),
            (
                Status.DUE_SOON,
                due is not None and timedelta() <= due - today <= warning_period(handbook),
            ),
        )
        if applies
    ]
    if Status.DRAFT in reasons:
        reasons.remove(Status.DRAFT)
        reasons.insert(0, Status.DRAFT)
    reasons = reasons or [Status.CURRENT]
    return Standing(
        status=reasons[0], reasons=tuple(reasons), review=review, due=due, suspects=suspects
    )


def process_status(handbook: Handbook, process: Process, today: date) -> Status:
    """Return the status of a process: the worst status among its procedures."""
    if process.entry.status == "retired":
        return Status.RETIRED
    if process.kept_at:
        return Status.UNLISTED
    found = [standing_of(handbook, sop, today).status for sop in handbook.sops_of(process)]
    return min(found, key=list(Status).index, default=Status.NOT_DOCUMENTED)


def standings(handbook: Handbook, today: date) -> dict[str, Standing]:
    """Return the standing of every procedure by id."""
    return {sop.id: standing_of(handbook, sop, today) for sop in handbook.sops.values()}


def unchanged(handbook: Handbook, sop: Sop, review: Review) -> bool:
    """Return whether a procedure still means what was reviewed, ignoring renamed citations."""
    return _means(handbook, sop.entry, review.fingerprint, _renamed(handbook, sop, review))


def _suspects(handbook: Handbook, sop: Sop, review: Review) -> Iterator[str]:
    """Yield the entries cited at a review that have changed or disappeared, where readable."""
    now = _renamed(handbook, sop, review)
    for name, digest in sorted(review.cites.items()):
        kind, entry_id = _parted(name)
        entry = now.get(name) or handbook.find(kind, entry_id)
        if entry is None:
            if handbook.read(kind):
                yield name
        elif handbook.is_resolved(entry) and not _means(handbook, entry, digest, now):
            yield name


def _means(handbook: Handbook, entry: Entry, digest: str, now: Mapping[str, Entry]) -> bool:
    """Return whether a digest still matches, using the former ids of renamed entries."""
    ids = {one.id: _parted(name)[1] for name, one in now.items()}
    return matches(handbook, entry, digest) or (
        bool(ids) and matches_former(handbook, entry, digest, FormerNames(ids, {}))
    )


def _renamed(handbook: Handbook, sop: Sop, review: Review) -> Mapping[str, Entry]:
    """Return the entries renamed since a review, by the former "kind/id".

    A renamed entry is the only one of its kind that the procedure newly cites and whose content
    matches that of the missing one.
    """
    gone = [name for name in review.cites if handbook.find(*_parted(name)) is None]
    named = cited(handbook, sop.entry) if gone else {}
    fresh = [entry for name, entry in named.items() if name not in review.cites]
    found = {}
    for name in gone:
        kind, digest = _parted(name)[0], review.cites[name]
        alike = [one for one in fresh if one.kind == kind and matches(handbook, one, digest)]
        if len(alike) == 1:
            found[name] = alike[0]
    return found


def _parted(name: str) -> tuple[str, str]:
    kind, _, entry_id = name.partition("/")
    return kind, entry_id


def warning_period(handbook: Handbook) -> timedelta:
    """Return how long before its date something counts as due soon."""
    return timedelta(days=int(handbook.settings.get("dueSoonDays", 28)))
