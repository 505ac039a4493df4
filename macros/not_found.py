"""Data for the 404 page: the known addresses, and the form for broken links."""

from collections.abc import Collection, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from mkdocs.structure.files import Files

from handbook.json_text import encoded
from handbook.pages.edition import Edition
from handbook.pages.issue import Issue

ADDRESSES = "assets/addresses.json"
_REPORT = """\
Broken address: {here}

Page with the link: {from}
"""


def reports(edition: Edition) -> dict[str, str | None]:
    """Return the form's address: plain, and with placeholders that the page's script fills in."""
    plain = _REPORT.replace("{here}", "").replace("{from}", "")
    texts = {"plain": plain, "filled": _REPORT}
    return {name: edition.issue(Issue("Broken link", text=text)) for name, text in texts.items()}


def publish(files: Files, gone: Collection[str], folder: Path) -> None:
    """Write the title of every page, by address, into the site folder.

    The addresses in `gone` are left out: their pages only say that an entry was removed.
    """
    titles = dict(sorted(pair for pair in _titles(files) if unquote(pair[0]) not in gone))
    (folder / ADDRESSES).write_bytes(encoded(titles))


def _titles(files: Files) -> Iterator[tuple[str, str]]:
    for file in files.documentation_pages():
        if file.page is not None and not file.page.is_homepage:
            yield file.url, unescape(str(file.page.title))
