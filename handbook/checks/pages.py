"""Every page of docs/ is read and is in the navigation."""

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
# What MkDocs turns into pages, on case-insensitive disks too.
_PAGE_SUFFIXES = frozenset({_PAGE, ".markdown", ".mdown", ".mkdn", ".mkd"})


def wanted(handbook: Handbook) -> list[str]:
    """Return the pages that must be in the navigation; none if the site does not require it."""
    site = handbook.docs.site
    if site.may_be_unlisted is None or not site.navigation:
        return []
    left_out = _exclusions(site.may_be_unlisted)
    pages = handbook.docs.pages
    return [
        path
        for path in pages
        if not any(spec.match_file(path.removeprefix(_TOP)) for spec in left_out)
        # MkDocs treats it as the index of its folder, unless there is another.
        and not (path.endswith(_README) and f"{path.removesuffix(_README)}/{INDEX}{_PAGE}" in pages)
    ]


def _exclusions(patterns: Iterable[Iterable[str]]) -> list["GitIgnoreSpec"]:
    # As MkDocs does; imported late because only a full check needs it.
    from pathspec import GitIgnoreSpec  # noqa: PLC0415

    return [GitIgnoreSpec.from_lines(lines) for lines in patterns]


def unlisted_page(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A page of docs/ is not in the navigation, which stops the build."""
    links = handbook.docs.site.navigation
    named = {f"{_TOP}{posixpath.normpath(link.target)}" for link in links}
    for path in wanted(handbook):
        if path not in named and not _has_record(handbook, path):
            cure = f"add {path.removeprefix(_TOP)!r} to 'nav' in {FILE}"
            message = f"this page is not in the navigation, so the site cannot be built; {cure}"
            yield Place(path, 1, 1), message


def written(handbook: Handbook) -> list[str]:
    """Return the paths of all files in docs/ that look like pages, whatever their suffix."""
    files = (handbook.root / FOLDER).rglob("*")
    pages = (file for file in files if file.suffix.casefold() in _PAGE_SUFFIXES and file.is_file())
    paths = (file.relative_to(handbook.root).as_posix() for file in pages)
    return sorted(path for path in paths if not is_hidden(path))


def unread_page(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A page of docs/ does not end in `.md`, so no check reads it."""
    unread = [path for path in written(handbook) if Path(path).suffix != _PAGE]
    left_out = _exclusions((handbook.docs.site.excluded,)) if unread else []
    for path in unread:
        ending = Path(path).suffix
        if not any(spec.match_file(path.removeprefix(_TOP)) for spec in left_out):
            cure = f"rename it to {f'{Path(path).stem}{_PAGE}'!r}"
            yield Place(path, 1, 1), f"a page that ends in {ending!r} is not checked; {cure}"


def _has_record(handbook: Handbook, path: str) -> bool:
    """Return whether a record has this page too; the build reports the clash."""
    folder, _, name = path.removeprefix(_TOP).removesuffix(_PAGE).rpartition("/")
    return any(
        register.kind.page == folder and name in register.entries
        for register in handbook.registers.values()
    )
