"""Every procedure in force is reviewed in time, and its reviews are plausible."""

from collections.abc import Iterator
from datetime import date

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.checks.finding import Finding, joined, place_of, subject
from handbook.records import Review, Sop
from handbook.status import Standing, Status, last_review, standing_of, unchanged
from handbook.times import format_date


def in_force(handbook: Handbook) -> list[Sop]:
    """Return the procedures that are neither drafts nor retired."""
    return [sop for sop in handbook.sops.values() if sop.status == "active"]


def reviewed(handbook: Handbook) -> list[Sop]:
    """Return the procedures in force that have a review."""
    return [sop for sop in in_force(handbook) if handbook.reviews.get(sop.id)]


def comparable(handbook: Handbook) -> list[Sop]:
    """Return the reviewed procedures whose fingerprint can be calculated."""
    return [sop for sop in reviewed(handbook) if handbook.is_resolved(sop.entry)]


def reviews(handbook: Handbook) -> list[Review]:
    """Return all reviews of all procedures."""
    return [review for found in handbook.reviews.values() for review in found]


def never_reviewed(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A procedure in force has no review on record."""
    for sop in in_force(handbook):
        if not handbook.reviews.get(sop.id):
            fault = f"has never been reviewed; ask {_owner(handbook, sop)} to review it"
            yield place_of(sop.entry), f"{subject(handbook, sop.entry)} {fault}"


def overdue_review(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The review date of a procedure has passed."""
    for sop, found in _standings(handbook, today, Status.OVERDUE):
        if found.due is not None:
            late = counted((today - found.due).days, "day")
            fault = f"was due for review on {format_date(found.due)}, {late} ago"
            cure = f"ask {_owner(handbook, sop)} to review it"
            yield sop.place("review"), f"{subject(handbook, sop.entry)} {fault}; {cure}"


def review_due_soon(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The review date of a procedure is near."""
    for sop, found in _standings(handbook, today, Status.DUE_SOON):
        if found.due is not None:
            left = (found.due - today).days
            when = f"in {counted(left, 'day')}" if left else "today"
            fault = f"is due for review on {format_date(found.due)}, {when}"
            owner = _owner(handbook, sop)
            cure = f"{owner} can review it any time" if left else f"ask {owner} to review it"
            yield sop.place("review"), f"{subject(handbook, sop.entry)} {fault}; {cure}"


def unfinished_retirement(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A procedure is in force although its last review decided to retire it."""
    for sop, found in _standings(handbook, today, Status.TO_BE_RETIRED):
        if found.review is not None:
            day = format_date(found.review.date)
            fault = f"is still in force, although its review of {day} decided to retire it"
            cure = f"set 'status: retired', or ask {_owner(handbook, sop)} to review it again"
            yield place_of(sop.entry), f"{subject(handbook, sop.entry)} {fault}; {cure}"


def changed_since_review(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A procedure has changed since its last review."""
    for sop, found in _standings(handbook, today, Status.CHANGED):
        if found.review is not None:
            fault = f"has changed since its review of {format_date(found.review.date)}"
            cure = f"ask {_owner(handbook, sop)} to review it again"
            yield place_of(sop.entry), f"{subject(handbook, sop.entry)} {fault}; {cure}"


def suspect_review(handbook: Handbook, today: date) -> Iterator[Finding]:
    """Something that a procedure cites has changed or been removed since its review."""
    for sop, found in _standings(handbook, today, Status.SUSPECT):
        if found.review is not None:
            fault = f"was reviewed on {format_date(found.review.date)}, but since then"
            cure = f"ask {_owner(handbook, sop)} whether it is still correct"
            reason = joined(_reasons(handbook, found.suspects))
            yield place_of(sop.entry), f"{subject(handbook, sop.entry)} {fault} {reason}; {cure}"


def future_review(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A review is dated after today."""
    for review in reviews(handbook):
        if review.date > today:
            message = (
                f"a review of {_reviewed(handbook, review)} is dated {format_date(review.date)}, "
                "which is in the future; write the date it was made"
            )
            yield review.place("date"), message


def review_before_change(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A change is dated after the review that already covered it."""
    for sop in comparable(handbook):
        review = last_review(handbook, sop)
        if review is None or not unchanged(handbook, sop, review):
            continue
        for index, changed in enumerate(sop.changed):
            if changed > review.date:
                message = (
                    f"{subject(handbook, sop.entry)} has a change of {format_date(changed)}, "
                    f"after its review of {format_date(review.date)}, which covered the same "
                    "content; correct one of the dates"
                )
                yield sop.place("changes", index, "date"), message


def misplaced_review(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A file of reviews is not named after its procedure."""
    for entry in handbook.entries("reviews"):
        procedure = handbook.find("sops", str(entry.data["procedure"]))
        if procedure is not None and procedure.id != entry.id:
            message = (
                f"file {entry.document.path!r} contains reviews of {subject(handbook, procedure)}; "
                f"move them to data/reviews/{procedure.id}.yaml"
            )
            yield entry.place("procedure"), message


def _standings(handbook: Handbook, today: date, wanted: Status) -> Iterator[tuple[Sop, Standing]]:
    """Yield the reviewed procedures with a given status."""
    for sop in reviewed(handbook):
        found = standing_of(handbook, sop, today)
        if wanted in found.reasons:
            yield sop, found


def _reasons(handbook: Handbook, suspects: tuple[str, ...]) -> Iterator[str]:
    """Yield what happened to each suspect, named as "kind/id"."""
    for name in suspects:
        kind, _, entry_id = name.partition("/")
        entry = handbook.find(kind, entry_id)
        if entry is not None:
            yield f"{subject(handbook, entry)} has changed"
        else:
            known = handbook.kinds.get(kind)
            yield f"{known.noun if known else kind} {entry_id!r} has been removed"


def _owner(handbook: Handbook, sop: Sop) -> str:
    role = handbook.roles.get(sop.owner)
    return repr(role.title if role else sop.owner)


def _reviewed(handbook: Handbook, review: Review) -> str:
    entry_id = str(review.entry.data["procedure"])
    entry = handbook.find("sops", entry_id)
    return subject(handbook, entry) if entry else repr(entry_id)
