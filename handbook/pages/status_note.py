"""Why a procedure has its status and what to do about it, in sentences."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from handbook.inventory import replacement
from handbook.pages.edition import GUIDE, View
from handbook.pages.status_meaning import meaning_of
from handbook.pages.words import distance
from handbook.records import Sop
from handbook.status import Standing, Status
from handbook.times import format_date

# Fixed sentences by status.
_FIXED = {
    Status.DRAFT: "This is a draft: it is still being written and is not in force.",
    Status.RETIRED: "This procedure is no longer in force. It is kept for reference only.",
    Status.NEVER_REVIEWED: "No review is recorded, so it may be out of date.",
}


class Note(NamedTuple):
    """What a reader should know before trusting a procedure, and how serious it is."""

    meaning: str
    texts: tuple[Markup, ...]


def note(view: View, sop: Sop, standing: Standing) -> Note | None:
    """Return the note on a procedure's status, or None if it is current."""
    texts = tuple(_sentences(view, sop, standing))
    return Note(meaning_of(standing.status).value, texts) if texts else None


def _sentences(view: View, sop: Sop, standing: Standing) -> Iterator[Markup]:
    for reason in standing.reasons:
        text = _sentence(view, sop, standing, reason)
        if text:
            yield text
    if standing.status is Status.TO_BE_RETIRED:
        yield Markup("The owner is asked to retire it.")
    elif meaning_of(standing.status).value == "care":
        yield Markup('The owner is asked to <a href="{}">read it and record a review</a>.').format(
            view.site(f"{GUIDE}review/")
        )


def _sentence(view: View, sop: Sop, standing: Standing, reason: Status) -> Markup:
    reviewed = format_date(standing.review.date) if standing.review else ""
    match reason:
        case Status.TO_BE_RETIRED:
            return Markup("Its last review on {} decided that it should be retired.").format(
                reviewed
            )
        case Status.CHANGED:
            return Markup("It has changed since its last review on {}.").format(reviewed)
        case Status.SUSPECT:
            return Markup("Since its last review on {}, this has changed: {}.").format(
                reviewed, _suspects(view, standing)
            )
        case Status.OVERDUE if standing.due:
            gap = distance(standing.due, view.today)
            return Markup("Its review was due on {}, {}.").format(format_date(standing.due), gap)
        case Status.UNLISTED:
            return _unlisted(view, sop)
        case Status.RETIRED if found := replacement(view.handbook, sop.entry):
            return Markup("This procedure is no longer in force: {} replaces it.").format(
                view.link(found)
            )
    return Markup("{}").format(_FIXED.get(reason, ""))


def _suspects(view: View, standing: Standing) -> Markup:
    return view.listed(view.cited(name) for name in standing.suspects)


def _unlisted(view: View, sop: Sop) -> Markup:
    if sop.process is None:
        return Markup("It does not describe any process in the {}.").format(
            view.link_to("registers/processes/", "inventory")
        )
    return Markup("The inventory or the table of contents does not list it.")
