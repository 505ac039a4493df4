"""Redirects from the former addresses of pages to their current ones."""

from pathlib import Path
from urllib.parse import unquote

from mkdocs.structure.files import Files

from handbook.pages.edition import Edition
from handbook.pages.moved_pages import places, redirect
from macros.output import write


def publish(edition: Edition, files: Files, folder: Path) -> None:
    """Write a redirect for each former address into the site folder unless it is taken."""
    taken = {unquote(file.url) for file in files}
    for address, place in places(edition).items():
        if address not in taken and place.address in taken:
            file = folder / address / "index.html"
            if any(one.is_file() for one in (file, *file.parents)):
                continue
            write(file, redirect(edition, address, place))
