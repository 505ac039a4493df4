"""The long lists of the site, contents and reports, split into pages."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from handbook.names import asked_for
from handbook.pages.area import area_listings
from handbook.pages.contents import contents_listing
from handbook.pages.list_file import list_file, words_file
from handbook.pages.listing import Listing, further_pages
from handbook.pages.page import Planned
from handbook.pages.report import report_listing
from handbook.reports.coverage import completeness, inventory, rules
from handbook.reports.decisions import decisions
from handbook.reports.freshness import freshness
from handbook.reports.ownership import ownership
from handbook.reports.table import Table
from handbook.reports.usage import usage
from macros.site import Site


class Report(NamedTuple):
    """A report of the site: its table, the facets to filter it by, and the name of its order.

    `at` is the page in docs/reports/ that contains it, if that has another name.
    """

    table: Callable[[Site], Table]
    facets: tuple[str, ...] = ()
    first: str = ""
    at: str = ""


REPORTS = {
    "ownership": Report(
        lambda site: ownership(site.handbook, site.today), ("area", "holder"), "As written"
    ),
    "freshness": Report(
        lambda site: freshness(site.handbook, site.today), ("area", "owner", "status"), "Urgency"
    ),
    "inventory": Report(lambda site: inventory(site.handbook, site.today), at="coverage"),
    "completeness": Report(lambda site: completeness(site.handbook), at="coverage"),
    "decisions": Report(lambda site: decisions(site.handbook, site.today), at="coverage"),
    "rules": Report(lambda site: rules(site.checked.coverage), at="coverage"),
    "usage": Report(lambda site: usage(site.handbook, site.today), at="programme"),
}


def report(site: Site, name: str) -> tuple[Listing, str]:
    """Return a report as a list, and its summary; each is built once per build.

    Raises LookupError if there is no such report.
    """
    chosen = asked_for(REPORTS, name, f"unknown report: {name!r}")
    if name not in site.lists:
        table = chosen.table(site)
        site.lists[name] = (
            report_listing(site.edition, table, chosen.facets, chosen.first, chosen.at),
            table.note,
        )
    return site.lists[name]


def further(site: Site) -> Iterator[Planned]:
    """Yield all pages of lists except their first."""
    for listing in _lists(site):
        yield from further_pages(site.edition, listing)


class _LazyFile(File):
    """A large generated file; its content is created when it is written, and then released."""

    def __init__(self, name: str, make: Callable[[], str], config: MkDocsConfig) -> None:
        super().__init__(name, None, config.site_dir, config.use_directory_urls)
        self.generated_by = "handbook"
        self._make = make

    def copy_file(self, dirty: bool = False) -> None:
        """Create the content and write it."""
        self.content_string = self._make()
        super().copy_file(dirty)
        self.content_string = ""


def add_files(site: Site, files: Files, config: MkDocsConfig) -> None:
    """Add the data files from which scripts filter lists of more than one page."""
    for listing in _lists(site):
        if listing.file:
            for name, make in (
                (listing.file, partial(list_file, listing, site.handbook)),
                (listing.words_file, partial(words_file, listing)),
            ):
                files.append(_LazyFile(name, make, config))


def _lists(site: Site) -> Iterator[Listing]:
    yield contents_listing(site.edition)
    yield from area_listings(site.edition)
    yield from (report(site, name)[0] for name in REPORTS)
