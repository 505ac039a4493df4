"""All pages generated from records: one per entry that has a page, one per register."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from handbook.addresses import LISTED_IF_ANY, WITHOUT_LIST, WITHOUT_PAGE
from handbook.pages.api import api_page
from handbook.pages.area import area_page
from handbook.pages.checklist import checklist_page
from handbook.pages.coverage import coverage_page
from handbook.pages.dashboard import dashboard_page
from handbook.pages.discrepancy import discrepancy_page
from handbook.pages.edition import Edition
from handbook.pages.meeting import meeting_page
from handbook.pages.metric import metric_page
from handbook.pages.page import Page, Planned, planned
from handbook.pages.plan import plan_page
from handbook.pages.post_mortem import post_mortem_page
from handbook.pages.procedure import procedure_page
from handbook.pages.recent_changes import changes_page
from handbook.pages.register import entry_page, index_page, register_page
from handbook.pages.role import role_page
from handbook.pages.runs import runs_page
from handbook.pages.scorecard import scorecard_page
from handbook.pages.service import who_do_i_call
from handbook.pages.template import template_page
from handbook.pages.tool import tool_page
from handbook.pages.vendor import vendor_page
from handbook.pages.workflow import workflow_page
from handbook.records import Entry

# Listed like any register; only the entry pages have a custom layout.
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

_Builder = Callable[[Edition, Entry], Page]
# Kinds with a custom page, in the order in which the pages are generated.
_PAGES: Mapping[str, _Builder] = {
    "sops": lambda edition, entry: procedure_page(edition, edition.handbook.sops[entry.id]),
    "roles": lambda edition, entry: role_page(edition, edition.handbook.roles[entry.id]),
    "meetings": lambda edition, entry: meeting_page(edition, edition.handbook.meetings[entry.id]),
    "templates": template_page,
    "checklists": checklist_page,
    "areas": area_page,
    "workflows": workflow_page,
    "plans": plan_page,
}
# Kinds with a custom page, or shown only on the pages of other entries.
CUSTOM = WITHOUT_PAGE.union(_PAGES)


def plans(edition: Edition) -> Iterator[Planned]:
    """Yield every page generated from records; entry pages are rendered on demand."""
    handbook = edition.handbook
    for kind in _PAGES:
        yield from _planned(edition, handbook.entries(kind))
    yield from map(planned, who_do_i_call(edition))
    yield planned(runs_page(edition))
    for register in handbook.registers.values():
        if register.kind.name in CUSTOM:
            continue
        if register.kind.page:
            yield from _planned(edition, register)
        else:
            yield planned(register_page(edition, register.kind))


def _planned(edition: Edition, entries: Iterable[Entry]) -> Iterator[Planned]:
    """Yield entry pages without rendering them: there may be thousands."""
    for entry in entries:
        build = _builder_of(edition, entry)
        if build is not None:
            address = edition.handbook.address(entry)
            make = partial(build, edition, entry)
            yield Planned(address, entry.document.path, entry.title, make)


def page_of(edition: Edition, entry: Entry) -> Page | None:
    """Return the page of an entry, or None if it has no page of its own."""
    build = _builder_of(edition, entry)
    return build(edition, entry) if build else None


def _builder_of(edition: Edition, entry: Entry) -> _Builder | None:
    """Return the page builder for an entry, or None if the entry has no page of its own."""
    if entry.kind in _PAGES:
        return _PAGES[entry.kind]
    kind = edition.handbook.kinds[entry.kind]
    if entry.kind in CUSTOM or not kind.page:
        return None
    build = _ENTRY_PAGES.get(entry.kind, entry_page)
    return lambda edition, entry: build(edition, kind, entry)


def pages_of(edition: Edition, entries: Iterable[Entry]) -> Iterator[Page]:
    """Yield the pages of entries, and the register page for those without a page of their own."""
    kinds = {}
    for entry in entries:
        page = page_of(edition, entry)
        if page is not None:
            yield page
        elif entry.kind not in CUSTOM:
            kinds[entry.kind] = edition.handbook.kinds[entry.kind]
    yield from (register_page(edition, kind) for kind in kinds.values())


def indexes(edition: Edition) -> Iterator[Page]:
    """Yield the pages that every handbook has, and the index pages of kinds without a custom one.

    A page in docs/ at the same address replaces it.
    """
    yield changes_page(edition)
    yield api_page(edition)
    for register in edition.handbook.registers.values():
        if register.kind.name in LISTED_IF_ANY and not register.entries:
            # No page would link to it.
            continue
        if register.kind.page and register.kind.name not in WITHOUT_LIST:
            yield index_page(edition, register.kind)
