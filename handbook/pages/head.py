"""What programs read in the head of a page: who may show it, what it is, where to follow it."""

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from handbook.pages.edition import View
from handbook.pages.linked_data import linked_data
from handbook.reach import Reach, reach


class Followed(NamedTuple):
    """A feed of a page: its title, and the addresses of its forms by their type."""

    title: str
    forms: Mapping[str, str]


def head(view: View, title: str, feed: Followed | None) -> Markup:
    """Return what stands in the head of a page besides its title and description."""
    edition = view.edition
    found = reach(view.handbook, edition.subjects.get(view.address))
    return view.render(
        "head",
        feed=feed,
        closed=found is Reach.CLOSED,
        # Whether somebody can pass its address on; what is shown of it then is the description too.
        shared=bool(edition.url),
        title=title,
        linked=list(linked_data(edition, view.address, title)),
    )
