"""Every page of docs/ is one that is read, and that the navigation leads to."""

import posixpath
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.addresses import INDEX, is_hidden
from handbook.book import Handbook
from handbook.checks.finding import Finding
from handbook.diagnostics import Place
from handbook.source.docs import FOLDER
from handbook.source.site import FILE

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_TOP = f"{FOLDER}/"
_README = "/README.md"
_PAGE = ".md"
# What else MkDocs makes a page of, and what only disks that forgive capitals take for one.
_OTHERS = frozenset({_PAGE, ".markdown", ".mdown", ".mkdn", ".mkd"})


def wanted(handbook: Handbook) -> list[str]:
    """Return the pages that the navigation has to name; none if the site is built without it."""
    site = handbook.docs.site
    if site.unnamed is None or not site.navigation:
        return []
    left_out = _left_out(site.unnamed)
    pages = handbook.docs.pages
    return [
        path
        for path in pages
        if not any(spec.match_file(path.removeprefix(_TOP)) for spec in left_out)
        # MkDocs takes it for the page of its folder, if there is no other.
        and not (path.endswith(_README) and f"{path.removesuffix(_README)}/{INDEX}{_PAGE}" in pages)
    ]


def _left_out(patterns: Iterable[Iterable[str]]) -> list["GitIgnoreSpec"]:
    # As MkDocs does; only a look at all of a handbook takes the time.
    from pathspec import GitIgnoreSpec  # noqa: PLC0415

    return [GitIgnoreSpec.from_lines(lines) for lines in patterns]


def unlisted_page(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A page of docs/ is not in the navigation, where the build stops at such a page."""
    links = handbook.docs.site.navigation
    named = {f"{_TOP}{posixpath.normpath(link.target)}" for link in links}
    for path in wanted(handbook):
        if path not in named and not _is_made(handbook, path):
            cure = f"add {path.removeprefix(_TOP)!r} to 'nav' in {FILE}"
            words = f"the navigation does not name this page, so no site is built; {cure}"
            yield Place(path, 1, 1), words


def written(handbook: Handbook) -> list[str]:
    """Return the paths of all files in docs/ that look like pages, whatever they end in."""
    files = (handbook.root / FOLDER).rglob("*")
    pages = (file for file in files if file.suffix.casefold() in _OTHERS and file.is_file())
    paths = (file.relative_to(handbook.root).as_posix() for file in pages)
    return sorted(path for path in paths if not is_hidden(path))


def unread_page(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A page of docs/ ends in something else than `.md`, so that no check reads it."""
    strange = [path for path in written(handbook) if Path(path).suffix != _PAGE]
    left_out = _left_out((handbook.docs.site.excluded,)) if strange else []
    for path in strange:
        ending = Path(path).suffix
        if not any(spec.match_file(path.removeprefix(_TOP)) for spec in left_out):
            cure = f"rename it to {f'{Path(path).stem}{_PAGE}'!r}"
            yield Place(path, 1, 1), f"no check reads a page that ends in {ending!r}; {cure}"


def _is_made(handbook: Handbook, path: str) -> bool:
    """Return whether a record has this page too: the build says which, and one has to go."""
    folder, _, name = path.removeprefix(_TOP).removesuffix(_PAGE).rpartition("/")
    return any(
        register.kind.page == folder and name in register.entries
        for register in handbook.registers.values()
    )
