"""The last and the next review of a procedure, as shown on its page."""

from markupsafe import Markup

from handbook.pages.edition import View
from handbook.pages.words import dated, distance
from handbook.records import Review, Sop
from handbook.status import Standing, Status


def last_review(view: View, sop: Sop, standing: Standing) -> Markup | str:
    """Return when and by whom a procedure was last reviewed, and the outcome."""
    if sop.status == "retired":
        return ""
    review = standing.review
    return _reviewed(view, review) if review else "Never"


def _reviewed(view: View, review: Review) -> Markup:
    outcome = "to be retired" if review.outcome == "retire" else review.outcome
    return Markup('{} <span class="hb-quiet">by {}, {}</span>').format(
        dated(review.date), view.entry_link("roles", review.reviewer), outcome
    )


def next_review(view: View, sop: Sop, standing: Standing) -> Markup | str:
    """Return when the next review of a procedure is due."""
    if {Status.RETIRED, Status.TO_BE_RETIRED} & {*standing.reasons}:
        return ""
    if standing.due is None:
        return "Before it takes effect" if sop.status == "draft" else "Due now"
    return Markup('{} <span class="hb-quiet">{}</span>').format(
        dated(standing.due), distance(standing.due, view.today)
    )
