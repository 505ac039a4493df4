"""Whether each procedure is still true, worked out from its text, its reviews and the date."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from handbook.book import Handbook
from handbook.fingerprint import citations, fingerprint
from handbook.records import Process, Review, Sop


class Status(StrEnum):
    """How far a procedure can be trusted; `word` is what readers see."""

    NOT_DOCUMENTED = "not documented"
    UNLISTED = "unlisted"
    DRAFT = "draft"
    NEVER_REVIEWED = "never reviewed"
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


_NEEDS_UPDATE = {Status.NEVER_REVIEWED, Status.CHANGED, Status.SUSPECT, Status.OVERDUE}
_WORDS = dict.fromkeys(_NEEDS_UPDATE, "Needs update") | {Status.DUE_SOON: "Current"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The status of one procedure, with all that is not as it should be.

    `reasons` holds every status that applies, the gravest first, so the status is the first;
    `suspects` names, as "kind/id", what it cites that changed or went away since the review.
    """

    status: Status
    reasons: tuple[Status, ...]
    review: Review | None
    due: date | None
    suspects: tuple[str, ...] = ()


def listed(handbook: Handbook, sop: Sop) -> bool:
    """Return whether both the inventory and the table of contents reach a procedure."""
    process = handbook.processes.get(sop.process) if sop.process else None
    area_known = handbook.find("areas", sop.area) is not None or not handbook.read("areas")
    process_known = process is not None or not handbook.read("processes")
    return area_known and process_known


def last_review(handbook: Handbook, sop: Sop) -> Review | None:
    """Return the newest review of a procedure; of two on one day, the later in the file."""
    reviews = handbook.reviews.get(sop.id, ())
    return max(reviews, key=lambda review: (review.date, review.index), default=None)


def standing(handbook: Handbook, sop: Sop, today: date) -> Standing:
    """Return whether a procedure is still true on a day, and why not."""
    if sop.status == "retired":
        return Standing(status=Status.RETIRED, reasons=(Status.RETIRED,), review=None, due=None)
    review = last_review(handbook, sop)
    due = sop.review.after(review.date) if review else None
    settled = handbook.settled(sop.entry)
    suspects = _suspects(handbook, sop, review) if review and settled else ()
    reasons = [
        status
        for status, applies in (
            (Status.UNLISTED, not listed(handbook, sop)),
            (Status.DRAFT, sop.status == "draft"),
            (Status.NEVER_REVIEWED, review is None),
            (Status.CHANGED, review is not None and settled and _changed(handbook, sop, review)),
            (Status.SUSPECT, bool(suspects)),
            (Status.OVERDUE, due is not None and due < today),
            (Status.DUE_SOON, due is not None and today <= due <= today + _warning(handbook)),
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
    if process.kept_at:
        return Status.UNLISTED
    found = [standing(handbook, sop, today).status for sop in handbook.sops_of(process)]
    return min(found, key=list(Status).index, default=Status.NOT_DOCUMENTED)


def standings(handbook: Handbook, today: date) -> dict[str, Standing]:
    """Return the standing of every procedure by id."""
    return {sop.id: standing(handbook, sop, today) for sop in handbook.sops.values()}


def _changed(handbook: Handbook, sop: Sop, review: Review) -> bool:
    return review.fingerprint != fingerprint(handbook, sop.entry)


def _suspects(handbook: Handbook, sop: Sop, review: Review) -> tuple[str, ...]:
    """Return what was cited at the review and is now different or gone."""
    now = citations(handbook, sop.entry)
    return tuple(
        name
        for name, digest in sorted(review.cites.items())
        if _digest_now(handbook, name, now) != digest
    )


def _digest_now(handbook: Handbook, name: str, now: dict[str, str]) -> str | None:
    if name in now:
        return now[name]
    kind, _, entry_id = name.partition("/")
    entry = handbook.find(kind, entry_id)
    return fingerprint(handbook, entry) if entry else None


def _warning(handbook: Handbook) -> timedelta:
    return timedelta(days=int(handbook.settings.get("dueSoonDays", 28)))
