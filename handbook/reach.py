"""Whether search engines may index a page.

A static site cannot hide anything: whoever can open its address can read all of it. This is only
a request to search engines that respect it. Confidential content belongs on a site that requires
a login.
"""

from enum import Enum

from handbook.book import Handbook
from handbook.records import Entry


class Reach(Enum):
    """Whether search engines are invited to index a page, are told nothing, or are kept out."""

    INVITED = "invited"
    UNSAID = "unsaid"
    CLOSED = "closed"


def reach(handbook: Handbook, entry: Entry | None) -> Reach:
    """Return the reach of an entry's page; None means a page without an entry."""
    wish = handbook.settings.get("webSearch")
    if wish == "nothing" or (entry is not None and entry.status in {"draft", "retired"}):
        return Reach.CLOSED
    if wish == "everything" or (entry is not None and is_public(entry)):
        return Reach.INVITED
    return Reach.CLOSED if wish == "public" else Reach.UNSAID


def is_public(entry: Entry) -> bool:
    """Return whether an entry is a procedure that is also for people outside the company."""
    return entry.kind == "sops" and entry.data.get("public") is True
