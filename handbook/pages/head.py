"""Metadata in the head of a page for programs: indexing, structured data and feeds."""

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from handbook.pages.edition import View
from handbook.pages.linked_data import linked_data
from handbook.reach import Reach, reach


class Followed(NamedTuple):
    """A feed of a page: its title, and the address of each format by media type."""

    title: str
    forms: Mapping[str, str]


def head(view: View, title: str, feed: Followed | None) -> Markup:
    """Return what goes into the head of a page in addition to its title and description."""
    edition = view.edition
    found = reach(view.handbook, edition.subjects.get(view.address))
    return view.render(
        "head",
        feed=feed,
        closed=found is Reach.CLOSED,
        # Whether its address can be shared; a shared link shows the description too.
        shared=bool(edition.url),
        title=title,
        linked=list(linked_data(edition, view.address, title)),
    )
