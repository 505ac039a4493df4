"""What the first page shows: where to go."""

from typing import NamedTuple

from markupsafe import Markup

from handbook.pages.edition import View


class Door(NamedTuple):
    """One of the ways in."""

    href: str
    title: str
    text: str
    name: str


def doors(view: View) -> Markup:
    """Return the four ways into the handbook."""
    found = [
        Door(view.site("procedures/"), "Do something", "Every procedure, by area", "do"),
        Door(
            view.site("roles/"), "Find who", "Every role, who holds it, whom it reports to", "who"
        ),
        Door(
            view.site("roles/"),
            "My role",
            "What you answer for, attend and are measured by",
            "mine",
        ),
        Door(
            view.site("reports/freshness/"),
            "What needs care",
            "What to review, write and fill",
            "care",
        ),
    ]
    return view.render("doors", doors=found)


def search(view: View) -> Markup:
    """Return the field that opens the search; without scripts it leads to the contents."""
    return view.render("search", action=view.site("procedures/"))
