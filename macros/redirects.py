"""Addresses that pages had before lead to where the pages are now."""

from pathlib import Path
from urllib.parse import unquote

from mkdocs.structure.files import Files

from handbook.pages.edition import Edition
from handbook.pages.moved_pages import places, redirect
from macros.output import write


def publish(edition: Edition, files: Files, folder: Path) -> None:
    """Write a redirect for each into the folder of the site, where nothing else stands."""
    taken = {unquote(file.url) for file in files}
    for address, place in places(edition).items():
        if address not in taken and place.address in taken:
            file = folder / address / "index.html"
            if any(one.is_file() for one in (file, *file.parents)):
                continue
            write(file, redirect(edition, address, place))
