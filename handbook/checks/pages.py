"""Every page of docs/ is one that the navigation leads to."""

import posixpath
from collections.abc import Iterator
from datetime import date

from handbook.addresses import INDEX
from handbook.book import Handbook
from handbook.checks.finding import Finding
from handbook.diagnostics import Place
from handbook.source.docs import FOLDER
from handbook.source.site import FILE

_TOP = f"{FOLDER}/"
_README = "/README.md"


def wanted(handbook: Handbook) -> list[str]:
    """Return the pages that the navigation has to name; none if the site is built without it."""
    site = handbook.docs.site
    if site.unnamed is None or not site.navigation:
        return []
    # As MkDocs does; only a look at all of a handbook takes the time.
    from pathspec import GitIgnoreSpec  # noqa: PLC0415

    left_out = [GitIgnoreSpec.from_lines(patterns) for patterns in site.unnamed]
    pages = handbook.docs.pages
    return [
        path
        for path in pages
        if not any(spec.match_file(path.removeprefix(_TOP)) for spec in left_out)
        # MkDocs takes it for the page of its folder, if there is no other.
        and not (path.endswith(_README) and f"{path.removesuffix(_README)}/{INDEX}.md" in pages)
    ]


def unlisted_page(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A page of docs/ is not in the navigation, where the build stops at such a page."""
    links = handbook.docs.site.navigation
    named = {f"{_TOP}{posixpath.normpath(link.target)}" for link in links}
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
