"""All pages made from records: one for each entry that has a page, one for each register."""

from collections.abc import Iterator

from handbook.pages.api import api_page
from handbook.pages.area import area_page
from handbook.pages.checklist import checklist_page
from handbook.pages.coverage import coverage_page
from handbook.pages.dashboard import dashboard_page
from handbook.pages.discrepancy import discrepancy_page
from handbook.pages.edition import Edition
from handbook.pages.meeting import meeting_page
from handbook.pages.metric import metric_page
from handbook.pages.page import Page
from handbook.pages.plan import plan_page
from handbook.pages.post_mortem import post_mortem_page
from handbook.pages.procedure import procedure_page
from handbook.pages.recent import changes_page
from handbook.pages.register import entry_page, index_page, register_page
from handbook.pages.role import role_page
from handbook.pages.runs import runs_page
from handbook.pages.scorecard import scorecard_page
from handbook.pages.service import who_do_i_call
from handbook.pages.template import template_page
from handbook.pages.tool import tool_page
from handbook.pages.vendor import vendor_page
from handbook.pages.workflow import workflow_page

# Shown in a form of their own; reviews, usage and values stand on the pages of what they are about.
FORMED = frozenset(
    {
        *("areas", "checklists", "meetings", "plans", "reviews"),
        *("roles", "sops", "templates", "usage", "values", "workflows"),
    }
)
# Listed as any register; only the page of an entry has a form of its own.
_ENTRY_PAGES = {
    "coverage": coverage_page,
    "discrepancies": discrepancy_page,
    "scorecards": scorecard_page,
    "dashboards": dashboard_page,
    "metrics": metric_page,
    "tools": tool_page,
    "vendors": vendor_page,
    "post-mortems": post_mortem_page,
}

# Of these a plain list is made where docs/ has none, as of kinds without a form.
_LISTED = frozenset({"plans", "workflows"})


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every page made from records, each rendered once."""
    handbook = edition.handbook
    yield from (procedure_page(edition, sop) for sop in handbook.sops.values())
    yield from (role_page(edition, role) for role in handbook.roles.values())
    yield from (meeting_page(edition, meeting) for meeting in handbook.meetings.values())
    yield from (template_page(edition, entry) for entry in handbook.entries("templates"))
    yield from (checklist_page(edition, entry) for entry in handbook.entries("checklists"))
    yield from (area_page(edition, entry) for entry in handbook.entries("areas"))
    yield from (workflow_page(edition, entry) for entry in handbook.entries("workflows"))
    yield from who_do_i_call(edition)
    yield runs_page(edition)
    yield from (plan_page(edition, entry) for entry in handbook.entries("plans"))
    for register in handbook.registers.values():
        if register.kind.name in FORMED:
            continue
        if register.kind.page:
            form = _ENTRY_PAGES.get(register.kind.name, entry_page)
            yield from (form(edition, register.kind, entry) for entry in register)
        else:
            yield register_page(edition, register.kind)


def indexes(edition: Edition) -> Iterator[Page]:
    """Yield the pages that are there whatever a company writes, and lists of kinds without a form.

    A page written in docs/ at the same address takes its place.
    """
    yield changes_page(edition)
    yield api_page(edition)
    for register in edition.handbook.registers.values():
        if register.kind.name in _LISTED and not register.entries:
            # No page would lead there.
            continue
        if register.kind.page and register.kind.name not in FORMED - _LISTED:
            yield index_page(edition, register.kind)
