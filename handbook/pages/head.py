"""What programs read in the head of a page: where its changes can be followed."""

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from handbook.pages.edition import View


class Followed(NamedTuple):
    """A feed of a page: its title, and the addresses of its forms by their type."""

    title: str
    forms: Mapping[str, str]


def head(view: View, *, feed: Followed | None) -> Markup:
    """Return what stands in the head of a page besides its title and description."""
    return view.render("head", feed=feed)
