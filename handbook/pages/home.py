"""What the first page shows: where to go, and what changed lately."""

from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from handbook.pages.edition import View
from handbook.records import Sop


class Change(NamedTuple):
    """A change to a procedure, as its table of changes tells it."""

    day: date
    written: str
    sop: Sop
    text: str


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


def changes(view: View, most: int = 5) -> Markup:
    """Return the newest changes to procedures in force."""
    found = [
        Change(day, change["date"], sop, change["change"])
        for sop in view.handbook.sops_in_use
        for day, change in zip(sop.changed, sop.entry.data.get("changes", ()), strict=True)
        if day <= view.today
    ]
    found.sort(key=lambda change: (-change.day.toordinal(), change.sop.title.casefold()))
    return view.render("changes", changes=found[:most])
