"""The run data: a file next to the page of each procedure and checklist."""

from pathlib import Path

from handbook.formats.sheets import FILE, published
from handbook.sheets import runnable_entries, sheet
from macros.output import write
from macros.site import Site


class Runs:
    """A writer of run files, called with each page while its texts are in memory."""

    def __init__(self, site: Site, folder: Path) -> None:
        handbook = site.handbook
        self._handbook = handbook
        self._folder = folder
        self._entries = {handbook.address(entry): entry for entry in runnable_entries(handbook)}

    def write(self, address: str) -> None:
        """Write the run file of the page at an address if it is a procedure or a checklist."""
        entry = self._entries.get(address)
        if entry is not None:
            write(self._folder / address / FILE, published(sheet(self._handbook, entry)))
