"""Whether each procedure is still true, worked out from its text, its reviews and the date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from handbook.book import Handbook
from handbook.fingerprint import holds
from handbook.inventory import listed
from handbook.records import Process, Review, Sop


class Status(StrEnum):
    """How far a procedure can be trusted; `word` is what readers see."""

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
        """Return what readers see."""
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
    """The status of one procedure, with all that is not as it should be.

    `reasons` holds every status that applies, the gravest first, so the status is the first;
    `suspects` names, as "kind/id", what it cites that changed or went away since the review.
    `due` is None where no review is due: without one on record, and where the last wants the
    procedure retired.
    """

    status: Status
    reasons: tuple[Status, ...]
    review: Review | None
    due: date | None
    suspects: tuple[str, ...] = ()


def last_review(handbook: Handbook, sop: Sop, today: date | None = None) -> Review | None:
    """Return the newest review of a procedure; of two on one day, the later in the file.

    With `today`, a review that is dated later does not count: it cannot have been made.
    """
    reviews = handbook.reviews.get(sop.id, ())
    made = [review for review in reviews if today is None or review.date <= today]
    return max(made, key=lambda review: (review.date, review.index), default=None)


def standing(handbook: Handbook, sop: Sop, today: date) -> Standing:
    """Return whether a procedure is still true on a day, and why not; judged once a day."""
    known: dict[str, Standing] = handbook.memo.setdefault(("standing", today), {})
    if sop.id not in known:
        known[sop.id] = _judge(handbook, sop, today)
    return known[sop.id]


def _judge(handbook: Handbook, sop: Sop, today: date) -> Standing:
    if sop.status == "retired":
        return Standing(status=Status.RETIRED, reasons=(Status.RETIRED,), review=None, due=None)
    review = last_review(handbook, sop, today)
    # What is to be retired is to be taken out of use, not to be read again.
    lasting = None if review is None or review.outcome == "retire" else review
    due = sop.review.after(lasting.date) if lasting else None
    settled = handbook.settled(sop.entry)
    suspects = tuple(_suspects(handbook, review)) if review else ()
    reasons = [
        status
        for status, applies in (
            (Status.UNLISTED, not listed(handbook, sop)),
            (Status.DRAFT, sop.status == "draft"),
            (Status.NEVER_REVIEWED, review is None and sop.status == "active"),
            (Status.TO_BE_RETIRED, review is not lasting),
            (Status.CHANGED, lasting is not None and settled and _changed(handbook, sop, lasting)),
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
    """Return the status of a process: that of the weakest procedure that describes it."""
    if process.entry.status == "retired":
        return Status.RETIRED
    if process.kept_at:
        return Status.UNLISTED
    found = [standing(handbook, sop, today).status for sop in handbook.sops_of(process)]
    return min(found, key=list(Status).index, default=Status.NOT_DOCUMENTED)


def standings(handbook: Handbook, today: date) -> dict[str, Standing]:
    """Return the standing of every procedure by id."""
    return {sop.id: standing(handbook, sop, today) for sop in handbook.sops.values()}


def _changed(handbook: Handbook, sop: Sop, review: Review) -> bool:
    return not holds(handbook, sop.entry, review.fingerprint)


def _suspects(handbook: Handbook, review: Review) -> Iterator[str]:
    """Yield what was cited at a review and is now different or gone, as far as it can be read."""
    for name, digest in sorted(review.cites.items()):
        kind, _, entry_id = name.partition("/")
        entry = handbook.find(kind, entry_id)
        gone = entry is None and handbook.read(kind)
        if gone or (entry and handbook.settled(entry) and not holds(handbook, entry, digest)):
            yield name


def warning_period(handbook: Handbook) -> timedelta:
    """Return how long before its day something counts as due soon."""
    return timedelta(days=int(handbook.settings.get("dueSoonDays", 28)))
