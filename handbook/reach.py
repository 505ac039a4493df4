"""Who outside may find a page: what web search is invited to show, and what it is asked to pass.

A site of files cannot hide anything: whoever can open its address can read all of it. What is said
here only tells search engines that keep to what they are told. What must not be read by everybody
belongs on a site that asks who is there.
"""

from enum import Enum

from handbook.book import Handbook
from handbook.records import Entry


class Reach(Enum):
    """How far a page reaches: it is invited, it is neither invited nor kept out, it is kept out."""

    INVITED = "invited"
    UNSAID = "unsaid"
    CLOSED = "closed"


def reach(handbook: Handbook, entry: Entry | None) -> Reach:
    """Return how far the page of an entry reaches; None stands for a page that is no entry's."""
    wish = handbook.settings.get("webSearch")
    if wish == "nothing" or (entry is not None and entry.status in {"draft", "retired"}):
        return Reach.CLOSED
    if wish == "everything" or (entry is not None and is_public(entry)):
        return Reach.INVITED
    return Reach.CLOSED if wish == "public" else Reach.UNSAID


def is_public(entry: Entry) -> bool:
    """Return whether an entry is a procedure for people outside the company too."""
    return entry.kind == "sops" and entry.data.get("public") is True
