"""The page of a check: what it reports, why it matters and how to fix it."""

from typing import NamedTuple

from markupsafe import Markup

from handbook.pages.edition import Edition
from handbook.pages.page import Page
from handbook.pages.status_meaning import Meaning, chip
from handbook.pages.tasks import tasks


class CheckText(NamedTuple):
    """The text of a check: code, severity and rule are plain text, `body` is safe HTML."""

    code: str
    severity: str
    rule: str
    body: str
    source: str
    found: int


def check_page(edition: Edition, check: CheckText) -> Page:
    """Return the page of one check."""
    address = f"checks/{check.code}/"
    view = edition.view(address)
    html = view.render(
        "check",
        trail=[view.link_to("checks/", "Checks")],
        check=check,
        chip=severity_chip(check.severity),
        body=Markup(check.body),  # noqa: S704 - our own text, rendered by the caller
        tasks=tasks(view, check.code, edition.edit(check.source)),
    )
    return Page(
        address=address,
        source=check.source,
        title=check.code,
        description=check.rule,
        html=html,
        # Its examples and reasons use everyday words, which lead nobody to a check on purpose.
        found=(),
    )


def severity_chip(severity: str) -> Markup:
    """Return the severity of a check as a chip."""
    return chip(Meaning.BAD if severity == "error" else Meaning.CARE, severity.capitalize())
