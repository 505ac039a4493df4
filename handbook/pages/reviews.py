"""When a procedure was read against the work it describes, and when it is to be read again."""

from markupsafe import Markup

from handbook.pages.edition import View
from handbook.pages.words import dated, distance
from handbook.records import Review, Sop
from handbook.status import Standing, Status


def last_review(view: View, sop: Sop, standing: Standing) -> Markup | str:
    """Return when a procedure was last reviewed, by whom and what came of it."""
    if sop.status == "retired":
        return ""
    review = standing.review
    return _told(view, review) if review else "Never"


def _told(view: View, review: Review) -> Markup:
    outcome = "to be retired" if review.outcome == "retire" else review.outcome
    return Markup('{} <span class="hb-quiet">by {}, {}</span>').format(
        dated(review.date), view.to("roles", review.reviewer), outcome
    )


def next_review(view: View, sop: Sop, standing: Standing) -> Markup | str:
    """Return when a procedure is to be reviewed next, as readers see it."""
    if {Status.RETIRED, Status.TO_BE_RETIRED} & {*standing.reasons}:
        return ""
    if standing.due is None:
        return "Before it takes effect" if sop.status == "draft" else "Due now"
    return Markup('{} <span class="hb-quiet">{}</span>').format(
        dated(standing.due), distance(standing.due, view.today)
    )
