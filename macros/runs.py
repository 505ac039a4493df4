"""What runs begin with: a file beside the page of each procedure and checklist."""

from pathlib import Path

from handbook.formats.sheets import FILE, published
from handbook.sheets import sheet, worked_by
from macros.output import write
from macros.site import Site


class Runs:
    """Writes them into the folder of a site, each with its page: its texts are at hand then."""

    def __init__(self, site: Site, folder: Path) -> None:
        handbook = site.handbook
        self._handbook = handbook
        self._folder = folder
        self._entries = {handbook.address(entry): entry for entry in worked_by(handbook)}

    def write(self, address: str) -> None:
        """Write what a run begins with, if the page at an address is of something to work by."""
        entry = self._entries.get(address)
        if entry is not None:
            write(self._folder / address / FILE, published(sheet(self._handbook, entry)))
