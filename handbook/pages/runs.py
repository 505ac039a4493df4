"""The page that lists runs, and the links that start a run."""

import json

from markupsafe import Markup

from handbook.pages.edition import Edition, View
from handbook.pages.issue import Issue
from handbook.pages.page import Page, SearchEntry
from handbook.records import Entry
from handbook.workdays import Workdays, workdays

RUNS = "runs/"
_TITLE = "Runs"
_LEAD = "What you are working through, how far you are and what comes next."
_TEXT = (
    "Start a run of a procedure, a playbook or a checklist: tick its steps, keep notes, see when "
    "each step is due, print it, add the dates to your calendar."
)
_SOURCE = "macros/assets/scripts/runs/page.js"


def runs_page(edition: Edition) -> Page:
    """Return the runs page; the browser fills it from its own storage."""
    view = edition.view(RUNS)
    html = view.render("runs", title=_TITLE, lead=_LEAD, data=_data(view))
    return Page(
        address=RUNS,
        source=_SOURCE,
        title=_TITLE,
        description=_LEAD,
        html=html,
        found=(SearchEntry("", _TITLE, _TEXT),),
        names=("My runs", "Checklists to tick"),
    )


def start(view: View, entry: Entry) -> Markup:
    """Return the link that starts a run of an entry."""
    if entry.status == "retired":
        return Markup("")
    address = view.handbook.address(entry)
    return view.render("run_start", runs=view.site(RUNS), address=address)


def _data(view: View) -> str:
    """Return the site data that the page's script needs, as JSON."""
    settings = view.handbook.settings
    days = workdays(view.handbook)
    return json.dumps(
        {
            "root": view.up,
            "issues": view.edition.issue(Issue("{title}", text="{body}")),
            "zone": settings.get("timezone", "UTC"),
            "week": sorted(days.week),
            "holidays": _holidays(days),
        },
        ensure_ascii=False,
    )


def _holidays(days: Workdays) -> list[dict[str, object]]:
    once = [(day, title, False) for day, title in days.once.items()]
    yearly = [(found.first, found.title, True) for found in days.yearly.values()]
    return [
        {"title": title, "date": day.isoformat(), "yearly": returns}
        for day, title, returns in sorted(once + yearly)
    ]
