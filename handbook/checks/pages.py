"""Every page of docs/ is one that the navigation leads to."""

from collections.abc import Iterator
from datetime import date

from handbook.addresses import read_target
from handbook.book import Handbook
from handbook.checks.finding import Finding
from handbook.diagnostics import Place
from handbook.source.docs import FOLDER
from handbook.source.site import FILE

_TOP = f"{FOLDER}/"


def wanted(handbook: Handbook) -> list[str]:
    """Return the pages that the navigation has to name; none if the site is built without it."""
    site = handbook.docs.site
    return list(handbook.docs.pages) if site.wants_all and site.navigation else []


def unlisted_page(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A page of docs/ is not in the navigation, where the build stops at such a page."""
    named = {read_target(link.target, _TOP).path for link in handbook.docs.site.navigation}
    for path in wanted(handbook):
        if path not in named and not _is_made(handbook, path):
            cure = f"add {path.removeprefix(_TOP)!r} to 'nav' in {FILE}"
            words = f"the navigation does not name this page, so no site is built; {cure}"
            yield Place(path, 1, 1), words


def _is_made(handbook: Handbook, path: str) -> bool:
    """Return whether a record has this page too: the build says which, and one has to go."""
    folder, _, name = path.removeprefix(_TOP).removesuffix(".md").rpartition("/")
    return any(
        register.kind.page == folder and name in register.entries
        for register in handbook.registers.values()
    )
