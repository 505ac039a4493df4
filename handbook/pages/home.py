"""The entry points on the home page."""

from collections.abc import Callable
from typing import NamedTuple

from markupsafe import Markup

from handbook.pages.edition import View


class Door(NamedTuple):
    """One entry point."""

    href: str
    title: str
    text: str
    name: str
    icon: Markup


def doors(view: View, icon: Callable[[str], Markup]) -> Markup:
    """Return the four entry points of the handbook; `icon` returns a Material Design icon."""
    found = [
        Door(
            view.site("procedures/"),
            "Do something",
            "Every procedure, by area",
            "do",
            icon("clipboard-check-outline"),
        ),
        Door(
            view.site("roles/"),
            "Find who",
            "Every role and who holds it",
            "who",
            icon("account-search-outline"),
        ),
        Door(
            view.site("roles/"),
            "My role",
            "A guide to your work",
            "mine",
            icon("badge-account-outline"),
        ),
        Door(
            view.site("reports/freshness/"),
            "What needs care",
            "What to review, write or decide",
            "care",
            icon("alert-decagram-outline"),
        ),
    ]
    return view.render("doors", doors=found)


def search(view: View) -> Markup:
    """Return the field that opens the search; it is hidden where no scripts run."""
    return view.render("search", action=view.site("procedures/"))
