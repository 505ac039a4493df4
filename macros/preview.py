"""Previews of the pages of a saved text, based on the last build."""

from collections.abc import Iterable, Iterator, Mapping

from handbook.overlay import with_text
from handbook.pages.catalogue import pages_of
from handbook.pages.page import planned
from handbook.source.text import read_text
from macros.record_page import source_uri
from macros.renderer import Renderer


class Preview:
    """A renderer of pages whose texts changed after a full build."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer.copied()

    def prepare(self) -> None:
        """Warm up, so that the first preview is as fast as later ones."""
        sop = next(iter(self._renderer.building.site.handbook.sops.values()), None)
        if sop is not None:
            self.pages([sop.entry.document.path])

    def pages(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """Return the pages of changed texts, by file name relative to the site folder.

        `paths` are relative to the handbook's root. A change that needs a full build has no
        preview, and neither has any other kind of file.
        """
        return {name: content for path in paths for name, content in self._pages(path)}

    def _pages(self, path: str) -> Iterator[tuple[str, bytes]]:
        building = self._renderer.building
        site = building.site
        text = read_text(site.handbook.root / path, path)
        found = with_text(site.handbook, path, text) if isinstance(text, str) else None
        if found is None:
            return
        handbook, entries = found
        edition = site.edition.with_changes(handbook, entries)
        # Keep earlier changes, also where other pages show them.
        building.site = site.with_changes(edition)
        for record in pages_of(edition, entries):
            file = self._renderer.files.get_file_from_path(source_uri(record.address))
            if file is not None:
                yield file.dest_uri, self._renderer.shown(planned(record), file)
